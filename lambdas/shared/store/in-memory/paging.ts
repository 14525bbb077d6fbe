import { keyAttributesOf } from '../key-attributes.ts';
import { limits } from '../limits.ts';
import type { Cursor, Item, Query } from '../store.ts';
import { compareText } from '../text-order.ts';
import { firstAfter, firstAtOrAfter, firstFrom, type Place } from './sorted-view.ts';
import { storedBytes } from './stored-bytes.ts';

type Read = { readonly items: readonly Item[]; readonly next?: Cursor; readonly bytes: number };

const startOf = (query: Query): readonly string[] => {
  if (query.sk === undefined || query.sk.kind === 'atMost') return [];
  return [query.sk.kind === 'beginsWith' ? query.sk.prefix : query.sk.from];
};

const isBehind = (query: Query, sortKey: string): boolean => {
  const range = query.sk;
  if (range === undefined) return false;
  return range.kind === 'beginsWith' ? !sortKey.startsWith(range.prefix) : compareText(sortKey, range.to) > 0;
};

const positionOf = (query: Query, cursor: Cursor): readonly string[] => {
  const { sort } = keyAttributesOf(query);
  const names = query.index === undefined ? [sort] : [sort, 'pk', 'sk'];
  return names.map((name) => cursor[name] ?? '');
};

/** The places that are left to read, in the order of the query. */
const remaining = (places: readonly Place[], query: Query): readonly Place[] => {
  const first = firstAtOrAfter(places, startOf(query));
  const end = firstFrom(places, first, ({ position: [sortKey = ''] }) => isBehind(query, sortKey));
  if (query.order === 'descending') {
    const stop = query.after ? firstAtOrAfter(places, positionOf(query, query.after)) : end;
    return places.slice(first, Math.min(stop, end)).reverse();
  }
  const start = query.after ? firstAfter(places, positionOf(query, query.after)) : first;
  return places.slice(Math.max(start, first), end);
};

const cursorAt = (query: Query, item: Item): Cursor =>
  Object.fromEntries(keyAttributesOf(query).cursor.map((name) => [name, String(item[name])]));

/**
 * One page: as many items as the limit and 1 MB allow. A page that ends at its limit names where it ended even
 * when nothing follows, so that the last page may be empty.
 */
export const readPage = (places: readonly Place[], query: Query): Read => {
  const items: Item[] = [];
  let bytes = 0;
  for (const { item } of remaining(places, query)) {
    const last = items.at(-1);
    const size = storedBytes(item);
    if (last !== undefined && bytes + size > limits.pageBytes) {
      return { items, bytes, next: cursorAt(query, last) };
    }
    items.push(item);
    bytes += size;
    if (items.length === query.limit) return { items, bytes, next: cursorAt(query, item) };
  }
  return { items, bytes };
};
