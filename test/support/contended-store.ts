import { inMemoryStore } from '../../lambdas/shared/store/in-memory/in-memory-store.ts';
import type { Action, Store } from '../../lambdas/shared/store/store.ts';

/** A store in which captures keep everybody from the gates, for as long as `crowded`. */
export type ContendedStore = { readonly store: Store; crowded: boolean };

const shutsGate = (action: Action): boolean => action.kind === 'update' && action.key.sk.startsWith('gate#');

/** An opt-out in it has to be accepted first, and finished once the way is free. It is free at the start. */
export const contendedStore = (under: Store = inMemoryStore()): ContendedStore => {
  const blocked = (actions: readonly Action[]) => contended.crowded && actions.some(shutsGate);
  const conflict = { ok: false, refusal: 'conflict' } as const;
  const contended: ContendedStore = {
    crowded: false,
    store: {
      ...under,
      write: async (write) => (blocked([write]) ? conflict : under.write(write)),
      transact: async (actions) => (blocked(actions) ? conflict : under.transact(actions)),
    },
  };
  return contended;
};
