import { beforeEach, expect, test } from 'vitest';
import type { PurgingReply } from '../../../contract/api/replies.ts';
import type { PurgeWork } from '../../../contract/events/purge-work.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import type { OrganizationId } from '../../../domain/identifiers.ts';
import { days, isoOf, startOfDay } from '../../../domain/time.ts';
import { endangeredBy } from '../../../lambdas/operations/endangered.ts';
import { planTick } from '../../../lambdas/planner/plan-tick.ts';
import { present, type Store, UnreadableItem } from '../../../lambdas/shared/store/store.ts';
import { doWork } from '../../../lambdas/worker/do-work.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { sharing, sharingUse, validation, validationUse } from '../../support/settings.ts';
import { aSharingCustomer } from '../../support/sharing-customer.ts';
import {
  anOrganization,
  aWorkspace,
  capture,
  choose,
  expectStatus,
  operator,
  owner,
  showNotice,
} from '../../support/story.ts';

let cell: TestCell;

beforeEach(() => {
  cell = aCell('us');
});

const decide = (state: string, caller = operator) =>
  cell.call<PurgingReply>(caller, 'PUT /v1/purging', { body: { state, reason: 'wrong region in the log' } });
const show = async () => expectStatus(await cell.call<PurgingReply>(operator, 'GET /v1/purging'), 200);

/** A customer who opted out of what they had shared. */
const whoOptedOut = async (): Promise<OrganizationId> => {
  const { organization, workspace } = await aSharingCustomer(cell);
  expectStatus(await capture(cell, workspace, sharingUse), 201);
  expectStatus(await choose(cell, organization, sharing, 'off'), 200);
  return organization;
};

test('purging runs where nobody decided anything', async () => {
  expect(await show()).toEqual({ state: 'running', endangered: [], more: false });
});

test('an operator stops purging and lets it go on, and each decision is kept with who and why', async () => {
  await whoOptedOut();
  const stopped = expectStatus(await decide('stopped'), 200);
  expect(stopped).toMatchObject({
    state: 'stopped',
    since: isoOf(cell.clock.now),
    reason: 'wrong region in the log',
  });
  expect((await cell.tick()).done).toEqual([]);
  expect(expectStatus(await decide('stopped'), 200)).toEqual(stopped);
  expect(expectStatus(await decide('running'), 200)).toMatchObject({ state: 'running', endangered: [{}] });
  expect((await cell.tick()).done).toMatchObject([{ outcome: 'purged' }]);
  const { pk } = registryKeys.purging('us');
  const { items } = await cell.store.query({ table: 'registry', pk, consistency: 'strong' });
  expect(items.map(({ sk, state }) => [sk.split('#')[0], state])).toEqual([
    ['change', 'stopped'],
    ['change', 'running'],
    ['state', 'running'],
  ]);
});

test('shows whose deadlines come next, the earliest first, closures and lots together', async () => {
  const first = await whoOptedOut();
  const second = await anOrganization(cell);
  const workspace = await aWorkspace(cell, second);
  await showNotice(cell, workspace, validation);
  expectStatus(await capture(cell, workspace, validationUse), 201);
  cell.clock.now += days(1);
  const { endangered } = await show();
  expect(endangered).toEqual([
    { organization: first, deadline: isoOf(cell.clock.now - days(1) + days(30)), lots: 0, closures: 1 },
  ]);
  cell.clock.now = startOfDay('2026-03-01') + days(88);
  expect((await show()).endangered).toContainEqual({
    organization: second,
    deadline: isoOf(startOfDay('2026-03-01') + days(90)),
    lots: 1,
    closures: 0,
  });
});

test('shows of an organization with several promises the earliest, and counts them all', async () => {
  const { organization, workspace } = await aSharingCustomer(cell);
  await showNotice(cell, workspace, validation);
  const retained = expectStatus(await capture(cell, workspace, validationUse), 201);
  cell.clock.now += days(88);
  expectStatus(await capture(cell, workspace, sharingUse), 201);
  expectStatus(await choose(cell, organization, sharing, 'off'), 200);
  expect((await show()).endangered).toEqual([
    { organization, deadline: retained.deadline, lots: 1, closures: 1 },
  ]);
});

test.each([
  ['an epoch of a shape that it does not know', { v: 2 }],
  ['terms that say no time', { uses: { [sharingUse]: {} } }],
])('answers who stops purging beside %s, and says that there is more', async (_, spoiled) => {
  const { workspace, epoch } = await aSharingCustomer(cell);
  expectStatus(await capture(cell, workspace, sharingUse), 201);
  const other = await whoOptedOut();
  await cell.store.write({
    kind: 'update',
    table: 'registry',
    key: registryKeys.epoch(epoch),
    update: { set: spoiled },
    condition: present('pk'),
  });
  cell.clock.now += days(29);
  const stopped = expectStatus(await decide('stopped'), 200);
  expect(stopped).toMatchObject({ state: 'stopped', more: true });
  expect(stopped.endangered.map((each) => each.organization)).toEqual([other]);
});

test('answers who stops purging beside an epoch that no store can read', async () => {
  const { workspace, epoch } = await aSharingCustomer(cell);
  expectStatus(await capture(cell, workspace, sharingUse), 201);
  const other = await whoOptedOut();
  cell.clock.now += days(29);
  const get: Store['get'] = async (table, key, consistency) => {
    if (key.pk === registryKeys.epoch(epoch).pk) throw new UnreadableItem('a kind of value');
    return cell.store.get(table, key, consistency);
  };
  const { endangered, more } = await endangeredBy({ ...cell.ports, store: { ...cell.store, get } });
  expect(endangered.map((each) => each.organization)).toEqual([other]);
  expect(more).toBe(true);
});

test('a switch that is thrown between a tick and its workers is seen, though every tick finds it running', async () => {
  await whoOptedOut();
  const work: PurgeWork[] = [];
  const queue = { send: async (sent: readonly PurgeWork[]) => void work.push(...sent) };
  await planTick({ ...cell.ports, queue, report: () => {} });
  expectStatus(await decide('stopped'), 200);
  for (const piece of work) await doWork(cell.ports, piece);
  expectStatus(await decide('running'), 200);
  expect(work).toHaveLength(1);
  expect(cell.measures.filter(({ PurgingStopped = 0 }) => PurgingStopped > 0)).toHaveLength(1);
});

test('nobody but an operator sees it or decides it, and a reason is demanded', async () => {
  expect((await decide('stopped', owner)).status).toBe(403);
  expect((await cell.call(owner, 'GET /v1/purging')).status).toBe(403);
  const without = await cell.call(operator, 'PUT /v1/purging', { body: { state: 'stopped', reason: '' } });
  expect(without).toMatchObject({ status: 400, body: { errors: [{ at: '/reason' }] } });
  expect((await show()).state).toBe('running');
});
