import { beforeEach, describe, expect, test } from 'vitest';
import type { EffectiveSetting } from '../../../contract/api/replies.ts';
import type { EpochId, OrganizationId, WorkspaceId } from '../../../domain/identifiers.ts';
import { businessAppsDataSharing } from '../../../domain/programs/business-apps-data-sharing.ts';
import { everywhere, only } from '../../../domain/programs/program.ts';
import { keepsRecords } from '../../../domain/programs/use.ts';
import { inMemoryStore } from '../../../lambdas/shared/store/in-memory/in-memory-store.ts';
import { inMemoryTables } from '../../../lambdas/shared/store/in-memory/tables.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { sharing, sharingUse } from '../../support/settings.ts';
import { aSharingCustomer } from '../../support/sharing-customer.ts';
import {
  anOrganization,
  assistant,
  aWorkspace,
  capture,
  choose,
  expectStatus,
  freshKey,
  noticeFor,
  optIn,
  owner,
  readSetting,
  records,
} from '../../support/story.ts';
import { declareAnew, publishNewer } from '../../support/vendor-changes.ts';

const setting = businessAppsDataSharing.settings[sharing.setting];
const use = businessAppsDataSharing.uses[sharingUse];
if (setting === undefined || use === undefined || !keepsRecords(use)) throw new Error('not in the catalog');

const tables = inMemoryTables();
/** The cell before a deployment; `withoutPrograms` is the same one after the vendor took all off its list. */
const cell: TestCell = aCell('us', { store: inMemoryStore({ tables }) });
const withoutPrograms = aCell('us', { store: inMemoryStore({ tables }), programs: [] });

let organization: OrganizationId;
let workspace: WorkspaceId;
let epoch: EpochId;

beforeEach(async () => {
  ({ organization, workspace, epoch } = await aSharingCustomer(cell));
  expectStatus(await capture(cell, workspace, sharingUse), 201);
});

const read = (from: TestCell = cell) =>
  from.call(assistant, 'GET /v1/captures', {
    query: { workspace, use: sharingUse, day: '2026-03-01', epoch },
  });

const put = (value: 'on' | 'off', version: number, etag: string) =>
  cell.call<EffectiveSetting>(owner, 'PUT /v1/settings/{subject}/{program}/{setting}', {
    path: { subject: organization, ...sharing },
    body: { value, notice: { ...noticeFor(sharing), version } },
    headers: { 'if-match': etag, 'idempotency-key': freshKey() },
  });

describe('a setting that becomes unavailable after it was turned on', () => {
  beforeEach(() => declareAnew(setting, { availableIn: only('eu') }));

  test('[DS-6] can still be turned off, and not on again', async () => {
    const { closures } = expectStatus(await choose(cell, organization, sharing, 'off'), 200);
    expect(closures).toMatchObject([{ epoch, state: 'deleting' }]);
    expect(await choose(cell, organization, sharing, 'on')).toMatchObject({
      status: 409,
      body: { type: 'urn:domicile:problem:setting-unavailable' },
    });
  });

  test('[DS-2] [DS-8] is served no more: shown as off, neither captured under nor read', async () => {
    expect((await readSetting(cell, organization, sharing)).setting).toMatchObject({
      value: 'off',
      source: 'unavailable',
    });
    expect((await capture(cell, workspace, sharingUse)).status).toBe(409);
    expect((await read()).status).toBe(410);
  });
});

test('[DS-2] a workspace here is served no more once the home of its organization is none of the places', async () => {
  const { availableIn } = setting;
  declareAnew(setting, { availableIn: everywhere() });
  const abroad = await anOrganization(cell, 'eu');
  const here = await aWorkspace(cell, abroad);
  await optIn(cell, abroad, sharing);
  expect((await capture(cell, here, sharingUse)).status).toBe(201);

  declareAnew(setting, { availableIn });

  expect(await capture(cell, here, sharingUse)).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('at home in Europe') },
  });
});

describe('a program that the vendor takes off its list', () => {
  test('[DS-6] can be opted out of; what was shared is deleted by the next tick', async () => {
    const { closures } = expectStatus(await choose(withoutPrograms, organization, sharing, 'off'), 200);
    expect(closures).toMatchObject([{ epoch, state: 'deleting' }]);
    await withoutPrograms.tick();
    const closure = await withoutPrograms.call(owner, 'GET /v1/closures/{epoch}', { path: { epoch } });
    expect(closure.body).toMatchObject({ state: 'ended' });
  });

  test('cannot be turned on again, and captures nothing', async () => {
    expectStatus(await choose(withoutPrograms, organization, sharing, 'off'), 200);
    expect(await choose(withoutPrograms, organization, sharing, 'on')).toMatchObject({
      status: 409,
      body: { type: 'urn:domicile:problem:setting-unavailable' },
    });
    expect((await capture(withoutPrograms, workspace, sharingUse)).status).toBe(404);
  });
});

describe('a use that takes more categories than before', () => {
  const pinned = () => records(cell, 1).map((record) => ({ ...record, category: 'pinned-content' }));

  test('[BY-5] takes no more under a choice that was made before, and does under the next', async () => {
    declareAnew(use, { categories: [...use.categories, 'pinned-content'] });
    expect(await capture(cell, workspace, sharingUse, { records: pinned() })).toMatchObject({
      status: 422,
      body: { given: 'pinned-content', allowed: ['prompt', 'response', 'telemetry'] },
    });
    await choose(cell, organization, sharing, 'off');
    await optIn(cell, organization, sharing);
    expect((await capture(cell, workspace, sharingUse, { records: pinned() })).status).toBe(201);
  });

  test('takes fewer at once where the vendor gives one up', async () => {
    declareAnew(use, { categories: ['telemetry'] });
    expect(await capture(cell, workspace, sharingUse)).toMatchObject({
      status: 422,
      body: { allowed: ['telemetry'] },
    });
  });
});

describe('a newer notice', () => {
  test('[DS-6] [DS-12] keeps nobody from turning off under the words that were shown, and these are recorded', async () => {
    const { id, version } = noticeFor(sharing);
    publishNewer(id);
    const { etag } = await readSetting(cell, organization, sharing);

    const off = expectStatus(await put('off', version, etag), 200);

    expect(off).toMatchObject({ value: 'off', noticeVersion: version });
  });

  test('[DS-12] is what turning on demands: under older words it is refused', async () => {
    const { id, version } = noticeFor(sharing);
    publishNewer(id);
    const { etag } = await readSetting(cell, organization, sharing);
    expect(await put('on', version, etag)).toMatchObject({
      status: 409,
      body: { type: 'urn:domicile:problem:notice-outdated' },
    });
  });

  test('a notice version that never was is refused for turning off too', async () => {
    const { etag } = await readSetting(cell, organization, sharing);
    expect((await put('off', 99, etag)).status).toBe(409);
  });
});

test('a workspace that was created without the program is not captured, whatever its organization chose', async () => {
  const created = await cell.call<{ workspace: WorkspaceId }>(owner, 'POST /v1/workspaces', {
    body: { organization, geography: 'us', programs: ['security-copilot'] },
    headers: { 'idempotency-key': freshKey() },
  });
  const without = expectStatus(created, 201).workspace;

  const refused = await capture(cell, without, sharingUse);

  expect(refused).toMatchObject({ status: 409, body: { type: 'urn:domicile:problem:sharing-off' } });
  expect(JSON.stringify(refused.body)).toContain('created without the program');
});
