import { describe, expect, test } from 'vitest';
import { identifier } from '../../domain/identifiers.ts';
import type { Hold, HoldScope } from '../../domain/retention/hold.ts';
import { spreadOver } from '../../domain/retention/lot.ts';
import { minutes } from '../../domain/time.ts';
import { placeHold } from '../../lambdas/shared/holds/place-hold.ts';
import { readHold } from '../../lambdas/shared/repositories/holds.ts';
import {
  aHoldRequest,
  anotherPerson,
  aPersonHeld,
  contentOf,
  countOf,
  hold,
  ofLot,
  recordsOf,
  release,
} from '../support/holds.ts';
import { sharing, sharingUse } from '../support/settings.ts';
import { callId, capture, choose, expectStatus, records } from '../support/story.ts';
import { crashSometimes } from './crashes.ts';
import { forEverySeed } from './every-seed.ts';
import { startWorker } from './killed-worker.ts';
import { aRaceCell, lotsOf, type RaceCell, type Sabotage, settle, whatIsBroken } from './race-cell.ts';
import { bornUnderOneHold, capturingBlindly } from './sabotage.ts';
import type { Scheduler } from './scheduler.ts';

const person: HoldScope = { of: 'person', use: sharingUse, person: aPersonHeld };
const other: HoldScope = { ...person, person: anotherPerson };

/** Two calls in one lot, each with a record of each person, of both and of nobody. */
const anOptedOutCell = async (scheduler: Scheduler, sabotage?: Sabotage) => {
  const cell = await aRaceCell(scheduler, { sabotage, stalling: 0.1, stallers: 'hold' });
  const sent = [
    ...recordsOf(cell.calm, 1, aPersonHeld),
    ...recordsOf(cell.calm, 1, anotherPerson),
    ...recordsOf(cell.calm, 1, aPersonHeld, anotherPerson),
    ...records(cell.calm, 1),
  ];
  for (let call = 0; call < 2; call += 1)
    expectStatus(await capture(cell.calm, cell.workspace, sharingUse, { records: sent }), 201);
  expectStatus(await choose(cell.calm, cell.organization, sharing, 'off'), 200);
  const lots = (await lotsOf(cell, cell.epoch)).map(({ name }) => name);
  return { cell, lots };
};

/** Whether a record is one that a hold must keep. */
const keeps = ({ scope }: Hold, pk: string, people: readonly unknown[]): boolean => {
  if (scope.of === 'lot') return pk.startsWith(`${scope.epoch}#${scope.lot}`);
  return scope.of !== 'person' || people.includes(scope.person);
};

const keptUnder = async (cell: RaceCell, hold: Hold): Promise<number> => {
  const items = [...(await contentOf(cell.calm, cell.epoch)).values()].flat();
  return items.filter(({ pk, people }) => keeps(hold, pk, Array.isArray(people) ? people : [])).length;
};

/** Two holds are placed about the same while workers purge, and released one after the other. */
const twoHolds = async (scheduler: Scheduler, sabotage?: Sabotage): Promise<string | undefined> => {
  const { cell, lots } = await anOptedOutCell(scheduler, sabotage);
  const scopes = [
    person,
    scheduler.random.pick<HoldScope>([
      person,
      other,
      other,
      ofLot(cell.epoch, lots[0] ?? ''),
      { of: 'use', use: sharingUse },
    ]),
  ];
  const orders = scopes.map((scope) =>
    aHoldRequest(cell.workspace, scope, { id: identifier('us', 'hold', callId(cell.calm)) }),
  );
  for (const [number, order] of orders.entries()) {
    scheduler.start(`hold ${number}`, async (actor) => {
      await actor.wait(scheduler.random.below(300));
      await placeHold(cell.as(actor).ports, order);
    });
  }
  if (scheduler.random.chance(0.5)) startWorker(scheduler, cell, 'worker 0', lots);
  await scheduler.run();
  await settle(scheduler, cell);
  const found = await Promise.all(orders.map(({ id }) => readHold(cell.calm.store, cell.workspace, id)));
  const standing = found.filter((hold) => hold?.state === 'effective');
  const before = await Promise.all(standing.map((hold) => keptUnder(cell, hold)));
  for (const [number, hold] of standing.entries()) {
    if (hold.coverage.records > (before[number] ?? 0)) return 'held records were deleted: less than promised';
  }
  return releaseOneByOne(scheduler, cell, scheduler.random.shuffle(standing));
};

const releaseOneByOne = async (scheduler: Scheduler, cell: RaceCell, holds: readonly Hold[]) => {
  const [next, ...rest] = holds;
  if (next === undefined) {
    const left = await countOf(cell.calm, cell.epoch);
    return left > 0 ? `${left} records outlived the holds` : whatIsBroken(cell, cell.epoch);
  }
  const before = await Promise.all(rest.map((hold) => keptUnder(cell, hold)));
  await release(cell.calm, next);
  await settle(scheduler, cell);
  for (const [number, hold] of rest.entries()) {
    const lost = (before[number] ?? 0) - (await keptUnder(cell, hold));
    if (lost > 0) return `${lost} held records were deleted with the release of another hold`;
  }
  return releaseOneByOne(scheduler, cell, rest);
};

