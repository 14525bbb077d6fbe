import type { PurgeWork } from '../../contract/events/purge-work.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import type { EpochId } from '../../domain/identifiers.ts';
import { isoOf, minutes } from '../../domain/time.ts';
import { type ClosingWork, isPending } from '../shared/repositories/closures.ts';
import { everyLot } from '../shared/repositories/lots.ts';
import { outboxAction } from '../shared/repositories/outbox.ts';
import { fieldsOf } from '../shared/repositories/stored-item.ts';
import {
  absent,
  all,
  any,
  equals,
  type Item,
  lessThan,
  type Page,
  present,
  type Query,
  type Store,
} from '../shared/store/store.ts';
import type { PlannerPorts } from './ports.ts';

/** What a tick found and sent. */
export type Planned = { readonly lots: number; readonly closures: number; readonly optOuts: number };

/** For how long a lot that was sent is not sent again, unless its worker gives it back earlier. */
const plannedFor = minutes(5);
/** How many due lots are reserved before their messages are sent. */
const lotsPerPage = 50;

/**
 * One tick: sends a message for each opt-out to finish, each lot to purge and each closure to end, and tells
 * the bus. What it misses or cannot send, the next tick finds again.
 */
export const planTick = async (ports: PlannerPorts): Promise<Planned> => {
  const closing = await planClosures(ports);
  const due = await planDueLots(ports);
  const planned: Planned = { ...closing, lots: closing.lots + due };
  await tellTheBus(ports, planned);
  return planned;
};

/** The work list of closures, read consistently: a closure is never late because an index lags. */
const planClosures = async (ports: PlannerPorts): Promise<Planned> => {
  let planned: Planned = { lots: 0, closures: 0, optOuts: 0 };
  for (const pk of registryKeys.closingBuckets(ports.geography)) {
    for await (const item of everyItem(ports.store, { table: 'registry', pk, consistency: 'strong' })) {
      const found = await planClosingItem(ports, item);
      planned = {
        lots: planned.lots + found.lots,
        closures: planned.closures + found.closures,
        optOuts: planned.optOuts + found.optOuts,
      };
    }
  }
  return planned;
};

const planClosingItem = async (ports: PlannerPorts, item: Item): Promise<Planned> => {
  const { epoch } = fieldsOf<ClosingWork>(item);
  if (isPending(item)) {
    await ports.queue.send([{ kind: 'finish-opt-out', epoch }]);
    return { lots: 0, closures: 0, optOuts: 1 };
  }
  const work: PurgeWork[] = [];
  let unpurged = 0;
  for await (const lot of everyLot(ports.store, epoch)) {
    if (lot.state === 'purged') continue;
    unpurged += 1;
    if (await reserve(ports, epoch, lot.name)) work.push({ kind: 'purge-lot', epoch, lot: lot.name });
  }
  if (unpurged === 0) work.push({ kind: 'end-closure', epoch });
  await sendReserved(ports, work);
  return { lots: unpurged === 0 ? 0 : work.length, closures: 1, optOuts: 0 };
};

/** Lots whose time to be purged has come, from the index. It may lag by a moment; the next tick sees the rest. */
const planDueLots = async (ports: PlannerPorts): Promise<number> => {
  // A sort key goes on after its time, so the bound is the first instant that is not due.
  const sk = { kind: 'atMost', to: isoOf(ports.clock.now() + 1) } as const;
  let planned = 0;
  for (const pk of registryKeys.dueBuckets(ports.geography)) {
    const query: Query = {
      table: 'registry',
      index: 'due',
      pk,
      sk,
      consistency: 'eventual',
      limit: lotsPerPage,
    };
    for await (const { items } of everyPage(ports.store, query)) planned += await planPage(ports, items);
  }
  return planned;
};

const planPage = async (ports: PlannerPorts, items: readonly Item[]): Promise<number> => {
  const work: PurgeWork[] = [];
  for (const item of items) {
    const epoch = item.pk as EpochId;
    const lot = item.sk.slice(registryKeys.lotPrefix.length);
    if (await reserve(ports, epoch, lot)) work.push({ kind: 'purge-lot', epoch, lot });
  }
  await sendReserved(ports, work);
  return work.length;
};

/** Marks a lot as sent. Nothing rests on the mark: it only spares messages that would find the lot taken. */
const reserve = async (ports: PlannerPorts, epoch: EpochId, lot: string): Promise<boolean> => {
  const now = ports.clock.now();
  const outcome = await ports.store.write({
    kind: 'update',
    table: 'registry',
    key: registryKeys.lot(epoch, lot),
    update: { set: { plannedUntil: isoOf(now + plannedFor) } },
    condition: all(
      any(equals('state', 'open'), equals('state', 'purging')),
      any(absent('plannedUntil'), lessThan('plannedUntil', isoOf(now))),
    ),
  });
  return outcome.ok;
};

/** Sends work; where the queue does not take it, the lots are free again for the next tick. */
const sendReserved = async (ports: PlannerPorts, work: readonly PurgeWork[]): Promise<void> => {
  try {
    await ports.queue.send(work);
  } catch (error) {
    for (const piece of work) if (piece.kind === 'purge-lot') await release(ports, piece.epoch, piece.lot);
    throw error;
  }
};

const release = async (ports: PlannerPorts, epoch: EpochId, lot: string): Promise<void> => {
  await ports.store.write({
    kind: 'update',
    table: 'registry',
    key: registryKeys.lot(epoch, lot),
    update: { remove: ['plannedUntil'] },
    condition: present('plannedUntil'),
  });
};

const tellTheBus = async (ports: PlannerPorts, { lots, closures }: Planned): Promise<void> => {
  if (lots + closures === 0) return;
  const event = { type: 'PurgePlanned', detail: { lots, closures } } as const;
  await ports.store.write(outboxAction(ports, event, ports.clock.now()));
};

async function* everyItem(store: Store, query: Query): AsyncGenerator<Item> {
  for await (const { items } of everyPage(store, query)) yield* items;
}

async function* everyPage(store: Store, query: Query): AsyncGenerator<Page> {
  let page = await store.query(query);
  yield page;
  while (page.next !== undefined) {
    page = await store.query({ ...query, after: page.next });
    yield page;
  }
}
