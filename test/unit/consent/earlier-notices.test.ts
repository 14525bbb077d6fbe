import { beforeEach, expect, test } from 'vitest';
import type { EpochId, OrganizationId, WorkspaceId } from '../../../domain/identifiers.ts';
import { days, minutes } from '../../../domain/time.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { sharing, sharingUse } from '../../support/settings.ts';
import {
  anOrganization,
  aWorkspace,
  capture,
  choose,
  expectStatus,
  noticeFor,
  optIn,
  owner,
  readSetting,
  records,
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

/** The owner accepts the words as they are now, and shares under them. Tells the partitions that hold records. */
const share = async (): Promise<{ readonly epoch: EpochId; readonly lots: readonly string[] }> => {
  const epoch = await optIn(cell, organization, sharing);
  const lots = new Set<string>();
  for (let call = 0; call < 8; call += 1) {
    const sent = { records: records(cell, 5) };
    lots.add(expectStatus(await capture(cell, workspace, sharingUse, sent), 201).lot);
  }
  return { epoch, lots: [...lots] };
};

const acceptNewer = async () => {
  cell.clock.now += minutes(1);
  publishNewer(noticeFor(sharing).id);
  return share();
};

const recordsLeft = async ({ epoch, lots }: Awaited<ReturnType<typeof share>>) => {
  const pages = lots.map((lot) =>
    cell.store.query({ table: 'content', pk: `${epoch}#${lot}`, consistency: 'strong' }),
  );
  return (await Promise.all(pages)).reduce((sum, { items }) => sum + items.length, 0);
};

test('[DS-7] an opt-out deletes what was shared under every earlier version of the notice too', async () => {
  const shared = [await share(), await acceptNewer(), await acceptNewer()];
  expect(new Set(shared.map(({ epoch }) => epoch)).size).toBe(3);

  const { closures } = expectStatus(await choose(cell, organization, sharing, 'off'), 200);
  await cell.tick();

  expect(closures?.map(({ epoch }) => epoch).sort()).toEqual(shared.map(({ epoch }) => epoch).sort());
  for (const under of shared) {
    expect(await recordsLeft(under)).toBe(0);
    const closure = await cell.call(owner, 'GET /v1/closures/{epoch}', { path: { epoch: under.epoch } });
    expect(closure.body).toMatchObject({ state: 'ended' });
  }
});

test('[BY-5] a newer notice changes nothing before it is accepted, and then opens a new epoch', async () => {
  const before = await share();
  publishNewer(noticeFor(sharing).id);
  await cell.tick();
  const { setting } = await readSetting(cell, organization, sharing);
  expect(setting).toMatchObject({ value: 'on', noticeVersion: 1, epoch: before.epoch });
  expect(expectStatus(await capture(cell, workspace, sharingUse), 201).epoch).toBe(before.epoch);

  const accepted = await share();
  await cell.tick();

  expect(accepted.epoch).not.toBe(before.epoch);
  // What was shared under the older words lives until its retention: nobody has opted out.
  expect(await recordsLeft(before)).toBeGreaterThanOrEqual(40);
});

test('[DS-6] [DS-7] an opt-out ends more epochs than one transaction takes', async () => {
  await optIn(cell, organization, sharing);
  for (let version = 2; version <= 60; version += 1) {
    cell.clock.now += minutes(1);
    publishNewer(noticeFor(sharing).id);
    await optIn(cell, organization, sharing);
  }
  const under = await share();

  const { value, closures = [] } = expectStatus(await choose(cell, organization, sharing, 'off'), 200);
  await cell.tick();

  expect(value).toBe('off');
  expect(closures).toHaveLength(60);
  expect(await recordsLeft(under)).toBe(0);
  for (const { epoch } of closures) {
    const closure = await cell.call(owner, 'GET /v1/closures/{epoch}', { path: { epoch } });
    expect(closure.body).toMatchObject({ state: 'ended' });
  }
});

test('[DS-6] an opt-out gets through however many versions of the notice were accepted before it', async () => {
  await optIn(cell, organization, sharing);
  for (let version = 2; version <= 120; version += 1) {
    cell.clock.now += days(1);
    publishNewer(noticeFor(sharing).id);
    await optIn(cell, organization, sharing);
  }

  const { value, closures = [] } = expectStatus(await choose(cell, organization, sharing, 'off'), 200);

  expect(value).toBe('off');
  // The one that is open, and those that closed no longer ago than records live.
  expect(closures).toHaveLength(32);
});
