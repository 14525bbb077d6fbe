import { writeUnits } from '../capacity.ts';
import type { Item } from '../store.ts';
import { storedBytes } from './stored-bytes.ts';
import { type Change, indexEntryOf } from './tables.ts';

const bytesOf = (item: Item | undefined): number => (item === undefined ? 0 : storedBytes(item));

const sameEntry = (a: Item, b: Item): boolean => Object.keys(a).every((name) => a[name] === b[name]);

/** An entry that appears or goes costs one write of its size, one that moves both; one that stays costs nothing. */
const indexUnits = ({ table, before, after }: Change): number => {
  const out = indexEntryOf(table, before);
  const into = indexEntryOf(table, after);
  if (out !== undefined && into !== undefined && sameEntry(out, into)) return 0;
  return [out, into].reduce((sum, entry) => sum + (entry ? writeUnits(storedBytes(entry)) : 0), 0);
};

/** Units for the item itself: of the larger of before and after. A failed condition costs what is stored. */
export const itemUnits = (before: Item | undefined, after: Item | undefined): number =>
  writeUnits(Math.max(bytesOf(before), bytesOf(after)));

/** Units for a change, `factor` times for the item; the index follows by itself, outside the transaction. */
export const changeUnits = (change: Change, factor = 1): number =>
  factor * itemUnits(change.before, change.after) + indexUnits(change);
