import { continueChain, type LedgerEntry } from '../../domain/consent/ledger.ts';
import type { Instant } from '../../domain/time.ts';
import type { Action, Cursor, Item, Query, Store, Value } from '../../lambdas/shared/store/store.ts';
import type { Random } from '../races/random.ts';

/** Chances of pages that DynamoDB may answer although more is there. */
export type OddPages = { readonly short: () => boolean; readonly empty: () => boolean };

/** A store whose pages end early, or hold nothing and are not the last, as under a filter. */
export const withOddPages = (store: Store, random: Random, { short, empty }: OddPages): Store => ({
  ...store,
  query: async (query) => {
    if (empty()) return { items: [], next: query.after ?? before(query) };
    const limit = Math.min(query.limit ?? 1_000, 1 + random.below(2));
    return store.query(short() ? { ...query, limit } : query);
  },
});

/** A place before the first item of a query, in its own order. */
const before = ({ pk, index, order }: Query): Cursor => {
  const edge = order === 'descending' ? '\uffff' : ' ';
  return index === undefined ? { pk, sk: edge } : { pk: edge, sk: edge, duePk: pk, dueSk: edge };
};

/** What the programs of some other year promised for a use: an epoch keeps what stood there when it was opened. */
export type OtherTerms = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** When a newer version of a notice took effect, by use. */
export type NewerNotices = Readonly<Record<string, Instant>>;

/**
 * A store in which notices got a newer version: from then on who reads an epoch that was opened before finds an older
 * one in it than that in force.
 */
export const underNotices = (store: Store, newer: NewerNotices, now: () => Instant): Store => ({
  ...store,
  get: async (table, key, consistency) => {
    const item = await store.get(table, key, consistency);
    return item !== undefined && key.sk === 'epoch' && isOutdated(item, newer, now()) ? outdated(item) : item;
  },
});

const isOutdated = ({ uses, openedAt }: Item, newer: NewerNotices, now: Instant): boolean =>
  Object.keys(Object(uses)).some((use) => {
    const at = newer[use];
    return at !== undefined && now >= at && Date.parse(String(openedAt)) < at;
  });

/** Under a notice that nobody can accept any more: there is none before the first version. */
const outdated = (item: Item): Item => {
  const notice = Object(item.notice);
  return { ...item, notice: { ...notice, id: `earlier-${notice.id}`, hash: 'f'.repeat(64) } };
};

/**
 * A store in which epochs are opened under terms of the schedule instead of those of today's programs: the epoch has
 * them, and so has the entry of the ledger that opens it.
 */
export const underTerms = (store: Store, terms: OtherTerms): Store => ({
  ...store,
  transact: (actions) => store.transact(actions.map((action) => opened(action, terms))),
});

const opened = (action: Action, terms: OtherTerms): Action => {
  if (action.kind !== 'put') return action;
  const { item } = action;
  // Leaves of the log are entries too, and of no ledger.
  if (item.sk.startsWith('entry#') && item.event !== undefined)
    return { ...action, item: underOtherTerms(item, terms) };
  if (item.sk !== 'epoch' || item.state !== 'open') return action;
  return { ...action, item: withUses(item, (use, policy) => ({ ...policy, ...terms[use] })) };
};

/** An entry that opens an epoch, made anew with what was promised by then. */
const underOtherTerms = (item: Item, terms: OtherTerms): Item => {
  const { pk, sk, ...entry } = item as Item & LedgerEntry;
  const { event, subject, sequence, previous, at, actor } = entry;
  if (event.type !== 'setting-chosen' || event.promised === undefined) return item;
  const promised = Object.fromEntries(
    Object.entries(event.promised).map(([use, policy]) => [use, { ...policy, ...terms[use] }]),
  );
  const head = { sequence: sequence - 1, hash: previous };
  const step = { at: Date.parse(at), event: { ...event, promised }, commitment: actor };
  return { pk, sk, ...continueChain(subject, head, step) };
};

/** An item of an epoch with other policies. */
export const withUses = (
  item: Item,
  change: (use: string, policy: Readonly<Record<string, Value>>) => Readonly<Record<string, Value>>,
): Item => ({
  ...item,
  uses: Object.fromEntries(
    Object.entries(Object(item.uses) as Record<string, Readonly<Record<string, Value>>>).map(
      ([use, policy]) => [use, change(use, policy)],
    ),
  ),
});
