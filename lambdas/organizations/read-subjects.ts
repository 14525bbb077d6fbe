import { notFound } from '../../contract/api/problems.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import { type OrganizationId, ownUser, type WorkspaceId } from '../../domain/identifiers.ts';
import { demandMember } from '../shared/http/authority.ts';
import { wantedPage } from '../shared/http/pages.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { readMembership } from '../shared/repositories/members.ts';
import {
  type Organization,
  readMyOrganizations,
  readSubject,
  readWorkspaces,
  type Workspace,
} from '../shared/repositories/subjects.ts';
import { readUser } from '../shared/repositories/users.ts';
import type { OrganizationsPorts } from './ports.ts';
import { organizationReply, workspaceReply } from './subjects.ts';

/** The organizations of which the caller is a member, in this cell. */
export const listOrganizations = async (
  request: Request<'GET /v1/organizations'>,
  ports: OrganizationsPorts,
): Promise<Reply> => {
  const { geography, store } = ports;
  const known = await readUser(store, geography, request.caller.tokenSubject);
  const user = known?.user ?? ownUser(geography);
  const { nextOf, ...page } = wantedPage(request, { pk: user, prefix: registryKeys.membershipPrefix });
  const { ids, next } = await readMyOrganizations(store, user, page);
  const organizations = await Promise.all(
    ids.map(async (id) => {
      const membership = await readMembership(store, id, user);
      return membership && organizationReply(await organizationOf(ports, id), membership.roles);
    }),
  );
  return ok({ organizations: organizations.filter((each) => each !== undefined), ...nextOf(next) });
};

/** One organization. @throws ProblemError not-found for who is not a member */
export const readOrganization = async (
  { caller, path }: Request<'GET /v1/organizations/{organization}'>,
  ports: OrganizationsPorts,
): Promise<Reply> => {
  const { roles } = await demandMember(ports, caller, path.organization);
  return ok(organizationReply(await organizationOf(ports, path.organization), roles));
};

/** The workspaces of an organization in this cell. @throws ProblemError not-found for who is not a member */
export const listWorkspaces = async (
  request: Request<'GET /v1/workspaces'>,
  ports: OrganizationsPorts,
): Promise<Reply> => {
  const { organization } = request.query;
  await demandMember(ports, request.caller, organization);
  const { nextOf, ...page } = wantedPage(request, {
    pk: organization,
    prefix: registryKeys.workspacesPrefix,
  });
  const { ids, next } = await readWorkspaces(ports.store, organization, page);
  const workspaces = await Promise.all(ids.map(async (id) => workspaceReply(await workspaceOf(ports, id))));
  return ok({ workspaces, ...nextOf(next) });
};

/** One workspace. @throws ProblemError not-found for who is not its member */
export const readWorkspace = async (
  { caller, path }: Request<'GET /v1/workspaces/{workspace}'>,
  ports: OrganizationsPorts,
): Promise<Reply> => {
  await demandMember(ports, caller, path.workspace);
  return ok(workspaceReply(await workspaceOf(ports, path.workspace)));
};

const organizationOf = async ({ store }: OrganizationsPorts, id: OrganizationId): Promise<Organization> => {
  const subject = await readSubject(store, id);
  if (subject?.kind !== 'organization') throw notFound(id);
  return subject;
};

const workspaceOf = async ({ store }: OrganizationsPorts, id: WorkspaceId): Promise<Workspace> => {
  const subject = await readSubject(store, id);
  if (subject?.kind !== 'workspace') throw notFound(id);
  return subject;
};
