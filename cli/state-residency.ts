import { parseArgs } from 'node:util';
import { askedOfCell, isCellDirectory } from '../lib/cell-pin.ts';
import { judge } from '../lib/residency/judge.ts';
import { definePin, type Pin, PinError } from '../lib/residency/pin.ts';
import { readTemplates, type Source } from '../lib/residency/template/template.ts';
import { compileStatement } from '../lib/statement/compile-statement.ts';
import { UnknownStore } from '../lib/statement/known-types.ts';
import { demandCopies, partedByPin } from './elsewhere.ts';
import { readSources } from './read-sources.ts';
import { UsageError } from './usage-error.ts';

const read = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        region: { type: 'string' },
        'allow-region': { type: 'string', multiple: true, default: [] },
        account: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

const pinOf = (region: string, also: readonly string[], account: string | undefined): Pin => {
  try {
    return definePin(region, { also, ...(account !== undefined && { account }) });
  } catch (error) {
    if (error instanceof PinError) throw new UsageError(error.message);
    throw error;
  }
};

/** What keeps a statement from being true, as in a synthesis: broken and cannot tell alike. */
const whatIsWrong = (sources: readonly Source[], pin: Pin): readonly string[] =>
  judge(sources, { ...pin, ...askedOfCell(pin.home) })
    .filter((finding) => !isCellDirectory(finding))
    .map(
      ({ answer, rule, template, path, reason }) => `${answer} (${rule}): ${reason} (${template}, ${path})`,
    );

/**
 * The residency statement of a cell, compiled from its templates, as JSON: what `/v1/residency` of a cell that is
 * deployed from them answers (BY-9). Status 1 where the residency rules find something in
 * the templates, and where they hold something that it cannot speak of.
 * @throws UsageError when the arguments are wrong, or a template refuses to be deployed to the region
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
  const pin = pinOf(values.region, values['allow-region'], values.account);
  const sources = paths.flatMap(readSources);
  try {
    const { here, elsewhere } = partedByPin(sources, pin);
    // What the statement cannot speak of is said first: it says most about templates that are of no cell.
    const statement = compileStatement(readTemplates(here, pin), pin);
    demandCopies(elsewhere, statement, pin);
    const wrong = whatIsWrong(here, pin);
    if (wrong.length > 0)
      return {
        output: ['There is no statement: the residency rules found', ...wrong].join('\n  '),
        status: 1,
      };
    return { output: JSON.stringify(statement, null, 2), status: 0 };
  } catch (error) {
    if (error instanceof UnknownStore) return { output: error.message, status: 1 };
    throw error;
  }
};
