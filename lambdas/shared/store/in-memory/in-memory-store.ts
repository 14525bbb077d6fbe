import { readUnits } from '../capacity.ts';
import { itemBytes } from '../item-size.ts';
import { assertAction, assertBatch, assertKey, assertQuery, assertTransaction } from '../rules.ts';
import { type Consistency, type Outcome, type Page, type Store, StoreUnavailable } from '../store.ts';
import { copyAction, copyItem, copyKey, copyQuery } from './copies.ts';
import type { InMemoryOptions, Operation } from './options.ts';
import { readPage } from './paging.ts';
import { inMemoryTables, type Source } from './tables.ts';
import { beginTransaction, commitTransaction, takeBatch, takeWrite } from './writing.ts';

/**
 * The store in memory, with DynamoDB's documented semantics: conditions, limits, pages, capacity, and contention
 * between calls that overlap. It exists for tests and simulation; nothing outlives the process.
 * Every call throws StoreMisuse for what DynamoDB refuses whatever is stored.
 */
export const inMemoryStore = (options: InMemoryOptions = {}): Store => {
  const tables = options.tables ?? inMemoryTables();

  /** Lets time pass before a call takes effect and again before its answer arrives. */
  const call = async <T>(operation: Operation, effect: () => T | Promise<T>): Promise<T> => {
    if (options.pause) await options.pause(`${operation}:before`);
    const answer = await effect();
    if (options.pause) await options.pause(`${operation}:after`);
    return answer;
  };

  const assertNotThrottled = (operation: Operation): void => {
    if (options.fault?.(operation) === 'throttled') throw new StoreUnavailable(`${operation}: throttled`);
  };

  const refusalOf = (operation: Operation): Outcome | undefined => {
    const refusal = options.fault?.(operation);
    return refusal && { ok: false, refusal };
  };

  const changesBehind = (source: Source, consistency: Consistency): number =>
    consistency === 'strong' ? 0 : (options.staleness?.(source) ?? 0);

  return {
    get: async (table, key, consistency) => {
      assertKey(key);
      const wanted = copyKey(key);
      return call('get', () => {
        assertNotThrottled('get');
        const item = tables.item(table, wanted, changesBehind({ table }, consistency));
        options.meter?.(table, { read: readUnits(item ? itemBytes(item) : 0, consistency), write: 0 });
        return item && copyItem(item);
      });
    },

    query: async (asked) => {
      assertQuery(asked);
      const query = copyQuery(asked);
      return call('query', (): Page => {
        assertNotThrottled('query');
        const places = tables.places(query, query.pk, changesBehind(query, query.consistency));
        const { items, next, bytes } = readPage(places, query);
        options.meter?.(query.table, { read: readUnits(bytes, query.consistency), write: 0 });
        return { items: items.map(copyItem), ...(next && { next }) };
      });
    },

    write: async (write) => {
      assertAction(write);
      const taken = copyAction(write);
      return call('write', () => refusalOf('write') ?? takeWrite(tables, taken, options));
    },

    transact: async (actions) => {
      assertTransaction(actions);
      const taken = actions.map(copyAction);
      return call('transact', async (): Promise<Outcome> => {
        const refusal = refusalOf('transact');
        if (refusal !== undefined) return refusal;
        const transaction = beginTransaction(tables, taken);
        if (transaction === undefined) return { ok: false, refusal: 'conflict' };
        try {
          if (options.pause) await options.pause('transact:held');
          return commitTransaction(tables, taken, options);
        } finally {
          transaction.end();
        }
      });
    },

    deleteBatch: async (table, keys) => {
      assertBatch(table, keys);
      const wanted = keys.map(copyKey);
      if (wanted.length === 0) return [];
      return call('deleteBatch', () => {
        assertNotThrottled('deleteBatch');
        return takeBatch(tables, table, wanted, options);
      });
    },
  };
};
