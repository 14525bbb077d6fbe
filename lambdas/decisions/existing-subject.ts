import { notFound } from '../../contract/api/problems.ts';
import type { OrganizationId, WorkspaceId } from '../../domain/identifiers.ts';
import { readSubject, type Subject } from '../shared/repositories/subjects.ts';
import type { Store } from '../shared/store/store.ts';

/**
 * An organization or workspace that was created, read consistently.
 * @throws ProblemError not-found
 */
export const existingSubject = async (store: Store, id: OrganizationId | WorkspaceId): Promise<Subject> => {
  const subject = await readSubject(store, id);
  if (subject === undefined) throw notFound(id);
  return subject;
};
