import type { PurgeWork } from '../../contract/events/purge-work.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import type { EpochId, HoldId } from '../../domain/identifiers.ts';
import type { HoldSubject } from '../../domain/retention/hold.ts';
import { type Instant, instantOf, isoOf } from '../../domain/time.ts';
import { isHeld } from '../shared/repositories/hold-marks.ts';
import type { Item, Page, Query, Store } from '../shared/store/store.ts';
import type { TickPorts } from './ports.ts';
import { reserveLots } from './reserve-lots.ts';
import { watchClosure, watchDueLots } from './watch-deadlines.ts';

/** What a step of planning found. */
export type Planned = {
  readonly lots: number;
  readonly closures: number;
  readonly optOuts: number;
  /** Lots that were seen in danger of their deadline, and past it. */
  readonly atRisk: number;
  readonly missed: number;
};

export const nothing: Planned = { lots: 0, closures: 0, optOuts: 0, atRisk: 0, missed: 0 };

/** One page's worth of work, and the sources that it opened. */
export type Step = {
  readonly work: readonly PurgeWork[];
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
    const watched = await watchDueLots(ports, items);
    const work = await reserveLots(ports, items.map(lotIn));
    yield { work, planned: { ...nothing, lots: work.length, ...watched } };
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
    const work = items.map((item): PurgeWork => ({ kind: 'finish-opt-out', epoch: epochIn(item) }));
    yield { work, planned: { ...nothing, optOuts: work.length } };
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
    const work = items.map((item): PurgeWork => ({ kind: 'advance-hold', ...holdIn(item) }));
    yield { work, planned: nothing };
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
    const opens = items.map((item) => ({
      name: 'lots of a closure',
      steps: closureSteps(ports, epochIn(item), closedAtIn(item)),
    }));
    yield { work: [], planned: { ...nothing, closures: items.length }, opens };
  }
}

/** The lots of a closed epoch that are not purged yet; where there is none, the closure can end. */
async function* closureSteps(
  ports: TickPorts,
  epoch: EpochId,
  closedAt: Instant,
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
    const watched = await watchClosure(ports, open, closedAt);
    const free = open.filter((item) => !isHeld(item) && isFree(ports, item));
    const work = await reserveLots(ports, free.map(lotIn));
    yield { work, planned: { ...nothing, lots: work.length, ...watched } };
  }
  if (unpurged > 0) return;
  yield { work: [{ kind: 'end-closure', epoch }], planned: nothing };
}

/** Whether a lot is not on its way already, as far as the item tells; the reservation has the last word. */
const isFree = (ports: TickPorts, { plannedUntil }: Item): boolean =>
  typeof plannedUntil !== 'string' || plannedUntil < isoOf(ports.clock.now());

/** Planning needs keys only: an item of another shape is planned like any other. */
const lotIn = ({ pk, sk }: Item) => ({ epoch: pk as EpochId, lot: sk.slice(registryKeys.lotPrefix.length) });

/** The sort keys of the work list begin with the time of the closure. */
const closedAtIn = ({ sk }: Item): Instant => instantOf(sk.slice(0, sk.indexOf('#')));

/** And end with the epoch. */
const epochIn = ({ sk }: Item): EpochId => sk.slice(sk.lastIndexOf('#') + 1) as EpochId;

/** The sort keys of the work list of holds end with the subject and the hold. */
const holdIn = ({ sk }: Item): { subject: HoldSubject; hold: HoldId } => {
  const [subject = '', hold = ''] = sk.split('#').slice(-2);
  return { subject: subject as HoldSubject, hold: hold as HoldId };
};

async function* everyPage(store: Store, query: Query): AsyncGenerator<Page, void, undefined> {
  let page = await store.query({ ...query, limit: itemsPerStep });
  yield page;
  while (page.next !== undefined) {
    page = await store.query({ ...query, limit: itemsPerStep, after: page.next });
    yield page;
  }
}
