import { parseArgs } from 'node:util';
import { definePin, PinError } from '../lib/residency/pin.ts';
import { readTemplates } from '../lib/residency/template/template.ts';
import { compileStatement } from '../lib/statement/compile-statement.ts';
import { UnknownStore } from '../lib/statement/known-types.ts';
import { UsageError } from './arguments.ts';
import { readSources } from './read-sources.ts';

const read = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { region: { type: 'string' }, account: { type: 'string' } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

const pinOf = (region: string, account: string | undefined) => {
  try {
    return definePin(region, account === undefined ? {} : { account });
  } catch (error) {
    if (error instanceof PinError) throw new UsageError(error.message);
    throw error;
  }
};

/**
 * The residency statement of a cell, compiled from its templates, as JSON: what `/v1/residency` of a cell that is
 * deployed from them answers (BY-9). Status 1 where the templates hold something that it cannot speak of.
 * @throws UsageError when the arguments are wrong
 * @throws TemplateError when a template cannot be read
 */
export const stateResidency = (
  args: readonly string[],
): { readonly output: string; readonly status: number } => {
  const { values, positionals } = read(args);
  const [, ...paths] = positionals;
  if (paths.length === 0)
    throw new UsageError('Name the templates of one cell, or the folder that holds them.');
  if (values.region === undefined) throw new UsageError('Name the --region that the cell is deployed to.');
  const pin = pinOf(values.region, values.account);
  try {
    const templates = readTemplates(paths.flatMap(readSources), pin);
    return { output: JSON.stringify(compileStatement(templates, pin), null, 2), status: 0 };
  } catch (error) {
    if (error instanceof UnknownStore) return { output: error.message, status: 1 };
    throw error;
  }
};
