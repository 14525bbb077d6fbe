import type { CellEvent } from '../../../contract/events/events.ts';
import { buckets, registryKeys } from '../../../contract/tables/registry.ts';
import { spreadOver } from '../../../domain/retention/lot.ts';
import { type Instant, isoOf } from '../../../domain/time.ts';
import type { CellPorts } from '../ports.ts';
import type { Put } from '../store/store.ts';
import { storedItem } from './stored-item.ts';

/** What an item of the outbox holds, besides its key. */
export type OutboxEntry = { readonly event: CellEvent; readonly createdAt: string };

/** Leaves an event in the outbox, in the transaction that made it true. */
export const outboxAction = (
  ports: Pick<CellPorts, 'geography' | 'randomness'>,
  event: CellEvent,
  at: Instant,
): Put => {
  const id = ports.randomness.ulid(at);
  const entry: OutboxEntry = { event, createdAt: isoOf(at) };
  return {
    kind: 'put',
    table: 'registry',
    item: storedItem(registryKeys.outbox(ports.geography, id, spreadOver(id, buckets.outbox)), entry),
  };
};
