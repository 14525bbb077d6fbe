import { dueIndex } from '../../../contract/tables/indexes.ts';
import type { Query } from './store.ts';

/** The attributes by which a query finds and sorts items, and those that its cursor is made of. */
export type KeyAttributes = {
  readonly partition: string;
  readonly sort: string;
  readonly cursor: readonly string[];
};

const ofTable: KeyAttributes = { partition: 'pk', sort: 'sk', cursor: ['pk', 'sk'] };

const ofDueIndex: KeyAttributes = {
  partition: dueIndex.partitionKey,
  sort: dueIndex.sortKey,
  cursor: ['pk', 'sk', dueIndex.partitionKey, dueIndex.sortKey],
};

export const keyAttributesOf = (query: Query): KeyAttributes =>
  query.index === undefined ? ofTable : ofDueIndex;
