import type { OrganizationReply, WorkspaceReply } from '../../contract/api/replies.ts';
import type { CustomerRole } from '../../domain/programs/program.ts';
import type { Organization, Workspace } from '../shared/repositories/subjects.ts';

/** An organization as the API shows it. The link is for owners: their client hands it to each cell. */
export const organizationReply = (
  organization: Organization,
  roles: readonly CustomerRole[],
): OrganizationReply => ({
  organization: organization.id,
  home: organization.home,
  state: organization.state,
  programs: organization.programs,
  createdAt: organization.createdAt,
  ...(roles.includes('owner') && { link: organization.link }),
});

/** A workspace as the API shows it, with the geography that was chosen for good (SC-6). */
export const workspaceReply = (workspace: Workspace): WorkspaceReply => ({
  workspace: workspace.id,
  organization: workspace.organization,
  geography: workspace.geography,
  ...(workspace.capacity !== undefined && { capacity: workspace.capacity }),
  home: workspace.home,
  state: workspace.state,
  programs: workspace.programs,
  createdAt: workspace.createdAt,
});
