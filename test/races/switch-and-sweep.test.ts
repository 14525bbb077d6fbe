import { describe, expect, test } from 'vitest';
import { registryKeys } from '../../contract/tables/registry.ts';
import { minutes } from '../../domain/time.ts';
import { readClosure, workKey } from '../../lambdas/shared/repositories/closures.ts';
import { present } from '../../lambdas/shared/store/store.ts';
import { sharing, sharingUse } from '../support/settings.ts';
import { capture, choose, expectStatus, operator, records } from '../support/story.ts';
import { background, closuresAtWork, recordsKept, staleInIndex } from './background.ts';
import { type CrashPolicy, crashSometimes, never } from './crashes.ts';
import { forEverySeed } from './every-seed.ts';
import { aRaceCell, lotsOf, type RaceCell, type Sabotage, settle, whatIsBroken } from './race-cell.ts';
import type { Actor, Scheduler } from './scheduler.ts';

/** A cell whose owner shared some pages and opted out. */
const anOptedOutCell = async (scheduler: Scheduler, sabotage?: Sabotage): Promise<RaceCell> => {
  const cell = await aRaceCell(scheduler, { sabotage });
  for (let call = 0; call < 12; call += 1) {
    const sent = records(cell.calm, 25);
    expectStatus(await capture(cell.calm, cell.workspace, sharingUse, { records: sent }), 201);
  }
  expectStatus(await choose(cell.calm, cell.organization, sharing, 'off'), 200);
  return cell;
};

const decide = async (cell: RaceCell['calm'], state: 'stopped' | 'running') => {
  const body = { state, reason: 'somebody looked again' };
  expectStatus(await cell.call(operator, 'PUT /v1/purging', { body }), 200);
};

/** Which actors began pages after the switch was answered, one entry a page. */
type Pages = { stopped: boolean; readonly late: string[] };

const counting =
  (pages: Pages) =>
  ({ name }: Actor): Sabotage =>
  (store) => ({
    ...store,
    write: async (write) => {
      const began = pages.stopped && write.kind === 'update' && write.update.set?.page !== undefined;
      const outcome = await store.write(write);
      if (began && outcome.ok) pages.late.push(name);
      return outcome;
    },
  });

/** Workers that see no switch. */
const blindToSwitch: Sabotage = (store) => ({
  ...store,
  get: async (table, key, consistency) =>
    key.pk.startsWith('us_switch#') ? undefined : store.get(table, key, consistency),
});

/** Ticks and workers go on while an operator stops purging; then purging goes on. */
const stopAmidPurges = async (scheduler: Scheduler, blind: Sabotage = (store) => store) => {
  const cell = await anOptedOutCell(scheduler);
  const pages: Pages = { stopped: false, late: [] };
  const run = background(scheduler, cell, (actor) => (store) => blind(counting(pages)(actor)(store)));
  run.planner('planner 0');
  scheduler.start('operator', async (actor) => {
    await actor.wait(scheduler.random.below(1_500));
    await decide(cell.as(actor), 'stopped');
    pages.stopped = true;
    run.planner('planner 1');
  });
  await scheduler.run();
  const before = await recordsKept(cell);
  await settle(scheduler, cell);
  const after = await recordsKept(cell);
  await decide(cell.calm, 'running');
  await settle(scheduler, cell);
  return { ...pages, kept: before, lost: before - after, broken: await whatIsBroken(cell, cell.epoch) };
};

