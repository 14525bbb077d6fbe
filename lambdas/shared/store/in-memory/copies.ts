import type { Action, Condition, Item, Key, Query, Update, Value } from '../store.ts';

/** Copies go in and copies come out: nobody changes what is stored by changing what was passed or returned. */
const copyValue = (value: Value): Value => {
  if (typeof value === 'number') return value + 0; // -0 is stored as 0
  if (typeof value !== 'object') return value;
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (Array.isArray(value)) return value.map(copyValue);
  return copyAttributes(value as { readonly [name: string]: Value });
};

type Attributes = { readonly [name: string]: Value };

/** In a loop: every call of the store copies, and simulations are made of calls. */
const copyAttributes = (attributes: Attributes): Attributes => {
  const copy: Record<string, Value> = {};
  for (const name of Object.keys(attributes)) {
    const value = attributes[name];
    if (value !== undefined) copy[name] = typeof value === 'string' ? value : copyValue(value);
  }
  return copy;
};

export const copyKey = ({ pk, sk }: Key): Key => ({ pk, sk });

export const copyItem = (item: Item): Item => ({ ...copyAttributes(item), ...copyKey(item) });

const copyUpdate = ({ set = {}, setIfAbsent = {}, add = {}, remove = [] }: Update): Required<Update> => ({
  set: copyAttributes(set),
  setIfAbsent: copyAttributes(setIfAbsent),
  add: { ...add },
  remove: [...remove],
});

const copyCondition = (condition: Condition): Condition =>
  condition.kind === 'all' || condition.kind === 'any'
    ? { kind: condition.kind, of: condition.of.map(copyCondition) }
    : { ...condition };

/** What is asked for may be changed while the call waits. */
export const copyQuery = (query: Query): Query => ({
  ...query,
  ...(query.sk && { sk: { ...query.sk } }),
  ...(query.after && { after: { ...query.after } }),
});

/** Conditions are small and read at once, but they may be changed while the call waits. */
export const copyAction = <A extends Action>(action: A): A => {
  const taken = { ...action, ...(action.condition && { condition: copyCondition(action.condition) }) };
  if (taken.kind === 'put') return { ...taken, item: copyItem(taken.item) };
  const key = copyKey(taken.key);
  return taken.kind === 'update' ? { ...taken, key, update: copyUpdate(taken.update) } : { ...taken, key };
};
