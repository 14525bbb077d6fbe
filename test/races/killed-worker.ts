import { workerTimeoutSeconds } from '../../contract/access/worker-timeout.ts';
import type { PurgeWork } from '../../contract/events/purge-work.ts';
import { seconds } from '../../domain/time.ts';
import type { Store } from '../../lambdas/shared/store/store.ts';
import { doWork } from '../../lambdas/worker/do-work.ts';
import type { RaceCell } from './race-cell.ts';
import type { Actor, Scheduler } from './scheduler.ts';

class TimedOut extends Error {}

/** A store that a function cannot reach any more once its time is over: it was killed. */
const untilTimeout = (store: Store, actor: Actor): Store => {
  const over = actor.clock.now() + seconds(workerTimeoutSeconds);
  const demandTime = () => {
    if (actor.clock.now() > over) throw new TimedOut();
  };
  return {
    get: async (...args) => {
      demandTime();
      return store.get(...args);
    },
    query: async (...args) => {
      demandTime();
      return store.query(...args);
    },
    write: async (...args) => {
      demandTime();
      return store.write(...args);
    },
    transact: async (...args) => {
      demandTime();
      return store.transact(...args);
    },
    deleteBatch: async (...args) => {
      demandTime();
      return store.deleteBatch(...args);
    },
  };
};

/** A worker with a message for every lot. Each message has a run of its own, which ends when its time is over. */
export const startWorker = (scheduler: Scheduler, cell: RaceCell, name: string, lots: readonly string[]) =>
  scheduler.start(name, async (actor) => {
    const { ports } = cell.as(actor);
    for (const lot of lots) {
      const work: PurgeWork = { kind: 'purge-lot', epoch: cell.epoch, lot };
      await doWork({ ...ports, store: untilTimeout(ports.store, actor) }, work).catch(unlessTimedOut);
    }
  });

const unlessTimedOut = (error: unknown) => {
  if (!(error instanceof TimedOut)) throw error;
};
