import type { TableOperation } from '../../contract/access/access.ts';
import type { Action, Query, Store } from '../../lambdas/shared/store/store.ts';

/** What was done to tables, as a role has to be granted it: `registry GetItem`, `registry/due Query`. */
export type Operations = Set<string>;

const operationOf = {
  put: 'PutItem',
  update: 'UpdateItem',
  delete: 'DeleteItem',
  check: 'ConditionCheckItem',
} as const satisfies Record<Action['kind'], TableOperation>;

const ofAction = ({ kind, table }: Action): string => `${table} ${operationOf[kind]}`;
const ofQuery = ({ table, index }: Query): string => (index ? `${table}/${index} Query` : `${table} Query`);

/** A store that writes down which operations of DynamoDB it was asked for, whether or not they were refused. */
export const recordingStore = (store: Store, into: Operations): Store => ({
  get: (table, key, consistency) => {
    into.add(`${table} GetItem`);
    return store.get(table, key, consistency);
  },
  query: (query) => {
    into.add(ofQuery(query));
    return store.query(query);
  },
  write: (write) => {
    into.add(ofAction(write));
    return store.write(write);
  },
  transact: (actions) => {
    for (const action of actions) into.add(ofAction(action));
    return store.transact(actions);
  },
  deleteBatch: (table, keys) => {
    into.add(`${table} BatchWriteItem`);
    return store.deleteBatch(table, keys);
  },
});
