import { itemBytes } from '../item-size.ts';
import type { Item } from '../store.ts';

const known = new WeakMap<Item, number>();

/** Bytes of an item that is stored. What is stored never changes, so that each is measured once. */
export const storedBytes = (item: Item): number => {
  const before = known.get(item);
  if (before !== undefined) return before;
  const bytes = itemBytes(item);
  known.set(item, bytes);
  return bytes;
};
