import { describe, expect, test } from 'vitest';
import { restoreRegistry } from '../../../cli/restore/restore-registry.ts';
import type { EpochId, OrganizationId, WorkspaceId } from '../../../domain/identifiers.ts';
import { hours } from '../../../domain/time.ts';
import type { Item } from '../../../lambdas/shared/store/store.ts';
import { countOf, hold, release } from '../../support/holds.ts';
import { aRestorableCell, type RestorableCell } from '../../support/restorable-cell.ts';
import { platformSharing, platformUse, sharing, sharingUse, validation } from '../../support/settings.ts';
import {
  anOrganization,
  aWorkspace,
  capture,
  choose,
  expectStatus,
  optIn,
  owner,
  readSetting,
  records,
  showNotice,
} from '../../support/story.ts';

type Story = RestorableCell & {
  readonly organization: OrganizationId;
  readonly workspace: WorkspaceId;
  /** Opted out of and purged since the copy. */
  readonly gone: EpochId;
  /** In force when the registry was lost. */
  readonly inForce: EpochId;
  /** In force since before the copy. */
  readonly kept: EpochId;
  readonly late: OrganizationId;
  readonly copy: readonly Item[];
};

/** A copy is made while sharing is on; then an opt-out, a purge, another opt-in and another customer; then a loss. */
const aLostRegistry = async (): Promise<Story> => {
  const restorable = aRestorableCell();
  const { cell } = restorable;
  const organization = await anOrganization(cell);
  const workspace = await aWorkspace(cell, organization);
  const gone = await optIn(cell, organization, sharing);
  const kept = await optIn(cell, organization, platformSharing);
  await showNotice(cell, workspace, validation);
  expectStatus(await capture(cell, workspace, sharingUse, { records: records(cell, 5) }), 201);
  expectStatus(await capture(cell, workspace, platformUse, { records: records(cell, 3) }), 201);
  const copy = restorable.copyOf('registry');
  cell.clock.now += hours(1);
  expectStatus(await choose(cell, organization, sharing, 'off'), 200);
  await cell.tick();
  cell.clock.now += hours(1);
  const inForce = await optIn(cell, organization, sharing);
  expectStatus(await capture(cell, workspace, sharingUse, { records: records(cell, 4) }), 201);
  const late = await anOrganization(cell);
  expectStatus(await choose(cell, late, platformSharing, 'on'), 200);
  return { ...restorable, organization, workspace, gone, inForce, kept, late, copy };
};

const readRecords = ({ cell, workspace }: Story, epoch: EpochId, use: string) =>
  cell.call<{ records: readonly unknown[] }>(owner, 'GET /v1/captures', {
    query: { epoch, workspace, use },
  } as never);

describe('a registry that was lost, and restored from a copy that is two hours old', () => {
  test('[BY-3] settings are as they were chosen last, with the same count', async () => {
    const story = await aLostRegistry();
    const before = await readSetting(story.cell, story.organization, sharing);
    story.lose('registry');
    await restoreRegistry(story.restorer(story.copy), 'may be running');
    const after = await readSetting(story.cell, story.organization, sharing);
    expect(after.etag).toBe(before.etag);
    expect(after.setting).toMatchObject({ value: 'on', source: 'chosen', decidedBy: before.setting.decidedBy });
    expect(after.setting.epoch).not.toBe(story.inForce);
    expect(await readSetting(story.cell, story.late, platformSharing)).toMatchObject({ setting: { value: 'on' } });
  });
});
void [countOf, hold, release, readRecords];
