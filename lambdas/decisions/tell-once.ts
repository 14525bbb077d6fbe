import { buckets, registryKeys } from '../../contract/tables/registry.ts';
import { derivedUlid } from '../../domain/derived-ulid.ts';
import { spreadOver } from '../../domain/retention/lot.ts';
import { hours, type Instant, isoOf } from '../../domain/time.ts';
import { persist } from '../shared/persist.ts';
import type { OutboxEntry } from '../shared/repositories/outbox.ts';
import { storedItem } from '../shared/repositories/stored-item.ts';
import { isNew, type Put } from '../shared/store/store.ts';
import type { DecisionsPorts } from './ports.ts';

/**
 * Leaves an event about something that a service can ask or say again at will: once an hour, as far as this instance
 * knows; several that run at once make the same item. What no store takes is told the next time.
 * @param what names what the event is about: the same in the same hour is told once
 * @throws StoreUnavailable
 */
export const tellOnceAnHour = async (
  ports: DecisionsPorts,
  event: OutboxEntry['event'],
  what: string,
): Promise<void> => {
  const hour = startOfHour(ports.clock.now());
  forgetBefore(ports, hour);
  const put = putOf(ports, hour, event, what);
  if (ports.told.has(put.item.sk)) return;
  const outcome = await persist(ports, () => ports.store.write(put));
  if (outcome.ok || outcome.refusal === 'condition-failed') ports.told.set(put.item.sk, hour);
};

/** Whoever tells the same in the same hour makes the same key. */
const putOf = (
  { geography }: DecisionsPorts,
  hour: Instant,
  event: OutboxEntry['event'],
  what: string,
): Put => {
  const id = derivedUlid(hour, `${event.type} ${what}`);
  const entry: OutboxEntry = { event, createdAt: isoOf(hour) };
  const key = registryKeys.outbox(geography, id, spreadOver(id, buckets.outbox));
  return { kind: 'put', table: 'registry', item: storedItem(key, entry), condition: isNew };
};

const startOfHour = (now: Instant): Instant => now - (now % hours(1));

/** What was told in earlier hours takes no room. */
const forgetBefore = ({ told }: DecisionsPorts, hour: Instant): void => {
  for (const [key, of] of told) {
    if (of < hour) told.delete(key);
  }
};
