import { type Duration, dayOf, isoOf, startOfDay } from '../../domain/time.ts';
import type { Action, Item, Query, Store, UpdateItem } from '../../lambdas/shared/store/store.ts';
import { withUses } from './odd-store.ts';
import type { Defect, Role } from './world.ts';

/** What defects are made of: a store that does something else than it was asked. */

/** An error that somebody could make, planted to show that the simulation would find it. */
export type PlantedDefect = {
  readonly name: string;
  /** What is wrong, in a sentence. */
  readonly what: string;
  /** Plants it anew for each schedule. */
  readonly plant: () => Defect;
};

/** A store that is wrong for some functions only. */
export const wrongFor =
  (roles: readonly Role[], change: (store: Store) => Store): (() => Defect) =>
  () => ({ store: (store, role) => (roles.includes(role) ? change(store) : store) });

/** A store whose transactions are made of other actions, or of fewer. */
export const withActions =
  (change: (action: Action) => Action | undefined) =>
  (store: Store): Store => ({
    ...store,
    transact: (actions) => store.transact(actions.flatMap((action) => change(action) ?? [])),
  });

/** A store that reads in another way. */
export const withQueries =
  (change: (query: Query, store: Store) => ReturnType<Store['query']>) =>
  (store: Store): Store => ({ ...store, query: (query) => change(query, store) });

/** What a function reads of epochs, changed. */
export const withEpochs =
  (change: (epoch: Item) => Item) =>
  (store: Store): Store => ({
    ...store,
    get: async (table, key, consistency) => {
      const item = await store.get(table, key, consistency);
      return item !== undefined && key.sk === 'epoch' ? change(item) : item;
    },
  });

/** What a function takes for the retention of uses, changed. */
export const withRetention = (change: (retention: Duration) => Duration) =>
  withEpochs((epoch) =>
    withUses(epoch, (_, policy) => ({ ...policy, retention: change(Number(policy.retention)) })),
  );

/** An action without its condition. */
export const unconditional = ({ condition: _, ...action }: Exclude<Action, { kind: 'check' }>): Action =>
  action;

/** Whether an action changes a lot. */
export const isLot = (action: Action): action is UpdateItem =>
  action.kind === 'update' && action.key.sk.startsWith('lot#');
/** Whether an action stores a record. */
export const isRecord = (action: Action): action is Extract<Action, { kind: 'put' }> =>
  action.kind === 'put' && action.table === 'content';

/** A page on which nothing stands. */
export const nothing = async () => ({ items: [] });

/** The due time of a lot that is counted from its first record instead of the start of its day. */
export const dueFromCapture = (action: Action): Action => {
  if (!isLot(action)) return action;
  const { setIfAbsent = {} } = action.update;
  const { firstCapturedAt, purgeFrom, dueSk } = setIfAbsent;
  const captured = Date.parse(String(firstCapturedAt));
  const later = isoOf(Date.parse(String(purgeFrom)) + captured - startOfDay(dayOf(captured)));
  const moved = { purgeFrom: later, dueSk: String(dueSk).replace(String(purgeFrom), later) };
  return { ...action, update: { ...action.update, setIfAbsent: { ...setIfAbsent, ...moved } } };
};
