import { backOff, persist } from '../../lambdas/shared/persist.ts';
import { itemBytes } from '../../lambdas/shared/store/item-size.ts';
import { limits } from '../../lambdas/shared/store/limits.ts';
import { type Item, type Key, StoreUnavailable, type TableName } from '../../lambdas/shared/store/store.ts';
import type { RestorePorts } from './ports.ts';

/** How much is written at once: what a transaction holds beside the check of who writes. */
const together = { items: 25, bytes: limits.transactionBytes - limits.itemBytes };

/** Writes items over whatever is there, some at once. May be repeated. @throws StoreUnavailable */
export const putItems = async (
  ports: RestorePorts,
  table: TableName,
  items: readonly Item[],
): Promise<void> => {
  for (const some of inParts(items)) {
    const puts = some.map((item) => ({ kind: 'put', table, item }) as const);
    const outcome = await persist(ports, () => ports.store.transact(puts), 10);
    if (!outcome.ok) throw new StoreUnavailable(`items were not taken: ${outcome.refusal}`);
  }
};

const inParts = (items: readonly Item[]): readonly (readonly Item[])[] => {
  const parts: Item[][] = [];
  let bytes = 0;
  for (const item of items) {
    const part = parts.at(-1);
    bytes += itemBytes(item);
    if (part !== undefined && part.length < together.items && bytes <= together.bytes) part.push(item);
    else {
      parts.push([item]);
      bytes = itemBytes(item);
    }
  }
  return parts;
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
