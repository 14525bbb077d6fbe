import type { Closure, Epoch, UsePolicy } from '../../domain/consent/epoch.ts';
import type { PurgeRecord } from '../../domain/evidence/purge-record.ts';
import type { EpochId } from '../../domain/identifiers.ts';
import { type DatedDeadline, optOutCauseOf, resolveReleased } from '../../domain/retention/deadline.ts';
import { type Lot, type LotName, lastCallOf, parseLotName } from '../../domain/retention/lot.ts';
import { instantOf } from '../../domain/time.ts';
import { demandClock } from '../shared/clock-check.ts';
import { holdsAtGates } from '../shared/holds/holds-at-gates.ts';
import { persist } from '../shared/persist.ts';
import { readClosure } from '../shared/repositories/closures.ts';
import { readEpoch } from '../shared/repositories/epochs.ts';
import { gateIsHeldBy, markLot } from '../shared/repositories/hold-marks.ts';
import { readLot } from '../shared/repositories/lots.ts';
import { readPurgeSwitch } from '../shared/repositories/switches.ts';
import { deleteRecords } from './delete-records.ts';
import { finishLot } from './finish-lot.ts';
import { type ClaimedLot, claim, giveBack, leaveIfHeld } from './lease.ts';
import { mendCounters } from './mend-counters.ts';
import type { WorkerPorts } from './ports.ts';

/** How a purge ended. Whatever is not `purged` is planned again by a later tick, where it has to be. */
export type PurgeOutcome =
  | {
      readonly outcome: 'purged';
      readonly record: PurgeRecord;
      /** Whether its epoch was closed when the purge began: then this may have been what its closure waits for. */
      readonly ofClosed: boolean;
    }
  | {
      readonly outcome:
        | 'already-purged'
        | 'not-due'
        | 'held'
        | 'stopped'
        | 'taken'
        | 'lease-lost'
        | 'out-of-time';
    };

/** A message about a lot that this cell does not have: it is set aside, nothing is deleted. */
export class NoSuchLot extends Error {
  override readonly name = 'NoSuchLot';
}

/**
 * Purges one lot whose time has come: claims it, deletes it page by page, and writes down that it is empty
 * (DS-7, DS-10, SC-11, SC-12). May run twice or beside another worker: one of them does it, and it counts once.
 * @throws NoSuchLot
 * @throws ClockDisagrees where it is earlier than the lot's last capture by this machine's clock
 * @throws StoreUnavailable
 */
export const purgeLot = async (
  ports: WorkerPorts,
  epochId: EpochId,
  lotText: string,
): Promise<PurgeOutcome> => {
  const belongings = await belongingsOf(ports, epochId, lotText);
  const stored = await readLot(ports.store, epochId, lotText);
  if (stored === undefined) throw new NoSuchLot('the message names a lot that was never opened');
  if (stored.state === 'purged') return { outcome: 'already-purged' };
  // What was captured bears witness too: nobody purges before that. No such witness keeps a lot beyond its own day.
  demandClock(ports.clock.now(), {
    since: Math.min(instantOf(stored.lastCapturedAt), lastCallOf(belongings.name.day)),
    within: Number.POSITIVE_INFINITY,
  });
  const lot = await mendCounters(ports, stored);
  if (lot === undefined) return { outcome: 'taken' };
  if ((lot.holds ?? 0) > 0) return { outcome: 'held' };
  const scope = { ...belongings, resolved: deadlineOf(ports, belongings, lot) };
  // What was closed is due, whatever the clock said that closed it.
  const closed = belongings.closure !== undefined;
  if (!closed && instantOf(scope.resolved.purgeFrom) > ports.clock.now()) return { outcome: 'not-due' };
  if ((await readPurgeSwitch(ports)).state === 'stopped') return { outcome: 'stopped' };
  const claimed = await claim(ports, lot);
  if (claimed === undefined) return { outcome: 'taken' };
  return (await leaveIfGateIsHeld(ports, scope, claimed))
    ? { outcome: 'held' }
    : purgeClaimed(ports, scope, claimed);
};

/** What a lot belongs to. A closed epoch stays closed, so this cannot become untrue. */
type Belongings = {
  readonly epoch: Epoch;
  readonly name: LotName;
  readonly policy: UsePolicy;
  readonly closure?: Closure;
};

/** And when it is due. */
type Scope = Belongings & { readonly resolved: DatedDeadline };

const belongingsOf = async (ports: WorkerPorts, epochId: EpochId, lotText: string): Promise<Belongings> => {
  const name = parseLotName(lotText);
  const epoch = await readEpoch(ports.store, epochId);
  const policy = name && epoch?.uses[name.use];
  if (name === undefined || epoch === undefined || policy === undefined) {
    throw new NoSuchLot('the message names an epoch or a use that is not here');
  }
  const closure = epoch.state === 'open' ? undefined : await readClosure(ports.store, epoch.subject, epochId);
  return { epoch, name, policy, ...(closure && { closure }) };
};

const deadlineOf = (
  { purgeBudget: budget }: WorkerPorts,
  { name: { day }, policy: { retention, deletedWithin }, closure }: Belongings,
  { releasedAt }: Lot,
): DatedDeadline =>
  resolveReleased(
    {
      day,
      retention,
      budget,
      ...(closure && { optOut: optOutCauseOf(closure, deletedWithin) }),
    },
    releasedAt === undefined ? undefined : instantOf(releasedAt),
  );

/**
 * Looks at the gates of the lot's workspace and organization, after the claim was written. Whoever places a hold
 * shuts the gate first and looks for claims then: one of both sees the other, and no transaction has to bind them.
 * Where a gate is held the lot is marked like those that the hold met, and given back: no tick sends it again.
 */
const leaveIfGateIsHeld = async (ports: WorkerPorts, scope: Scope, lot: ClaimedLot): Promise<boolean> => {
  const holds = await holdsAtGates(ports.store, scope.epoch.subject, scope.name);
  if (holds.length === 0) return false;
  for (const { subject, suspension } of holds) {
    const actions = [gateIsHeldBy(subject, suspension.hold), markLot(lot, suspension)];
    await persist(ports, () => ports.store.transact(actions));
  }
  await giveBack(ports, lot);
  return true;
};

const purgeClaimed = async (ports: WorkerPorts, scope: Scope, claimed: ClaimedLot): Promise<PurgeOutcome> => {
  const { lot, ended } = await deleteRecords(ports, claimed);
  if (ended === 'refused') return refusedTo(ports, lot);
  if (ended === 'out-of-time' || ended === 'stopped') {
    await giveBack(ports, lot);
    return { outcome: ended };
  }
  const record = await finishLot(ports, { ...scope, lot });
  return record === undefined
    ? refusedTo(ports, lot)
    : { outcome: 'purged', record, ofClosed: scope.closure !== undefined };
};

const refusedTo = async (ports: WorkerPorts, lot: ClaimedLot): Promise<PurgeOutcome> =>
  (await leaveIfHeld(ports, lot)) ? { outcome: 'held' } : { outcome: 'lease-lost' };
