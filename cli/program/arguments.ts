import { parseArgs } from 'node:util';
import { catalogIdRule, isCatalogId } from '../../domain/programs/fault.ts';
import { UsageError } from '../usage-error.ts';

/** What `program new` is to write, and into which folder; the product's own where none is named. */
export type NewAsked = { readonly id: string; readonly out?: string };

/** What `program check` is to look at: ids or files; every program of the catalog where none is named. */
export type CheckAsked = { readonly named: readonly string[]; readonly format: 'text' | 'json' };

type Options = NonNullable<Parameters<typeof parseArgs>[0]>['options'];

const read = (args: readonly string[], options: NonNullable<Options>) => {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    return { values, rest: positionals.slice(2) };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

/**
 * What the arguments of `program new` ask for.
 * @throws UsageError with what was given and what is allowed
 */
export const readNewArguments = (args: readonly string[]): NewAsked => {
  const { values, rest } = read(args, { out: { type: 'string' } });
  const [id, ...more] = rest;
  if (id === undefined || more.length > 0) {
    throw new UsageError(`Name one id, and no more: ${catalogIdRule}, like meeting-summaries.`);
  }
  if (!isCatalogId(id)) {
    throw new UsageError(`The id is \`${id}\`; allowed are ${catalogIdRule}, like meeting-summaries.`);
  }
  return typeof values.out === 'string' ? { id, out: values.out } : { id };
};

/**
 * What the arguments of `program check` ask for.
 * @throws UsageError where an option is unknown
 */
export const readCheckArguments = (args: readonly string[]): CheckAsked => {
  const { values, rest } = read(args, { json: { type: 'boolean' } });
  return { named: rest, format: values.json === true ? 'json' : 'text' };
};
