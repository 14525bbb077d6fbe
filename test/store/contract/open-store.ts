import { randomUUID } from 'node:crypto';
import type { Meter } from '../../../lambdas/shared/store/capacity.ts';
import type { Item, Key, Query, Store, Update, Value } from '../../../lambdas/shared/store/store.ts';

/** A store with empty tables of its own, and how to be rid of it. */
export type OpenedStore = { readonly store: Store; readonly close: () => Promise<void> };

export type OpenStore = (meter?: Meter) => Promise<OpenedStore>;

/** The store under test; it is open while the tests run. */
export type StoreUnderTest = () => Store;

/** A partition that no other test uses. */
export const aPartition = (): string => `us_test#${randomUUID()}`;

export const aKey = (sk = 'item'): Key => ({ pk: aPartition(), sk });

/** An item of the registry that is there already. */
export const existing = async (
  store: Store,
  attributes: { readonly [name: string]: Value } = {},
): Promise<Key> => {
  const key = aKey();
  await store.write({ kind: 'put', table: 'registry', item: { ...attributes, ...key } });
  return key;
};

export const stored = (store: Store, key: Key): Promise<Item | undefined> =>
  store.get('registry', key, 'strong');

/** What an item holds after an update, its key left out. */
export const afterUpdate = async (
  store: Store,
  before: { readonly [name: string]: Value },
  update: Update,
): Promise<{ readonly [name: string]: Value } | undefined> => {
  const key = await existing(store, before);
  await store.write({ kind: 'update', table: 'registry', key, update });
  const { pk: _pk, sk: _sk, ...attributes } = (await stored(store, key)) ?? key;
  return attributes;
};

/** All pages of a query, to the end. */
export const everyPage = async (store: Store, query: Query): Promise<readonly (readonly Item[])[]> => {
  const pages: (readonly Item[])[] = [];
  let after = query.after;
  do {
    const page = await store.query({ ...query, ...(after && { after }) });
    pages.push(page.items);
    after = page.next;
  } while (after !== undefined);
  return pages;
};

/** A partition of the registry whose items have the given sort keys. */
export const partitionOf = async (store: Store, sortKeys: readonly string[]): Promise<string> => {
  const pk = aPartition();
  for (const sk of sortKeys) await store.write({ kind: 'put', table: 'registry', item: { pk, sk } });
  return pk;
};
