import { notAllowed, notFound } from '../../../contract/api/problems.ts';
import { identifier, parseIdentifier, type SubjectId } from '../../../domain/identifiers.ts';
import type { CustomerRole } from '../../../domain/programs/program.ts';
import type { CellPorts } from '../ports.ts';
import { readMembership } from '../repositories/subjects.ts';
import type { Caller } from './caller.ts';

type Ports = Pick<CellPorts, 'store' | 'geography'>;

/**
 * The caller's roles in the very subject that is named. Whoever has none is told that there is no such thing,
 * whether there is one or not.
 * @param asked what the caller named, where that was something that belongs to the subject
 * @throws ProblemError not-found
 */
export const demandMember = async (
  ports: Ports,
  caller: Caller,
  subject: SubjectId,
  asked: string = subject,
): Promise<readonly CustomerRole[]> => {
  const roles = caller.kind === 'person' ? await rolesIn(ports, caller, subject) : undefined;
  if (roles === undefined) throw notFound(asked);
  return roles;
};

/**
 * As `demandMember`, and one of the roles that decide.
 * @throws ProblemError not-found for who is not a member, not-allowed for members in other roles (SC-2)
 */
export const demandRole = async (
  ports: Ports,
  caller: Caller,
  subject: SubjectId,
  allowed: readonly CustomerRole[],
): Promise<readonly CustomerRole[]> => {
  const roles = await demandMember(ports, caller, subject);
  if (!roles.some((role) => allowed.includes(role))) throw notAllowed(roles.join(', ') || 'no role', allowed);
  return roles;
};

/** Everybody is the owner of their own settings as a user. */
const rolesIn = async ({ store, geography }: Ports, caller: Caller, subject: SubjectId) => {
  if (parseIdentifier(subject, 'user') !== undefined) {
    return subject === identifier(geography, 'user', caller.tokenSubject) ? (['owner'] as const) : undefined;
  }
  return (await readMembership(store, subject, caller.tokenSubject))?.roles;
};
