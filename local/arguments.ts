import { parseArgs } from 'node:util';
import { durabilityRegionOf, everyGeography, type Geography, isGeography } from '../domain/geographies.ts';
import { LocalFailure } from './failure.ts';

/** How a start was asked for. */
export type StartArguments = {
  /** Without repetition, in the order of the declaration, whatever order they were given in. */
  readonly geographies: readonly Geography[];
  /** Those of the cells that have copies in the second region of their geography, where there is one. */
  readonly copiesOf: readonly Geography[];
  /** Whether saved state is used or wiped. */
  readonly begin: 'resume' | 'fresh';
  /** Where the cells run: in this terminal, until Ctrl-C, or behind it, until `npm stop`. */
  readonly place: 'foreground' | 'background';
};

export const startUsage =
  'npm start -- [--geographies eu,us] [--durability in-geography] [--detach] [--fresh]';

const geographiesFrom = (given: string): readonly Geography[] => {
  const names = given.split(',').map((name) => name.trim());
  const wrong = names.filter((name) => !isGeography(name));
  if (wrong.length > 0) {
    throw new LocalFailure(
      `--geographies was given ${JSON.stringify(wrong.join(','))}; allowed, with commas between: ${everyGeography.join(',')}.`,
    );
  }
  return everyGeography.filter((geography) => names.includes(geography));
};

/** Of every cell that can have copies: whoever tries it here has not asked for a certain geography. */
const copiesFrom = (given: string, chosen: readonly Geography[]): readonly Geography[] => {
  if (given === 'one-region') return [];
  if (given === 'in-geography') return chosen.filter((name) => durabilityRegionOf(name) !== undefined);
  throw new LocalFailure(
    `--durability was given ${JSON.stringify(given)}; allowed: one-region or in-geography.`,
  );
};

/** What `parseArgs` says of what it was given, as one sentence: its hints after the first are about code. */
const refusalOf = (error: unknown, usage: string): LocalFailure => {
  if (error instanceof LocalFailure) return error;
  const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split(
    /\.?(?:\s*\n|\. |$)/,
  );
  return new LocalFailure(`${sentence}. Usage: ${usage}`);
};

/**
 * Reads the arguments of a command that takes none.
 * @throws LocalFailure naming what was given
 */
export const demandNoArguments = (given: readonly string[], usage: string): void => {
  try {
    parseArgs({ args: [...given], options: {} });
  } catch (error) {
    throw refusalOf(error, usage);
  }
};

/** Whose token is asked for: a geography and a role, neither of which is known to exist. */
export type TokenArguments = { readonly geography: string; readonly role: string };

export const tokenUsage =
  'npm run -s token -- --geography <one of your cells, as us> --role <owner, operator or a service, as assistant>';

/**
 * Reads the arguments of `npm run token`.
 * @throws LocalFailure naming what is wrong or missing
 */
export const readTokenArguments = (given: readonly string[]): TokenArguments => {
  try {
    const options = { geography: { type: 'string' }, role: { type: 'string' } } as const;
    const { geography, role } = parseArgs({ args: [...given], options }).values;
    if (geography !== undefined && role !== undefined) return { geography, role };
    throw new Error(`${geography === undefined ? '--geography' : '--role'} is missing`);
  } catch (error) {
    throw refusalOf(error, tokenUsage);
  }
};

/**
 * Reads the arguments of `npm start`.
 * @throws LocalFailure naming what was given and what is allowed
 */
export const readStartArguments = (given: readonly string[]): StartArguments => {
  try {
    const { values } = parseArgs({
      args: [...given],
      options: {
        geographies: { type: 'string' },
        durability: { type: 'string', default: 'one-region' },
        detach: { type: 'boolean', default: false },
        fresh: { type: 'boolean', default: false },
      },
    });
    const geographies =
      values.geographies === undefined ? everyGeography : geographiesFrom(values.geographies);
    return {
      geographies,
      copiesOf: copiesFrom(values.durability, geographies),
      begin: values.fresh ? 'fresh' : 'resume',
      place: values.detach ? 'background' : 'foreground',
    };
  } catch (error) {
    throw refusalOf(error, startUsage);
  }
};
