import type { Lot } from '../../domain/retention/lot.ts';
import type { CellPorts } from '../shared/ports.ts';
import { absent, equals } from '../shared/store/store.ts';
import { changeLot } from './lease.ts';

/** What a purge counts with. */
const counters = ['captured', 'deleted', 'moved', 'fence'] as const;

/**
 * A lot with counters that a purge can go by. Where one is missing, negative or no number, it is set anew, and what
 * was captured is not known any more: the lot is purged all the same and its evidence says `uncounted`. Undefined
 * where somebody else changed the lot meanwhile.
 */
export const mendCounters = async (ports: CellPorts, lot: Lot): Promise<Lot | undefined> => {
  const { moved = 0 } = lot;
  const known: Pick<Partial<Lot>, (typeof counters)[number]> = { ...lot, moved };
  const broken = counters.filter((name) => !(Number.isSafeInteger(known[name]) && Number(known[name]) >= 0));
  if (broken.length === 0) return lot;
  const set = { ...Object.fromEntries(broken.map((name) => [name, 0])), captured: -1 };
  const unchanged = broken.map((name) => {
    const value = known[name];
    return value === undefined ? absent(name) : equals(name, value);
  });
  return (await changeLot(ports, lot, { set }, unchanged)) ? { ...lot, ...set } : undefined;
};
