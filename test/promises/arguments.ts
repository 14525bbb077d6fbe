import { parseArgs } from 'node:util';
import { everyFormat, type Format } from './formats.ts';

export const usage = `npm run -s promises -- [--run] [--verbose] [--format ${everyFormat.join('|')}] [--demand DS-1,DS-2]`;

/** What somebody asked of the table. */
export type Asked = {
  readonly format: Format;
  readonly detail: 'counts' | 'names';
  readonly results: 'of a new run' | 'of the last run';
  /** Promises that must be kept. */
  readonly demanded: readonly string[];
};

/** Tells a person what is wrong with how the table was asked for. */
export class UsageError extends Error {}

const readOptions = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        run: { type: 'boolean' },
        verbose: { type: 'boolean' },
        format: { type: 'string' },
        demand: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

const formatOf = (given: string): Format => {
  const found = everyFormat.find((format) => format === given);
  if (found !== undefined) return found;
  throw new UsageError(`There is no --format ${given}; formats are: ${everyFormat.join(', ')}.`);
};

/**
 * What the arguments ask for.
 * @param listed every id that can be demanded
 * @throws UsageError with what was given and what is allowed
 */
export const readArguments = (args: readonly string[], listed: readonly string[]): Asked => {
  const { run, verbose, format = 'text', demand } = readOptions(args);
  const demanded = demand === undefined ? [] : demand.split(',').map((id) => id.trim());
  const unknown = demanded.filter((id) => !listed.includes(id));
  if (unknown.length > 0) {
    throw new UsageError(`--demand names what docs/promises.md does not list: ${unknown.join(', ')}.`);
  }
  return {
    format: formatOf(format),
    detail: verbose ? 'names' : 'counts',
    results: run ? 'of a new run' : 'of the last run',
    demanded,
  };
};
