import { notAllowed } from '../../../contract/api/problems.ts';
import type { SettingDefinition } from '../../../domain/programs/program.ts';
import type { Member } from '../http/authority.ts';

/** Demands of a member one of the roles that decide about a setting. @throws ProblemError not-allowed */
export const demandDecider = (
  { roles }: Pick<Member, 'roles'>,
  { decidedBy }: Pick<SettingDefinition, 'decidedBy'>,
): void => {
  if (!roles.some((role) => decidedBy.includes(role))) throw notAllowed(roles.join(', '), decidedBy);
};
