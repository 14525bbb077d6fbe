import { describe, expect, test } from 'vitest';
import { inMemoryStore } from '../../lambdas/shared/store/in-memory/in-memory-store.ts';
import { inMemoryTables } from '../../lambdas/shared/store/in-memory/tables.ts';
import { isNew, type Outcome } from '../../lambdas/shared/store/store.ts';
import { type CrashPolicy, crashAtVisit, crashSometimes, never } from './crashes.ts';
import { forEverySeed } from './every-seed.ts';
import { seededRandomness } from './random.ts';
import { type Actor, raceScheduler, type Started } from './scheduler.ts';

const key = { pk: 'us_test', sk: 'item' };

/** Two actors that each create the same item in a transaction. */
const contention = async (seed: number, crash: CrashPolicy = never) => {
  const scheduler = raceScheduler({ seed, crash });
  const tables = inMemoryTables();
  const create = (actor: Actor): Promise<Outcome> =>
    inMemoryStore({ tables, pause: actor.pause }).transact([
      { kind: 'put', table: 'registry', item: { ...key, by: actor.name }, condition: isNew },
    ]);
  const first = scheduler.start('first', create);
  const second = scheduler.start('second', create);
  await scheduler.run();
  return { scheduler, tables, first: first.ending(), second: second.ending() };
};

const summary = async (seed: number) => {
  const { scheduler, first, second } = await contention(seed);
  return JSON.stringify({ trace: scheduler.trace, first, second });
};

const seeds = Array.from({ length: 60 }, (_, index) => index + 1);

