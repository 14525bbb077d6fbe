import { parseArgs } from 'node:util';
import { definePin, type Pin, PinError, type PinOptions } from '../lib/residency/pin.ts';
import { everyFormat, type Format, isFormat } from './formats.ts';
import { UsageError } from './usage-error.ts';

/** What is to be verified, and how it is told. */
export type Asked = {
  readonly paths: readonly string[];
  readonly pin: Pin;
  readonly cannotTell: 'is broken' | 'is shown';
  readonly format: Format;
};

const read = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        region: { type: 'string' },
        'allow-region': { type: 'string', multiple: true },
        account: { type: 'string' },
        'key-prefix': { type: 'string' },
        'longest-life': { type: 'string' },
        strict: { type: 'boolean' },
        format: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

const pinOf = (home: string, options: PinOptions): Pin => {
  try {
    return definePin(home, options);
  } catch (error) {
    if (error instanceof PinError) throw new UsageError(error.message);
    throw error;
  }
};

/** A longest life, the same for every store. */
const longestLifeOf = (written: string): Pick<PinOptions, 'longestLife'> => {
  const days = /^(\d{1,5})d$/.exec(written)?.[1];
  if (days === undefined) throw new UsageError(`${written} is no --longest-life; days are written like 30d.`);
  return { longestLife: () => Number(days) };
};

/**
 * What the arguments ask for.
 * @throws UsageError with what was given and what is allowed
 */
export const readArguments = (args: readonly string[]): Asked => {
  const { values, positionals } = read(args);
  const [verb, noun, ...paths] = positionals;
  if (verb !== 'verify' || noun !== 'templates') {
    throw new UsageError(`There is no command "${positionals.slice(0, 2).join(' ')}".`);
  }
  if (paths.length === 0) throw new UsageError('Name a template or a folder.');
  if (values.region === undefined)
    throw new UsageError('Name the --region that the templates are deployed to.');
  const { format = 'text', strict = false } = values;
  if (!isFormat(format)) {
    throw new UsageError(`There is no --format ${format}; formats are: ${everyFormat.join(', ')}.`);
  }
  return {
    paths,
    pin: pinOf(values.region, {
      also: values['allow-region'] ?? [],
      ...(values.account !== undefined && { account: values.account }),
      ...(values['key-prefix'] !== undefined && { keyPrefix: values['key-prefix'] }),
      ...(values['longest-life'] !== undefined && longestLifeOf(values['longest-life'])),
    }),
    cannotTell: strict ? 'is broken' : 'is shown',
    format,
  };
};