const shaky = crashSometimes(0.01, 'worker 0', 'hold');

describe('two holds about the same records', () => {
  test('[BY-4] each keep what they cover until their own release, whoever moves it meanwhile', async () => {
    await forEverySeed({ seeds: 200, longestStep: 50 }, async (scheduler) => {
      expect(await twoHolds(scheduler)).toBeUndefined();
    });
  });

  test('[BY-4] do so though workers and whoever places them crash and hang', async () => {
    await forEverySeed({ seeds: 100, longestStep: minutes(1), crash: shaky }, async (scheduler) => {
      expect(await twoHolds(scheduler)).toBeUndefined();
    });
  });

  test('lose records unless what is moved keeps the marks of both', async () => {
    const race = forEverySeed({ seeds: 300, longestStep: 50 }, async (scheduler) => {
      expect(await twoHolds(scheduler, bornUnderOneHold)).toBeUndefined();
    });
    await expect(race).rejects.toThrow(/held records were deleted/);
  });
});

/** A hold is released while another one on some of its records is placed. */
const holdAmidRelease = async (scheduler: Scheduler, sabotage?: Sabotage): Promise<string | undefined> => {
  const { cell, lots } = await anOptedOutCell(scheduler, sabotage);
  const scope = scheduler.random.pick<HoldScope>([
    ofLot(cell.epoch, lots[0] ?? ''),
    other,
    { of: 'subject' },
  ]);
  const first = await hold(cell.calm, cell.workspace, scope);
  scheduler.start('officer', async (actor) => {
    await actor.wait(scheduler.random.below(1_500));
    await release(cell.as(actor), first);
  });
  const order = aHoldRequest(cell.workspace, person);
  scheduler.start('hold', async (actor) => placeHold(cell.as(actor).ports, order));
  await scheduler.run();
  await settle(scheduler, cell);
  const placed = await readHold(cell.calm.store, cell.workspace, order.id);
  if (placed?.state !== 'effective') return `the hold is ${placed?.state}, not effective`;
  if ((await keptUnder(cell, placed)) !== 4) return 'held records were deleted';
  return releaseOneByOne(scheduler, cell, [placed]);
};

describe('a hold that is released while another moves what it covers', () => {
  test('[BY-4] leaves no mark behind, and the other keeps its own', async () => {
    await forEverySeed({ seeds: 100, longestStep: 50 }, async (scheduler) => {
      expect(await holdAmidRelease(scheduler)).toBeUndefined();
    });
  });
});

/** A call is sent twice while what it stored is moved for a hold. */
const repeatedCall = async (scheduler: Scheduler, sabotage?: Sabotage): Promise<string | undefined> => {
  const cell = await aRaceCell(scheduler, { sabotage, stalling: 0.05, stallers: 'the same' });
  const call = { callId: callId(cell.calm), records: recordsOf(cell.calm, 3, aPersonHeld) };
  const before = scheduler.random.pick([0, 1]);
  // In half of the races something was moved out of the lot already.
  if (before === 1) await movedBefore(cell, call.callId);
  const statuses: number[] = [];
  for (const name of ['call', 'the same call', 'and again']) {
    scheduler.start(name, async (actor) => {
      await actor.wait(scheduler.random.below(2_000));
      statuses.push((await capture(cell.as(actor), cell.workspace, sharingUse, call)).status);
    });
  }
  for (const scope of [person, { ...person }]) {
    scheduler.start('hold', async (actor) => {
      await actor.wait(scheduler.random.below(1_500));
      await placeHold(cell.as(actor).ports, aHoldRequest(cell.workspace, scope));
    });
  }
  await scheduler.run();
  const stored = await countOf(cell.calm, cell.epoch);
  if (stored !== before + 3) return `${stored - before} of 3 records are stored`;
  // Who comes while records are moved all the time may be told to come again.
  return statuses.every((status) => [200, 201, 503].includes(status)) && statuses.includes(201)
    ? undefined
    : `answered with ${statuses.join(', ')}`;
};

const movedBefore = async (cell: RaceCell, beside: string): Promise<void> => {
  let id = callId(cell.calm);
  while (spreadOver(id, 4) !== spreadOver(beside, 4)) id = callId(cell.calm);
  const earlier = { callId: id, records: recordsOf(cell.calm, 1, aPersonHeld) };
  expectStatus(await capture(cell.calm, cell.workspace, sharingUse, earlier), 201);
  await placeHold(cell.calm.ports, aHoldRequest(cell.workspace, person));
};

describe('a call that comes again while its records are moved for holds', () => {
  test('lands on itself: it is stored once', async () => {
    await forEverySeed({ seeds: 300, longestStep: 50 }, async (scheduler) => {
      expect(await repeatedCall(scheduler)).toBeUndefined();
    });
  });

  test('is stored twice unless captures see that something was moved', async () => {
    const race = forEverySeed({ seeds: 300, longestStep: 50 }, async (scheduler) => {
      expect(await repeatedCall(scheduler, capturingBlindly)).toBeUndefined();
    });
    await expect(race).rejects.toThrow(/of 3 records are stored/);
  });
});
