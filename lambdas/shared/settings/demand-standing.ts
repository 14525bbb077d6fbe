import { standingLacking } from '../../../contract/api/choice-problems.ts';
import type { SettingDefinition } from '../../../domain/programs/program.ts';
import { lackedOf } from '../../../domain/programs/requires.ts';
import type { Caller } from '../http/caller.ts';
import type { SettingsSubject } from './existing-subject.ts';

/**
 * Demands of an owner what a setting asks for beside that role (SC-2): of who turns it on or off, and of who sees the
 * notice that applies its default.
 * @throws ProblemError not-allowed, naming what is lacking
 */
export const demandStanding = (
  caller: Caller,
  subject: SettingsSubject,
  { requires }: Pick<SettingDefinition, 'requires'>,
): void => {
  const standing = caller.kind === 'person' ? caller.directory : { roles: [], capacities: [] };
  const capacity = subject.kind === 'workspace' ? subject.capacity : undefined;
  const lacked = lackedOf(requires, standing, capacity);
  if (lacked.length > 0) throw standingLacking(lacked);
};
