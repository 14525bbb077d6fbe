/**
 * The store seam: the five calls of DynamoDB that Domicile uses, with conditions and updates as data. The same
 * handlers run on DynamoDB, on the embedded cloud and in the simulation; both adapters pass one contract suite.
 */

/** The three tables of a cell. */
export type TableName = 'registry' | 'content' | 'evidence';

export type Key = { readonly pk: string; readonly sk: string };

/** What an attribute can hold. Absent attributes are left out, never null or undefined. */
export type Value =
  | string
  | number
  | boolean
  | Uint8Array
  | readonly Value[]
  | { readonly [name: string]: Value };

export type Item = Key & { readonly [name: string]: Value };

/** Conditions on one item, evaluated with DynamoDB's semantics: a comparison with an absent attribute is false. */
export type Condition =
  | { readonly kind: 'absent' | 'present'; readonly name: string }
  | {
      readonly kind: 'equals' | 'lessThan' | 'atMost' | 'greaterThan' | 'atLeast';
      readonly name: string;
      readonly value: string | number | boolean;
    }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] };

export const absent = (name: string): Condition => ({ kind: 'absent', name });
export const present = (name: string): Condition => ({ kind: 'present', name });
export const equals = (name: string, value: string | number | boolean): Condition => ({
  kind: 'equals',
  name,
  value,
});
export const lessThan = (name: string, value: string | number): Condition => ({
  kind: 'lessThan',
  name,
  value,
});
export const atMost = (name: string, value: string | number): Condition => ({ kind: 'atMost', name, value });
export const greaterThan = (name: string, value: string | number): Condition => ({
  kind: 'greaterThan',
  name,
  value,
});
export const atLeast = (name: string, value: string | number): Condition => ({
  kind: 'atLeast',
  name,
  value,
});
export const all = (...of: readonly Condition[]): Condition => ({ kind: 'all', of });
export const any = (...of: readonly Condition[]): Condition => ({ kind: 'any', of });

/** The item does not exist yet: the condition of everything that is written once. */
export const isNew: Condition = absent('pk');

/** Changes to one item; an item that does not exist is created. No attribute stands in two parts. */
export type Update = {
  readonly set?: { readonly [name: string]: Value };
  /** Sets what is absent and leaves what is there. */
  readonly setIfAbsent?: { readonly [name: string]: Value };
  /** Adds to a number; an absent one counts as 0. */
  readonly add?: { readonly [name: string]: number };
  readonly remove?: readonly string[];
};

export type Put = {
  readonly kind: 'put';
  readonly table: TableName;
  readonly item: Item;
  readonly condition?: Condition;
};
export type UpdateItem = {
  readonly kind: 'update';
  readonly table: TableName;
  readonly key: Key;
  readonly update: Update;
  readonly condition?: Condition;
};
export type Delete = {
  readonly kind: 'delete';
  readonly table: TableName;
  readonly key: Key;
  readonly condition?: Condition;
};
/** Demands a condition on an item without changing it; only in transactions. */
export type Check = {
  readonly kind: 'check';
  readonly table: TableName;
  readonly key: Key;
  readonly condition: Condition;
};

export type Write = Put | UpdateItem | Delete;
export type Action = Write | Check;

export type Done = { readonly ok: true };
export type Refusal =
  /** Positions in the list of actions whose condition did not hold; [0] for a single write. */
  | { readonly ok: false; readonly refusal: 'condition-failed'; readonly actions: readonly number[] }
  /** Another transaction touches one of the items. Nothing was written; the same call may succeed later. */
  | { readonly ok: false; readonly refusal: 'conflict' }
  /** Capacity is used up. Nothing was written; back off. */
  | { readonly ok: false; readonly refusal: 'throttled' };
export type Outcome = Done | Refusal;

export type Consistency = 'strong' | 'eventual';

/** The one secondary index: lots by the time from which they are purged. Sparse, eventually consistent. */
export type IndexName = 'due';

export type SortKeyRange =
  | { readonly kind: 'beginsWith'; readonly prefix: string }
  | { readonly kind: 'between'; readonly from: string; readonly to: string }
  | { readonly kind: 'atMost'; readonly to: string };

export type Query = {
  readonly table: TableName;
  /** Queries an index by its own keys (`duePk`, `dueSk`) instead of the table's. */
  readonly index?: IndexName;
  readonly pk: string;
  readonly sk?: SortKeyRange;
  readonly order?: 'ascending' | 'descending';
  readonly limit?: number;
  /** Strong reads are refused on an index. */
  readonly consistency: Consistency;
  /** Goes on after a page: the `next` of the answer before. */
  readonly after?: Cursor;
};

/** Where a page ended: the key attributes of the last item seen. */
export type Cursor = { readonly [name: string]: string };

export type Page = { readonly items: readonly Item[]; readonly next?: Cursor };

export type Store = {
  /** @throws StoreUnavailable when the store does not answer or throttles the read; UnreadableItem */
  get(table: TableName, key: Key, consistency: Consistency): Promise<Item | undefined>;
  /**
   * One page of at most 1 MB. An item of registry or evidence with a value that is never written comes as its key,
   * of the version `unreadableVersion`: it keeps nobody from the others.
   * @throws StoreUnavailable; UnreadableItem for such an item of content
   */
  query(query: Query): Promise<Page>;
  /** One conditional put, update or delete. @throws StoreUnavailable when the outcome is not known */
  write(write: Write): Promise<Outcome>;
  /** Up to 100 actions, all or nothing, each on another item. @throws StoreUnavailable when the outcome is not known */
  transact(actions: readonly Action[]): Promise<Outcome>;
  /** Deletes up to 25 items, unconditionally; the keys that were left over come back. @throws StoreUnavailable */
  deleteBatch(table: TableName, keys: readonly Key[]): Promise<readonly Key[]>;
};

/** The store did not answer, or the outcome of a write is not known. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** The item that was asked for holds a value that is never written: it will not be read by asking again. */
export class UnreadableItem extends StoreUnavailable {}

/** The version of an item of which nothing but its key could be read. No code knows it. */
export const unreadableVersion = 'unreadable';
