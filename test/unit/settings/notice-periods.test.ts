import { beforeEach, describe, expect, test } from 'vitest';
import type { EffectiveSetting, NoticeReply } from '../../../contract/api/replies.ts';
import type { EpochId, OrganizationId, WorkspaceId } from '../../../domain/identifiers.ts';
import { days, isoOf } from '../../../domain/time.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { sharing, sharingUse, validation, validationUse } from '../../support/settings.ts';
import { aSharingCustomer } from '../../support/sharing-customer.ts';
import { capture, expectStatus, freshKey, noticeFor, owner, readSetting } from '../../support/story.ts';
import { publishNewer } from '../../support/vendor-changes.ts';

let cell: TestCell;
let organization: OrganizationId;
let workspace: WorkspaceId;
let epoch: EpochId;
let effectiveFrom: string;

/** The version that was there when the customer began to share, and the one that is announced, for 30 days from now. */
const { id, version: old } = noticeFor(sharing);
const next = old + 1;

const announce = (notice: string) =>
  publishNewer(notice, { announced: isoOf(cell.clock.now), effectiveFrom });

beforeEach(async () => {
  cell = aCell('us');
  ({ organization, workspace, epoch } = await aSharingCustomer(cell));
  cell.clock.now += days(1);
  effectiveFrom = isoOf(cell.clock.now + days(30));
  announce(id);
});

const put = (value: 'on' | 'off', version: number, etag: string) =>
  cell.call<EffectiveSetting>(owner, 'PUT /v1/settings/{subject}/{program}/{setting}', {
    path: { subject: organization, ...sharing },
    body: { value, notice: { id, version } },
    headers: { 'if-match': etag, 'idempotency-key': freshKey() },
  });

const choose = async (value: 'on' | 'off', version: number) =>
  put(value, version, (await readSetting(cell, organization, sharing)).etag);

const notice = async (query: Readonly<Record<string, string>> = {}) =>
  expectStatus(
    await cell.call<NoticeReply>(owner, 'GET /v1/notices/{notice}', { path: { notice: id }, query }),
    200,
  );

describe('before a new version of a notice takes effect', () => {
  test('[DS-12] it is announced, with its day, where the setting and where the notice is read', async () => {
    const announced = { version: next, effectiveFrom };
    const { setting } = await readSetting(cell, organization, sharing);

    expect(setting).toMatchObject({ notice: { id, version: old }, announced, noticeVersion: old, epoch });
    expect(await notice()).toMatchObject({ version: old, current: true, announced });
    expect(await notice({ version: String(next) })).toMatchObject({
      ...{ version: next, current: false, effectiveFrom },
    });
  });

  test('[DS-12] choices are bound to the version in force, and to the announced one not yet', async () => {
    expect(await choose('on', next)).toMatchObject({
      status: 409,
      body: { type: 'urn:domicile:problem:notice-outdated', current: { id, version: old } },
    });
    expect(expectStatus(await choose('on', old), 200)).toMatchObject({ epoch, noticeVersion: old });
  });

  test('[DS-6] turning off takes the announced words too, for who has read them already', async () => {
    expect(expectStatus(await choose('off', next), 200)).toMatchObject({ value: 'off', noticeVersion: next });
  });

  test('[BY-5] the announced version starts no default', async () => {
    const shown = noticeFor(validation);
    announce(shown.id);
    const display = (version: number) =>
      cell.call(owner, 'POST /v1/notices/{notice}/displays', {
        path: { notice: shown.id },
        body: { subject: workspace, version },
        headers: { 'idempotency-key': freshKey() },
      });

    expect((await display(shown.version + 1)).status).toBe(409);
    expect((await capture(cell, workspace, validationUse)).status).toBe(409);
    expect((await display(shown.version)).status).toBe(200);
    expect((await capture(cell, workspace, validationUse)).status).toBe(201);
  });
});

describe('on the day on which a new version takes effect', () => {
  test('[BY-5] nobody’s setting changes: sharing goes on under the old words, in the same epoch', async () => {
    const { setting: before } = await readSetting(cell, organization, sharing);
    cell.clock.now = Date.parse(effectiveFrom);

    const { setting } = await readSetting(cell, organization, sharing);

    const { announced: _, ...others } = before;
    expect(setting).toEqual({ ...others, notice: { id, version: next } });
    expect(expectStatus(await capture(cell, workspace, sharingUse), 201).epoch).toBe(epoch);
  });

  test('[DS-12] the entity tag follows the version in force, at that instant and not before', async () => {
    const { etag } = await readSetting(cell, organization, sharing);
    cell.clock.now = Date.parse(effectiveFrom) - 1;
    expect((await readSetting(cell, organization, sharing)).etag).toBe(etag);

    cell.clock.now += 1;

    expect((await readSetting(cell, organization, sharing)).etag).not.toBe(etag);
    expect((await put('on', old, etag)).status).toBe(412);
    expect((await choose('on', old)).status).toBe(409);
  });

  test('[BY-5] who accepts it opens a new epoch, and the old one closes with cause `notice`', async () => {
    cell.clock.now = Date.parse(effectiveFrom);

    const accepted = expectStatus(await choose('on', next), 200);

    expect(accepted.epoch).not.toBe(epoch);
    const { entries } = expectStatus(
      await cell.call<{ entries: readonly { entry: { event: object } }[] }>(owner, 'GET /v1/consents', {
        query: { subject: organization },
      }),
      200,
    );
    expect(entries.at(-1)?.entry.event).toMatchObject({
      opens: accepted.epoch,
      closes: [{ epoch, cause: 'notice' }],
    });
  });

  test('[DS-6] turning off takes the older words', async () => {
    cell.clock.now = Date.parse(effectiveFrom);
    expect(expectStatus(await choose('off', old), 200)).toMatchObject({ value: 'off', noticeVersion: old });
  });

  test('nothing is announced any more, and the notice that is shown is the new one', async () => {
    cell.clock.now = Date.parse(effectiveFrom);
    expect(await notice()).toMatchObject({ version: next, current: true, effectiveFrom });
    expect(await notice()).not.toHaveProperty('announced');
    expect((await readSetting(cell, organization, sharing)).setting).not.toHaveProperty('announced');
    expect(await notice({ version: String(old) })).toMatchObject({ current: false });
  });
});
