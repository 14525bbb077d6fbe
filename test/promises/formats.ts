import type { Run } from './results.ts';
import type { Row } from './table.ts';

/** A table to print: its rows, the run that they come from, and how many test files there are to run. */
export type Table = {
  readonly rows: readonly Row[];
  readonly run: Run;
  readonly testFiles: number;
  readonly detail: 'counts' | 'names';
};

export const formats = {
  text: (table: Table): string =>
    [
      ...table.rows.flatMap((row) => [lineOf(row), ...namesOf(table, row).map((name) => `        ${name}`)]),
      '',
      sumOf(table.rows),
      originOf(table),
    ].join('\n'),

  markdown: (table: Table): string =>
    [
      '| id | promise | tests | kept | shown |',
      '|---|---|---|---|---|',
      ...table.rows.map((row) => `| ${cellsOf(table, row).map(escaped).join(' | ')} |`),
      '',
      sumOf(table.rows),
      '',
      originOf(table),
    ].join('\n'),

  json: ({ rows, run, testFiles }: Table): string =>
    JSON.stringify(
      {
        run: {
          startedAt: new Date(run.startedAt).toISOString(),
          files: run.paths.length,
          ofFiles: testFiles,
          tests: run.tests,
          failed: run.failed,
        },
        promises: rows.map(({ id, text, kept, missing, places, tests }) => ({
          id,
          promise: text,
          kept,
          ...(missing !== undefined && { missing }),
          shown: places,
          tests: tests.map(({ name, path, outcome }) => ({ name, path, outcome })),
        })),
      },
      null,
      2,
    ),
} as const satisfies Record<string, (table: Table) => string>;

/** A way to print the table. */
export type Format = keyof typeof formats;

export const everyFormat = Object.keys(formats) as readonly Format[];

const verdict = ({ kept, missing }: Row): string => {
  if (!kept) return 'not kept';
  return missing === undefined ? 'kept' : 'in part';
};

const textOf = ({ text, kept, missing }: Row): string =>
  kept && missing !== undefined ? `${text} Not yet: ${missing}` : text;

const lineOf = (row: Row): string =>
  [
    row.id.padEnd(6),
    verdict(row).padEnd(9),
    `${row.tests.length}`.padStart(3),
    (row.places.join(', ') || '-').padEnd(36),
    textOf(row),
  ].join(' ');

const namesOf = ({ detail }: Table, { tests }: Row): readonly string[] =>
  detail === 'names' ? tests.map(({ outcome, name, path }) => `${outcome}: ${name} (${path})`) : [];

const cellsOf = (table: Table, row: Row): readonly string[] => [
  row.id,
  textOf(row),
  [`${row.tests.length}`, ...namesOf(table, row)].join('<br>'),
  verdict(row),
  row.places.join(', '),
];

const escaped = (text: string): string => text.replaceAll('|', '\\|');

const sumOf = (rows: readonly Row[]): string => {
  const idsWith = (wanted: string) => rows.filter((row) => verdict(row) === wanted).map(({ id }) => id);
  const [whole, part, open] = [idsWith('kept'), idsWith('in part'), idsWith('not kept')];
  return [
    `${whole.length} of ${rows.length} promises kept, ${part.length} in part.`,
    ...(part.length > 0 ? [`In part: ${part.join(', ')}.`] : []),
    ...(open.length > 0 ? [`Not kept: ${open.join(', ')}`] : []),
  ].join(' ');
};

/** A table says what its run showed, so it says which run that was: often one of a few files. */
const originOf = ({ run, testFiles }: Table): string =>
  `From the run of ${new Date(run.startedAt).toISOString()}: ${run.tests} tests, ${run.failed} failed, ` +
  `in ${run.paths.length} of ${testFiles} test files.`;
