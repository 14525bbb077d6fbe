import { beforeEach, expect, test } from 'vitest';
import { registryKeys } from '../../../contract/tables/registry.ts';
import type { EpochId, WorkspaceId } from '../../../domain/identifiers.ts';
import { patience, standingOf } from '../../../domain/retention/deadline-watch.ts';
import { days, isoOf, startOfDay } from '../../../domain/time.ts';
import { sweep } from '../../../lambdas/sweep/sweep.ts';
import { aCell, purgeBudget, type TestCell } from '../../support/cell.ts';
import { hold, ofLot, release } from '../../support/holds.ts';
import { deadlineAlerts } from '../../support/outbox.ts';
import { purging } from '../../support/purging-switch.ts';
import { aCustomerWithALot } from '../../support/sharing-customer.ts';

let cell: TestCell;
let workspace: WorkspaceId;
let epoch: EpochId;
let lot: string;

/** Nothing is purged, so that only what is told differs. */
beforeEach(async () => {
  cell = aCell('us');
  ({ workspace, epoch, lot } = await aCustomerWithALot(cell));
  await purging(cell, 'stopped', 1);
});

const run = () => sweep({ ...cell.ports, report: () => {} });
const lotItem = () => cell.store.get('registry', registryKeys.lot(epoch, lot), 'strong');

const missedAt = startOfDay('2026-03-01') + days(31);

test('[BY-4] a lot under a hold is in no danger, and the sweep leaves it where ticks do not meet it', async () => {
  await hold(cell, workspace, ofLot(epoch, lot));
  const before = await lotItem();
  cell.clock.now = missedAt;
  expect(await run()).toMatchObject({ ended: 'round-over', found: 0 });
  await cell.tick();
  expect(await deadlineAlerts(cell)).toEqual([]);
  expect(await lotItem()).toEqual(before);
});

test('[BY-4] a lot that was released is late by the date that it has since', async () => {
  const held = await hold(cell, workspace, ofLot(epoch, lot));
  cell.clock.now = missedAt;
  await release(cell, held);
  cell.clock.now = missedAt + patience(purgeBudget) - 1;
  await cell.tick();
  await run();
  expect(await deadlineAlerts(cell)).toEqual([]);
  cell.clock.now += 1;
  await cell.tick();
  expect(await deadlineAlerts(cell)).toEqual(['DeadlineAtRisk']);
  cell.clock.now = missedAt + purgeBudget;
  await cell.tick();
  expect(await deadlineAlerts(cell)).toEqual(['DeadlineAtRisk', 'DeadlineMissed']);
});

test('what was told before a hold is told again of the date after it', async () => {
  cell.clock.now = missedAt;
  await cell.tick();
  expect(await deadlineAlerts(cell)).toEqual(['DeadlineMissed']);
  await release(cell, await hold(cell, workspace, ofLot(epoch, lot)));
  cell.clock.now += purgeBudget;
  await cell.tick();
  expect(await deadlineAlerts(cell)).toEqual(['DeadlineMissed', 'DeadlineMissed']);
});

test('a lot that was held with its closure has the time of a purge after its release', async () => {
  const dates = { purgeFrom: isoOf(0), deadline: isoOf(days(30)), freeSince: days(20) };
  expect(standingOf(dates, purgeBudget, days(20) + patience(purgeBudget) - 1)).toBe('in-time');
  expect(standingOf(dates, purgeBudget, days(20) + patience(purgeBudget))).toBe('at-risk');
});
