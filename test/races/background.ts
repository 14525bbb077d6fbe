import { plannerAccess } from '../../contract/access/planner.ts';
import { workerAccess } from '../../contract/access/worker.ts';
import type { PurgeWork } from '../../contract/events/purge-work.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import { planTick } from '../../lambdas/planner/plan-tick.ts';
import { sweep } from '../../lambdas/sweep/sweep.ts';
import { workThrough } from '../../lambdas/worker/work-through.ts';
import { contentOf } from '../support/holds.ts';
import { grantedStore } from '../support/operations.ts';
import type { RaceCell, Sabotage } from './race-cell.ts';
import type { Actor, Scheduler } from './scheduler.ts';

/** What runs beside people: planner, workers and sweep, as actors of a race. */
export type Background = {
  readonly planner: (name: string) => void;
  /** @param within when it begins at the latest, in milliseconds */
  readonly sweep: (name: string, within?: number) => void;
};

const asIs: Sabotage = (store) => store;

/**
 * The functions that the schedule and the queue start. A message is worked on by a worker of its own that starts
 * whenever the scheduler likes; what fails comes with a later tick.
 * @param change what is done to the store of workers
 */
export const background = (
  scheduler: Scheduler,
  cell: RaceCell,
  change: (actor: Actor) => Sabotage = () => asIs,
): Background => {
  let messages = 0;
  const receive = (body: string): void => {
    messages += 1;
    scheduler.start(`worker ${messages}`, async (actor) => {
      await actor.wait(scheduler.random.below(500));
      const { ports } = cell.as(actor);
      const store = change(actor)(grantedStore(ports.store, workerAccess));
      await workThrough({ ...ports, store }, [{ messageId: body, body }]);
    });
  };
  const send = async (work: readonly PurgeWork[]) => {
    for (const piece of scheduler.random.shuffle(work)) receive(JSON.stringify(piece));
  };
  return {
    planner: (name) => {
      scheduler.start(name, async (actor) => {
        await actor.wait(scheduler.random.below(500));
        const { ports } = cell.as(actor);
        const store = grantedStore(ports.store, plannerAccess);
        await planTick({ ...ports, store, queue: { send }, report: () => {} });
      });
    },
    sweep: (name, within = 500) => {
      scheduler.start(name, async (actor) => {
        await actor.wait(scheduler.random.below(within));
        await sweep({ ...cell.as(actor).ports, report: () => {} });
      });
    },
  };
};

/** Places in the index that belong to nobody any more: a lot that is purged stands in one. */
export const staleInIndex = async ({ calm }: RaceCell): Promise<number> => {
  const pages = registryKeys
    .dueBuckets('us')
    .map((pk) => calm.store.query({ table: 'registry', index: 'due', pk, consistency: 'eventual' }));
  const keys = (await Promise.all(pages)).flatMap(({ items }) => items);
  const lots = keys.map(({ pk, sk }) => calm.store.get('registry', { pk, sk }, 'strong'));
  return (await Promise.all(lots)).filter((lot) => lot?.state === 'purged').length;
};

/** Pieces of the work list of closures that are still there. */
export const closuresAtWork = async ({ calm }: RaceCell): Promise<number> => {
  const pages = registryKeys
    .closingBuckets('us')
    .map((pk) => calm.store.query({ table: 'registry', pk, consistency: 'strong' }));
  return (await Promise.all(pages)).reduce((sum, { items }) => sum + items.length, 0);
};

/** How many records an epoch holds, lot by lot that fits. */
export const recordsKept = async (
  cell: RaceCell,
  fits: (lot: string) => boolean = () => true,
): Promise<number> =>
  [...(await contentOf(cell.calm, cell.epoch))]
    .filter(([name]) => fits(name))
    .reduce((sum, [, items]) => sum + items.length, 0);
