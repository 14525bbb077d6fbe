import type { Meter } from '../capacity.ts';
import type { Key, TableName } from '../store.ts';
import type { InMemoryTables, Source } from './tables.ts';

export type Operation = 'get' | 'query' | 'write' | 'transact' | 'deleteBatch';

/**
 * Where time can pass in a call. `before`: nothing happened yet. `transact:held`: the transaction holds its items
 * and has not committed. `after`: what happened has happened, the answer is still on its way.
 */
export type PausePoint = `${Operation}:before` | 'transact:held' | `${Operation}:after`;

export type InMemoryOptions = {
  /** What is stored; stores that are opened on the same tables contend for the same items. Its own by default. */
  readonly tables?: InMemoryTables;
  /**
   * Awaited at every point where time can pass; without it calls take effect one by one, without contention.
   * Never resolving is a caller that crashed, throwing an answer that was lost. At `transact:held` it must resolve
   * or throw: a transaction belongs to the store and ends without its caller; throwing rolls it back.
   */
  readonly pause?: (point: PausePoint) => Promise<void>;
  /** Refuses a call although nothing stands against it. A throttled read throws; reads know no conflict. */
  readonly fault?: (operation: Operation) => 'throttled' | 'conflict' | undefined;
  /** Which keys of a batch are left over, as under load. None by default. */
  readonly unprocessed?: (table: TableName, keys: readonly Key[]) => readonly Key[];
  /**
   * How many of the latest changes of items an eventual read does not see yet, up to 1,000; a transaction counts
   * one for each item, so that it may be seen in part. 0 by default.
   */
  readonly staleness?: (source: Source) => number;
  /** Counts consumed capacity by DynamoDB's rules, failed conditions included. */
  readonly meter?: Meter;
};
