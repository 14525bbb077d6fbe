import { describe, expect, test } from 'vitest';
import { registryKeys } from '../../contract/tables/registry.ts';
import { type HoldId, identifier } from '../../domain/identifiers.ts';
import type { Hold } from '../../domain/retention/hold.ts';
import { minutes } from '../../domain/time.ts';
import { placeHold } from '../../lambdas/shared/holds/place-hold.ts';
import { readHold } from '../../lambdas/shared/repositories/holds.ts';
import { present } from '../../lambdas/shared/store/store.ts';
import { sweep } from '../../lambdas/sweep/sweep.ts';
import { aHoldRequest, contentOf, hold, ofLot, release } from '../support/holds.ts';
import { sharing, sharingUse } from '../support/settings.ts';
import { capture, choose, expectStatus, records } from '../support/story.ts';
import { background } from './background.ts';
import { type CrashPolicy, crashSometimes, never } from './crashes.ts';
import { forEverySeed } from './every-seed.ts';
import { aRaceCell, type RaceCell, type Sabotage, settle, whatIsBroken } from './race-cell.ts';
import type { Scheduler } from './scheduler.ts';

const nobodys: HoldId = identifier('us', 'hold', '01J99999999999999999999999');

/** How a lot came to marks that no hold stands for. */
type Stray = 'of nobody' | 'counted only' | 'outlived';
const strays: readonly Stray[] = ['of nobody', 'counted only', 'outlived'];

const spoil = async (cell: RaceCell, lot: string, stray: Stray): Promise<void> => {
  const key = registryKeys.lot(cell.epoch, lot);
  const heldSk = `held#${cell.epoch}#${lot}`;
  if (stray === 'outlived') {
    const over = await hold(cell.calm, cell.workspace, ofLot(cell.epoch, lot));
    const marked = await cell.calm.store.get('registry', key, 'strong');
    await release(cell.calm, over);
    if (marked === undefined) throw new Error('there is no lot');
    await cell.calm.store.write({ kind: 'put', table: 'registry', item: marked });
    return;
  }
  const mark = stray === 'of nobody' ? { [`hold#${nobodys}`]: { hold: nobodys } } : {};
  const update = { set: { holds: 1, dueSk: heldSk, ...mark } };
  await cell.calm.store.write({ kind: 'update', table: 'registry', key, update, condition: present('pk') });
};

/** A cell whose owner opted out of an epoch with one lot, which has marks of no hold. */
const aStrayCell = async (scheduler: Scheduler, sabotage?: Sabotage) => {
  const cell = await aRaceCell(scheduler, { sabotage });
  const sent = { records: records(cell.calm, 5) };
  const { lot } = expectStatus(await capture(cell.calm, cell.workspace, sharingUse, sent), 201);
  await spoil(cell, lot, scheduler.random.pick(strays));
  expectStatus(await choose(cell.calm, cell.organization, sharing, 'off'), 200);
  return { cell, lot };
};

const kept = async (cell: RaceCell): Promise<number> =>
  [...(await contentOf(cell.calm, cell.epoch)).values()].reduce((sum, items) => sum + items.length, 0);

/** Sweeps mend, ticks plan and workers purge while somebody places a hold on that very lot; then it is released. */
const holdAmidMending = async (scheduler: Scheduler, sabotage?: Sabotage): Promise<string | undefined> => {
  const { cell, lot } = await aStrayCell(scheduler, sabotage);
  const run = background(scheduler, cell);
  const request = aHoldRequest(cell.workspace, ofLot(cell.epoch, lot));
  for (const name of ['sweep 0', 'sweep 1', 'sweep 2']) {
    scheduler.start(name, async (actor) => {
      await actor.wait(scheduler.random.below(3_000));
      // Each of them begins a round of its own, as one does that another has overtaken.
      const { ports } = cell.as(actor);
      const get: typeof ports.store.get = async (table, key, consistency) =>
        key.pk.startsWith('us_sweep#') ? undefined : ports.store.get(table, key, consistency);
      await sweep({ ...ports, store: { ...ports.store, get }, report: () => {} });
    });
  }
  run.planner('planner 0');
  run.planner('planner 1');
  scheduler.start('officer', async (actor) => {
    await actor.wait(scheduler.random.below(3_000));
    await placeHold(cell.as(actor).ports, request);
  });
  await scheduler.run();
  await settle(scheduler, cell);
  const placed = await readHold(cell.calm.store, cell.workspace, request.id);
  if (placed !== undefined) {
    const wrong = await whatIsNotHeld(cell, lot, placed);
    if (wrong !== undefined) return wrong;
    await release(cell.calm, placed);
  }
  // The next round of a sweep mends what nobody came to.
  scheduler.passes(minutes(400));
  await sweep({ ...cell.calm.ports, report: () => {} });
  await settle(scheduler, cell);
  return whatIsBroken(cell, cell.epoch);
};

const whatIsNotHeld = async (cell: RaceCell, lot: string, placed: Hold): Promise<string | undefined> => {
  if (placed.state !== 'effective') return `the hold is ${placed.state}`;
  if ((await kept(cell)) !== placed.coverage.records)
    return `the hold keeps ${placed.coverage.records} records, and ${await kept(cell)} are there`;
  const item = await cell.calm.store.get('registry', registryKeys.lot(cell.epoch, lot), 'strong');
  if (item?.state === 'purged') return undefined;
  return Object.hasOwn(item ?? {}, `hold#${placed.id}`) && Number(item?.holds) > 0
    ? undefined
    : 'the lot is not held';
};

/** Whoever mends goes by what it read, whatever was marked since. */
const withoutAskingAgain: Sabotage = (store) => ({
  ...store,
  transact: (actions) =>
    store.transact(
      actions.map((action) => {
        const mends = action.kind === 'update' && action.update.set?.holds !== undefined;
        return mends && action.update.add?.fence !== undefined
          ? { ...action, condition: present('pk') }
          : action;
      }),
    ),
});

describe('a sweep that takes marks off which no hold stands for', () => {
  const shaky = crashSometimes(0.01, 'sweep 0', 'sweep 1', 'worker 1', 'planner 0', 'officer');

  test.each<[string, CrashPolicy]>([
    ['', never],
    [', though functions crash', shaky],
  ])(
    '[BY-4] leaves alone what a hold keeps that is placed meanwhile, and the rest goes%s',
    async (_, crash) => {
      await forEverySeed({ seeds: 150, longestStep: 50, crash }, async (scheduler) => {
        expect(await holdAmidMending(scheduler)).toBeUndefined();
      });
    },
  );

  test('frees what a hold keeps unless it asks again in the transaction that mends', async () => {
    const race = forEverySeed({ seeds: 300, longestStep: 50 }, async (scheduler) => {
      expect(await holdAmidMending(scheduler, withoutAskingAgain)).toBeUndefined();
    });
    await expect(race).rejects.toThrow(/seed \d+ fails/);
  });
});
