import { misdirectedRequest } from '../../../contract/api/problems.ts';
import { type Geography, isGeography } from '../../../domain/geographies.ts';
import { geographyOfOwnUser, parseIdentifier } from '../../../domain/identifiers.ts';

/** Public addresses of the cells that the vendor told this one about. */
export type CellDirectory = { readonly [geography in Geography]?: string };

/**
 * Refuses a request that names anything of another geography, before anything is looked up. Looks at every
 * field of path, query and body that can hold an identifier, and at a body's `geography`.
 * @throws ProblemError misdirected-request, with the right cell's address where the directory has it
 */
export const refuseForeign = (
  cell: { readonly geography: Geography; readonly cellDirectory: CellDirectory },
  named: object | undefined,
): void => {
  for (const [name, value] of Object.entries(named ?? {})) {
    const there = typeof value === 'string' ? geographyNamed(name, value) : undefined;
    if (there === undefined || there === cell.geography) continue;
    throw misdirectedRequest(value, cell.geography, there, cell.cellDirectory[there]);
  }
};

/** A body's identifiers stand at its top; what lies deeper is content or names of the catalog, or looked at there. */
const geographyNamed = (name: string, value: string): Geography | undefined =>
  name === 'geography' && isGeography(value)
    ? value
    : (parseIdentifier(value, 'org', 'ws', 'user', 'ep', 'cert', 'tr', 'pl')?.geography ??
      geographyOfOwnUser(value));
