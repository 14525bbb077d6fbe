import type { Store } from '../../lambdas/shared/store/store.ts';

/** What reached the store: how often it was asked, and how often something was written. */
export type Watch = { lookups: number; writes: number };

/** A store that counts what reaches it. */
export const watchedStore = (store: Store): { readonly store: Store; readonly watch: Watch } => {
  const watch: Watch = { lookups: 0, writes: 0 };
  const counted = async <Outcome extends { readonly ok: boolean }>(call: Promise<Outcome>) => {
    const outcome = await call;
    if (outcome.ok) watch.writes += 1;
    return outcome;
  };
  return {
    watch,
    store: {
      get: (table, key, consistency) => {
        watch.lookups += 1;
        return store.get(table, key, consistency);
      },
      query: (query) => {
        watch.lookups += 1;
        return store.query(query);
      },
      write: (write) => counted(store.write(write)),
      transact: (actions) => counted(store.transact(actions)),
      deleteBatch: (table, keys) => store.deleteBatch(table, keys),
    },
  };
};