describe('an operator who stops purging amid a purge', () => {
  const shaky = crashSometimes(0.01, 'worker 1', 'worker 2', 'worker 3', 'planner 0');

  test.each<[string, CrashPolicy]>([
    ['', never],
    [', though functions crash', shaky],
  ])('[DS-7] ends it at the edge of a page, and nothing is lost when it goes on%s', async (_, crash) => {
    let keptSome = 0;
    await forEverySeed({ seeds: 100, longestStep: 50, crash }, async (scheduler) => {
      const { late, lost, kept, broken } = await stopAmidPurges(scheduler);
      // A page that was read before the answer is written after it, once for each worker.
      expect(late.length).toBe(new Set(late).size);
      expect(lost).toBe(0);
      expect(broken).toBeUndefined();
      keptSome += kept > 0 ? 1 : 0;
    });
    expect(keptSome).toBeGreaterThan(30);
  });

  test('deletes on and on unless workers look at the switch', async () => {
    const race = forEverySeed({ seeds: 150, longestStep: 50 }, async (scheduler) => {
      const { late } = await stopAmidPurges(scheduler, blindToSwitch);
      expect(late.length).toBe(new Set(late).size);
    });
    await expect(race).rejects.toThrow(/seed \d+ fails/);
  });
});

/** Takes what the planner finds work by away from some lots, or from the closure. */
const forget = async (scheduler: Scheduler, cell: RaceCell) => {
  const closure = await readClosure(cell.calm.store, cell.organization, cell.epoch);
  if (closure === undefined) throw new Error('there is no closure');
  if (scheduler.random.chance(0.5))
    await cell.calm.store.write({ kind: 'delete', table: 'registry', key: workKey(closure) });
  for (const { epoch, name } of await lotsOf(cell, cell.epoch)) {
    if (scheduler.random.chance(0.5)) continue;
    const key = registryKeys.lot(epoch, name);
    const update = { remove: ['duePk', 'dueSk'] };
    await cell.calm.store.write({ kind: 'update', table: 'registry', key, update, condition: present('pk') });
  }
};

/** The sweep looks, planners plan and workers purge, all at once. */
const sweepAmidPurges = async (scheduler: Scheduler, sabotage?: Sabotage) => {
  const cell = await anOptedOutCell(scheduler, sabotage);
  const run = background(scheduler, cell);
  run.planner('planner 0');
  await forget(scheduler, cell);
  run.sweep('sweep 0', 4_000);
  run.sweep('sweep 1', 8_000);
  run.planner('planner 1');
  await scheduler.run();
  scheduler.passes(minutes(360));
  run.sweep('sweep 2');
  await scheduler.run();
  await settle(scheduler, cell);
  if ((await closuresAtWork(cell)) > 0) return 'a closure that ended is in the work list';
  if ((await staleInIndex(cell)) > 0) return 'a lot that is purged is in the index';
  return whatIsBroken(cell, cell.epoch);
};

/** The sweep mends without asking whether there is still something to mend. */
const withoutAskingAgain: Sabotage = (store) => ({
  ...store,
  transact: (actions) =>
    store.transact(
      actions.flatMap((action) => {
        const mendsLot = action.kind === 'update' && action.update.set?.duePk !== undefined;
        if (mendsLot) return [{ ...action, condition: present('pk') }];
        const asks = action.kind === 'check' && action.key.sk.startsWith('closure#');
        return asks ? [] : [action];
      }),
    ),
});

describe('a sweep beside planner and workers', () => {
  const shaky = crashSometimes(0.01, 'sweep 0', 'sweep 1', 'worker 1', 'worker 2', 'planner 0');

  test.each<[string, CrashPolicy]>([
    ['', never],
    [', though functions crash', shaky],
  ])('[DS-7] finds what was forgotten and wakes nothing that is over%s', async (_, crash) => {
    await forEverySeed({ seeds: 100, longestStep: 50, crash }, async (scheduler) => {
      expect(await sweepAmidPurges(scheduler)).toBeUndefined();
    });
  });

  test('wakes what is over unless it asks again in the transaction that mends', async () => {
    const race = forEverySeed({ seeds: 400, longestStep: 50 }, async (scheduler) => {
      expect(await sweepAmidPurges(scheduler, withoutAskingAgain)).toBeUndefined();
    });
    await expect(race).rejects.toThrow(/work list|in the index|closure ended/);
  });
});
