import type { Access, AnyGrant, TableOperation } from '../../contract/access/access.ts';
import { everyPartition, type PartitionedTable } from '../../contract/tables/every-partition.ts';
import type { Patterns } from '../../contract/tables/partitions.ts';
import { type Geography, isGeography } from '../../domain/geographies.ts';
import type { Action, Key, Query, Store } from '../../lambdas/shared/store/store.ts';

/** What was done to tables, as a role has to be granted it: `registry GetItem subjects`, `registry/due Query due`. */
export type Operations = Set<string>;

const operationOf = {
  put: 'PutItem',
  update: 'UpdateItem',
  delete: 'DeleteItem',
  check: 'ConditionCheckItem',
} as const satisfies Record<Action['kind'], TableOperation>;

const escaped = (text: string): string => text.replaceAll(/[^\w#]/g, '\\$&');

const expressions = new Map<string, RegExp>();
const expressionOf = (pattern: string): RegExp => {
  const known =
    expressions.get(pattern) ?? new RegExp(`^${pattern.split('*').map(escaped).join('.*')}$`, 's');
  expressions.set(pattern, known);
  return known;
};

/** Whether IAM's `StringLike` holds, for patterns without `?`. */
export const isLike = (text: string, pattern: string): boolean => expressionOf(pattern).test(text);

type PatternsOfKinds = readonly (readonly [kind: string, patterns: readonly RegExp[]])[];

/** The patterns of a table in a geography, kind by kind. */
const patternsIn = new Map<string, PatternsOfKinds>();
const patternsOf = (table: PartitionedTable, geography: Geography): PatternsOfKinds => {
  const name = `${table} ${geography}`;
  const known =
    patternsIn.get(name) ??
    Object.entries<Patterns>(everyPartition[table]).map(
      ([kind, patterns]) => [kind, patterns(geography).map(expressionOf)] as const,
    );
  patternsIn.set(name, known);
  return known;
};

const matchedKinds = (table: PartitionedTable, pk: string): readonly string[] => {
  const geography = pk.slice(0, pk.indexOf('_'));
  if (!isGeography(geography)) return [];
  return patternsOf(table, geography)
    .filter(([, patterns]) => patterns.some((pattern) => pattern.test(pk)))
    .map(([kind]) => kind);
};

/** Keys are looked up again and again, and simulations never end to bring new ones. */
const kinds = new Map<PartitionedTable, Map<string, readonly string[]>>();
const kindsRemembered = 1_000;

/** The kinds of partitions whose patterns a key of a table fits: one, where keys and patterns are sound. */
export const kindsOf = (table: PartitionedTable, pk: string): readonly string[] => {
  const ofTable = kinds.get(table) ?? new Map<string, readonly string[]>();
  const known = ofTable.get(pk);
  if (known !== undefined) return known;
  const matched = matchedKinds(table, pk);
  if (ofTable.size >= kindsRemembered) ofTable.clear();
  ofTable.set(pk, matched);
  kinds.set(table, ofTable);
  return matched;
};

const done = (table: PartitionedTable, operation: TableOperation, pk: string) =>
  `${table} ${operation} ${kindsOf(table, pk).join(' and ')}`;

const pkOf = (action: Action): string => (action.kind === 'put' ? action.item.pk : action.key.pk);
const ofAction = (action: Action): string => done(action.table, operationOf[action.kind], pkOf(action));
const ofQuery = ({ table, index, pk }: Query): string =>
  index ? done(table, 'Query', pk).replace(table, `${table}/${index}`) : done(table, 'Query', pk);

/** What an access file grants, in the same words and in order. */
export const grantedBy = ({ tables }: Access): readonly string[] =>
  Object.entries(tables)
    .flatMap(([table, grants]: [string, readonly AnyGrant[]]) =>
      grants.flatMap(({ operations, partitions, index }) =>
        operations.flatMap((operation) =>
          partitions.map((kind) => `${index ? `${table}/${index}` : table} ${operation} ${kind}`),
        ),
      ),
    )
    .sort();

/** A store that says which operations of DynamoDB it is asked for, before it answers. */
const observedStore = (store: Store, observe: (operation: string) => void): Store => ({
  get: (table, key, consistency) => {
    observe(done(table, 'GetItem', key.pk));
    return store.get(table, key, consistency);
  },
  query: (query) => {
    observe(ofQuery(query));
    return store.query(query);
  },
  write: (write) => {
    observe(ofAction(write));
    return store.write(write);
  },
  transact: (actions) => {
    for (const action of actions) observe(ofAction(action));
    return store.transact(actions);
  },
  deleteBatch: (table, keys: readonly Key[]) => {
    for (const { pk } of keys) observe(done(table, 'BatchWriteItem', pk));
    return store.deleteBatch(table, keys);
  },
});

/** A store that writes down what it was asked for, whether or not that was refused. */
export const recordingStore = (store: Store, into: Operations): Store =>
  observedStore(store, (operation) => void into.add(operation));

const grants = new WeakMap<Access, ReadonlySet<string>>();
const grantsOf = (access: Access): ReadonlySet<string> => {
  const known = grants.get(access) ?? new Set(grantedBy(access));
  grants.set(access, known);
  return known;
};

/** A store as the role of a function reaches it: what the access file does not grant is an error of the test. */
export const grantedStore = (store: Store, access: Access): Store => {
  const granted = grantsOf(access);
  return observedStore(store, (operation) => {
    if (!granted.has(operation)) {
      throw new Error(`${access.name} is not granted ${operation}: see contract/access/${access.name}.ts`);
    }
  });
};
