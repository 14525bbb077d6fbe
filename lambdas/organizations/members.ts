import { storeUnavailable } from '../../contract/api/choice-problems.ts';
import { lastOwner } from '../../contract/api/member-problems.ts';
import { notFound } from '../../contract/api/problems.ts';
import type { MemberReply } from '../../contract/api/replies.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import { continueChain } from '../../domain/consent/ledger.ts';
import {
  type NamedSubject,
  type OrganizationId,
  parseIdentifier,
  type SubjectId,
  type UserId,
  type WorkspaceId,
} from '../../domain/identifiers.ts';
import { type CustomerRole, customerRoles } from '../../domain/programs/program.ts';
import { demandMember } from '../shared/http/authority.ts';
import { wantedPage } from '../shared/http/pages.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { StoreRefused } from '../shared/http/store-refused.ts';
import { backOff } from '../shared/persist.ts';
import { appendActions, readHead } from '../shared/repositories/ledger.ts';
import { membershipActions, readMembers, readMembership } from '../shared/repositories/members.ts';
import { commitPerson } from '../shared/repositories/names.ts';
import { outboxAction } from '../shared/repositories/outbox.ts';
import { isUser, userOfToken } from '../shared/repositories/users.ts';
import type { Cursor } from '../shared/store/store.ts';
import type { OrganizationsPorts } from './ports.ts';

type Caller = Request<'POST /v1/members'>['caller'];

/** Who is to have which roles in which subject. */
type Asked = {
  readonly caller: Caller;
  readonly subject: OrganizationId | WorkspaceId;
  readonly user: UserId;
  readonly roles: readonly CustomerRole[];
};

/** How often others may give roles in the same subject, or write to its ledger, before the caller comes again. */
const tries = 6;

/** The members of an organization or workspace with their roles. @throws ProblemError not-found, not-allowed */
export const listMembers = async (
  request: Request<'GET /v1/members'>,
  ports: OrganizationsPorts,
): Promise<Reply> => {
  const { id } = await subjectOf(ports, request.caller, request.query.subject);
  const { nextOf, ...page } = wantedPage(request, { pk: id, prefix: registryKeys.memberPrefix });
  const { members, next } = await readMembers(ports.store, id, page);
  return ok({ members: members.map((member) => ({ subject: id, ...member })), ...nextOf(next) });
};

/**
 * Gives somebody roles who may have none yet, by the subject of their token.
 * @throws ProblemError not-found, not-allowed, last-owner
 */
export const addMember = async (
  { caller, body }: Request<'POST /v1/members'>,
  ports: OrganizationsPorts,
): Promise<Reply<MemberReply>> => {
  const { id: subject } = await subjectOf(ports, caller, body.subject);
  const { user } = await userOfToken(ports, body.person);
  return ok(await give(ports, { caller, subject, user, roles: inOrder(body.roles) }));
};

/**
 * Gives a member other roles, or none.
 * @throws ProblemError not-found for who is no member, not-allowed, last-owner
 */
export const giveRoles = async (
  { caller, path, body }: Request<'PUT /v1/members/{subject}/{user}'>,
  ports: OrganizationsPorts,
): Promise<Reply<MemberReply>> => {
  const { id: subject } = await subjectOf(ports, caller, path.subject);
  const { user } = path;
  // Who lost all roles is asked for again where an answer was lost.
  const item = await ports.store.get('registry', registryKeys.member(subject, user), 'strong');
  if (item === undefined) throw notFound(user);
  return ok(await give(ports, { caller, subject, user, roles: inOrder(body.roles) }));
};

/** The same roles in another order, or one of them twice, are the same roles. */
const inOrder = (roles: readonly CustomerRole[]): readonly CustomerRole[] =>
  customerRoles.filter((role) => roles.includes(role));

/** An organization or a workspace of which the caller is a member in a role that the route admits. */
const subjectOf = async (ports: OrganizationsPorts, caller: Caller, named: SubjectId | NamedSubject) => {
  const member = await demandMember(ports, caller, named);
  const id = parseIdentifier(member.subject, 'org', 'ws')?.id;
  // A user has nobody but themselves.
  if (id === undefined || member.user === undefined) throw notFound(named);
  const kind = parseIdentifier(id, 'org') === undefined ? ('workspace' as const) : ('organization' as const);
  return { id, kind, member };
};

/**
 * Gives roles and writes down that they were given, in one transaction with the next entry of the subject's ledger. All
 * who give roles in a subject meet at that entry: what was read before it is as it was, or nothing is written. So two
 * owners who make each other none leave one.
 */
const give = async (ports: OrganizationsPorts, asked: Asked): Promise<MemberReply> => {
  const { caller, user, roles } = asked;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const head = await readHead(ports.store, asked.subject);
    // Read after the head, and so the roles with which the entry is written, the caller's own too.
    const subject = await subjectOf(ports, caller, asked.subject);
    const before = (await readMembership(ports.store, subject.id, user))?.roles ?? [];
    const reply = { subject: subject.id, user, roles };
    if (before.join() === roles.join()) return reply;
    if (!roles.includes('owner') && !(await isOwnerBeside(ports, subject.id, user))) throw lastOwner();
    const at = ports.clock.now();
    const { commitment, kept } = commitPerson(ports, caller, subject.member)();
    const by = subject.member.user;
    const event = { type: 'roles-given', member: user, roles, by } as const;
    const entry = continueChain(subject.id, head, { at, event, commitment });
    const told = { type: 'RolesGiven', detail: { subject: subject.id, entry: entry.sequence } } as const;
    const outcome = await ports.store.transact([
      ...membershipActions(subject, { user, roles }),
      ...appendActions(entry, kept),
      outboxAction(ports, told, at),
    ]);
    if (outcome.ok) return reply;
    if (outcome.refusal === 'throttled') throw storeUnavailable();
    await backOff(ports, attempt);
  }
  throw new StoreRefused('conflict');
};

/** Whether somebody else is an owner, and a person whom a token leads to: who was erased decides nothing. */
const isOwnerBeside = async (
  { store }: OrganizationsPorts,
  subject: MemberReply['subject'],
  user: UserId,
): Promise<boolean> => {
  let after: Cursor | undefined;
  do {
    const { members, next } = await readMembers(store, subject, after === undefined ? {} : { after });
    for (const member of members)
      if (member.user !== user && member.roles.includes('owner') && (await isUser(store, member.user)))
        return true;
    after = next;
  } while (after !== undefined);
  return false;
};
