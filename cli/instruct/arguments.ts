import { parseArgs } from 'node:util';
import { UsageError } from '../usage-error.ts';

/** What is asked of an instruction to several cells. */
export type InstructAsked =
  | { readonly how: 'make'; readonly wanted: string; readonly key: string; readonly out: string }
  | {
      readonly how: 'send' | 'status';
      readonly file: string;
      readonly cells: string;
      /** A file of tokens by geography; without one they are in the environment. */
      readonly tokens?: string;
    };

const read = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        key: { type: 'string' },
        out: { type: 'string' },
        cells: { type: 'string' },
        tokens: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

const demanded = (name: string, value: string | undefined, what: string): string => {
  if (value === undefined || value === '') throw new UsageError(`Name ${what} with --${name}.`);
  return value;
};

/**
 * What the arguments of `domicile instruct` ask for.
 * @throws UsageError with what was given and what is allowed
 */
export const readInstructArguments = (args: readonly string[]): InstructAsked => {
  const { values, positionals } = read(args);
  const [, how, file, ...more] = positionals;
  if (how !== 'make' && how !== 'send' && how !== 'status')
    throw new UsageError(`There is no "instruct ${how ?? ''}"; there is: make, send, status.`);
  if (file === undefined || more.length > 0) throw new UsageError('Name one file.');
  const { key, out, cells, tokens } = values;
  if (how === 'make') {
    return {
      how,
      wanted: file,
      key: demanded('key', key, 'the private key that signs'),
      out: demanded('out', out, 'the file that the instruction is written to'),
    };
  }
  const where = demanded('cells', cells, 'the file of the addresses of the cells');
  return { how, file, cells: where, ...(tokens !== undefined && { tokens }) };
};
