import { describe, expect, test } from 'vitest';
import type { Hold, HoldScope } from '../../domain/retention/hold.ts';
import { seconds } from '../../domain/time.ts';
import { placeHold } from '../../lambdas/shared/holds/place-hold.ts';
import type { Store } from '../../lambdas/shared/store/store.ts';
import { aHoldRequest, ofLot, release } from '../support/holds.ts';
import { sharing, sharingUse } from '../support/settings.ts';
import { capture, choose, expectStatus, readSetting, records } from '../support/story.ts';
import { background, recordsKept } from './background.ts';
import { type CrashPolicy, crashAtVisit, crashSometimes, never } from './crashes.ts';
import { forEverySeed } from './every-seed.ts';
import { aRaceCell, lotsOf, type RaceCell, type Sabotage, settle, whatIsBroken } from './race-cell.ts';
import { withoutHoldCheck } from './sabotage.ts';
import { raceScheduler, type Scheduler } from './scheduler.ts';

/** A cell that shares: several lots, of which some have pages. */
const aSharingCell = async (scheduler: Scheduler, sabotage: Sabotage) => {
  // A worker that hangs between its look at a lot and its claim is what a hold can come in between.
  const cell = await aRaceCell(scheduler, { sabotage, stalling: 0.02, stallers: 'worker' });
  for (let call = 0; call < 8; call += 1) {
    const sent = records(cell.calm, 25);
    expectStatus(await capture(cell.calm, cell.workspace, sharingUse, { records: sent }), 201);
  }
  return cell;
};

/** Holds as they stand in the registry, of the workspace alone. */
const holdsOf = async ({ calm, workspace }: RaceCell): Promise<readonly Hold[]> => {
  const sk = { kind: 'beginsWith', prefix: 'hold#' } as const;
  const query = { table: 'registry', pk: workspace, sk, consistency: 'strong' } as const;
  return (await calm.store.query(query)).items as unknown as readonly Hold[];
};

const fitsIn =
  ({ scope }: Pick<Hold, 'scope'>) =>
  (lot: string): boolean =>
    scope.of !== 'lot' || scope.lot === lot;

/** Notes what a hold covers the moment it becomes effective. */
const noting =
  (look: (hold: Hold) => Promise<void>): Sabotage =>
  (store: Store) => ({
    ...store,
    transact: async (actions) => {
      const outcome = await store.transact(actions);
      for (const action of actions) {
        if (outcome.ok && action.kind === 'put' && action.item.state === 'effective')
          await look(action.item as unknown as Hold);
      }
      return outcome;
    },
  });

const scopeIn = async (scheduler: Scheduler, cell: RaceCell): Promise<HoldScope> => {
  const [first] = await lotsOf(cell, cell.epoch);
  const everything: HoldScope = { of: 'subject' };
  return scheduler.random.pick([
    everything,
    { of: 'use', use: sharingUse },
    ofLot(cell.epoch, first?.name ?? ''),
  ]);
};

/**
 * An officer places a hold, the owner opts out and ticks come, all at once. Whoever crashed does it again, but for the
 * officer: a hold that was not written down is not there, and one that was is carried on.
 */
const holdAmidOptOut = async (scheduler: Scheduler, sabotage: Sabotage = (store) => store) => {
  const seen = new Map<string, number>();
  const look = noting(async (hold) => void seen.set(hold.id, await recordsKept(cell, fitsIn(hold))));
  const cell = await aSharingCell(scheduler, (store) => look(sabotage(store)));
  const scope = await scopeIn(scheduler, cell);
  const { etag } = await readSetting(cell.calm, cell.organization, sharing);
  const run = background(scheduler, cell);
  scheduler.start('owner', async (actor) => {
    await actor.wait(scheduler.random.below(300));
    await choose(cell.as(actor), cell.organization, sharing, 'off', { 'if-match': etag });
  });
  scheduler.start('officer', async (actor) => {
    await actor.wait(scheduler.random.below(5_000));
    await placeHold(cell.as(actor).ports, aHoldRequest(cell.workspace, scope));
  });
  for (let tick = 0; tick < 3; tick += 1) {
    scheduler.start(`clock ${tick}`, async (actor) => {
      await actor.wait(tick * seconds(1));
      run.planner(`planner ${tick}`);
    });
  }
  await scheduler.run();
  if ((await readSetting(cell.calm, cell.organization, sharing)).setting.value === 'on')
    expectStatus(await choose(cell.calm, cell.organization, sharing, 'off'), 200);
  await settle(scheduler, cell);
  return (await whatHoldsLost(cell, seen)) ?? afterRelease(scheduler, cell);
};

/** What was covered when a hold became effective is still there, and what no hold covers is gone. */
const whatHoldsLost = async (cell: RaceCell, seen: ReadonlyMap<string, number>) => {
  const holds = await holdsOf(cell);
  for (const hold of holds) {
    if (hold.state !== 'effective') return `the hold is ${hold.state}, not effective`;
    const kept = await recordsKept(cell, fitsIn(hold));
    const lost = (seen.get(hold.id) ?? 0) - kept;
    if (lost > 0) return `${lost} held records were deleted`;
    if (kept < hold.coverage.records) return `${kept} of ${hold.coverage.records} promised records are held`;
  }
  const free = await recordsKept(cell, (lot) => !holds.some((hold) => fitsIn(hold)(lot)));
  return free > 0 ? `${free} records outlived their epoch` : undefined;
};

const afterRelease = async (scheduler: Scheduler, cell: RaceCell) => {
  for (const hold of await holdsOf(cell)) await release(cell.calm, hold);
  await settle(scheduler, cell);
  return whatIsBroken(cell, cell.epoch);
};

describe('a hold that is placed beside an opt-out and its ticks', () => {
  const shaky = crashSometimes(0.01, 'officer', 'owner', 'planner 0', 'planner 1', 'worker 1', 'worker 2');

  test.each<[string, CrashPolicy]>([
    ['', never],
    [', though everybody crashes', shaky],
  ])('[BY-4] keeps what it covers, and its release lets all of it go%s', async (_, crash) => {
    await forEverySeed({ seeds: 100, longestStep: 50, crash }, async (scheduler) => {
      expect(await holdAmidOptOut(scheduler)).toBeUndefined();
    });
  });

  test.each(['officer', 'owner', 'planner 0', 'worker 1'])(
    '[BY-4] does so though the %s crashes, at any await',
    async (who) => {
      let crashes = 0;
      for (const seed of [1, 2, 3]) {
        for (let visit = 0; ; visit += 1) {
          const scheduler = raceScheduler({ seed, longestStep: 50, crash: crashAtVisit(who, visit) });
          const broken = await holdAmidOptOut(scheduler);
          expect(broken, `seed ${seed}, crash at await ${visit}`).toBeUndefined();
          if (!scheduler.trace.some(({ crashed }) => crashed)) break;
          crashes += 1;
        }
      }
      expect(crashes).toBeGreaterThan(25);
    },
  );

  // test/races/holds.test.ts shows the same of the drain and of the gate.
  test('loses records unless workers ask for holds', async () => {
    const race = forEverySeed({ seeds: 400, longestStep: 50 }, async (scheduler) => {
      expect(await holdAmidOptOut(scheduler, withoutHoldCheck)).toBeUndefined();
    });
    await expect(race).rejects.toThrow(/held/);
  });
});
