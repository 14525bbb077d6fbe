import { describe, expect, test } from 'vitest';
import type { PlacementReply } from '../../contract/api/replies.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import type { Item } from '../../lambdas/shared/store/store.ts';
import type { TestCell, TestReply } from '../support/cell.ts';
import { registerOf, reportOn, waitingIn } from '../support/movement.ts';
import { sharing, sharingUse } from '../support/settings.ts';
import { assistant, choose, expectStatus } from '../support/story.ts';
import { crashAtVisit } from './crashes.ts';
import { forEverySeed } from './every-seed.ts';
import { aRaceCell, ledgerOf, type RaceCell, type Sabotage } from './race-cell.ts';
import { raceScheduler, type Scheduler } from './scheduler.ts';

type Asked = { readonly wasOff: boolean; readonly reply: TestReply<PlacementReply> };

const placeIn = (cell: TestCell, subject: string): Promise<TestReply<PlacementReply>> =>
  cell.call<PlacementReply>(assistant, 'POST /v1/placements', {
    body: {
      subject,
      use: sharingUse,
      purpose: 'improving',
      ingredients: [{ category: 'prompt', dataClass: 'customer-data' }],
    },
  });

/** Whether the opt-out has committed, as the ledger says: seen at once, by nobody who is in the way. */
const isOff = async (cell: RaceCell): Promise<boolean> =>
  (await ledgerOf(cell)).some(({ event }) => event.type === 'setting-chosen' && event.value === 'off');

/** A service that asks four times in a row, while an owner opts out. */
const startAsking = (scheduler: Scheduler, cell: RaceCell, number: number) => {
  const asked: Asked[] = [];
  scheduler.start(`service ${number}`, async (actor) => {
    for (let call = 0; call < 4; call += 1) {
      const wasOff = await isOff(cell);
      asked.push({ wasOff, reply: await placeIn(cell.as(actor), cell.workspace) });
    }
  });
  return asked;
};

const askAgainstOptOut = async (scheduler: Scheduler, sabotage?: Sabotage) => {
  const cell = await aRaceCell(scheduler, { sabotage, stalling: 0.05, stallers: 'service' });
  const asking = [startAsking(scheduler, cell, 1), startAsking(scheduler, cell, 2)];
  const optOut = scheduler.start('opt out', (actor) =>
    choose(cell.as(actor), cell.organization, sharing, 'off'),
  );
  await scheduler.run();
  const ending = optOut.ending();
  if (ending?.kind !== 'finished') throw new Error(`the opt-out ended so: ${ending?.kind}`);
  return { cell, asked: asking.flat(), lastGrantEnds: ending.value.body.lastGrantEnds ?? '' };
};

/** A function that takes what it once read of a setting, that it is on, for what is so. */
const rememberingSettings = (): Sabotage => {
  const remembered = new Map<string, Item>();
  return (store) => ({
    ...store,
    get: async (table, key, consistency) => {
      const name = `${key.pk} ${key.sk}`;
      if (!key.sk.startsWith(registryKeys.settingPrefix)) return store.get(table, key, consistency);
      const item = remembered.get(name) ?? (await store.get(table, key, consistency));
      if (item?.value === 'on') remembered.set(name, item);
      return item;
    },
  });
};

const isPlaced = ({ reply }: Asked) => reply.status === 200 && reply.body.outcome === 'placed';

describe('asking while an owner opts out', () => {
  test('[DS-8] what is asked after the opt-out has committed is denied, and what was permitted before ends with the last grant', async () => {
    const seen = new Set<string>();
    await forEverySeed({ seeds: 120, longestStep: 20 }, async (scheduler) => {
      const { cell, asked, lastGrantEnds } = await askAgainstOptOut(scheduler);

      const granted = asked.filter(isPlaced);
      expect(granted.filter(({ wasOff }) => wasOff)).toEqual([]);
      for (const { reply } of granted) expect(reply.body.expiresAt <= lastGrantEnds).toBe(true);
      // Whatever was told stands in the register, and nothing else.
      const register = await registerOf(cell.calm, cell.workspace);
      expect(register.flatMap((item) => (item.is === 'entry' ? [item.entry.id] : [])).sort()).toEqual(
        granted.flatMap(({ reply: { body } }) => (body.outcome === 'placed' ? [body.placement] : [])).sort(),
      );
      for (const one of asked)
        seen.add(`${one.wasOff ? 'after' : 'before'} ${isPlaced(one) ? 'placed' : 'denied'}`);
    });
    // Some of what is asked before the commit is read after it, and denied too.
    expect([...seen].sort()).toEqual(['after denied', 'before denied', 'before placed']);
  });

  test('the race finds a function that remembers what it read', async () => {
    const found: number[] = [];
    await forEverySeed({ seeds: 40, longestStep: 20 }, async (scheduler, seed) => {
      const { asked } = await askAgainstOptOut(scheduler, rememberingSettings());
      if (asked.some((one) => one.wasOff && isPlaced(one))) found.push(seed);
    });
    expect(found.length).toBeGreaterThan(0);
  });
});

describe('a service or a cell that crashes', () => {
  test('[BY-7] wherever it does, what was told is entered, and each entry waits for its report or has it', async () => {
    const left = new Set<string>();
    for (let visit = 0; visit < 14; visit += 1) {
      const scheduler = raceScheduler({ seed: visit + 1, crash: crashAtVisit('service', visit) });
      const cell = await aRaceCell(scheduler);
      const service = scheduler.start('service', async (actor) => {
        const placed = expectStatus(await placeIn(cell.as(actor), cell.workspace), 200);
        if (placed.outcome !== 'placed') throw new Error('it was not placed');
        return expectStatus(await reportOn(cell.as(actor), cell.workspace, placed.placement), 200);
      });
      await scheduler.run();

      const ending = service.ending();
      if (ending?.kind === 'failed') throw ending.error;
      const register = await registerOf(cell.calm, cell.workspace);
      const waiting = await waitingIn(cell.calm);
      const count = (is: string) => register.filter((item) => item.is === is).length;
      expect(waiting).toHaveLength(count('entry') - count('report'));
      if (ending?.kind === 'finished') expect([count('entry'), count('report')]).toEqual([1, 1]);
      left.add(`${count('entry')} entered, ${count('report')} reported`);
    }
    expect([...left].sort()).toEqual([
      '0 entered, 0 reported',
      '1 entered, 0 reported',
      '1 entered, 1 reported',
    ]);
  });
});
