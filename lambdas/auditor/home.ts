import { type Place, placeOf } from '../../domain/audit/names.ts';

/**
 * The names of the cell's stacks, as the environment holds them.
 * @throws Error where they are no list of texts
 */
export const stacksFrom = (json: string): readonly string[] => {
  const parsed: unknown = JSON.parse(json);
  if (!Array.isArray(parsed) || !parsed.every((id) => typeof id === 'string') || parsed.length === 0) {
    throw new Error('STACKS is no list of names of stacks');
  }
  return parsed;
};

/**
 * Where the cell is: where the function that looks at it was called.
 * @param functionArn as the platform gives it to the function
 * @throws Error where it is no ARN
 */
export const homeOf = (functionArn: string): Place => {
  const home = placeOf(functionArn);
  if (home === undefined) throw new Error('The platform does not say where this function is');
  return home;
};
