import { backOff, persist } from '../../lambdas/shared/persist.ts';
import { limits } from '../../lambdas/shared/store/limits.ts';
import { type Item, type Key, StoreUnavailable, type TableName } from '../../lambdas/shared/store/store.ts';
import type { RestorePorts } from './ports.ts';

/** How many writes are under way at once. */
const together = 25;

/** Writes items over whatever is there, some at once. May be repeated. @throws StoreUnavailable */
export const putItems = async (
  ports: RestorePorts,
  table: TableName,
  items: readonly Item[],
): Promise<void> => {
  for (let from = 0; from < items.length; from += together) {
    await Promise.all(items.slice(from, from + together).map((item) => putItem(ports, table, item)));
  }
};

const putItem = async (ports: RestorePorts, table: TableName, item: Item) => {
  const outcome = await persist(ports, () => ports.store.write({ kind: 'put', table, item }), 10);
  if (!outcome.ok) throw new StoreUnavailable(`an item was not taken: ${outcome.refusal}`);
};

/** Deletes items, batch by batch. @throws StoreUnavailable */
export const deleteKeys = async (
  ports: RestorePorts,
  table: TableName,
  keys: readonly Key[],
): Promise<void> => {
  for (let from = 0; from < keys.length; from += limits.batchKeys) {
    let left: readonly Key[] = keys.slice(from, from + limits.batchKeys).map(({ pk, sk }) => ({ pk, sk }));
    for (let attempt = 0; left.length > 0; attempt += 1) {
      if (attempt >= 10) throw new StoreUnavailable('batches of deletions are not taken');
      if (attempt > 0) await backOff(ports, attempt);
      left = await ports.store.deleteBatch(table, left);
    }
  }
};
