import { beforeEach, expect, test } from 'vitest';
import type { LedgerEntry } from '../../../domain/consent/ledger.ts';
import type { SubjectId, WorkspaceId } from '../../../domain/identifiers.ts';
import { newestNotice } from '../../../domain/notices/catalog.ts';
import { noticeHash } from '../../../domain/notices/notice.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { sharing, sharingUse, validation, validationUse } from '../../support/settings.ts';
import { aSharingCustomer } from '../../support/sharing-customer.ts';
import {
  aWorkspace,
  capture,
  expectStatus,
  freshKey,
  noticeFor,
  optIn,
  owner,
  readSetting,
  showNotice,
} from '../../support/story.ts';
import { publishNewer } from '../../support/vendor-changes.ts';

let cell: TestCell;
let workspace: WorkspaceId;

beforeEach(async () => {
  cell = aCell('us');
  workspace = await aWorkspace(cell);
});

const display = (version: number) =>
  cell.call(owner, 'POST /v1/notices/{notice}/displays', {
    path: { notice: noticeFor(validation).id },
    body: { subject: workspace, version, language: 'en' },
    headers: { 'idempotency-key': freshKey() },
  });

/** The events of a subject's ledger, the newest last. */
const eventsOf = async (subject: SubjectId) =>
  expectStatus(
    await cell.call<{ entries: readonly { entry: LedgerEntry }[] }>(owner, 'GET /v1/consents', {
      query: { subject },
    }),
    200,
  ).entries.map(({ entry }) => entry.event);

test('[DS-12] words that were replaced start no default: nothing is shared until the current ones were shown', async () => {
  const { version } = noticeFor(validation);
  const { version: newer } = publishNewer(noticeFor(validation).id);

  expect(await display(version)).toMatchObject({
    status: 409,
    body: { type: 'urn:domicile:problem:notice-outdated', current: { version: newer } },
  });

  expect((await capture(cell, workspace, validationUse)).status).toBe(409);
  expectStatus(await display(newer), 200);
  expect((await capture(cell, workspace, validationUse)).status).toBe(201);
});

test('[DS-12] a default that was applied is bound to the very words that were on the screen', async () => {
  const notice = publishNewer(noticeFor(validation).id);
  await showNotice(cell, workspace, validation);

  const event = (await eventsOf(workspace)).at(-1);

  const { id, version } = notice;
  expect(event).toMatchObject({
    type: 'default-applied',
    notice: { id, version, hash: noticeHash(notice) },
  });
});

test('[DS-12] an opt-out is bound to the words that were on the screen, though they were replaced since', async () => {
  const { organization } = await aSharingCustomer(cell);
  const shown = newestNotice(noticeFor(sharing).id);
  if (shown === undefined) throw new Error('there is no such notice');
  const { id, version } = shown;
  publishNewer(id);
  const { etag } = await readSetting(cell, organization, sharing);

  const off = await cell.call(owner, 'PUT /v1/settings/{subject}/{program}/{setting}', {
    path: { subject: organization, ...sharing },
    body: { value: 'off', notice: { id, version } },
    headers: { 'if-match': etag, 'idempotency-key': freshKey() },
  });

  expect(off).toMatchObject({ status: 200, body: { value: 'off', noticeVersion: version } });
  const chosen = (await eventsOf(organization)).filter(({ type }) => type === 'setting-chosen');
  expect(chosen.at(-1)).toMatchObject({ value: 'off', notice: { id, version, hash: noticeHash(shown) } });
});

test('[DS-12] words that a choice is bound to stay readable after they were replaced, with their hash', async () => {
  const before = newestNotice(noticeFor(sharing).id);
  if (before === undefined) throw new Error('there is no such notice');
  const { id, version, title, paragraphs } = before;
  const newer = publishNewer(id);
  const read = async (query: Readonly<Record<string, string>>) =>
    expectStatus(
      await cell.call<object>(owner, 'GET /v1/notices/{notice}', { path: { notice: id }, query }),
      200,
    );

  expect(await read({ version: String(version) })).toMatchObject({
    version,
    title,
    paragraphs,
    hash: noticeHash(before),
    current: false,
  });
  expect(await read({})).toMatchObject({ title: newer.title, hash: noticeHash(newer), current: true });
});

test('[DS-12] what is shared after newer words were accepted is bound to those, and what was shared before is not', async () => {
  const { organization, workspace: shares, epoch } = await aSharingCustomer(cell);
  const newer = publishNewer(noticeFor(sharing).id);
  const accepted = await optIn(cell, organization, sharing);

  const captured = expectStatus(await capture(cell, shares, sharingUse), 201);

  expect(accepted).not.toBe(epoch);
  expect(captured.epoch).toBe(accepted);
  const opened = (await eventsOf(organization)).flatMap((event) =>
    event.type === 'setting-chosen' ? [[event.opens, event.notice.version]] : [],
  );
  expect(opened).toEqual([
    [epoch, newer.version - 1],
    [accepted, newer.version],
  ]);
});
