import { registryKeys } from '../../contract/tables/registry.ts';
import type { Epoch } from '../../domain/consent/epoch.ts';
import type { HoldId } from '../../domain/identifiers.ts';
import type { HoldSubject } from '../../domain/retention/hold.ts';
import type { LotName } from '../../domain/retention/lot.ts';
import { holdersOf } from '../shared/holds/holds-at-gates.ts';
import { type MarksMended, markedHoldsOf, mendMarks } from '../shared/repositories/hold-marks.ts';
import { holdIsReleased, noSuchHold } from '../shared/repositories/holds.ts';
import type { Action, Item, Store } from '../shared/store/store.ts';
import { type HoldOfMark, holdOfMark } from './holds-of-marks.ts';
import { itemsOf } from './walk.ts';

/** What is to be done about the marks of a lot: nothing, these actions together, or whatever a person decides. */
export type MarksVerdict = 'right' | 'for-a-person' | { readonly mending: readonly Action[] };

/** Compares the marks on a lot with holds. @param dates from when on the lot is purged where no hold covers it */
export type CheckMarks = (
  item: Item,
  name: LotName,
  dates: { readonly purgeFrom: string },
) => Promise<MarksVerdict>;

/**
 * A check of the marks on the lots of an epoch. A lot that is marked is in nobody's way and in no danger: where no
 * hold stands for the mark, no release takes it off, and the lot would be kept for ever without a word.
 *
 * A mark is taken off only on condition that its hold is over or was never there, and of a lot as it was read. Where
 * a hold may stand for it that is lost, or one may be without its mark, nothing is changed.
 *
 * Of many lots under one hold, the hold is looked for once.
 */
export const checkingMarks = (store: Store, { id: epoch, subject }: Epoch): CheckMarks => {
  const known = new Map<string, Promise<HoldOfMark>>();
  const lookFor = (holders: readonly HoldSubject[], hold: HoldId): Promise<HoldOfMark> => {
    const key = `${holders.join()}#${hold}`;
    const looking = known.get(key) ?? holdOfMark(store, holders, hold);
    known.set(key, looking);
    return looking;
  };
  const judge = async (item: Item, name: LotName, purgeFrom: string): Promise<MarksVerdict> => {
    const ids = markedHoldsOf(item);
    const { holds: counted = 0, fence } = item;
    if (ids.length === 0 && counted === 0) return 'right';
    const holders = await holdersOf(store, subject, name.workspace);
    const marks = await Promise.all(ids.map(async (id) => ({ id, hold: await lookFor(holders, id) })));
    if (marks.every(({ hold }) => hold.is === 'standing') && counted === ids.length) return 'right';
    if (marks.some(({ hold }) => hold.is === 'unsure')) return 'for-a-person';
    if (typeof counted !== 'number' || typeof fence !== 'number') return 'for-a-person';
    if (counted > ids.length && (await anyHoldWithout(store, holders, ids))) return 'for-a-person';
    const held = item.holds === undefined ? {} : { holds: counted };
    const lot = { epoch, name: item.sk.slice(registryKeys.lotPrefix.length), fence, ...held };
    const mended = mendedBy(marks, purgeFrom, item);
    return { mending: [mendMarks(lot, mended), ...marks.flatMap((mark) => demands(holders, mark))] };
  };
  return async (item, name, { purgeFrom }) => {
    const verdict = await judge(item, name, purgeFrom);
    if (verdict === 'right') return 'right';
    // The lot was read before its holds, which may have ended in between.
    const current = await store.get('registry', { pk: item.pk, sk: item.sk }, 'strong');
    return current === undefined || current.state === 'purged' ? 'right' : judge(current, name, purgeFrom);
  };
};

type Mark = { readonly id: HoldId; readonly hold: HoldOfMark };

const isOver = ({ hold }: Mark): boolean => hold.is === 'released' || hold.is === 'none';

const mendedBy = (marks: readonly Mark[], purgeFrom: string, { releasedAt }: Item): MarksMended => {
  const ends = marks.flatMap(({ hold }) => ('endedAt' in hold && hold.endedAt ? [hold.endedAt] : []));
  const before = typeof releasedAt === 'string' ? releasedAt : '';
  const last = ends
    .filter((end) => end > before)
    .sort()
    .at(-1);
  return {
    kept: marks.filter((mark) => !isOver(mark)).map(({ id }) => id),
    gone: marks.filter(isOver).map(({ id }) => id),
    purgeFrom,
    ...(last !== undefined && { releasedAt: last }),
  };
};

/** What must be true of the hold of a mark that is taken off, when it is. */
const demands = (holders: readonly HoldSubject[], { id, hold }: Mark): readonly Action[] => {
  if (hold.is === 'released') return [holdIsReleased({ subject: hold.subject, id })];
  return hold.is === 'none' ? holders.map((holder) => noSuchHold(holder, id)) : [];
};

/** Whether a hold is not over that may cover the lot and has no mark on it: the mark may be what is missing. */
const anyHoldWithout = async (
  store: Store,
  holders: readonly HoldSubject[],
  marked: readonly HoldId[],
): Promise<boolean> => {
  if (holders.length < 2) return true;
  for (const holder of holders) {
    for await (const { sk, state } of itemsOf(store, holder, registryKeys.holdPrefix)) {
      const id = sk.slice(registryKeys.holdPrefix.length);
      if (state !== 'released' && !marked.some((one) => one === id)) return true;
    }
  }
  return false;
};
