import type { PurgeWork } from '../../contract/events/purge-work.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import { isoOf } from '../../domain/time.ts';
import { isHeld } from '../shared/repositories/hold-marks.ts';
import { isPlanned } from '../shared/repositories/leases.ts';
import type { Item, Page, Query, Store } from '../shared/store/store.ts';
import type { TickPorts } from './ports.ts';
import { type Reserved, reserveHolds, reserveLots } from './reserve-work.ts';
import { watchClosure, watchDueLots } from './watch-deadlines.ts';
import {
  type ClosureKey,
  closureIn,
  holdIn,
  lotIn,
  type Named,
  type Sorted,
  sortItems,
} from './work-keys.ts';

/** What a step of planning found. */
export type Planned = {
  readonly lots: number;
  readonly closures: number;
  readonly optOuts: number;
  /** Lots that were seen in danger of their deadline, and past it. */
  readonly atRisk: number;
  readonly missed: number;
  /** Items that name no work, and lots whose date nobody can tell. */
  readonly setAside: number;
};

export const nothing: Planned = { lots: 0, closures: 0, optOuts: 0, atRisk: 0, missed: 0, setAside: 0 };

/** One page's worth of work, and the sources that it opened. */
export type Step = Reserved & {
  readonly planned: Planned;
  readonly opens?: readonly Source[];
};

/** Where work comes from, step by step. A source that fails stands for itself alone. */
export type Source = { readonly name: string; readonly steps: AsyncGenerator<Step, void, undefined> };

/** How many items a step looks at. */
const itemsPerStep = 100;

/** Lots whose time has come, from the index. It may lag by a moment; the next tick sees the rest. */
export const planDueBucket = (ports: TickPorts, bucket: string): Source => ({
  name: 'due lots',
  steps: dueSteps(ports, bucket),
});

async function* dueSteps(ports: TickPorts, pk: string): AsyncGenerator<Step, void, undefined> {
  // A sort key goes on after its time, so the bound is the first instant that is not due.
  const sk = { kind: 'atMost', to: isoOf(ports.clock.now() + 1) } as const;
  for await (const { items } of everyPage(ports.store, {
    table: 'registry',
    index: 'due',
    pk,
    sk,
    consistency: 'eventual',
  })) {
    const lots = sortItems(items, lotIn(ports.geography));
    const watched = await watchDueLots(ports, lots.named.map(itemOf));
    const reserved = await reserveLots(ports, lots.named.map(workOf));
    yield {
      ...reserved,
      planned: { ...nothing, lots: reserved.work.length, ...withSetAside(watched, lots) },
    };
  }
}

/** Opt-outs that were accepted and wait for their gates. */
export const planPendingBucket = (ports: TickPorts, bucket: string): Source => ({
  name: 'accepted opt-outs',
  steps: pendingSteps(ports, bucket),
});

async function* pendingSteps(ports: TickPorts, pk: string): AsyncGenerator<Step, void, undefined> {
  const sk = { kind: 'beginsWith', prefix: registryKeys.closingPendingPrefix } as const;
  for await (const { items } of everyPage(ports.store, {
    table: 'registry',
    pk,
    sk,
    consistency: 'strong',
  })) {
    const { named, setAside } = sortItems(items, closureIn(ports.geography));
    const work = named.map(({ work: { epoch } }): PurgeWork => ({ kind: 'finish-opt-out', epoch }));
    yield { work, marked: [], planned: { ...nothing, optOuts: work.length, setAside } };
  }
}

/** Holds that are not effective yet, or whose end has come. */
export const planHoldingBucket = (ports: TickPorts, bucket: string): Source => ({
  name: 'holds',
  steps: holdingSteps(ports, bucket),
});

async function* holdingSteps(ports: TickPorts, pk: string): AsyncGenerator<Step, void, undefined> {
  const sk = { kind: 'atMost', to: isoOf(ports.clock.now() + 1) } as const;
  for await (const { items } of everyPage(ports.store, {
    table: 'registry',
    pk,
    sk,
    consistency: 'strong',
  })) {
    const { named, setAside } = sortItems(items, holdIn(ports.geography));
    const free = named.filter(({ item }) => !isPlanned(item, ports.clock.now()));
    yield { ...(await reserveHolds(ports, free)), planned: { ...nothing, setAside } };
  }
}

/** The work list of closures, read consistently: a closure is never late because an index lags. */
export const planClosingBucket = (ports: TickPorts, bucket: string): Source => ({
  name: 'closures',
  steps: closingSteps(ports, bucket),
});

async function* closingSteps(ports: TickPorts, pk: string): AsyncGenerator<Step, void, undefined> {
  const sk = { kind: 'atMost', to: registryKeys.closingPendingPrefix } as const;
  for await (const { items } of everyPage(ports.store, {
    table: 'registry',
    pk,
    sk,
    consistency: 'strong',
  })) {
    const { named, setAside } = sortItems(items, closureIn(ports.geography));
    const opens = named.map(({ work }) => ({ name: 'lots of a closure', steps: closureSteps(ports, work) }));
    yield { ...nothingReserved, planned: { ...nothing, closures: named.length, setAside }, opens };
  }
}

/** The lots of a closed epoch that are not purged yet; where there is none, the closure can end. */
async function* closureSteps(
  ports: TickPorts,
  { epoch, ...closure }: ClosureKey,
): AsyncGenerator<Step, void, undefined> {
  const sk = { kind: 'beginsWith', prefix: registryKeys.lotPrefix } as const;
  let unpurged = 0;
  for await (const { items } of everyPage(ports.store, {
    table: 'registry',
    pk: epoch,
    sk,
    consistency: 'strong',
  })) {
    const open = items.filter(({ state }) => state !== 'purged');
    unpurged += open.length;
    const lots = sortItems(open, lotIn(ports.geography));
    const watched = await watchClosure(ports, lots.named.map(itemOf), closure);
    const free = lots.named.filter(({ item }) => !isHeld(item) && !isPlanned(item, ports.clock.now()));
    const reserved = await reserveLots(ports, free.map(workOf));
    yield {
      ...reserved,
      planned: { ...nothing, lots: reserved.work.length, ...withSetAside(watched, lots) },
    };
  }
  if (unpurged > 0) return;
  yield { work: [{ kind: 'end-closure', epoch }], marked: [], planned: nothing };
}

const nothingReserved: Reserved = { work: [], marked: [] };

const itemOf = ({ item }: Named<unknown>): Item => item;
const workOf = <Work>({ work }: Named<Work>): Work => work;

const withSetAside = <Watched extends { readonly setAside: number }>(
  watched: Watched,
  { setAside }: Sorted<unknown>,
): Watched => ({ ...watched, setAside: watched.setAside + setAside });

async function* everyPage(store: Store, query: Query): AsyncGenerator<Page, void, undefined> {
  let page = await store.query({ ...query, limit: itemsPerStep });
  yield page;
  while (page.next !== undefined) {
    page = await store.query({ ...query, limit: itemsPerStep, after: page.next });
    yield page;
  }
}
