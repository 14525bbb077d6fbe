import type { Consistency, TableName } from './store.ts';

/** Capacity units that one call consumed on one table, its indexes included. */
export type Consumed = { readonly read: number; readonly write: number };

/**
 * Is told what each call consumed. The in-memory store also counts what a failed condition costs; DynamoDB charges
 * it but does not say so, and its adapter cannot report it.
 */
export type Meter = (table: TableName, consumed: Consumed) => void;

/** A strong read costs 1 unit for each 4 KB begun, an eventual one half; finding nothing costs the least there is. */
export const readUnits = (bytes: number, consistency: Consistency): number =>
  Math.max(1, Math.ceil(bytes / 4096)) * (consistency === 'strong' ? 1 : 0.5);

/** A write costs 1 unit for each KB begun of the larger of the item before and after. */
export const writeUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / 1024));

/** Each action of a transaction is prepared and committed: it costs twice, checks too. */
export const transactionFactor = 2;
