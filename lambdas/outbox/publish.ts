import { purgeMetrics } from '../../contract/access/purge-metrics.ts';
import type { CellEvent } from '../../contract/events/events.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import { clockSkew, instantOf, minutes } from '../../domain/time.ts';
import type { CellPorts } from '../shared/ports.ts';
import type { Measure } from '../shared/purge-metrics.ts';
import type { OutboxEntry } from '../shared/repositories/outbox.ts';
import { fieldsOf, isOfKnownShape } from '../shared/repositories/stored-item.ts';
import { type Item, type Page, type Query, StoreUnavailable } from '../shared/store/store.ts';

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
    const taken = await takenOf(ports, known.slice(from, from + eventsPerCall));
    for (const item of taken) await remove(ports, item);
    published += taken.length;
  }
  return { published, left: items.length - published };
};

/**
 * Which items of a batch the bus took. A call that fails as a whole may do so for one event: each is sent by itself
 * then, and where the bus takes none of them it is not the event.
 */
const takenOf = async ({ bus }: OutboxPorts, batch: readonly Item[]): Promise<readonly Item[]> => {
  const taken = async (items: readonly Item[]) => {
    const refused = new Set(await bus.publish(items.map(eventIn)));
    return items.filter((_, position) => !refused.has(position));
  };
  try {
    return await taken(batch);
  } catch (error) {
    const alone = await Promise.allSettled(batch.length > 1 ? batch.map((item) => taken([item])) : []);
    if (alone.every(({ status }) => status === 'rejected')) throw error;
    return alone.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
  }
};

/** Some buckets of the outbox could not be swept, each with its reason. Those that could were. */
export class OutboxNotSwept extends AggregateError {
  override readonly name = 'OutboxNotSwept';
}

/**
 * Publishes what the stream missed: every item that has lain in the outbox for over a minute. A bucket that fails
 * stands for itself alone.
 * @throws OutboxNotSwept
 */
export const sweepOutbox = async (ports: OutboxPorts): Promise<Published> => {
  let total: Swept = { published: 0, left: 0, setAside: 0 };
  const failures: unknown[] = [];
  for (const pk of registryKeys.outboxBuckets(ports.geography)) {
    try {
      for await (const { items } of pagesOf(ports, pk)) total = sum(total, await sweepPage(ports, items));
    } catch (error) {
      failures.push(error);
    }
  }
  const { setAside, ...published } = total;
  ports.measure({ [purgeMetrics.setAside]: setAside });
  if (failures.length > 0)
    throw new OutboxNotSwept(failures, `${failures.length} buckets of the outbox could not be swept`);
  return published;
};

type Swept = Published & { readonly setAside: number };

const sum = (one: Swept, other: Swept): Swept => ({
  published: one.published + other.published,
  left: one.left + other.left,
  setAside: one.setAside + other.setAside,
});

const sweepPage = async (ports: OutboxPorts, items: readonly Item[]): Promise<Swept> => ({
  setAside: items.filter((item) => !isEvent(item)).length,
  ...(await publishItems(
    ports,
    items.filter((item) => isMissed(ports, item)),
  )),
});

async function* pagesOf({ store }: OutboxPorts, pk: string): AsyncGenerator<Page, void, undefined> {
  const query: Query = { table: 'registry', pk, consistency: 'strong' };
  let page = await store.query(query);
  yield page;
  while (page.next !== undefined) {
    page = await store.query({ ...query, after: page.next });
    yield page;
  }
}

/** What was written a minute ago, or in a future that no right clock has seen. */
const isMissed = (ports: OutboxPorts, item: Item): boolean => {
  if (!isEvent(item)) return true;
  const age = ports.clock.now() - instantOf(fieldsOf<OutboxEntry>(item).createdAt);
  return age > missedAfter || age < -clockSkew;
};

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
