import { dueIndex } from '../../../../contract/tables/indexes.ts';
import type { IndexName, Item, Key, TableName } from '../store.ts';
import { exchange, type Locate, type Place, placeAt, sortedView } from './sorted-view.ts';

export type Change = {
  readonly table: TableName;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
};

/** A table, or its index. */
export type Source = { readonly table: TableName; readonly index?: IndexName };

/** What is stored, shared by every store that is opened on it. */
export type InMemoryTables = {
  /** The item as it was a number of changes ago; 0 for now. */
  readonly item: (table: TableName, key: Key, changesBehind: number) => Item | undefined;
  /** A partition as it was a number of changes ago; 0 for now. */
  readonly places: (source: Source, partition: string, changesBehind: number) => readonly Place[];
  /** Commits changes together. */
  readonly commit: (changes: readonly Change[]) => void;
  /** Items that a transaction holds between its begin and its commit, by identity. */
  readonly held: Set<string>;
};

/** How many changes back a stale read can see. */
const remembered = 1_000;

const locateInTable: Locate = (item) => ({ partition: item.pk, position: [item.sk], item });

/** The index projects keys only. */
const locateInDueIndex: Locate = ({ pk, sk, ...others }) => {
  const { [dueIndex.partitionKey]: duePk, [dueIndex.sortKey]: dueSk } = others;
  if (typeof duePk !== 'string' || typeof dueSk !== 'string') return undefined;
  const item = { pk, sk, [dueIndex.partitionKey]: duePk, [dueIndex.sortKey]: dueSk };
  return { partition: duePk, position: [dueSk, pk, sk], item };
};

/** The entry of an item in the index of its table, if it has one: what a write to the index costs. */
export const indexEntryOf = (table: TableName, item: Item | undefined): Item | undefined =>
  item !== undefined && table === dueIndex.table ? locateInDueIndex(item)?.item : undefined;

const openView = (locate: Locate) => ({ locate, ...sortedView(locate) });

/** Empty tables. */
export const inMemoryTables = (): InMemoryTables => {
  const tables = {
    registry: openView(locateInTable),
    content: openView(locateInTable),
    evidence: openView(locateInTable),
  };
  const index = openView(locateInDueIndex);
  const journal: Change[] = [];
  const viewOf = (source: Source) => (source.index === undefined ? tables[source.table] : index);

  const places: InMemoryTables['places'] = (source, partition, changesBehind) => {
    const view = viewOf(source);
    const current = view.places(partition);
    if (changesBehind === 0) return current;
    const past = [...current];
    const located = (item: Item | undefined) => {
      const place = item && view.locate(item);
      return place?.partition === partition ? place : undefined;
    };
    for (const change of journal.slice(-changesBehind).reverse()) {
      if (change.table === source.table) exchange(past, located(change.after), located(change.before));
    }
    return past;
  };

  return {
    held: new Set(),
    places,
    item: (table, key, changesBehind) => placeAt(places({ table }, key.pk, changesBehind), [key.sk])?.item,
    commit: (changes) => {
      for (const change of changes) {
        tables[change.table].replace(change.before, change.after);
        if (change.table === dueIndex.table) index.replace(change.before, change.after);
      }
      journal.push(...changes);
      journal.splice(0, journal.length - remembered);
    },
  };
};
