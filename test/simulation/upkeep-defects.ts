import type { Item } from '../../lambdas/shared/store/store.ts';
import { withUses } from './odd-store.ts';
import { isLot, type PlantedDefect, withActions, withEpochs, withQueries, wrongFor } from './planting.ts';
import type { Defect } from './world.ts';

/** Functions that hear that purging was stopped, and never that it goes on. */
const deafToResuming = (): Defect => {
  let heard: Item | undefined;
  return {
    store: (store, role) =>
      role === 'operations'
        ? store
        : {
            ...store,
            get: async (table, key, consistency) => {
              const item = await store.get(table, key, consistency);
              if (!key.pk.startsWith('us_switch#')) return item;
              heard ??= item?.state === 'stopped' ? item : undefined;
              return heard ?? item;
            },
          },
  };
};

/** Errors in what an operator, a newer notice and the sweep bring about. */
export const upkeepDefects: readonly PlantedDefect[] = [
  {
    name: 'stop-not-asked',
    what: 'planner and worker do not ask whether purging is stopped',
    plant: wrongFor(['planner', 'worker'], (store) => ({
      ...store,
      get: async (table, key, consistency) =>
        key.pk.startsWith('us_switch#') ? undefined : store.get(table, key, consistency),
    })),
  },
  {
    name: 'resuming-not-heard',
    what: 'planner and worker go on thinking that purging is stopped',
    plant: deafToResuming,
  },
  {
    name: 'missed-not-told',
    what: 'nobody is told of a deadline that passed',
    plant: wrongFor(['planner', 'sweep'], (store) => ({
      ...store,
      transact: async (actions) =>
        actions.some((action) => isLot(action) && action.update.set?.told === 'missed')
          ? { ok: true }
          : store.transact(actions),
    })),
  },
  {
    name: 'risk-told-again',
    what: 'a lot keeps no mark of what was told of it',
    plant: wrongFor(
      ['planner', 'sweep'],
      withActions((action) => (isLot(action) && action.update.set?.told !== undefined ? undefined : action)),
    ),
  },
  {
    name: 'lot-not-in-index',
    what: 'lots are opened without their place in the due index',
    plant: wrongFor(
      ['captures'],
      withActions((action) => {
        if (!isLot(action)) return action;
        const { duePk: _, dueSk: __, ...setIfAbsent } = action.update.setIfAbsent ?? {};
        return { ...action, update: { ...action.update, setIfAbsent } };
      }),
    ),
  },
  {
    name: 'closure-not-listed',
    what: 'an opt-out starts its closure and leaves it out of the work list',
    plant: wrongFor(
      ['settings', 'worker'],
      withActions((action) =>
        action.kind === 'put' && /^us_closing#/.test(action.item.pk) && /^\d/.test(action.item.sk)
          ? undefined
          : action,
      ),
    ),
  },
  {
    name: 'sweep-finds-too-much',
    what: 'the sweep takes each lot for one that is not in the index',
    plant: wrongFor(
      ['sweep'],
      withQueries(async (query, store) => {
        const page = await store.query(query);
        return { ...page, items: page.items.map(({ duePk: _, ...item }) => item) };
      }),
    ),
  },
  {
    name: 'newer-notice-ignored',
    what: 'a newer notice is accepted, and the epoch of before goes on',
    plant: wrongFor(
      ['settings'],
      withEpochs((epoch) => {
        const notice = Object(epoch.notice);
        return { ...epoch, notice: { ...notice, id: String(notice.id).replace(/^earlier-/, '') } };
      }),
    ),
  },
  {
    name: 'earlier-gates-left-open',
    what: 'a newer notice opens the next epoch and leaves the gates of the one before open',
    plant: wrongFor(['settings'], (store) => ({
      ...store,
      transact: (actions) => {
        const opens = actions.some((one) => one.kind === 'put' && one.item.sk === 'epoch');
        const isGate = (sk: string) => sk.startsWith('gate#');
        return store.transact(
          actions.filter((one) => !(opens && one.kind === 'update' && isGate(one.key.sk))),
        );
      },
    })),
  },
  {
    name: 'newer-notice-deletes',
    what: 'a worker takes an epoch that a newer notice closed for one that may be deleted',
    plant: wrongFor(
      ['worker'],
      withEpochs((epoch) =>
        epoch.closedFor === 'notice' ? withUses(epoch, (_, policy) => ({ ...policy, retention: 0 })) : epoch,
      ),
    ),
  },
];
