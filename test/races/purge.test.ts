import { describe, expect, test } from 'vitest';
import type { PurgeWork } from '../../contract/events/purge-work.ts';
import type { EpochId } from '../../domain/identifiers.ts';
import { minutes } from '../../domain/time.ts';
import { doWork } from '../../lambdas/worker/do-work.ts';
import type { TestReply } from '../support/cell.ts';
import { sharing, sharingUse } from '../support/settings.ts';
import { capture, choose, expectStatus, optIn, records } from '../support/story.ts';
import { type CrashPolicy, crashAtVisit, crashSometimes, never } from './crashes.ts';
import { forEverySeed } from './every-seed.ts';
import {
  aRaceCell,
  lotsOf,
  type RaceCell,
  recordsIn,
  type Sabotage,
  settle,
  whatIsBroken,
} from './race-cell.ts';
import { withoutFence, withoutPageIntent } from './sabotage.ts';
import { raceScheduler, type Scheduler } from './scheduler.ts';

/** A cell whose owner opted out of an epoch that holds records, and the work that this leaves. */
const anOptedOutCell = async (scheduler: Scheduler, sabotage?: Sabotage) => {
  const cell = await aRaceCell(scheduler, { sabotage });
  for (let call = 0; call < 6; call += 1) {
    const reply = await capture(cell.calm, cell.workspace, sharingUse, { records: records(cell.calm, 25) });
    expectStatus(reply, 201);
  }
  expectStatus(await choose(cell.calm, cell.organization, sharing, 'off'), 200);
  const work = (await lotsOf(cell, cell.epoch)).map(
    ({ epoch, name }): PurgeWork => ({ kind: 'purge-lot', epoch, lot: name }),
  );
  return { cell, work };
};

/** A worker goes through messages one by one; what fails comes back with a later tick. */
const startWorker = (scheduler: Scheduler, cell: RaceCell, name: string, work: readonly PurgeWork[]) =>
  scheduler.start(name, async (actor) => {
    const { ports } = cell.as(actor);
    for (const piece of work) await doWork(ports, piece);
  });

const purgeWithCrash = async (scheduler: Scheduler, sabotage?: Sabotage) => {
  const { cell, work } = await anOptedOutCell(scheduler, sabotage);
  startWorker(scheduler, cell, 'worker', work);
  await scheduler.run();
  await settle(scheduler, cell);
  return whatIsBroken(cell, cell.epoch);
};

describe('a worker that crashes', () => {
  test('[DS-7] at any await leaves nothing behind, and every record is counted once', async () => {
    let crashes = 0;
    for (let visit = 0; ; visit += 1) {
      const scheduler = raceScheduler({ seed: 1, crash: crashAtVisit('worker', visit) });
      expect(await purgeWithCrash(scheduler), `crash at await ${visit}`).toBeUndefined();
      if (!scheduler.trace.some(({ crashed }) => crashed)) break;
      crashes += 1;
    }
    expect(crashes).toBeGreaterThan(40);
  });

  test('without the written intent of a page, what it deleted is lost from the count', async () => {
    const broken = new Set<string | undefined>();
    for (let visit = 0; visit < 60; visit += 1) {
      const scheduler = raceScheduler({ seed: 1, crash: crashAtVisit('worker', visit) });
      broken.add(await purgeWithCrash(scheduler, withoutPageIntent));
    }
    expect([...broken].join()).toMatch(/purges do not add up/);
  });
});

/** Workers with the same messages in other orders, slow enough for leases to run out under them. */
const manyWorkers = async (scheduler: Scheduler, workers: number, sabotage?: Sabotage) => {
  const { cell, work } = await anOptedOutCell(scheduler, sabotage);
  for (let worker = 0; worker < workers; worker += 1) {
    const messages = scheduler.random.shuffle([...work, ...work]);
    startWorker(scheduler, cell, `worker ${worker}`, messages);
  }
  await scheduler.run();
  await settle(scheduler, cell);
  return whatIsBroken(cell, cell.epoch);
};

const atEase: CrashPolicy = never;
const shaky = crashSometimes(0.01, 'worker 0', 'worker 1', 'worker 2');

describe('workers beside each other', () => {
  test('[DS-7] with the same message, repeated and out of order, purge a lot once', async () => {
    await forEverySeed({ seeds: 250, longestStep: 50, crash: atEase }, async (scheduler) => {
      expect(await manyWorkers(scheduler, 2)).toBeUndefined();
    });
  });

  test('[DS-7] that lose their leases and crash now and then leave nothing behind', async () => {
    await forEverySeed({ seeds: 400, longestStep: minutes(2), crash: shaky }, async (scheduler) => {
      expect(await manyWorkers(scheduler, 3)).toBeUndefined();
    });
  });

  test('without the fence, a worker that lost its lease spoils the count', async () => {
    const race = forEverySeed({ seeds: 400, longestStep: minutes(2), crash: shaky }, async (scheduler) => {
      expect(await manyWorkers(scheduler, 3, withoutFence)).toBeUndefined();
    });
    await expect(race).rejects.toThrow(/do not add up|purge records|never purged/);
  });
});

/** Opts in again and shares again while the old epoch is being purged. */
const reOptIn = async (scheduler: Scheduler) => {
  const { cell, work } = await anOptedOutCell(scheduler);
  startWorker(scheduler, cell, 'worker', work);
  const taken: number[] = [];
  const again = scheduler.start('owner', async (actor): Promise<EpochId> => {
    const own = cell.as(actor);
    const epoch = await optIn(own, cell.organization, sharing);
    for (let call = 0; call < 3; call += 1) {
      const reply: TestReply<unknown> = await capture(own, cell.workspace, sharingUse, {
        records: records(own, 2),
      });
      taken.push(reply.status === 201 ? 2 : 0);
    }
    return epoch;
  });
  await scheduler.run();
  await settle(scheduler, cell);
  const end = again.ending();
  if (end?.kind !== 'finished')
    throw end?.kind === 'failed' ? end.error : new Error('the owner did not finish');
  return {
    cell,
    epoch: end.value,
    kept: await recordsIn(cell, end.value),
    taken: taken.reduce((a, b) => a + b, 0),
  };
};

describe('opting in again during a purge', () => {
  test('[DS-7] deletes what was shared before and keeps what is shared now', async () => {
    await forEverySeed({ seeds: 300, longestStep: 50 }, async (scheduler) => {
      const { cell, epoch, kept, taken } = await reOptIn(scheduler);
      expect(epoch).not.toBe(cell.epoch);
      expect(await whatIsBroken(cell, cell.epoch)).toBeUndefined();
      expect(taken).toBe(6);
      expect(kept).toBe(taken);
    });
  });
});