describe('the scheduler', () => {
  test('gives the same race for the same seed, and other races for others', async () => {
    const summaries = await Promise.all(seeds.map(summary));
    const again = await Promise.all(seeds.map(summary));

    expect(again).toEqual(summaries);
    expect(new Set(summaries).size).toBeGreaterThan(50);
  });

  test('finds every way in which two transactions can meet', async () => {
    const refusals = new Set<string>();
    for (const seed of seeds) {
      const { first, second } = await contention(seed);
      const outcomes = [first, second].map((end) => (end?.kind === 'finished' ? end.value : undefined));
      expect(outcomes.filter((outcome) => outcome?.ok)).toHaveLength(1);
      for (const outcome of outcomes) if (outcome?.ok === false) refusals.add(outcome.refusal);
    }
    expect(refusals).toEqual(new Set(['conflict', 'condition-failed']));
  });

  test('a crashed actor stops for ever: nothing of it runs after', async () => {
    const ran: string[] = [];
    const scheduler = raceScheduler({ seed: 1, crash: crashAtVisit('doomed', 2) });
    const doomed = scheduler.start('doomed', async (actor) => {
      try {
        await actor.pause('one');
        ran.push('between');
        await actor.pause('two');
        ran.push('after');
      } finally {
        ran.push('finally');
      }
    });
    await scheduler.run();

    expect(ran).toEqual(['between']);
    expect(doomed.ending()).toEqual({ kind: 'crashed', point: 'two' });
  });

  test('a crash before a call loses the call, one during or after it loses the answer', async () => {
    const stored = async (visit: number) => {
      const { tables, first } = await contention(3, (at) =>
        at.actor === 'second' ? at.visit === 0 : crashAtVisit('first', visit)(at),
      );
      return { point: first?.kind === 'crashed' && first.point, item: tables.item('registry', key, 0) };
    };

    expect(await stored(1)).toEqual({ point: 'transact:before', item: undefined });
    expect(await stored(2)).toMatchObject({ point: 'transact:held', item: { by: 'first' } });
    expect(await stored(3)).toMatchObject({ point: 'transact:after', item: { by: 'first' } });
  });

  test('a transaction is committed for a caller that crashed in it, and the caller stays stopped', async () => {
    const scheduler = raceScheduler({ seed: 1, crash: (at) => at.point === 'transact:held' });
    const tables = inMemoryTables();
    let answered = false;
    scheduler.start('doomed', async (actor) => {
      const store = inMemoryStore({ tables, pause: actor.pause });
      await store.transact([{ kind: 'put', table: 'registry', item: key }]);
      answered = true;
    });
    await scheduler.run();

    expect(tables.item('registry', key, 0)).toEqual(key);
    expect(answered).toBe(false);
  });

  test('a transaction lets go of its items though its caller crashed', async () => {
    for (const seed of seeds) {
      const { tables } = await contention(seed, crashSometimes(0.5, 'first', 'second'));
      expect(tables.held.size).toBe(0);
    }
  });

  test('time passes in steps, waits and skews, and never for real', async () => {
    const scheduler = raceScheduler({ seed: 7, startsAt: 1_000, longestStep: 10 });
    const waiting = scheduler.start('waiting', async (actor) => {
      await actor.wait(3_600_000);
      return actor.clock.now();
    });
    const ahead = scheduler.start('ahead', async (actor) => actor.clock.now(), { skew: 500 });
    await scheduler.run();
    const ended = scheduler.clock.now();
    scheduler.passes(60_000);

    const seen = ({ ending }: Started<number>) => {
      const end = ending();
      return end?.kind === 'finished' ? end.value : Number.NaN;
    };
    expect(seen(waiting)).toBeGreaterThanOrEqual(3_601_000);
    expect(seen(waiting)).toBeLessThanOrEqual(3_601_040);
    expect(seen(ahead)).toBeGreaterThanOrEqual(1_500);
    expect(seen(ahead)).toBeLessThanOrEqual(1_540);
    expect(scheduler.clock.now()).toBe(ended + 60_000);
  });

  test('who waits goes on after those that do not, in the order of time', async () => {
    for (const seed of seeds) {
      const scheduler = raceScheduler({ seed });
      const order: string[] = [];
      const wake = (name: string, after: number) =>
        scheduler.start(name, async (actor) => {
          await actor.wait(after);
          order.push(name);
        });
      wake('late', 2_000);
      wake('early', 1_000);
      wake('now', 0);
      await scheduler.run();
      expect(order).toEqual(['now', 'early', 'late']);
    }
  });

  test('an actor may wait for several calls at once, and goes on when the last of them is answered', async () => {
    for (const seed of seeds) {
      const scheduler = raceScheduler({ seed });
      const parallel = scheduler.start('parallel', async (actor) => {
        const calls = ['one', 'two', 'three'].map(async (point) => {
          await actor.pause(`${point}:before`);
          await actor.pause(`${point}:after`);
        });
        await Promise.all(calls);
      });
      await scheduler.run();
      expect(scheduler.trace).toHaveLength(7);
      expect(parallel.ending()).toEqual({ kind: 'finished', value: undefined });
    }
  });

  test('an actor that fails says so, and one that was started by another runs too', async () => {
    const scheduler = raceScheduler({ seed: 1 });
    const error = new Error('broken');
    const failing = scheduler.start('failing', () => Promise.reject(error));
    const parent = scheduler.start('parent', async () => scheduler.start('child', async () => 'born'));
    await scheduler.run();

    expect(failing.ending()).toEqual({ kind: 'failed', error });
    const ending = parent.ending();
    expect(ending?.kind === 'finished' && ending.value.ending()).toEqual({ kind: 'finished', value: 'born' });
  });

  test('identifiers and salts repeat themselves with the seed', () => {
    const draw = (seed: number) => {
      const randomness = seededRandomness(raceScheduler({ seed }).random);
      return [randomness.ulid(Date.parse('2026-03-01')), randomness.salt(), randomness.fraction()];
    };
    expect(draw(5)).toEqual(draw(5));
    expect(draw(5)).not.toEqual(draw(6));
    expect(draw(5)[1]).toMatch(/^[0-9a-f]{64}$/);
  });

  test('a failing seed is named with its trace, and fails again', async () => {
    const race = () =>
      forEverySeed({ seeds: 100 }, async (scheduler) => {
        const order: string[] = [];
        for (const name of ['a', 'b', 'c']) scheduler.start(name, async () => void order.push(name));
        await scheduler.run();
        expect(order.join('')).not.toBe('cba');
      });
    const failure = await race().catch((error: Error) => error.message);

    expect(failure).toMatch(/^seed \d+ fails: .*RACE_SEED=\d+ .*c: start/s);
    expect(await race().catch((error: Error) => error.message)).toBe(failure);
  });
});
