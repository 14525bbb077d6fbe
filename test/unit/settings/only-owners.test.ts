import { beforeEach, describe, expect, test } from 'vitest';
import type { OrganizationId, WorkspaceId } from '../../../domain/identifiers.ts';
import { customerRoles } from '../../../domain/programs/program.ts';
import { aPerson } from '../../support/callers.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { sharing, validation } from '../../support/settings.ts';
import {
  anOrganization,
  assistant,
  aWorkspace,
  expectStatus,
  freshKey,
  noticeFor,
  owner,
  readSetting,
} from '../../support/story.ts';
import { userOf } from '../../support/users.ts';

const otherRoles = customerRoles.filter((role) => role !== 'owner');
const member = aPerson('member-1');

let cell: TestCell;
let organization: OrganizationId;
let workspace: WorkspaceId;

beforeEach(async () => {
  cell = aCell('us');
  organization = await anOrganization(cell);
  workspace = await aWorkspace(cell, organization);
});

/** A member of organization and workspace, as their owner made them one. */
const join = async (...roles: readonly string[]) => {
  for (const subject of [organization, workspace]) {
    const body = { subject, person: 'member-1', roles };
    expectStatus(await cell.call(owner, 'POST /v1/members', { body }), 200);
  }
};

const put = async (
  subject: OrganizationId | WorkspaceId,
  address: typeof sharing | typeof validation,
  value: string,
) => {
  const { etag } = await readSetting(cell, subject, address);
  return cell.call(member, 'PUT /v1/settings/{subject}/{program}/{setting}', {
    path: { subject, ...address },
    body: { value, notice: noticeFor(address) },
    headers: { 'if-match': etag, 'idempotency-key': freshKey() },
  });
};

const display = () => {
  const { id, version } = noticeFor(validation);
  return cell.call(member, 'POST /v1/notices/{notice}/displays', {
    path: { notice: id },
    body: { subject: workspace, version, language: 'en' },
    headers: { 'idempotency-key': freshKey() },
  });
};

describe.each(otherRoles)('a member who is %s', (role) => {
  beforeEach(() => join(role));

  test('[DS-3] [SC-2] chooses nothing, and is told who does', async () => {
    const refusal = {
      status: 403,
      body: { type: 'urn:domicile:problem:not-allowed', given: role, allowed: ['owner'] },
    };
    expect(await put(organization, sharing, 'on')).toMatchObject(refusal);
    expect(await put(workspace, validation, 'off')).toMatchObject(refusal);

    const { setting } = await readSetting(cell, organization, sharing);
    expect(setting).toMatchObject({ value: 'off', source: 'default' });
  });

  test('[SC-1] applies no default by reading its notice', async () => {
    expect(await display()).toMatchObject({ status: 403, body: { allowed: ['owner'] } });

    const { setting } = await readSetting(cell, workspace, validation);
    expect(setting).toMatchObject({ value: 'on', source: 'default' });
    expect(setting).not.toHaveProperty('epoch');
  });

  test('creates no workspace', async () => {
    const answer = await cell.call(member, 'POST /v1/workspaces', {
      body: { organization, geography: 'us' },
      headers: { 'idempotency-key': freshKey() },
    });
    expect(answer).toMatchObject({ status: 403, body: { allowed: ['owner'] } });
  });
});

test('[SC-2] whoever is an owner beside another role chooses', async () => {
  await join('contributor', 'owner');
  expect((await put(organization, sharing, 'on')).status).toBe(200);
  expect((await display()).status).toBe(200);
});

test('a service is told what is decided, and not who decided', async () => {
  await join('owner');
  await put(organization, sharing, 'on');
  const path = { subject: organization, ...sharing };
  const one = await cell.call(assistant, 'GET /v1/settings/{subject}/{program}/{setting}', { path });
  const all = await cell.call(assistant, 'GET /v1/settings', { query: { subject: organization } });
  expect(one).toMatchObject({ status: 200, body: { value: 'on' } });
  expect(JSON.stringify([one, all])).not.toMatch(/decidedBy|member-1|us_user_/);
  expect((await readSetting(cell, organization, sharing)).setting.decidedBy).toBe(await userOf(cell, member));
});
