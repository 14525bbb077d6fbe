import { groupPrefixes } from '../../contract/access/token-rules.ts';
import { qualifiedScope } from '../../contract/api/scopes.ts';
import type { CellReading } from './cell-reading.ts';

/** What an owner must have beside the role in the cell to change sharing, as functions are told to read it (SC-2). */
export const ownersOfSharing = ({ programs, tokenRules }: CellReading): string => {
  const demanding = programs.some(({ settings }) =>
    Object.values(settings).some(({ requires }) => requires !== undefined),
  );
  if (!demanding) return 'No setting asks for more than the role of an owner in the cell.';
  if (tokenRules.kind === 'user-pool')
    return `Where a setting asks for a directory role or a right to a capacity, an owner must be in the groups of the user pool that tell it, whose names begin with “${groupPrefixes.directoryRole}” and “${groupPrefixes.capacity}”.`;
  if (tokenRules.directoryRoles === 'not-told')
    return 'Some settings ask for a directory role and a right to a capacity. The tokens of the vendor tell neither, and membership in the cell decides alone: whoever is an owner there changes them.';
  const { directoryRolesClaim: roles, capacitiesClaim: capacities } = tokenRules;
  return `Where a setting asks for a directory role or a right to a capacity, the token of an owner must tell it: in the claims ${[roles, capacities].map((claim) => claim ?? 'that nobody named').join(' and ')}.`;
};

/** Services that act for people, and all that each may do for anybody (SC-21). */
export const actingForPeople = ({ tokenRules }: CellReading): readonly string[] =>
  tokenRules.kind === 'user-pool'
    ? []
    : (tokenRules.onBehalf ?? []).map(
        ({ service, client, scopes }) =>
          `${service}, with tokens of the client ${client}: at most ${scopes.map(qualifiedScope).join(', ')}.`,
      );
