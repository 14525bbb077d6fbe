import type { Epoch } from '../../domain/consent/epoch.ts';
import type { HoldId } from '../../domain/identifiers.ts';
import type { LotName } from '../../domain/retention/lot.ts';
import { holdersOf } from '../shared/holds/holds-at-gates.ts';
import { isMarkedBy, suspensionsIn } from '../shared/repositories/hold-marks.ts';
import { readHold } from '../shared/repositories/holds.ts';
import type { Item, Store } from '../shared/store/store.ts';

/** Tells whether the marks on a lot are those of holds, and as many as the lot counts. */
export type CheckMarks = (item: Item, name: LotName) => Promise<boolean>;

/**
 * A check of the marks on the lots of an epoch. A lot that is marked is in nobody's way and in no danger: where no
 * hold stands for the mark, no release takes it off, and the lot would be kept for ever without a word.
 *
 * Of many lots under one hold, the hold is read once.
 */
export const checkingMarks = (store: Store, { subject }: Epoch): CheckMarks => {
  const known = new Map<string, Promise<boolean>>();
  const stands = (hold: HoldId, workspace: LotName['workspace']): Promise<boolean> => {
    const key = `${workspace}#${hold}`;
    const reading = known.get(key) ?? holdStandsFor(store, subject, workspace, hold);
    known.set(key, reading);
    return reading;
  };
  return async (item, { workspace }) => {
    const marks = suspensionsIn(item);
    if (marks.length !== (item.holds ?? 0)) return false;
    for (const { hold } of marks) {
      if (!(await stands(hold, workspace)) && (await isStillMarked(store, item, hold))) return false;
    }
    return true;
  };
};

/** A hold that is released has no marks left; one that is being released takes them off, lot by lot. */
const holdStandsFor = async (
  store: Store,
  subject: Epoch['subject'],
  workspace: LotName['workspace'],
  hold: HoldId,
): Promise<boolean> => {
  for (const holder of await holdersOf(store, subject, workspace)) {
    const found = await readHold(store, holder, hold);
    if (found !== undefined) return found.state !== 'released';
  }
  return false;
};

/** The lot was read before its hold, which may have ended in between. */
const isStillMarked = async (store: Store, { pk, sk }: Item, hold: HoldId): Promise<boolean> => {
  const item = await store.get('registry', { pk, sk }, 'strong');
  return item !== undefined && isMarkedBy(item, hold);
};
