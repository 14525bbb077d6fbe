import { movedForIn } from '../../domain/retention/lot.ts';
import type { Action, Condition, Item, Write } from '../../lambdas/shared/store/store.ts';
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

/** Workers claim and go on whether or not a hold covers the lot. */
export const withoutHoldCheck: Sabotage = (store) => ({
  ...store,
  write: (write) => store.write(isLotUpdate(write) ? askingNotForHolds(write) : write),
});

/** Workers see no gate that is held. */
export const withoutGateOfHolds: Sabotage = (store) => ({
  ...store,
  get: async (table, key, consistency) =>
    key.sk === 'holdgate' ? undefined : store.get(table, key, consistency),
});

/** Whoever places a hold sees no lease, and waits for nobody. */
export const withoutDrain: Sabotage = (store) => ({
  ...store,
  query: async (query) => {
    const page = await store.query(query);
    return { ...page, items: page.items.map(({ leaseUntil: _, ...item }) => item as Item) };
  },
});

/** Lots are marked for a hold whether or not it still stands. */
export const withoutStandingCheck: Sabotage = (store) => ({
  ...store,
  transact: (actions) =>
    store.transact(actions.filter(({ kind, ...action }) => kind !== 'check' || !isHoldKey(action))),
});

/** Records are moved one call after the other instead of together. */
export const withoutMovingTogether: Sabotage = (store) => ({
  ...store,
  transact: async (actions) => {
    if (!actions.some((action) => action.kind === 'delete' && action.table === 'content')) {
      return store.transact(actions);
    }
    for (const action of actions) if (action.kind !== 'check') await store.write(action);
    return { ok: true };
  },
});

/** Moves are not counted where records are taken from. */
export const withoutCountingMoves: Sabotage = (store) => ({
  ...store,
  transact: (actions) => store.transact(actions.filter((action) => !countsMoves(action))),
});

const countsMoves = (action: Action): boolean =>
  action.kind === 'update' && action.update.add?.moved !== undefined;

const isHoldKey = (action: object): boolean =>
  'key' in action && String(Object(action.key).sk).startsWith('hold#');

type LotUpdate = Extract<Write, { kind: 'update' }>;

const askingNotForHolds = (write: LotUpdate): LotUpdate =>
  write.condition === undefined ? write : { ...write, condition: freeOfHolds(write.condition) };

const aboutHolds = (condition: Condition): boolean => {
  if (condition.kind === 'all' || condition.kind === 'any') return condition.of.some(aboutHolds);
  return 'name' in condition && condition.name === 'holds';
};

const freeOfHolds = (condition: Condition): Condition =>
  condition.kind === 'all' && 'of' in condition
    ? { ...condition, of: condition.of.filter((part) => !aboutHolds(part)).map(freeOfHolds) }
    : condition;

/** Lots of holds are born with the mark of that hold alone. */
export const bornUnderOneHold: Sabotage = (store) => ({
  ...store,
  transact: (actions) => store.transact(actions.map(bornUnderOne)),
});

const bornUnderOne = (action: Action): Action => {
  if (action.kind !== 'update' || !isLotUpdate(action)) return action;
  if (Number(action.update.set?.holds ?? 0) < 2) return action;
  const own = `hold#${movedForIn(action.key.sk).at(-1)}`;
  const fields = Object.entries({ ...action.update.set, holds: 1 });
  const set = Object.fromEntries(fields.filter(([name]) => !name.startsWith('hold#') || name === own));
  return { ...action, update: { ...action.update, set } };
};

/** Captures do not ask whether anything was moved out of their lot. */
export const capturingBlindly: Sabotage = (store) => ({
  ...store,
  transact: (actions) => store.transact(actions.map(blindToMoves)),
});

const blindToMoves = (action: Action): Action =>
  action.kind === 'update' && isLotUpdate(action) && action.condition !== undefined
    ? { ...action, condition: withoutMoved(action.condition) }
    : action;

const withoutMoved = (condition: Condition): Condition =>
  condition.kind === 'all' || condition.kind === 'any'
    ? { ...condition, of: condition.of.filter((part) => !isAboutMoved(part)).map(withoutMoved) }
    : condition;

const isAboutMoved = (condition: Condition): boolean => 'name' in condition && condition.name === 'moved';
