import type { Action, Key, TableName } from './store.ts';

/** The key of the item that an action is about. */
export const keyOf = (action: Action): Key =>
  action.kind === 'put' ? { pk: action.item.pk, sk: action.item.sk } : action.key;

/** One text for each item of all tables: the length keeps `a` + `bc` apart from `ab` + `c`. */
export const identityOf = (table: TableName, key: Key): string =>
  `${table} ${key.pk.length} ${key.pk}${key.sk}`;

/** Which item of which table an action is about. */
export const subjectOf = (action: Action): string => identityOf(action.table, keyOf(action));
