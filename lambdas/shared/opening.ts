import { evidenceKeys } from '../../contract/tables/evidence.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import { isoOf } from '../../domain/time.ts';
import { storedItem } from './repositories/stored-item.ts';
import { guardedBy, type Look, readServing, refuseUnlessServing } from './serving.ts';
import { isNew, StoreUnavailable } from './store/store.ts';

/** Whoever writes the first things of a cell opens it, once: evidence remembers, and outlives a registry. */
const lookOrOpen: Look = async (store, stand) => {
  const { geography, tables, clock } = stand;
  const before = await readServing(store, geography);
  if (before !== undefined) return refuseUnlessServing(before, stand);
  const put = { kind: 'put', condition: isNew } as const;
  const serving = { state: 'serving', tables };
  const opened = await store.transact([
    { ...put, table: 'registry', item: storedItem(registryKeys.serving(geography), serving) },
    {
      ...put,
      table: 'evidence',
      item: storedItem(evidenceKeys.opened(geography), { openedAt: isoOf(clock.now()) }),
    },
  ]);
  if (opened.ok) return;
  const meanwhile = await readServing(store, geography);
  if (meanwhile === undefined)
    throw new StoreUnavailable('the registry is not the one that this cell was opened with');
  refuseUnlessServing(meanwhile, stand);
};

/** The store of the one function that begins a cell. */
export const openingStore = guardedBy(lookOrOpen);
