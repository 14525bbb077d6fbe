import type { Closure } from '../../domain/consent/epoch.ts';
import type { EpochId } from '../../domain/identifiers.ts';
import { isoOf } from '../../domain/time.ts';
import { type ClosureTotals, closureEndActions } from '../shared/consent/closure-end.ts';
import { backOff } from '../shared/persist.ts';
import type { CellPorts } from '../shared/ports.ts';
import { endClosureActions, readClosure } from '../shared/repositories/closures.ts';
import { readEpoch } from '../shared/repositories/epochs.ts';
import { readHead } from '../shared/repositories/ledger.ts';
import { everyLot } from '../shared/repositories/lots.ts';

export type ClosureOutcome = 'ended' | 'already-ended' | 'not-yet' | 'contended' | 'no-closure';

/** How often the end is tried while others write to the same ledger. */
const tries = 5;

/**
 * Ends a closure once every lot of its epoch is purged. The epoch takes no more records, so that empty is a
 * fact and not a snapshot; `moves` would show records that were moved meanwhile.
 */
export const endClosure = async (ports: CellPorts, epochId: EpochId): Promise<ClosureOutcome> => {
  const epoch = await readEpoch(ports.store, epochId);
  if (epoch === undefined) return 'no-closure';
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const closure = await readClosure(ports.store, epoch.subject, epochId);
    if (closure === undefined) return 'no-closure';
    if (closure.endedAt !== undefined) return 'already-ended';
    const totals = await totalsIfPurged(ports, epochId);
    if (totals === undefined) return 'not-yet';
    if (await commitEnd(ports, closure, totals)) return 'ended';
    await backOff(ports, attempt);
  }
  return 'contended';
};

const totalsIfPurged = async (ports: CellPorts, epoch: EpochId): Promise<ClosureTotals | undefined> => {
  let totals: ClosureTotals = { lots: 0, captured: 0, deleted: 0 };
  // Lots are purged from the first to the last: what still waits is found at the end.
  for await (const lot of everyLot(ports.store, epoch, 'descending')) {
    if (lot.state !== 'purged') return undefined;
    totals = {
      lots: totals.lots + 1,
      // What was moved is counted where it was moved to.
      captured: totals.captured + Math.max(lot.captured - (lot.moved ?? 0), 0),
      deleted: totals.deleted + lot.deleted,
    };
  }
  return totals;
};

const commitEnd = async (ports: CellPorts, closure: Closure, totals: ClosureTotals): Promise<boolean> => {
  const at = ports.clock.now();
  const head = await readHead(ports.store, closure.subject);
  const end = closureEndActions(ports, head, closure, { totals, at, by: 'worker' });
  const outcome = await ports.store.transact([...endClosureActions(closure, isoOf(at)), ...end.actions]);
  return outcome.ok;
};
