import { purgeMetrics } from '../../contract/access/purge-metrics.ts';
import type { PurgeWork } from '../../contract/events/purge-work.ts';
import type { PurgeRecord } from '../../domain/evidence/purge-record.ts';
import { type EpochId, geographyOf } from '../../domain/identifiers.ts';
import { finishOptOut, readPending } from '../shared/consent/opt-out-pending.ts';
import { advanceHold, type HoldOutcome } from '../shared/holds/advance-hold.ts';
import { StoreUnavailable } from '../shared/store/store.ts';
import { type ClosureOutcome, endClosure } from './end-closure.ts';
import type { WorkerPorts } from './ports.ts';
import { NoSuchLot, type PurgeOutcome, purgeLot } from './purge-lot.ts';

/** What a message came to, for the log: names and counts, no identifiers of people and no content. */
export type WorkDone =
  | {
      readonly work: 'purge-lot';
      readonly outcome: PurgeOutcome['outcome'];
      readonly counts?: PurgeRecord['counts'];
    }
  | { readonly work: 'end-closure'; readonly outcome: ClosureOutcome }
  | { readonly work: 'finish-opt-out'; readonly outcome: 'finished' | 'nothing-pending' }
  | { readonly work: 'advance-hold'; readonly outcome: HoldOutcome };

/**
 * Does one piece of work. Everything here may be repeated, and may run beside another worker with the same
 * message.
 * @throws NoSuchLot for a message of another cell, or about what never was: it ends in the dead-letter queue
 */
export const doWork = async (ports: WorkerPorts, work: PurgeWork): Promise<WorkDone> => {
  const named = work.kind === 'advance-hold' ? work.subject : work.epoch;
  if (geographyOf(named) !== ports.geography) throw new NoSuchLot('the message belongs to another cell');
  switch (work.kind) {
    case 'purge-lot':
      return purge(ports, work);
    case 'end-closure':
      return { work: 'end-closure', outcome: await endClosure(ports, work.epoch) };
    case 'finish-opt-out':
      return { work: 'finish-opt-out', outcome: await finish(ports, work) };
    case 'advance-hold': {
      const { outcome } = await advanceHold(ports, work.subject, work.hold);
      return { work: 'advance-hold', outcome };
    }
  }
};

const purge = async (
  ports: WorkerPorts,
  { epoch, lot }: Extract<PurgeWork, { kind: 'purge-lot' }>,
): Promise<WorkDone> => {
  const done = await purgeLot(ports, epoch, lot);
  if (done.outcome === 'purged' && done.record.counts === 'uncounted')
    ports.measure({ [purgeMetrics.uncounted]: 1 });
  // A switch that is thrown back before each tick is seen here all the same.
  if (done.outcome === 'stopped') ports.measure({ [purgeMetrics.stopped]: 1 });
  // Where this was the epoch's last lot, its closure need not wait for the next tick. What is in the way of that, a
  // lot of another shape for one, is not this message's failure: a tick asks for the end again, by itself.
  if (done.outcome === 'purged' && done.ofClosed) await endClosure(ports, epoch).catch(() => 'not-yet');
  return {
    work: 'purge-lot',
    outcome: done.outcome,
    ...(done.outcome === 'purged' && { counts: done.record.counts }),
  };
};

const finish = async (ports: WorkerPorts, { epoch }: { epoch: EpochId }) => {
  const pending = await readPending(ports, epoch);
  if (pending === undefined) return 'nothing-pending';
  const finished = await finishOptOut(ports, pending, 'worker');
  if (!finished.ok) throw new StoreUnavailable('the opt-out could not be finished yet; it is tried again');
  return 'finished';
};
