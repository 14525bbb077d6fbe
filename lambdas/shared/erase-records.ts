import { contentKeys } from '../../contract/tables/content.ts';
import type { Lot, PageIntent } from '../../domain/retention/lot.ts';
import { backOff } from './persist.ts';
import type { CellPorts } from './ports.ts';
import { limits } from './store/limits.ts';
import { type Item, type Key, type SortKeyRange, StoreUnavailable } from './store/store.ts';

/** What is left of a page that was written down: only keys of that page, whatever else the lot holds. */
export const deleteWritten = async (
  ports: CellPorts,
  lot: Pick<Lot, 'epoch' | 'name'>,
  page: PageIntent,
): Promise<void> => {
  for await (const items of writtenItems(ports, lot, page)) await deleteItems(ports, items);
};

/** How many records are left of a page that was written down. */
export const countWritten = async (
  ports: CellPorts,
  lot: Pick<Lot, 'epoch' | 'name'>,
  page: PageIntent,
): Promise<number> => {
  let count = 0;
  for await (const items of writtenItems(ports, lot, page)) count += items.length;
  return count;
};

async function* writtenItems(
  { store }: CellPorts,
  { epoch, name }: Pick<Lot, 'epoch' | 'name'>,
  { first, last }: PageIntent,
): AsyncGenerator<readonly Item[]> {
  const sk: SortKeyRange = { kind: 'between', from: first, to: last };
  const query = {
    table: 'content',
    pk: contentKeys.partition(epoch, name),
    sk,
    consistency: 'strong',
  } as const;
  let left = await store.query(query);
  yield left.items;
  while (left.next !== undefined) {
    left = await store.query({ ...query, after: left.next });
    yield left.items;
  }
}

/** Deletes records of a page, batch by batch. @throws StoreUnavailable when batches are not taken */
export const deleteItems = async (ports: CellPorts, items: readonly Item[]): Promise<void> => {
  for (let from = 0; from < items.length; from += limits.batchKeys) {
    await deleteKeys(
      ports,
      items.slice(from, from + limits.batchKeys).map(({ pk, sk }) => ({ pk, sk })),
    );
  }
};

/** Keys that were left over are sent again, with growing waits; a store that takes none ends the run. */
const deleteKeys = async (ports: CellPorts, keys: readonly Key[]): Promise<void> => {
  let left = keys;
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt >= 10) throw new StoreUnavailable('batches of deletions are not taken');
    if (attempt > 0) await backOff(ports, attempt);
    left = await ports.store.deleteBatch('content', left);
  }
};
