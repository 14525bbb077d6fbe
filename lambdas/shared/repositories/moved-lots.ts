import type { EpochId, HoldId } from '../../../domain/identifiers.ts';
import { type Lot, movedLotName } from '../../../domain/retention/lot.ts';
import type { Store } from '../store/store.ts';
import { readLot } from './lots.ts';

/**
 * Where the records of a lot went that were moved for holds. A lot counts them, hold by hold, so that whoever may
 * read it by its key finds the rest by theirs.
 */
const movedPrefix = 'moved#';

/** What is added to a lot of which records were moved for a hold. */
export const movedFor = (hold: HoldId, records: number): Readonly<Record<string, number>> => ({
  moved: records,
  [`${movedPrefix}${hold}`]: records,
});

const movedOutOfIt = (lot: Lot): readonly string[] =>
  Object.keys(lot)
    .filter((name) => name.startsWith(movedPrefix))
    .map((name) => movedLotName(lot.name, name.slice(movedPrefix.length) as HoldId));

/** A lot, then the lots that were moved out of it, each followed by its own: read one by one, consistently. */
export const readWithMoved = async (store: Store, epoch: EpochId, name: string): Promise<readonly Lot[]> => {
  const lot = await readLot(store, epoch, name);
  if (lot === undefined) return [];
  const lots: Lot[] = [lot];
  for (const moved of movedOutOfIt(lot)) lots.push(...(await readWithMoved(store, epoch, moved)));
  return lots;
};

/**
 * Whether nothing was moved out of lots between two readings, beyond what the reader knows of. Records that were
 * looked for in between were where they were looked for: a record that moves is counted where it leaves.
 * @param known how many records the reader moved itself, by lot
 */
export const stoodStill = (
  before: readonly Lot[],
  after: readonly Lot[],
  known: ReadonlyMap<string, number> = new Map(),
): boolean => {
  const later = new Map(after.map((lot) => [keyOf(lot), lot.moved ?? 0]));
  return before.every((lot) => {
    const { moved = 0 } = lot;
    return later.get(keyOf(lot)) === moved + (known.get(keyOf(lot)) ?? 0);
  });
};

/** A lot's name is its own only within its epoch. */
export const keyOf = ({ epoch, name }: Pick<Lot, 'epoch' | 'name'>): string => `${epoch}#${name}`;
