import type { OtherCopy } from '../../domain/evidence/certificate.ts';
import { contentStore, type StoreFacts } from '../../domain/retention/deadline-budget.ts';
import { type Instant, isoOf } from '../../domain/time.ts';

/**
 * The stores of the cell that could still give back a record of the table of content, and until when: whatever the
 * deadline budget reckons with (BY-2).
 */
export const otherCopiesOf =
  (store: StoreFacts = contentStore) =>
  (deletedAt: Instant): readonly OtherCopy[] =>
    [
      { store: 'the recovery window of the table', life: store.recoveryWindow },
      { store: 'queues and streams', life: store.queueLife },
      { store: 'logs', life: store.logLife },
      ...(store.copies ?? []).map(({ lag, recoveryWindow }) => ({
        store: 'a copy of the table in another region',
        life: lag + recoveryWindow,
      })),
    ]
      .filter(({ life }) => life > 0)
      .map(({ store: name, life }) => ({ store: name, until: isoOf(deletedAt + life) }));
