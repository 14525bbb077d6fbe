import { purgeMetrics } from '../../contract/access/purge-metrics.ts';
import type { CellEvent } from '../../contract/events/events.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import { instantOf, minutes } from '../../domain/time.ts';
import type { CellPorts } from '../shared/ports.ts';
import type { Measure } from '../shared/purge-metrics.ts';
import type { OutboxEntry } from '../shared/repositories/outbox.ts';
import { fieldsOf, isOfKnownShape } from '../shared/repositories/stored-item.ts';
import { type Item, type Query, StoreUnavailable } from '../shared/store/store.ts';

/** An event as it goes out: with the id by which a receiver notices one that came twice. */
export type PublishedEvent = CellEvent & { readonly id: string; readonly at: string };

/** The event bus of the cell. */
export type Bus = {
  /** @returns which of the events were not taken, by position */
  readonly publish: (events: readonly PublishedEvent[]) => Promise<readonly number[]>;
};

export type OutboxPorts = CellPorts & { readonly bus: Bus; readonly measure: Measure };

/** The bus takes ten events a call. */
const eventsPerCall = 10;
/** The stream delivers within seconds; what is older was missed. */
const missedAfter = minutes(1);

export type Published = { readonly published: number; readonly left: number };

/**
 * Publishes items of the outbox and removes those that the bus took. The others stay for the sweep, and so do
 * those of another shape: they hold nothing up.
 */
export const publishItems = async (ports: OutboxPorts, items: readonly Item[]): Promise<Published> => {
  const known = items.filter(isEvent);
  let published = 0;
  for (let from = 0; from < known.length; from += eventsPerCall) {
    const batch = known.slice(from, from + eventsPerCall);
    const refused = new Set(await ports.bus.publish(batch.map(eventIn)));
    const taken = batch.filter((_, position) => !refused.has(position));
    for (const item of taken) await remove(ports, item);
    published += taken.length;
  }
  return { published, left: items.length - published };
};

/** Publishes what the stream missed: every item that has lain in the outbox for over a minute. */
export const sweepOutbox = async (ports: OutboxPorts): Promise<Published> => {
  let total: Published = { published: 0, left: 0 };
  let setAside = 0;
  for (const pk of registryKeys.outboxBuckets(ports.geography)) {
    const query: Query = { table: 'registry', pk, consistency: 'strong' };
    for (let page = await ports.store.query(query); ; ) {
      const done = await publishItems(
        ports,
        page.items.filter((item) => isMissed(ports, item)),
      );
      total = { published: total.published + done.published, left: total.left + done.left };
      setAside += page.items.filter((item) => !isEvent(item)).length;
      if (page.next === undefined) break;
      page = await ports.store.query({ ...query, after: page.next });
    }
  }
  ports.measure({ [purgeMetrics.setAside]: setAside });
  return total;
};

const isMissed = (ports: OutboxPorts, item: Item): boolean =>
  !isEvent(item) || ports.clock.now() - instantOf(fieldsOf<OutboxEntry>(item).createdAt) > missedAfter;

/** What the bus can be told: it has a shape that is known, a type and a time. */
const isEvent = (item: Item): boolean =>
  isOfKnownShape(item) &&
  typeof Object(item.event).type === 'string' &&
  Number.isFinite(Date.parse(String(item.createdAt)));

const eventIn = (item: Item): PublishedEvent => {
  const { event, createdAt } = fieldsOf<OutboxEntry>(item);
  return { ...event, id: item.sk, at: createdAt };
};

const remove = async (ports: OutboxPorts, { pk, sk }: Item): Promise<void> => {
  const outcome = await ports.store.write({ kind: 'delete', table: 'registry', key: { pk, sk } });
  if (!outcome.ok)
    throw new StoreUnavailable('an event was published but could not be removed; it goes out again');
};
