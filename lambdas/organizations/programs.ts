import type { Program } from '../../domain/programs/program.ts';
import { programOf } from '../shared/offered-programs.ts';

/** The chosen programs, or all; versions as they are now. @throws ProblemError unknown-program */
export const choosePrograms = (programs: readonly Program[], chosen: readonly string[] | undefined) =>
  (chosen === undefined ? programs : [...new Set(chosen)].map((id) => programOf(programs, id))).map(
    ({ id, version }) => ({ id, version }),
  );
