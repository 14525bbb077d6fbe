import type {
  Action,
  Condition,
  Item,
  Key,
  Outcome,
  Query,
  Store,
  TableName,
  Value,
} from '../../../lambdas/shared/store/store.ts';

/**
 * The store as a list of items and nothing else: no pages, no limits, no time. Written apart from the adapters,
 * so that they can be compared with it.
 */
const comparisons: { readonly [kind: string]: (a: string | number, b: string | number) => boolean } = {
  lessThan: (a, b) => a < b,
  atMost: (a, b) => a <= b,
  greaterThan: (a, b) => a > b,
  atLeast: (a, b) => a >= b,
};

const isMet = (condition: Condition, item: Partial<Item>): boolean => {
  switch (condition.kind) {
    case 'all':
      return !condition.of.some((part) => !isMet(part, item));
    case 'any':
      return condition.of.some((part) => isMet(part, item));
    case 'absent':
      return !(condition.name in item);
    case 'present':
      return condition.name in item;
    case 'equals':
      return item[condition.name] === condition.value;
    default: {
      const held: Value | undefined = item[condition.name];
      if (typeof held !== typeof condition.value) return false;
      return comparisons[condition.kind]?.(held as string, condition.value as string) ?? false;
    }
  }
};

const changed = (action: Action, before: Item | undefined): Item | undefined => {
  if (action.kind === 'put') return action.item;
  if (action.kind === 'delete') return undefined;
  if (action.kind === 'check') return before;
  const { set = {}, setIfAbsent = {}, add = {}, remove = [] } = action.update;
  const item: { [name: string]: Value } = { ...setIfAbsent, ...before, ...set };
  for (const [name, summand] of Object.entries(add)) item[name] = Number(item[name] ?? 0) + summand;
  for (const name of remove) delete item[name];
  return { ...item, ...action.key };
};

const inRange = (sortKey: unknown, { sk: range }: Query): boolean => {
  const key = String(sortKey);
  if (range === undefined) return true;
  if (range.kind === 'beginsWith') return key.startsWith(range.prefix);
  return key <= range.to && (range.kind === 'atMost' || key >= range.from);
};

export const modelStore = (): Store => {
  let items: readonly { readonly table: TableName; readonly item: Item }[] = [];

  const isAt = (table: TableName, key: Key) => (entry: { table: TableName; item: Item }) =>
    entry.table === table && entry.item.pk === key.pk && entry.item.sk === key.sk;
  const keyOf = (action: Action): Key => (action.kind === 'put' ? action.item : action.key);
  const find = (table: TableName, key: Key) => items.find(isAt(table, key))?.item;

  const transact = async (actions: readonly Action[]): Promise<Outcome> => {
    const failed = actions.flatMap((action, position) => {
      const item = find(action.table, keyOf(action)) ?? {};
      return action.condition && !isMet(action.condition, item) ? [position] : [];
    });
    if (failed.length > 0) return { ok: false, refusal: 'condition-failed', actions: failed };
    for (const action of actions) {
      const key = keyOf(action);
      const item = changed(action, find(action.table, key));
      items = items.filter((entry) => !isAt(action.table, key)(entry));
      if (item !== undefined) items = [...items, { table: action.table, item: structuredClone(item) }];
    }
    return { ok: true };
  };

  return {
    get: async (table, key) => structuredClone(find(table, key)),
    write: async (write) => transact([write]),
    transact,
    query: async (query) => {
      const [partition, sort] = query.index === undefined ? ['pk', 'sk'] : ['duePk', 'dueSk'];
      const found = items
        .filter(({ table, item }) => table === query.table && item[partition] === query.pk && sort in item)
        .map(({ item }) => item)
        .filter((item) => inRange(item[sort], query))
        .sort((a, b) => (String(a[sort]) < String(b[sort]) ? -1 : 1));
      if (query.order === 'descending') found.reverse();
      const { index } = query;
      const keysOnly = ({ pk, sk, duePk, dueSk }: Item): Item => ({ pk, sk, duePk, dueSk }) as Item;
      return { items: structuredClone(index === undefined ? found : found.map(keysOnly)) };
    },
    deleteBatch: async (table, keys) => {
      items = items.filter((entry) => !keys.some((key) => isAt(table, key)(entry)));
      return [];
    },
  };
};
