import type { EpochId, OrganizationId, WorkspaceId } from '../../domain/identifiers.ts';
import { hours } from '../../domain/time.ts';
import type { Item } from '../../lambdas/shared/store/store.ts';
import { recordsOf } from './holds.ts';
import { aRestorableCell, type RestorableCell } from './restorable-cell.ts';
import { platformSharing, platformUse, sharing, sharingUse, validation } from './settings.ts';
import {
  anOrganization,
  assistant,
  aWorkspace,
  capture,
  choose,
  expectStatus,
  optIn,
  records,
  showNotice,
} from './story.ts';

export type LostRegistry = RestorableCell & {
  readonly organization: OrganizationId;
  readonly workspace: WorkspaceId;
  /** Opted out of and purged since the copy, which still has it open. */
  readonly gone: EpochId;
  /** Opened since the copy, and in force when the registry was lost. */
  readonly inForce: EpochId;
  /** In force since before the copy. */
  readonly kept: EpochId;
  /** A customer who came after the copy. */
  readonly late: OrganizationId;
  readonly copy: readonly Item[];
  readonly copyOfContent: readonly Item[];
};

/**
 * A copy is made while sharing is on. Then come an opt-out and its purge, another opt-in, and another customer;
 * whatever a test does next, the registry is lost after it.
 */
export const aCellWithCopy = async (
  more: { readonly people?: readonly Parameters<typeof recordsOf>[2][] } = {},
): Promise<LostRegistry> => {
  const restorable = aRestorableCell();
  const { cell } = restorable;
  const organization = await anOrganization(cell);
  const workspace = await aWorkspace(cell, organization);
  const gone = await optIn(cell, organization, sharing);
  const kept = await optIn(cell, organization, platformSharing);
  await showNotice(cell, workspace, validation);
  const ofPeople = recordsOf(cell, 3, ...(more.people ?? []));
  expectStatus(await capture(cell, workspace, sharingUse, { records: records(cell, 5) }), 201);
  expectStatus(await capture(cell, workspace, platformUse, { records: ofPeople }), 201);
  const copy = restorable.copyOf('registry');
  const copyOfContent = restorable.copyOf('content');
  cell.clock.now += hours(1);
  expectStatus(await choose(cell, organization, sharing, 'off'), 200);
  await cell.tick();
  cell.clock.now += hours(1);
  const inForce = await optIn(cell, organization, sharing);
  expectStatus(await capture(cell, workspace, sharingUse, { records: records(cell, 4) }), 201);
  const late = await anOrganization(cell);
  expectStatus(await choose(cell, late, platformSharing, 'on'), 200);
  return { ...restorable, organization, workspace, gone, inForce, kept, late, copy, copyOfContent };
};

/** Another cell with what the first one holds, its registry lost. */
export const another = (story: LostRegistry): LostRegistry => {
  const made = aRestorableCell();
  for (const table of ['content', 'evidence'] as const)
    made.tables.commit(story.copyOf(table).map((after) => ({ table, before: undefined, after })));
  made.cell.clock.now = story.cell.clock.now;
  return { ...story, ...made };
};

/** What an assistant is told that asks for the shared records of an epoch. */
export const readShared = ({ cell, workspace }: LostRegistry, epoch: EpochId, use = sharingUse) =>
  cell.call(assistant, 'GET /v1/captures', { query: { workspace, use, day: '2026-03-01', epoch } });

/** How many records of an epoch the content table holds. */
export const recordsLeft = ({ tables }: RestorableCell, epoch: EpochId): number =>
  tables.all('content').filter(({ pk }) => pk.startsWith(epoch)).length;
