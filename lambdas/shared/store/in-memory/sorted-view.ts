import type { Item } from '../store.ts';
import { compareText } from '../text-order.ts';

/** Where an item stands in a view: its partition, and its place in the order there. */
export type Place = { readonly partition: string; readonly position: readonly string[]; readonly item: Item };

/** Finds the place of an item; a sparse index has none for some. */
export type Locate = (item: Item) => Place | undefined;

export type SortedView = {
  /** The items of a partition, sorted. */
  readonly places: (partition: string) => readonly Place[];
  readonly replace: (before: Item | undefined, after: Item | undefined) => void;
};

const comparePositions = (a: readonly string[], b: readonly string[]): number => {
  for (const [level, text] of a.entries()) {
    const other = b[level];
    if (other === undefined) return 1;
    const order = compareText(text, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
};

/** The first index from which a condition that never turns back to false holds. */
export const firstFrom = (
  places: readonly Place[],
  start: number,
  holds: (place: Place) => boolean,
): number => {
  let low = start;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const place = places[middle];
    if (place !== undefined && holds(place)) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** The index of the first place at or behind a position; a part of a position stands before all that begin with it. */
export const firstAtOrAfter = (places: readonly Place[], position: readonly string[]): number =>
  firstFrom(places, 0, (place) => comparePositions(place.position, position) >= 0);

/** The index of the first place behind a position. */
export const firstAfter = (places: readonly Place[], position: readonly string[]): number =>
  firstFrom(places, 0, (place) => comparePositions(place.position, position) > 0);

export const placeAt = (places: readonly Place[], position: readonly string[]): Place | undefined => {
  const found = places[firstAtOrAfter(places, position)];
  return found !== undefined && comparePositions(found.position, position) === 0 ? found : undefined;
};

/** Takes one place out of a sorted list and puts another in. */
export const exchange = (places: Place[], out: Place | undefined, into: Place | undefined): void => {
  if (out !== undefined && placeAt(places, out.position) !== undefined) {
    places.splice(firstAtOrAfter(places, out.position), 1);
  }
  if (into !== undefined) places.splice(firstAtOrAfter(places, into.position), 0, into);
};

/** Items by partition, sorted in each; a table and an index are both one. */
export const sortedView = (locate: Locate): SortedView => {
  const partitions = new Map<string, Place[]>();
  const change = (partition: string, out: Place | undefined, into: Place | undefined) => {
    const places = partitions.get(partition) ?? [];
    exchange(places, out, into);
    if (places.length > 0) partitions.set(partition, places);
    else partitions.delete(partition);
  };
  return {
    places: (partition) => partitions.get(partition) ?? [],
    replace: (before, after) => {
      const out = before && locate(before);
      const into = after && locate(after);
      if (out !== undefined) change(out.partition, out, undefined);
      if (into !== undefined) change(into.partition, undefined, into);
    },
  };
};
