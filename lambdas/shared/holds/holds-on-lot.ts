import type { SubjectId } from '../../../domain/identifiers.ts';
import type { Hold } from '../../../domain/retention/hold.ts';
import { type Lot, parseLotName } from '../../../domain/retention/lot.ts';
import { suspensionsIn } from '../repositories/hold-marks.ts';
import { readHold } from '../repositories/holds.ts';
import type { Store } from '../store/store.ts';
import { holdersOf } from './holds-at-gates.ts';

/** A lot has the mark of a hold that is not here. Nothing of it is moved, and nothing deleted. */
export class UnknownMark extends Error {
  override readonly name = 'UnknownMark';
}

/**
 * The holds that have marked a lot, each as it stands.
 * @param epochSubject whom the lot's epoch belongs to
 * @throws UnknownMark
 */
export const holdsOnLot = async (
  store: Store,
  epochSubject: SubjectId,
  lot: Lot,
): Promise<readonly Hold[]> => {
  const name = parseLotName(lot.name);
  if (name === undefined) throw new RangeError('a lot has a name that cannot be parsed');
  const holders = await holdersOf(store, epochSubject, name.workspace);
  const marks = suspensionsIn(lot);
  return Promise.all(
    marks.map(async ({ hold: id }) => {
      const found = await Promise.all(holders.map((holder) => readHold(store, holder, id)));
      const hold = found.find((one) => one !== undefined);
      if (hold === undefined) throw new UnknownMark('a lot is marked by a hold that is not here');
      return hold;
    }),
  );
};
