import { beforeEach, describe, expect, test } from 'vitest';
import type { UnseenReply } from '../../../contract/api/replies.ts';
import type { OrganizationId, WorkspaceId } from '../../../domain/identifiers.ts';
import { days, isoOf } from '../../../domain/time.ts';
import type { Claims } from '../../support/callers.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { compliancePlugins, sharing, validation } from '../../support/settings.ts';
import {
  anOrganization,
  assistant,
  aWorkspace,
  choose,
  expectStatus,
  noticeFor,
  operator,
  optIn,
  owner,
  showNotice,
  stranger,
} from '../../support/story.ts';
import { publishNewer } from '../../support/vendor-changes.ts';

let cell: TestCell;
let organization: OrganizationId;
let workspace: WorkspaceId;

beforeEach(async () => {
  cell = aCell('us');
  organization = await anOrganization(cell);
  workspace = await aWorkspace(cell, organization);
});

const ask = (caller: Claims, notice: string, query: Readonly<Record<string, string>> = {}) =>
  cell.call<UnseenReply>(caller, 'GET /v1/notices/{notice}/unseen', { path: { notice }, query });
const unseen = async (caller: Claims, notice: string, query: Readonly<Record<string, string>> = {}) =>
  expectStatus(await ask(caller, notice, query), 200);
/** Every page of an operator's list. */
const everyUnseen = async (notice: string, limit: string) => {
  const pages: UnseenReply[] = [];
  let cursor: string | undefined;
  do {
    pages.push(await unseen(operator, notice, { limit, ...(cursor !== undefined && { cursor }) }));
    cursor = pages.at(-1)?.next;
  } while (cursor !== undefined);
  return pages;
};

const { id: sharingNotice } = noticeFor(sharing);
const { id: validationNotice } = noticeFor(validation);
const own = () => ({ subject: organization });

describe('who has not seen a notice', () => {
  test('[DS-12] is the organization whose owners have not chosen, until one does', async () => {
    const entry = { ...own(), organization, program: sharing.program, setting: sharing.setting };
    expect(await unseen(owner, sharingNotice, own())).toEqual({
      notice: noticeFor(sharing),
      unseen: [entry],
    });

    await choose(cell, organization, sharing, 'off');

    expect((await unseen(owner, sharingNotice, own())).unseen).toEqual([]);
  });

  test('[DS-12] [SC-1] is the workspace whose owners were not shown it, until they are', async () => {
    const other = await aWorkspace(cell, organization);
    const listed = async () =>
      (await unseen(owner, validationNotice, own())).unseen.map(({ subject }) => subject).sort();
    expect(await listed()).toEqual([workspace, other].sort());

    await showNotice(cell, workspace, validation);

    expect(await listed()).toEqual([other]);
  });

  test('[DS-12] [BY-5] is everybody again once a newer version is in force, with the one that they saw', async () => {
    const { version } = noticeFor(sharing);
    await optIn(cell, organization, sharing);
    const effectiveFrom = isoOf(cell.clock.now + days(30));
    publishNewer(sharingNotice, { announced: isoOf(cell.clock.now), effectiveFrom });
    expect(await unseen(owner, sharingNotice, own())).toEqual({
      notice: { id: sharingNotice, version },
      announced: { version: version + 1, effectiveFrom },
      unseen: [],
    });

    cell.clock.now = Date.parse(effectiveFrom);

    expect(await unseen(owner, sharingNotice, own())).toMatchObject({
      notice: { version: version + 1 },
      unseen: [{ subject: organization, seen: version }],
    });
    await optIn(cell, organization, sharing);
    expect((await unseen(owner, sharingNotice, own())).unseen).toEqual([]);
  });

  test('[DS-2] is nobody for whom there is nothing to decide', async () => {
    const abroad = await anOrganization(cell, 'eu');
    expect((await unseen(owner, sharingNotice, { subject: abroad })).unseen).toEqual([]);
  });

  test('is told of users nowhere, and this is said', async () => {
    const { id } = noticeFor(compliancePlugins);
    expect(await unseen(owner, id, own())).toMatchObject({ unseen: [], users: 'not-listed' });
  });

  test('is listed to a member a page of workspaces after the other', async () => {
    const all = [workspace, await aWorkspace(cell, organization), await aWorkspace(cell, organization)];
    const first = await unseen(owner, validationNotice, { ...own(), limit: '2' });
    const second = await unseen(owner, validationNotice, {
      ...own(),
      limit: '2',
      cursor: first.next ?? '',
    });
    expect(first.unseen).toHaveLength(2);
    expect(second).not.toHaveProperty('next');
    expect([...first.unseen, ...second.unseen].map(({ subject }) => subject).sort()).toEqual(all.sort());
  });
});

describe('an operator', () => {
  test('[DS-12] is told of all organizations, each once, however the pages are cut', async () => {
    const all = [organization];
    for (let count = 0; count < 24; count += 1) all.push(await anOrganization(cell));
    const [, seen] = all;
    if (seen === undefined) throw new Error('there are several');
    await choose(cell, seen, sharing, 'off');
    const wanted = all.filter((id) => id !== seen).sort();

    for (const limit of ['1', '3', '7', '100']) {
      const pages = await everyUnseen(sharingNotice, limit);
      const listed = pages.flatMap((page) => page.unseen.map(({ subject }) => subject));
      expect(listed.sort()).toEqual(wanted);
      for (const page of pages) expect(page.unseen.length).toBeLessThanOrEqual(Math.min(10, Number(limit)));
    }
  });

  test('is told of their workspaces, of the first of them, and where there are more', async () => {
    for (let count = 0; count < 25; count += 1) await aWorkspace(cell, organization);

    const { unseen: listed, more } = await unseen(operator, validationNotice);

    expect(listed).toHaveLength(25);
    expect(more).toEqual([organization]);
    const named = await unseen(operator, validationNotice, { ...own(), limit: '100' });
    expect(named.unseen).toHaveLength(26);
  });

  test('is told that an organization is not there', async () => {
    const missing = `${organization.slice(0, -1)}${organization.endsWith('0') ? '1' : '0'}`;
    expect((await ask(operator, sharingNotice, { subject: missing })).status).toBe(404);
  });
});

describe('nobody else', () => {
  test.each([
    ['who is not a member', stranger, () => own(), 404],
    ['a member who names no organization', owner, () => ({}), 403],
    ['a service', assistant, () => own(), 403],
  ])('is told: %s', async (_, caller, query, status) => {
    expect((await ask(caller, sharingNotice, query())).status).toBe(status);
  });

  test('a notice that there is not is refused with those that there are', async () => {
    expect(await ask(owner, 'no-such-notice', own())).toMatchObject({
      status: 404,
      body: { given: 'no-such-notice', allowed: expect.arrayContaining([sharingNotice]) },
    });
  });

  test('a cursor of a member leads into no other list', async () => {
    await aWorkspace(cell, organization);
    const { next = '' } = await unseen(owner, validationNotice, { ...own(), limit: '1' });
    const other = await anOrganization(cell);
    expect((await ask(owner, validationNotice, { subject: other, limit: '1', cursor: next })).status).toBe(
      400,
    );
    expect((await ask(operator, validationNotice, { cursor: next })).status).toBe(400);
  });
});
