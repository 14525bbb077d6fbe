import { beforeEach, describe, expect, test } from 'vitest';
import { registryKeys } from '../../../contract/tables/registry.ts';
import type { EpochId, OrganizationId } from '../../../domain/identifiers.ts';
import { patience, standingOf } from '../../../domain/retention/deadline-watch.ts';
import { days, isoOf, minutes, startOfDay } from '../../../domain/time.ts';
import { doWork } from '../../../lambdas/worker/do-work.ts';
import { aCell, purgeBudget, type TestCell } from '../../support/cell.ts';
import { deadlineAlerts, eventsTold } from '../../support/outbox.ts';
import { purging } from '../../support/purging-switch.ts';
import { sharing } from '../../support/settings.ts';
import { aCustomerWithALot } from '../../support/sharing-customer.ts';
import { choose } from '../../support/story.ts';

let cell: TestCell;
let organization: OrganizationId;
let epoch: EpochId;
let lot: string;

beforeEach(async () => {
  cell = aCell('us');
  ({ organization, epoch, lot } = await aCustomerWithALot(cell));
});

const lotItem = () => cell.store.get('registry', registryKeys.lot(epoch, lot), 'strong');

describe('the standing of a lot', () => {
  const dates = { purgeFrom: isoOf(days(28)), deadline: isoOf(days(28) + purgeBudget) };

  test('is at risk when a purge with all its retries is over, a day before the deadline', () => {
    const riskFrom = days(28) + patience(purgeBudget);
    expect(standingOf(dates, purgeBudget, riskFrom - 1)).toBe('in-time');
    expect(standingOf(dates, purgeBudget, riskFrom)).toBe('at-risk');
    expect(days(28) + purgeBudget - riskFrom).toBe(days(1));
  });

  test('is missed from the deadline on', () => {
    expect(standingOf(dates, purgeBudget, days(28) + purgeBudget - 1)).toBe('at-risk');
    expect(standingOf(dates, purgeBudget, days(28) + purgeBudget)).toBe('missed');
  });

  test('is at risk a day before the deadline at the latest, whenever purging starts', () => {
    const late = { ...dates, purgeFrom: dates.deadline };
    expect(standingOf(late, purgeBudget, days(28) + purgeBudget - days(1))).toBe('at-risk');
  });
});

describe('while an operator has stopped purging', () => {
  test('no lot is sent, and a message that is on its way deletes nothing; afterwards all is purged', async () => {
    await choose(cell, organization, sharing, 'off');
    await purging(cell, 'stopped', 1);
    expect(await cell.tick()).toMatchObject({ planned: { lots: 0, closures: 1 }, done: [] });
    const done = await doWork(cell.ports, { kind: 'purge-lot', epoch, lot });
    expect(done).toMatchObject({ outcome: 'stopped' });
    expect(await lotItem()).toMatchObject({ state: 'open', captured: 1, fence: 0 });
    expect(cell.measures.at(-1)).toMatchObject({ PurgingStopped: 1 });

    cell.clock.now += minutes(10);
    await purging(cell, 'running', 2);
    await cell.tick();

    expect(await lotItem()).toMatchObject({ state: 'purged', deleted: 1 });
    expect(await eventsTold(cell, 'PurgingStopped', 'PurgingResumed')).toHaveLength(2);
  });

  test('a worker leaves at the edge of its page, and the lot is free for the next', async () => {
    await choose(cell, organization, sharing, 'off');
    let asked = 0;
    const store: typeof cell.store = {
      ...cell.store,
      get: async (table, key, consistency) => {
        const isSwitch = key.pk === registryKeys.purging('us').pk;
        asked += isSwitch ? 1 : 0;
        if (isSwitch && asked === 2) await purging(cell, 'stopped', 1);
        return cell.store.get(table, key, consistency);
      },
    };
    const done = await doWork({ ...cell.ports, store }, { kind: 'purge-lot', epoch, lot });
    expect(done).toMatchObject({ outcome: 'stopped' });
    expect(await lotItem()).toMatchObject({ state: 'purging', deleted: 0 });
    expect(await lotItem()).not.toHaveProperty('leaseUntil');
  });

  test('a lot of an opt-out in danger is told once, and once more when its promise is broken', async () => {
    await choose(cell, organization, sharing, 'off');
    await purging(cell, 'stopped', 1);
    await cell.tick();
    expect(await deadlineAlerts(cell)).toEqual([]);
    cell.clock.now += patience(purgeBudget);
    await cell.tick();
    await cell.tick();
    expect(await deadlineAlerts(cell)).toEqual(['DeadlineAtRisk']);
    expect(cell.measures.at(-1)).toMatchObject({ DeadlinesAtRisk: 1, DeadlinesMissed: 0 });
    cell.clock.now += days(30);
    await cell.tick();
    await cell.tick();
    expect(await deadlineAlerts(cell)).toContain('DeadlineMissed');
  });

  test('a lot that its retention has made due is told a day before its deadline, from the index', async () => {
    await purging(cell, 'stopped', 1);
    const deadline = startOfDay('2026-03-01') + days(30);
    cell.clock.now = deadline - days(1) - 1;
    await cell.tick();
    expect(await deadlineAlerts(cell)).toEqual([]);
    cell.clock.now = deadline - days(1);
    await cell.tick();
    expect(await eventsTold(cell, 'DeadlineAtRisk')).toMatchObject([
      { detail: { epoch, lot, deadline: isoOf(deadline) } },
    ]);
    cell.clock.now = deadline;
    await cell.tick();
    await cell.tick();
    expect(await deadlineAlerts(cell)).toEqual(['DeadlineAtRisk', 'DeadlineMissed']);
  });
});
