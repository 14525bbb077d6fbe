import type { Handlers } from '../shared/http/request.ts';
import { askForAdmission } from './ask-for-admission.ts';
import { createOrganization } from './create-organization.ts';
import { createWorkspace } from './create-workspace.ts';
import { decideAdmission } from './decide-admission.ts';
import { addMember, giveRoles, listMembers } from './members.ts';
import type { OrganizationsPorts } from './ports.ts';
import { listAdmissions } from './read-admissions.ts';
import { listOrganizations, listWorkspaces, readOrganization, readWorkspace } from './read-subjects.ts';

/** One handler for each route of this function. */
export const organizationsHandlers: Handlers<'organizations', OrganizationsPorts> = {
  'POST /v1/organizations': createOrganization,
  'GET /v1/organizations': listOrganizations,
  'GET /v1/organizations/{organization}': readOrganization,
  'GET /v1/members': listMembers,
  'POST /v1/members': addMember,
  'PUT /v1/members/{subject}/{user}': giveRoles,
  'POST /v1/workspaces': createWorkspace,
  'GET /v1/workspaces': listWorkspaces,
  'GET /v1/workspaces/{workspace}': readWorkspace,
  'POST /v1/admissions': askForAdmission,
  'GET /v1/admissions': listAdmissions,
  'POST /v1/admissions/{subject}/{program}/{setting}/decision': decideAdmission,
};
