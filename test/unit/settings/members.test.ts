import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ConsentReply, MemberReply } from '../../../contract/api/replies.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import type { OrganizationId, UserId } from '../../../domain/identifiers.ts';
import { inMemoryStore } from '../../../lambdas/shared/store/in-memory/in-memory-store.ts';
import { aPerson, type Claims } from '../../support/callers.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { inOutbox } from '../../support/outbox.ts';
import { anOrganization, aWorkspace, expectStatus, operator, owner } from '../../support/story.ts';
import { userOf } from '../../support/users.ts';

const ann = aPerson('ann-1');

let cell: TestCell;
let organization: OrganizationId;

beforeEach(async () => {
  cell = aCell('us');
  organization = await anOrganization(cell);
});

const add = (who: Claims, person: string, roles: readonly string[], subject: string = organization) =>
  cell.call<MemberReply>(who, 'POST /v1/members', { body: { subject, person, roles } });

const give = (who: Claims, user: UserId, roles: readonly string[], subject: string = organization) =>
  cell.call<MemberReply>(who, 'PUT /v1/members/{subject}/{user}', {
    path: { subject, user },
    body: { roles },
  });

const membersSeenBy = async (who: Claims, subject: string = organization) =>
  expectStatus(
    await cell.call<{ members: readonly MemberReply[] }>(who, 'GET /v1/members', { query: { subject } }),
    200,
  ).members;

const entries = async () =>
  expectStatus(
    await cell.call<{ entries: readonly ConsentReply[] }>(owner, 'GET /v1/consents', {
      query: { subject: organization },
    }),
    200,
  ).entries;

test('an owner gives somebody roles who never signed in, changes them and takes them', async () => {
  const { user } = expectStatus(await add(owner, 'ann-1', ['contributor', 'approver']), 200);
  expect(await membersSeenBy(owner)).toContainEqual({
    subject: organization,
    user,
    roles: ['approver', 'contributor'],
  });
  const seen = () => cell.call(ann, 'GET /v1/organizations/{organization}', { path: { organization } });
  expect((await seen()).status).toBe(200);

  expectStatus(await give(owner, user, ['privacy-officer']), 200);
  expect(await membersSeenBy(ann)).toHaveLength(2);

  expectStatus(await give(owner, user, []), 200);
  expect((await seen()).status).toBe(404);
  const { body } = await cell.call(ann, 'GET /v1/organizations');
  expect(body).toEqual({ organizations: [] });
  expect(await membersSeenBy(owner)).toHaveLength(1);
});

test('each change stands in the ledger without a name, and is told on the bus without a user', async () => {
  const { user } = expectStatus(await add(owner, 'ann-1', ['owner']), 200);
  expectStatus(await give(ann, user, []), 200);
  const changes = (await entries()).slice(1);
  expect(changes.map(({ entry }) => entry.event)).toEqual([
    { type: 'roles-given', member: user, roles: ['owner'], by: await userOf(cell, owner) },
    { type: 'roles-given', member: user, roles: [], by: user },
  ]);
  expect(JSON.stringify(changes.map(({ entry }) => entry))).not.toMatch(/ann-1|owner-1/);
  expect(changes.map(({ name }) => name?.actor)).toMatchObject([
    { tokenSubject: 'owner-1' },
    { tokenSubject: 'ann-1' },
  ]);
  const told = JSON.stringify(await inOutbox(cell));
  expect(told).toContain('RolesGiven');
  expect(told).not.toContain(user);
});

test('what is so already is answered the same, and written once', async () => {
  const { user } = expectStatus(await add(owner, 'ann-1', ['approver', 'contributor']), 200);
  const length = (await entries()).length;
  expectStatus(await add(owner, 'ann-1', ['contributor', 'approver', 'approver']), 200);
  expectStatus(await give(owner, user, ['approver', 'contributor']), 200);
  expect(await entries()).toHaveLength(length);
  expectStatus(await give(owner, user, []), 200);
  expectStatus(await give(owner, user, []), 200);
  expect(await entries()).toHaveLength(length + 1);
});

describe('the last owner', () => {
  const refused = { status: 409, body: { type: 'urn:domicile:problem:last-owner' } };

  test('stays an owner, by whatever route', async () => {
    const user = await userOf(cell, owner);
    expect(await give(owner, user, [])).toMatchObject(refused);
    expect(await give(owner, user, ['approver'])).toMatchObject(refused);
    expect(await add(owner, 'owner-1', ['contributor'])).toMatchObject(refused);
    expect(await membersSeenBy(owner)).toMatchObject([{ user, roles: ['owner'] }]);
  });

  test('may go once somebody else is an owner whom a token leads to', async () => {
    const user = await userOf(cell, owner);
    expectStatus(await add(owner, 'ann-1', ['owner']), 200);
    expectStatus(await cell.call(operator, 'POST /v1/erasures', { body: { tokenSubject: 'ann-1' } }), 202);
    expect(await give(owner, user, [])).toMatchObject(refused);
    expectStatus(await add(owner, 'bob-1', ['owner']), 200);
    expectStatus(await give(owner, user, []), 200);
  });

  test('is left however two owners meet who take the role from each other', async () => {
    const met = { both: 0, one: 0 };
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        let meeting = false;
        const pause = async () => void (meeting && (await scheduler.schedule(Promise.resolve())));
        cell = aCell('us', { store: inMemoryStore({ pause }) });
        organization = await anOrganization(cell);
        const one = await userOf(cell, owner);
        const { user: other } = expectStatus(await add(owner, 'ann-1', ['owner']), 200);
        meeting = true;
        const answers = Promise.all([give(owner, other, []), give(ann, one, [])]);
        await scheduler.waitFor(answers);
        meeting = false;
        const statuses = (await answers).map(({ status }) => status).sort();
        met[statuses[1] === 200 ? 'both' : 'one'] += 1;
        expect(statuses[0]).toBe(200);
        const items = await Promise.all(
          [one, other].map((user) =>
            cell.store.get('registry', registryKeys.member(organization, user), 'strong'),
          ),
        );
        expect(items.map((item) => item?.roles)).toContainEqual(['owner']);
      }),
      { seed: 3, numRuns: 150 },
    );
    expect(met).toEqual({ both: 0, one: 150 });
  });
});

test('nobody gives roles in the place of others, and a user has no members', async () => {
  const workspace = await aWorkspace(cell, organization);
  const elsewhere = await anOrganization(cell);
  const { user } = expectStatus(await add(owner, 'ann-1', ['privacy-officer']), 200);
  const before = (await entries()).length;

  expect((await add(ann, 'ann-1', ['owner'])).status).toBe(403);
  expect((await give(ann, user, ['owner'])).status).toBe(403);
  expect((await add(ann, 'ann-1', ['owner'], workspace)).status).toBe(404);
  expect((await give(owner, user, ['owner'], elsewhere)).status).toBe(404);
  expect((await add(operator, 'ann-1', ['owner'])).status).toBe(404);
  expect((await add(owner, 'ann-1', ['approver'], 'us_user_me')).status).toBe(404);
  expect((await add(owner, 'ann-1', ['king'])).status).toBe(400);
  expect((await add(owner, 'ann-1', [])).status).toBe(400);
  expect(await entries()).toHaveLength(before);
});
