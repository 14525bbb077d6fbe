import { beforeEach, expect, test } from 'vitest';
import { registryKeys } from '../../../contract/tables/registry.ts';
import type { EpochId, OrganizationId, WorkspaceId } from '../../../domain/identifiers.ts';
import { patience, standingOf } from '../../../domain/retention/deadline-watch.ts';
import { days, isoOf, startOfDay } from '../../../domain/time.ts';
import { throwSwitchActions } from '../../../lambdas/shared/repositories/switches.ts';
import { sweep } from '../../../lambdas/sweep/sweep.ts';
import { aCell, purgeBudget, type TestCell } from '../../support/cell.ts';
import { hold, ofLot, release } from '../../support/holds.ts';
import { sharing, sharingUse } from '../../support/settings.ts';
import { anOrganization, aWorkspace, capture, expectStatus, optIn } from '../../support/story.ts';

let cell: TestCell;
let organization: OrganizationId;
let workspace: WorkspaceId;
let epoch: EpochId;
let lot: string;

/** Nothing is purged, so that only what is told differs. */
beforeEach(async () => {
  cell = aCell('us');
  organization = await anOrganization(cell);
  workspace = await aWorkspace(cell, organization);
  epoch = await optIn(cell, organization, sharing);
  lot = expectStatus(await capture(cell, workspace, sharingUse), 201).lot;
  const since = isoOf(cell.clock.now);
  const decision = { state: 'stopped', n: 1, since, by: 'us_user_1', reason: 'a drill' } as const;
  await cell.store.transact(throwSwitchActions(cell.ports, decision as never, cell.clock.now));
});

const run = () => sweep({ ...cell.ports, report: () => {} });
const lotItem = () => cell.store.get('registry', registryKeys.lot(epoch, lot), 'strong');

const alerts = async () => {
  const types: string[] = [];
  for (const pk of registryKeys.outboxBuckets('us')) {
    const { items } = await cell.store.query({ table: 'registry', pk, consistency: 'strong' });
    types.push(...items.map(({ event }) => Object(event).type));
  }
  return types.filter((type) => type.startsWith('Deadline')).sort();
};

const missedAt = startOfDay('2026-03-01') + days(31);

test('[BY-4] a lot under a hold is in no danger, and the sweep leaves it where ticks do not meet it', async () => {
  await hold(cell, workspace, ofLot(epoch, lot));
  const before = await lotItem();
  cell.clock.now = missedAt;
  expect(await run()).toMatchObject({ ended: 'round-over', found: 0 });
  await cell.tick();
  expect(await alerts()).toEqual([]);
  expect(await lotItem()).toEqual(before);
});

test('[BY-4] a lot that was released is late by the date that it has since', async () => {
  const held = await hold(cell, workspace, ofLot(epoch, lot));
  cell.clock.now = missedAt;
  await release(cell, held);
  cell.clock.now = missedAt + patience(purgeBudget) - 1;
  await cell.tick();
  await run();
  expect(await alerts()).toEqual([]);
  cell.clock.now += 1;
  await cell.tick();
  expect(await alerts()).toEqual(['DeadlineAtRisk']);
  cell.clock.now = missedAt + purgeBudget;
  await cell.tick();
  expect(await alerts()).toEqual(['DeadlineAtRisk', 'DeadlineMissed']);
});

test('what was told before a hold is told again of the date after it', async () => {
  cell.clock.now = missedAt;
  await cell.tick();
  expect(await alerts()).toEqual(['DeadlineMissed']);
  await release(cell, await hold(cell, workspace, ofLot(epoch, lot)));
  cell.clock.now += purgeBudget;
  await cell.tick();
  expect(await alerts()).toEqual(['DeadlineMissed', 'DeadlineMissed']);
});

test('a lot that was held with its closure has the time of a purge after its release', async () => {
  const dates = { purgeFrom: isoOf(0), deadline: isoOf(days(30)), freeSince: days(20) };
  expect(standingOf(dates, purgeBudget, days(20) + patience(purgeBudget) - 1)).toBe('in-time');
  expect(standingOf(dates, purgeBudget, days(20) + patience(purgeBudget))).toBe('at-risk');
});
