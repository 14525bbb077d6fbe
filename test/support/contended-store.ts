import { registryKeys } from '../../contract/tables/registry.ts';
import { inMemoryStore } from '../../lambdas/shared/store/in-memory/in-memory-store.ts';
import type { Action, Store } from '../../lambdas/shared/store/store.ts';

/**
 * A store in which captures keep everybody from the gates, for as long as `crowded`, or until an opt-out was
 * accepted.
 */
export type ContendedStore = { readonly store: Store; crowded: boolean | 'until accepted' };

const shutsGate = (action: Action): boolean => action.kind === 'update' && action.key.sk.startsWith('gate#');

const accepts = (action: Action): boolean =>
  action.kind === 'put' && action.item.sk.startsWith(registryKeys.closingPendingPrefix);

/** An opt-out in it has to be accepted first, and finished once the way is free. It is free at the start. */
export const contendedStore = (under: Store = inMemoryStore()): ContendedStore => {
  const blocked = (actions: readonly Action[]) => contended.crowded !== false && actions.some(shutsGate);
  const conflict = { ok: false, refusal: 'conflict' } as const;
  const contended: ContendedStore = {
    crowded: false,
    store: {
      ...under,
      write: async (write) => (blocked([write]) ? conflict : under.write(write)),
      transact: async (actions) => {
        if (blocked(actions)) return conflict;
        if (contended.crowded === 'until accepted' && actions.some(accepts)) contended.crowded = false;
        return under.transact(actions);
      },
    },
  };
  return contended;
};
