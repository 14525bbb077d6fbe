import { limits } from '../limits.ts';
import { StoreMisuse } from '../misuse.ts';
import type { Action, Item, UpdateItem, Value } from '../store.ts';
import { attributeOf } from './attribute.ts';
import { storedBytes } from './stored-bytes.ts';

const sum = (name: string, held: Value | undefined, summand: number): number => {
  if (held !== undefined && typeof held !== 'number') throw new StoreMisuse(`${name} is not a number`);
  const result = (held ?? 0) + summand;
  if (!Number.isSafeInteger(result)) throw new StoreMisuse(`${name} would no longer be exact`);
  return result;
};

const updated = (before: Item | undefined, { key, update }: UpdateItem): Item => {
  const { set = {}, setIfAbsent = {}, add = {}, remove = [] } = update;
  const held: { readonly [name: string]: Value } = before ?? key;
  const kept = Object.entries(held).filter(([name]) => !remove.includes(name));
  const sums = Object.entries(add).map(
    ([name, summand]) => [name, sum(name, attributeOf(held, name), summand)] as const,
  );
  return { ...setIfAbsent, ...Object.fromEntries(kept), ...set, ...Object.fromEntries(sums), ...key };
};

const resulting = (action: Action, before: Item | undefined): Item | undefined => {
  switch (action.kind) {
    case 'put':
      return action.item;
    case 'update':
      return updated(before, action);
    case 'delete':
      return undefined;
    case 'check':
      return before;
  }
};

/**
 * What an item is after an action whose condition holds.
 * @throws StoreMisuse when it would be larger than an item can be, or a sum is not of numbers
 */
export const resultOf = (action: Action, before: Item | undefined): Item | undefined => {
  const after = resulting(action, before);
  if (after !== undefined && storedBytes(after) > limits.itemBytes) {
    throw new StoreMisuse(`an item in ${action.table} would be larger than ${limits.itemBytes} bytes`);
  }
  return after;
};
