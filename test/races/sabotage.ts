import type { Action, Write } from '../../lambdas/shared/store/store.ts';
import type { Sabotage } from './race-cell.ts';

/** Captures are committed without asking whether a gate is open. */
export const withoutGateCheck: Sabotage = (store) => ({
  ...store,
  transact: (actions) => store.transact(actions.map(withAnyGate)),
});

/** Pages are deleted without having been written down before. */
export const withoutPageIntent: Sabotage = (store) => ({
  ...store,
  write: (write) => store.write(forgetPage(write)),
});

/** Workers write without showing the fence of their claim. */
export const withoutFence: Sabotage = (store) => ({
  ...store,
  write: (write) =>
    store.write(isLotUpdate(write) ? { ...write, condition: { kind: 'present', name: 'pk' } } : write),
});

const withAnyGate = (action: Action): Action =>
  action.kind === 'check' && action.key.sk.startsWith('gate#')
    ? { ...action, condition: { kind: 'present', name: 'pk' } }
    : action;

const isLotUpdate = (write: Write): write is Extract<Write, { kind: 'update' }> =>
  write.kind === 'update' && write.key.sk.startsWith('lot#');

const forgetPage = (write: Write): Write => {
  if (!isLotUpdate(write) || write.update.set?.page === undefined) return write;
  const { page: _, ...set } = write.update.set;
  return { ...write, update: { ...write.update, set } };
};

/** Opt-outs close an epoch as empty although something may have been captured since they read it. */
export const withoutEmptyCheck: Sabotage = (store) => ({
  ...store,
  transact: (actions) => store.transact(actions.map(withAnyContent)),
});

const withAnyContent = (action: Action): Action =>
  action.kind === 'put' && action.item.sk === 'epoch' && action.item.state === 'closed'
    ? { ...action, condition: { kind: 'equals', name: 'state', value: 'open' } }
    : action;
