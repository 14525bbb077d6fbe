import type { RestorePorts, Scan } from '../../cli/restore/ports.ts';
import { RestoreRefused } from '../../cli/restore/ports.ts';
import { restoreRegistry } from '../../cli/restore/restore-registry.ts';
import { minutes } from '../../domain/time.ts';
import type { Item } from '../../lambdas/shared/store/store.ts';
import type { Actor, Ending, Started } from '../races/scheduler.ts';
import { purgeBudget } from '../support/cell.ts';
import { scanOf, tableNames } from '../support/restorable-cell.ts';
import type { Act } from './acts.ts';
import { invoke } from './people.ts';
import type { World } from './world.ts';

/** Whoever loses the registry of a cell, and makes it anew from a copy. */

type Restored = Awaited<ReturnType<typeof restoreRegistry>>;

/** Takes a copy of the registry, as it stands. */
export const copies = ({ disaster }: World): void => disaster.copy();

/**
 * Loses the registry; some time later somebody notices, stops the functions or lets them run, and restores: again and
 * again, where a run dies or fails, and sometimes while an earlier one is still at work.
 */
export const loses = (world: World, { noticedAfter, functions }: Extract<Act, { kind: 'lose' }>): void => {
  const { scheduler, disaster, observer } = world;
  const { now } = scheduler.clock;
  scheduler.start('disaster', async ({ wait }) => {
    while (disaster.amidTransaction()) await wait(1);
    const entry = observer.loses({ lostAt: now(), refusals: [] });
    const copy = disaster.lose();
    await wait(noticedAfter);
    if (functions === 'stopped') {
      disaster.stopped = true;
      // Nobody is started any more; whoever was is ended by their timeouts.
      await wait(minutes(16));
    }
    const runs: Started<Restored>[] = [];
    const endings = () => runs.flatMap((run) => run.ending() ?? []);
    while (!endings().some(({ kind }) => kind === 'finished') && runs.length < patience) {
      runs.push(restores(world, copy, functions));
      await untilDone(world, runs, wait);
      entry.refusals = endings().flatMap(refusalIn);
    }
    disaster.stopped = false;
  });
};

/** How many runs there are at most. */
const patience = 60;

/** Until the last run has ended, or, now and then, for a minute: then another is begun beside it. */
const untilDone = async (world: World, runs: readonly Started<Restored>[], wait: Actor['wait']) => {
  const impatient = world.goesWrong(0.2);
  do await wait(minutes(1));
  while (!impatient && runs.at(-1)?.ending() === undefined);
};

const refusalIn = (ending: Ending<Restored>): readonly string[] =>
  ending.kind === 'failed' && ending.error instanceof RestoreRefused ? ending.error.reasons : [];

const restores = (world: World, copy: readonly Item[], functions: 'stopped' | 'may be running') =>
  invoke(world, 'restorer', (actor) =>
    (world.defect.restore ?? restoreRegistry)(portsOf(world, actor, copy), functions),
  );

const portsOf = (world: World, actor: Actor, copy: readonly Item[]): RestorePorts => {
  const { disaster, scheduler } = world;
  const perPage = scheduler.random.pick([30, 200]);
  const slowly =
    (scan: Scan): Scan =>
    async (after) => {
      await actor.pause('scan');
      return scan(after);
    };
  return {
    ...world.as(actor, 'restorer').ports,
    purgeBudget,
    tables: tableNames,
    scan: (table) => slowly(scanOf(() => disaster.all(table), perPage)),
    copy: { name: 'us-registry-copy', scan: slowly(scanOf(() => copy, perPage)) },
    tell: () => {},
  };
};
