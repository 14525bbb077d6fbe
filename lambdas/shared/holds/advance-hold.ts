import { workerTimeoutSeconds } from '../../../contract/access/worker-timeout.ts';
import type { HoldId } from '../../../domain/identifiers.ts';
import {
  coverageOf,
  drainedBy,
  type Hold,
  type HoldSubject,
  hasRunOut,
  mayBeWorkedOn,
} from '../../../domain/retention/hold.ts';
import type { Lot } from '../../../domain/retention/lot.ts';
import { instantOf, isoOf, seconds } from '../../../domain/time.ts';
import { persist } from '../persist.ts';
import { freeGateActions, giveHoldBack, readHold, stepActions } from '../repositories/holds.ts';
import { stoodStill } from '../repositories/moved-lots.ts';
import { outboxAction } from '../repositories/outbox.ts';
import { beginRelease } from './begin-release.ts';
import { movePerson } from './hold-person.ts';
import { markLots, unmarkLots } from './mark-lots.ts';
import { type HoldPorts, OutOfTime } from './run-time.ts';
import { lotsInScope } from './scope-lots.ts';

/** How far a hold came. `waiting`: a worker is still at its page. From all but `settled` the next tick goes on. */
export type HoldOutcome = 'waiting' | 'settled' | 'contended' | 'out-of-time' | 'no-such-hold';

export type Advanced = { readonly outcome: HoldOutcome; readonly hold?: Hold };

/** No hold has more steps than this in one run, unless others take them too. */
const steps = 10;

/**
 * Takes a hold as far as it can go now: from requested to effective, from its end to its release. May be repeated,
 * and may run beside another: each step is taken once. A run that has no time left succeeds: the next one goes on.
 * @throws StoreUnavailable when a lot could not be changed; it is tried again
 */
export const advanceHold = async (ports: HoldPorts, subject: HoldSubject, id: HoldId): Promise<Advanced> => {
  const advanced = await stepOn(ports, subject, id);
  // Nothing is sent again while a run has it; what this run leaves is free.
  if (advanced.outcome !== 'settled' && advanced.hold) await giveHoldBack(ports.store, advanced.hold);
  return advanced;
};

const stepOn = async (ports: HoldPorts, subject: HoldSubject, id: HoldId): Promise<Advanced> => {
  let hold = await readHold(ports.store, subject, id);
  for (let step = 0; step < steps; step += 1) {
    if (hold === undefined) return { outcome: 'no-such-hold' };
    const next = await nextStep(ports, hold).catch(outOfTime);
    if (next !== 'stepped') return { outcome: next, hold };
    hold = await readHold(ports.store, subject, id);
  }
  return { outcome: 'contended', ...(hold && { hold }) };
};

const outOfTime = (error: unknown): 'out-of-time' => {
  if (error instanceof OutOfTime) return 'out-of-time';
  throw error;
};

/** Takes one step, or says why there is none to take now. A step that somebody else took counts as taken. */
const nextStep = async (ports: HoldPorts, hold: Hold): Promise<'stepped' | 'waiting' | 'settled'> => {
  if (hold.state === 'released') return 'settled';
  if (hold.state === 'releasing') return finishRelease(ports, hold);
  if (hasRunOut(hold, ports.clock.now())) {
    await beginRelease(ports, hold, { kind: 'function', name: 'worker' });
    return 'stepped';
  }
  if (hold.state === 'effective') return settle(ports, hold);
  return hold.markedAt === undefined ? markAll(ports, hold) : drain(ports, hold, instantOf(hold.markedAt));
};

type InState<State extends Hold['state']> = Extract<Hold, { readonly state: State }>;

const commit = async (ports: HoldPorts, before: Hold, after: Hold, also: readonly Told[] = []) => {
  await persist(ports, () =>
    ports.store.transact([...stepActions(before, after, ports.clock.now()), ...also]),
  );
  return 'stepped' as const;
};
type Told = ReturnType<typeof outboxAction> | ReturnType<typeof freeGateActions>[number];

const markAll = async (ports: HoldPorts, hold: InState<'requested'>) => {
  // A lot that is opened while others are marked may go unseen: what is captured from here on is not promised.
  const coversUntil = isoOf(ports.clock.now());
  await markLots(ports, hold);
  return commit(ports, hold, { ...hold, coversUntil, markedAt: isoOf(ports.clock.now()) });
};

/** Effective when no worker is left in its scope: none has a lease, or none that had one can be alive. */
const drain = async (ports: HoldPorts, hold: InState<'requested'>, markedAt: number) => {
  const now = ports.clock.now();
  const lots = await scopeOf(ports, hold);
  const drained = now >= drainedBy(markedAt, seconds(workerTimeoutSeconds));
  if (!drained && lots.some((lot) => mayBeWorkedOn(lot, now))) return 'waiting';
  const { markedAt: _marked, coversUntil = hold.placedAt, workAt: _, ...facts } = hold;
  if (hold.scope.of === 'person') await movePerson(ports, hold, hold.scope.person);
  const held = await scopeStandingStill(ports, hold, hold.scope.of === 'person' ? undefined : lots);
  if (held === undefined) return 'waiting';
  const effectiveAt = isoOf(ports.clock.now());
  const after: Hold = {
    ...facts,
    state: 'effective',
    effectiveAt,
    coverage: coverageOf(hold, held),
    // A hold on a person has still to give its sources back.
    ...(hold.scope.of === 'person' ? { coversUntil, workAt: effectiveAt } : workUntil(hold)),
  };
  const detail = { subject: hold.subject, hold: hold.id, at: effectiveAt };
  return commit(ports, hold, after, [
    ...(hold.scope.of === 'person' ? freeGateActions(hold) : []),
    outboxAction(ports, { type: 'HoldEffective', detail }, instantOf(effectiveAt)),
  ]);
};

/** What an effective hold still has to do: one on a person gives back the lots that it took its records from. */
const settle = async (ports: HoldPorts, hold: InState<'effective'>) => {
  if (hold.workAt === undefined || hold.workAt === hold.until) return 'settled';
  await unmarkLots(ports, hold, 'sources', hold.effectiveAt);
  const { workAt: _, ...rest } = hold;
  return commit(ports, hold, { ...rest, ...workUntil(hold) });
};

const workUntil = ({ until }: Hold) => (until === undefined ? {} : { workAt: until });

const finishRelease = async (ports: HoldPorts, hold: InState<'releasing'>) => {
  await unmarkLots(ports, hold, 'all', hold.endedAt);
  const { workAt: _, ...rest } = hold;
  return commit(ports, hold, { ...rest, state: 'released' });
};

/** How often a scope is read for one in which nothing was moved meanwhile. */
const readings = 10;

/**
 * The lots in scope, between two readings of which nothing was moved from one to another: of a lot read before and
 * one read after a move, the same records would be counted twice. Undefined where others keep moving.
 */
const scopeStandingStill = async (
  ports: HoldPorts,
  hold: Hold,
  read: readonly Lot[] | undefined,
): Promise<readonly Lot[] | undefined> => {
  let before = read ?? (await scopeOf(ports, hold));
  for (let reading = 0; reading < readings; reading += 1) {
    const after = await scopeOf(ports, hold);
    if (stoodStill(before, after)) return after;
    before = after;
  }
  return undefined;
};

const scopeOf = async (ports: HoldPorts, hold: Hold): Promise<readonly Lot[]> => {
  const lots: Lot[] = [];
  for await (const lot of lotsInScope(ports.store, hold)) lots.push(lot);
  return lots;
};
