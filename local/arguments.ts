import { parseArgs } from 'node:util';
import { everyGeography, type Geography, isGeography } from '../domain/geographies.ts';
import { LocalFailure } from './failure.ts';

/** How a start was asked for. */
export type StartArguments = {
  /** Without repetition, in the order of the declaration, whatever order they were given in. */
  readonly geographies: readonly Geography[];
  /** Whether saved state is used or wiped. */
  readonly begin: 'resume' | 'fresh';
  /** Where the cells run: in this terminal, until Ctrl-C, or behind it, until `npm stop`. */
  readonly place: 'foreground' | 'background';
};

export const startUsage = 'npm start -- [--geographies eu,us] [--detach] [--fresh]';

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
        detach: { type: 'boolean', default: false },
        fresh: { type: 'boolean', default: false },
      },
    });
    return {
      geographies: values.geographies === undefined ? everyGeography : geographiesFrom(values.geographies),
      begin: values.fresh ? 'fresh' : 'resume',
      place: values.detach ? 'background' : 'foreground',
    };
  } catch (error) {
    if (error instanceof LocalFailure) throw error;
    throw new LocalFailure(`${error instanceof Error ? error.message : String(error)}. Usage: ${startUsage}`);
  }
};
