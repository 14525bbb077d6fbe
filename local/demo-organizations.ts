import { apiOf, bodyOf } from './api.ts';
import type { Cell } from './deployment-file.ts';
import { tokenOfPerson } from './sign-in.ts';

/** An organization of a cell's own geography, and one workspace in it. */
export type DemoOrganization = { readonly organization: string; readonly workspace: string };

/**
 * Creates them as the product means it: the vendor's operator creates the organization and names its first
 * owner; the owner creates the workspace.
 */
export const createOrganization = async (cell: Cell): Promise<DemoOrganization> => {
  const [operator, owner] = await Promise.all([
    tokenOfPerson(cell, 'operator'),
    tokenOfPerson(cell, 'owner'),
  ]);
  const { organization } = bodyOf(
    `Creating an organization in ${cell.geography}`,
    201,
    await apiOf(cell.api, operator).createOrganization({
      home: cell.geography,
      owner: cell.people.owner.subject,
    }),
  );
  const { workspace } = bodyOf(
    `Creating a workspace in ${cell.geography}`,
    201,
    await apiOf(cell.api, owner).createWorkspace({ organization, geography: cell.geography }),
  );
  return { organization, workspace };
};
