import { notFound, unknownUse } from '../../contract/api/problems.ts';
import type { SubjectId, WorkspaceId } from '../../domain/identifiers.ts';
import { findUse, type GovernedUse } from '../../domain/programs/catalog.ts';
import type { Program } from '../../domain/programs/program.ts';
import { readSubject, type Workspace } from '../shared/repositories/subjects.ts';
import type { Store } from '../shared/store/store.ts';

/**
 * A use of a program that this vendor runs, with the one setting that governs it.
 * @throws ProblemError unknown-use
 */
export const useInForce = (programs: readonly Program[], useId: string): GovernedUse => {
  const found = findUse(useId);
  if (found !== undefined && programs.some(({ id }) => id === found.program.id)) return found;
  throw unknownUse(
    useId,
    programs.flatMap(({ uses }) => Object.keys(uses)),
  );
};

/**
 * An existing workspace, read consistently.
 * @throws ProblemError not-found
 */
export const existingWorkspace = async (store: Store, id: WorkspaceId): Promise<Workspace> => {
  const subject = await readSubject(store, id);
  if (subject?.kind !== 'workspace') throw notFound(id);
  return subject;
};

/** Whose choice governs a use in a workspace: its own, or its organization's. */
export const governingSubject = (workspace: Workspace, governed: GovernedUse): SubjectId => {
  const { scope } = governed.setting;
  if (scope === 'user')
    throw new RangeError(`${governed.useId} is governed by each user; captures name no user yet`);
  return scope === 'organization' ? workspace.organization : workspace.id;
};
