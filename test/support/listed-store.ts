import type { Action, Item, Key, Store, TableName } from '../../lambdas/shared/store/store.ts';

export type ListedItem = { readonly table: TableName; readonly item: Item };

/** Remembers the keys that were written, so that a test can look at every item of every table. */
export type Listing = {
  /** A store whose writes are remembered. */
  readonly through: (store: Store) => Store;
  /** Whatever the tables hold now. */
  readonly everyItem: (store: Store) => Promise<readonly ListedItem[]>;
};

/** An empty list; several stores on the same tables may share it. */
export const aListing = (): Listing => {
  const written = new Map<string, { readonly table: TableName; readonly key: Key }>();
  const remember = (action: Action): void => {
    const { pk, sk } = action.kind === 'put' ? action.item : action.key;
    written.set(JSON.stringify([action.table, pk, sk]), { table: action.table, key: { pk, sk } });
  };
  return {
    through: (store) => ({
      ...store,
      write: (write) => {
        remember(write);
        return store.write(write);
      },
      transact: (actions) => {
        for (const action of actions) remember(action);
        return store.transact(actions);
      },
    }),
    everyItem: async (store) => {
      const listed: ListedItem[] = [];
      for (const { table, key } of written.values()) {
        const item = await store.get(table, key, 'strong');
        if (item !== undefined) listed.push({ table, item });
      }
      return listed;
    },
  };
};
