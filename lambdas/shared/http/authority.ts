import { notAllowed, notFound } from '../../../contract/api/problems.ts';
import {
  geographyOfOwnUser,
  type NamedSubject,
  ownUser,
  parseIdentifier,
  type SubjectId,
  type UserId,
} from '../../../domain/identifiers.ts';
import type { CustomerRole } from '../../../domain/programs/program.ts';
import type { CellPorts } from '../ports.ts';
import { readMembership } from '../repositories/members.ts';
import { type KnownUser, readUser } from '../repositories/users.ts';
import type { Caller } from './caller.ts';

type Ports = Pick<CellPorts, 'store' | 'geography'>;

/** A caller's place in a subject. */
export type Member =
  /** Somebody who has acted in this cell. */
  | (KnownUser & { readonly subject: SubjectId; readonly roles: readonly CustomerRole[] })
  /** Somebody who has not, and asks for their own settings: nothing is stored of them, and nothing to be read. */
  | { readonly user?: never; readonly subject: UserId; readonly roles: readonly CustomerRole[] };

/**
 * The very subject that is named, with the caller's roles in it, of which the route admits one. Whoever has none is
 * told that there is no such thing, whether there is one or not.
 * @param asked what the caller named, where that was something that belongs to the subject
 * @throws ProblemError not-found for who is not a member, not-allowed for members in roles that the route does not name
 */
export const demandMember = async (
  ports: Ports,
  caller: Caller,
  named: SubjectId | NamedSubject,
  asked: string = named,
): Promise<Member> => {
  const member = caller.kind === 'person' ? await memberNamed(ports, caller, named) : undefined;
  if (member === undefined) throw notFound(asked);
  return demandOneOf(caller.admitted ?? [], member);
};

const demandOneOf = (allowed: readonly CustomerRole[], member: Member): Member => {
  if (member.roles.some((role) => allowed.includes(role))) return member;
  throw notAllowed(member.roles.join(', ') || 'no role', allowed);
};

/** Everybody is the owner of their own settings as a user. */
const memberNamed = async (
  { store, geography }: Ports,
  caller: Caller,
  named: string,
): Promise<Member | undefined> => {
  const known = await readUser(store, geography, caller.tokenSubject);
  const own = geographyOfOwnUser(named) === geography;
  if (own || named === known?.user) {
    const roles = ['owner'] as const;
    return known === undefined
      ? { subject: ownUser(geography), roles }
      : { ...known, subject: known.user, roles };
  }
  const subject = parseIdentifier(named, 'org', 'ws')?.id;
  if (known === undefined || subject === undefined) return undefined;
  const membership = await readMembership(store, subject, known.user);
  return membership && { ...known, subject, roles: membership.roles };
};
