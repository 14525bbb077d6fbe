import { environmentNames } from '../../contract/access/access.ts';
import { unknownProgram } from '../../contract/api/problems.ts';
import { programById } from '../../domain/programs/catalog.ts';
import type { Program } from '../../domain/programs/program.ts';
import { type Environment, required } from './environment.ts';

/**
 * The programs that the vendor runs, in the order of its configuration. Apart from what else the environment tells,
 * because it brings the catalog, which not every function needs.
 */
export const programsFrom = (environment: Environment): readonly Program[] => {
  const ids: unknown = JSON.parse(required(environment, 'programs'));
  if (!Array.isArray(ids)) throw new Error(`${environmentNames.programs} is not a list of program ids`);
  return ids.map((id) => {
    const program = programById(String(id));
    if (program === undefined)
      throw new Error(`${environmentNames.programs} names ${id}, which is no program`);
    return program;
  });
};

/** The programs that a subject was created with, as far as they are among the given ones. */
export const programsOf = (
  programs: readonly Program[],
  subject: { readonly programs: readonly { readonly id: string }[] },
): readonly Program[] => programs.filter(({ id }) => subject.programs.some((chosen) => chosen.id === id));

/** The program of an id, among those that are offered. @throws ProblemError unknown-program with the names that there are */
export const programOf = (programs: readonly Program[], id: string): Program => {
  const found = programs.find((program) => program.id === id);
  if (found === undefined)
    throw unknownProgram(
      id,
      programs.map((program) => program.id),
    );
  return found;
};
