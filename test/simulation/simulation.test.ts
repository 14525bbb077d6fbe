import { beforeAll, describe, expect, test } from 'vitest';
import { type Customers, prepareCustomers } from './customers.ts';
import { type Sum, simulateMany } from './many.ts';
import type { Finding } from './oracle/log.ts';
import { simulate } from './simulate.ts';

/** `npm run simulate` runs as many more as somebody has time for. */
const schedules = 2_000;

let customers: Customers;
beforeAll(async () => {
  customers = await prepareCustomers();
});

describe('the real handlers over two thousand schedules of faults', () => {
  let sum: Sum;
  beforeAll(async () => {
    sum = await simulateMany(1, schedules, customers);
  });

  /** What was not kept of some promises, with the seed that shows it: `npm run simulate -- --seed <seed>`. */
  const notKept = (...promises: readonly Finding['promise'][]) =>
    sum.failed.flatMap(({ seed, findings }) =>
      findings.filter(({ promise }) => promises.includes(promise)).map(({ seen }) => `seed ${seed}: ${seen}`),
    );

  test('[DS-4] take nothing while sharing is off, and keep nothing of a refused call', () => {
    expect(notKept('DS-4')).toEqual([]);
  });

  test('[DS-7] [SC-12] delete within the promised time of an opt-out', () => {
    expect(notKept('DS-7')).toEqual([]);
  });

  test('[DS-8] show nothing after an opt-out was answered', () => {
    expect(notKept('DS-8')).toEqual([]);
  });

  test('[DS-10] [SC-11] keep no record longer than its use promises', () => {
    expect(notKept('DS-10', 'SC-11')).toEqual([]);
  });

  test('[SC-18] take nothing that was said before the choice, parts included', () => {
    expect(notKept('SC-18')).toEqual([]);
  });

  test('[BY-2] leave one true certificate of each purge in a log that only grows, whatever became of its key service', () => {
    expect(notKept('BY-2')).toEqual([]);
  });

  test('[BY-3] bring back nothing that was deleted, and open no epoch that was closed, where the registry was lost', () => {
    expect(notKept('BY-3')).toEqual([]);
  });

  test('[BY-4] tell the deadline that was promised, and delete nothing before a cause permits it or under a hold', () => {
    expect(notKept('BY-4')).toEqual([]);
  });

  test('[BY-5] open another epoch for a newer notice, and take and show nothing under the one before', () => {
    expect(notKept('BY-5')).toEqual([]);
  });

  test('delete nothing while an operator has stopped purging', () => {
    expect(notKept('stop')).toEqual([]);
  });

  test('leave one true record of each purge, tell it and what is late once, and store what they accept once', () => {
    expect(notKept('evidence', 'acceptance')).toEqual([]);
  });

  test('had enough to do: nothing is found where nothing happens', () => {
    const { seen } = sum;
    expect(sum.schedules).toBe(schedules);
    expect(seen.crashes).toBeGreaterThan(schedules);
    expect(seen['calls accepted']).toBeGreaterThan(2 * schedules);
    expect(seen['calls refused']).toBeGreaterThan(schedules);
    expect(seen['opt-outs']).toBeGreaterThan(schedules / 2);
    expect(seen['purges for retention']).toBeGreaterThan(schedules / 2);
    expect(seen['purges for opt-outs']).toBeGreaterThan(schedules / 2);
    expect(seen['notices accepted']).toBeGreaterThan(schedules / 10);
    expect(seen.stops).toBeGreaterThan(schedules / 10);
    expect(seen['deadlines in danger']).toBeGreaterThan(schedules / 10);
    expect(seen['holds effective']).toBeGreaterThan(schedules / 10);
    expect(seen['holds released']).toBeGreaterThan(schedules / 10);
    expect(seen['records moved']).toBeGreaterThan(schedules / 50);
    expect(seen.certificates).toBeGreaterThan(schedules);
    expect(seen['registries restored']).toBeGreaterThan(schedules / 20);
    expect(seen['lots counted anew']).toBeGreaterThan(schedules / 50);
  });
});

describe('a schedule', () => {
  test('is the same again with the same seed, step by step', async () => {
    const [one, again, other] = [
      await simulate(7, customers),
      await simulate(7, customers),
      await simulate(8, customers),
    ];
    expect(again.trace).toEqual(one.trace);
    expect(again.log).toEqual(one.log);
    expect(other.trace).not.toEqual(one.trace);
  });
});
