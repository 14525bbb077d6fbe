import { describe, expect, test } from 'vitest';
import { seconds } from '../../domain/time.ts';
import type { Action } from '../../lambdas/shared/store/store.ts';
import type { TestReply } from '../support/cell.ts';
import { capture, choose, readSetting, records, sharing, sharingUse } from '../support/story.ts';
import { crashSometimes } from './crashes.ts';
import { forEverySeed } from './every-seed.ts';
import { aRaceCell, purgesOf, type RaceCell, type Sabotage, settle, whatIsBroken } from './race-cell.ts';
import { withoutGateCheck } from './sabotage.ts';
import type { Scheduler, Started } from './scheduler.ts';

const statusOf = ({ ending }: Started<TestReply<unknown>>): number | undefined => {
  const end = ending();
  if (end?.kind === 'failed') throw end.error;
  return end?.kind === 'finished' ? end.value.status : undefined;
};

const startCaptures = (scheduler: Scheduler, cell: RaceCell, count: number) =>
  Array.from({ length: count }, (_, index) =>
    scheduler.start(`capture ${index}`, (actor) =>
      capture(cell.as(actor), cell.workspace, sharingUse, { records: records(cell.calm, 2) }),
    ),
  );

const startOptOut = (scheduler: Scheduler, cell: RaceCell, name: string) =>
  scheduler.start(name, (actor) => choose(cell.as(actor), cell.organization, sharing, 'off'));

/** An assistant that sends one call after the other, until it is told that sharing is off. */
const startAssistant = (scheduler: Scheduler, cell: RaceCell, number: number) =>
  scheduler.start(`assistant ${number}`, async (actor) => {
    for (let call = 0; call < 20; call += 1) {
      const sent = { records: records(cell.calm, 1) };
      const reply = await capture(cell.as(actor), cell.workspace, sharingUse, sent);
      if (JSON.stringify(reply.body).includes('sharing-off')) return;
    }
  });

/** The schedule goes on firing while captures and choices are under way. */
const startSchedule = (scheduler: Scheduler, cell: RaceCell) =>
  scheduler.start('schedule', async (actor) => {
    for (let tick = 0; tick < 4; tick += 1) {
      await cell.as(actor).tick();
      await actor.wait(seconds(2));
    }
  });

/** Captures and one opt-out at once; what must be true afterwards, or what is broken. */
const captureAgainstOptOut = async (scheduler: Scheduler, captures: number, sabotage?: Sabotage) => {
  const cell = await aRaceCell(scheduler, { sabotage, stalling: 0.05 });
  const capturing = startCaptures(scheduler, cell, captures);
  const optOut = startOptOut(scheduler, cell, 'opt out');
  startSchedule(scheduler, cell);
  await scheduler.run();
  await settle(scheduler, cell);
  const taken = capturing.filter((started) => statusOf(started) === 201).length;
  const broken = await whatIsBroken(cell, cell.epoch);
  const captured = (await purgesOf(cell, cell.epoch)).reduce((sum, purge) => sum + purge.captured, 0);
  return {
    optOut: statusOf(optOut),
    statuses: capturing.map(statusOf),
    broken:
      broken ?? (captured === taken * 2 ? undefined : `${taken * 2} records were taken, ${captured} counted`),
  };
};

/** An opt-out that captures keep from its gates is written down first and finished behind them. */
const writesDownAnOptOut = (action: Action) => action.kind === 'put' && action.item.sk.startsWith('pending#');

describe('capturing while an owner opts out', () => {
  test('[DS-4] [DS-7] every record is refused, or counted in a lot that dies with its epoch', async () => {
    const seen = new Set<number | undefined>();
    await forEverySeed({ seeds: 600, longestStep: 20 }, async (scheduler) => {
      const { optOut, statuses, broken } = await captureAgainstOptOut(scheduler, 3);
      expect(broken).toBeUndefined();
      expect(optOut).toBe(200);
      for (const status of statuses) {
        expect([201, 409]).toContain(status);
        seen.add(status);
      }
    });
    expect(seen).toEqual(new Set([201, 409]));
  });

  test('[DS-6] an opt-out gets through however many captures are in its way', async () => {
    let acceptedFirst = 0;
    const watching: Sabotage = (store) => ({
      ...store,
      transact: async (actions) => {
        const outcome = await store.transact(actions);
        if (outcome.ok && actions.some(writesDownAnOptOut)) acceptedFirst += 1;
        return outcome;
      },
    });
    await forEverySeed({ seeds: 60, longestStep: 20 }, async (scheduler) => {
      const cell = await aRaceCell(scheduler, { sabotage: watching });
      for (let assistant = 0; assistant < 12; assistant += 1) startAssistant(scheduler, cell, assistant);
      const optOut = startOptOut(scheduler, cell, 'opt out');
      await scheduler.run();
      await settle(scheduler, cell);
      expect(statusOf(optOut)).toBe(200);
      expect(await whatIsBroken(cell, cell.epoch)).toBeUndefined();
    });
    expect(acceptedFirst).toBeGreaterThan(0);
  });

  test('[DS-6] an opt-out whose function crashed is not begun, or finished by the schedule', async () => {
    const ends = new Set<string | undefined>();
    const crash = crashSometimes(0.05, 'opt out');
    await forEverySeed({ seeds: 40, longestStep: 20, crash }, async (scheduler) => {
      const cell = await aRaceCell(scheduler);
      for (let assistant = 0; assistant < 12; assistant += 1) startAssistant(scheduler, cell, assistant);
      startOptOut(scheduler, cell, 'opt out');
      await scheduler.run();
      await settle(scheduler, cell);
      const { setting } = await readSetting(cell.calm, cell.organization, sharing);
      expect(setting).not.toHaveProperty('closing');
      if (setting.value === 'off') expect(await whatIsBroken(cell, cell.epoch)).toBeUndefined();
      ends.add(setting.value);
    });
    expect(ends).toEqual(new Set(['on', 'off']));
  });

  test('without the check of a gate, records outlive their epoch', async () => {
    const race = forEverySeed({ seeds: 600, longestStep: 20 }, async (scheduler) => {
      const { broken } = await captureAgainstOptOut(scheduler, 3, withoutGateCheck);
      expect(broken).toBeUndefined();
    });
    await expect(race).rejects.toThrow(/outlived their epoch|never purged|records were taken|purge records/);
  });
});

/** Two owners opt out with what they both read before. */
const twoOptOuts = async (scheduler: Scheduler) => {
  const cell = await aRaceCell(scheduler);
  await capture(cell.calm, cell.workspace, sharingUse, { records: records(cell.calm, 2) });
  const both = ['first', 'second'].map((name) => startOptOut(scheduler, cell, name));
  await scheduler.run();
  await settle(scheduler, cell);
  return { statuses: both.map(statusOf), broken: await whatIsBroken(cell, cell.epoch) };
};

describe('two opt-outs at once', () => {
  test('[DS-6] close the epoch once: one is recorded, the other told that the setting has changed', async () => {
    const seen = new Set<number | undefined>();
    await forEverySeed({ seeds: 400, longestStep: 20 }, async (scheduler) => {
      const { statuses, broken } = await twoOptOuts(scheduler);
      expect(broken).toBeUndefined();
      expect(statuses).toContain(200);
      for (const status of statuses) {
        expect([200, 409, 412]).toContain(status);
        seen.add(status);
      }
    });
    expect(seen).toContain(412);
  });
});
