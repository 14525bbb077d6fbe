import { type Hold, isLotOfHold, suspensionOf } from '../../../domain/retention/hold.ts';
import type { Lot } from '../../../domain/retention/lot.ts';
import { persist } from '../persist.ts';
import { isMarkedBy, markLot, unmarkLot } from '../repositories/hold-marks.ts';
import { mayStillMark } from '../repositories/holds.ts';
import { readLot } from '../repositories/lots.ts';
import { StoreUnavailable } from '../store/store.ts';
import { demandTime, type HoldPorts } from './run-time.ts';
import { lotsInScope } from './scope-lots.ts';

/** How often the lots in scope are read at most. A second time finds them marked, mostly. */
const readings = 10;

/**
 * Marks every lot in the scope of a hold. Lots that are purged stay as they are; whatever is marked twice counts
 * once. No worker writes another page of a marked lot.
 *
 * Another hold may move records meanwhile, out of a lot that is not marked yet and into one that no reading has seen.
 * So the lots are read again until a reading finds each of them marked: what is moved from then on takes its mark
 * along.
 * @throws StoreUnavailable when a lot could not be marked yet
 * @throws OutOfTime
 */
export const markLots = async (ports: HoldPorts, hold: Hold): Promise<void> => {
  for (let reading = 0; reading < readings; reading += 1) {
    if ((await markWhatIsNot(ports, hold)) !== 'found-some') return;
  }
  throw notYet();
};

const markWhatIsNot = async (
  ports: HoldPorts,
  hold: Hold,
): Promise<'found-none' | 'found-some' | 'hold-went-on'> => {
  const suspension = suspensionOf(hold);
  let found: 'found-none' | 'found-some' = 'found-none';
  for await (const lot of lotsInScope(ports.store, hold)) {
    if (lot.state === 'purged' || isMarkedBy(lot, hold.id)) continue;
    demandTime(ports);
    found = 'found-some';
    const actions = [mayStillMark(hold), markLot(lot, suspension)];
    const outcome = await persist(ports, () => ports.store.transact(actions));
    if (outcome.ok) continue;
    if (outcome.refusal !== 'condition-failed') throw notYet();
    if (outcome.actions.includes(0)) return 'hold-went-on';
  }
  return found;
};

/** Which marks of a hold are taken off: all of them, or only those of lots that were not made for it too. */
export type Unmarked = 'all' | 'sources';

/**
 * Takes the marks of a hold off. A lot under no other hold is where ticks find it again.
 * @throws StoreUnavailable when a mark could not be taken off yet
 * @throws OutOfTime
 */
export const unmarkLots = async (
  ports: HoldPorts,
  hold: Hold,
  which: Unmarked,
  releasedAt: string,
): Promise<void> => {
  for await (const lot of lotsInScope(ports.store, hold)) {
    if (which === 'sources' && isLotOfHold(lot, hold.id)) continue;
    demandTime(ports);
    await unmark(ports, hold, lot, releasedAt);
  }
};

/** Others may mark and unmark the same lot meanwhile: it is read again until the mark is gone. */
const unmark = async (ports: HoldPorts, hold: Hold, seen: Lot, releasedAt: string): Promise<void> => {
  let lot: Lot | undefined = seen;
  for (let attempt = 0; lot !== undefined && isMarkedBy(lot, hold.id); attempt += 1) {
    if (attempt >= 10) throw notYet();
    const update = unmarkLot(lot, hold.id, releasedAt);
    const outcome = await persist(ports, () => ports.store.write(update));
    if (outcome.ok) return;
    lot = await readLot(ports.store, seen.epoch, seen.name);
  }
};

const notYet = () => new StoreUnavailable('a lot could not be changed yet; it is tried again');
