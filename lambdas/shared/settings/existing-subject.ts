import { notFound } from '../../../contract/api/problems.ts';
import type { Geography } from '../../../domain/geographies.ts';
import {
  geographyOfOwnUser,
  parseIdentifier,
  type SubjectId,
  type UserId,
} from '../../../domain/identifiers.ts';
import { everyProgram } from '../../../domain/programs/catalog.ts';
import type { CellPorts } from '../ports.ts';
import { readSubject, type Subject } from '../repositories/subjects.ts';

/**
 * A user as a subject of settings. Nobody creates one: whoever signs in to a cell has settings of their own
 * there, in every program, and the cell's geography is their home. Lists show what the vendor runs. Who never
 * acted has no identifier yet, and is read as `<geography>_user_me`.
 */
export type User = {
  readonly kind: 'user';
  readonly id: UserId;
  readonly home: Geography;
  readonly programs: readonly { readonly id: string; readonly version: number }[];
};

/** Whoever has settings. */
export type SettingsSubject = Subject | User;

/**
 * An organization or workspace that was created, or a user.
 * @throws ProblemError not-found
 */
export const existingSubject = async (
  ports: Pick<CellPorts, 'store' | 'geography'>,
  id: SubjectId,
): Promise<SettingsSubject> => {
  if (isOfUser(id)) return userIn(ports, id);
  const subject = await readSubject(ports.store, id);
  if (subject === undefined) throw notFound(id);
  return subject;
};

const isOfUser = (id: SubjectId): id is UserId =>
  geographyOfOwnUser(id) !== undefined || parseIdentifier(id, 'user') !== undefined;

const userIn = ({ geography }: Pick<CellPorts, 'geography'>, id: UserId): User => ({
  kind: 'user',
  id,
  home: geography,
  programs: everyProgram.map(({ id: program, version }) => ({ id: program, version })),
});
