import type { Store } from '../../lambdas/shared/store/store.ts';
import {
  bornUnderOneHold,
  capturingBlindly,
  withoutDrain,
  withoutGateOfHolds,
  withoutHoldCheck,
} from '../races/sabotage.ts';
import { nothing, type PlantedDefect, withQueries, wrongFor } from './planting.ts';

/** A worker that looks at no gate and claims whatever it read as free, but asks when it writes a page. */
const claimingUnderHolds = (store: Store): Store => ({
  ...withoutGateOfHolds(store),
  write: (write) =>
    write.kind === 'update' && write.update.add?.fence === 1
      ? withoutHoldCheck(store).write(write)
      : store.write(write),
});

/** A worker that asks for holds at the claim, and at no page. */
const pagesUnderHolds = (store: Store): Store => ({
  ...store,
  write: (write) =>
    write.kind === 'update' && write.update.set?.page !== undefined
      ? withoutHoldCheck(store).write(write)
      : store.write(write),
});

/** Errors in what keeps data from being deleted, and lets it go again. */
export const holdDefects: readonly PlantedDefect[] = [
  {
    name: 'hold-not-asked-at-claim',
    what: 'a worker claims a lot whether or not a hold covers it by then',
    plant: wrongFor(['worker'], claimingUnderHolds),
  },
  {
    name: 'hold-not-asked-at-page',
    what: 'a worker that has a claim goes on under a hold, and nobody waits for it',
    plant: () => ({
      store: (store, role) => {
        const own = role === 'worker' || role === 'officer' ? withoutDrain(store) : store;
        return role === 'worker' ? pagesUnderHolds(own) : own;
      },
    }),
  },
  {
    name: 'hold-not-awaited',
    what: 'a hold is called effective while a worker is at its page',
    plant: wrongFor(['worker', 'officer'], withoutDrain),
  },
  {
    name: 'release-without-date',
    what: 'a release takes marks off and leaves lots where no tick looks',
    plant: wrongFor(['worker', 'officer'], (store) => ({
      ...store,
      write: (write) => {
        if (write.kind !== 'update' || write.update.add?.holds !== -1) return store.write(write);
        const { dueSk: _, ...set } = write.update.set ?? {};
        return store.write({ ...write, update: { ...write.update, set } });
      },
    })),
  },
  {
    name: 'release-not-carried-out',
    what: 'a release leaves the marks of its lots: they stay held for ever',
    plant: wrongFor(['worker', 'officer'], (store) => ({
      ...store,
      write: async (write) =>
        write.kind === 'update' && write.update.add?.holds === -1 ? { ok: true } : store.write(write),
    })),
  },
  {
    name: 'second-hold-forgotten',
    what: 'what a hold moves loses the marks of the other holds that cover it',
    plant: wrongFor(['worker', 'officer'], bornUnderOneHold),
  },
  {
    name: 'moved-out-not-seen',
    what: 'a hold on a lot does not see what was moved out of it',
    plant: wrongFor(
      ['worker', 'officer'],
      withQueries((query, store) =>
        query.sk?.kind === 'beginsWith' && query.sk.prefix.endsWith('.') ? nothing() : store.query(query),
      ),
    ),
  },
  {
    name: 'moved-call-taken-again',
    what: 'a call is taken again after its records were moved for a hold',
    plant: wrongFor(['captures'], capturingBlindly),
  },
  {
    name: 'one-shard-marked',
    what: 'a hold marks the first shard of a day and no other',
    plant: wrongFor(
      ['officer'],
      withQueries(async (query, store) => {
        const page = await store.query(query);
        return {
          ...page,
          items: page.items.filter(({ sk }) => !sk.startsWith('lot#') || sk.includes('#00')),
        };
      }),
    ),
  },
];
