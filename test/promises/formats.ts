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
        promises: rows.map(({ id, text, kept, places, tests }) => ({
          id,
          promise: text,
          kept,
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

const verdict = ({ kept }: Row): string => (kept ? 'kept' : 'not kept');

const lineOf = (row: Row): string =>
  [
    row.id.padEnd(6),
    verdict(row).padEnd(9),
    `${row.tests.length}`.padStart(3),
    (row.places.join(', ') || '-').padEnd(36),
    row.text,
  ].join(' ');

const namesOf = ({ detail }: Table, { tests }: Row): readonly string[] =>
  detail === 'names' ? tests.map(({ outcome, name, path }) => `${outcome}: ${name} (${path})`) : [];

const cellsOf = (table: Table, row: Row): readonly string[] => [
  row.id,
  row.text,
  [`${row.tests.length}`, ...namesOf(table, row)].join('<br>'),
  verdict(row),
  row.places.join(', '),
];

const escaped = (text: string): string => text.replaceAll('|', '\\|');

const sumOf = (rows: readonly Row[]): string => {
  const open = rows.filter(({ kept }) => !kept).map(({ id }) => id);
  const sum = `${rows.length - open.length} of ${rows.length} promises kept.`;
  return open.length === 0 ? sum : `${sum} Not kept: ${open.join(', ')}`;
};

/** A table says what its run showed, so it says which run that was: often one of a few files. */
const originOf = ({ run, testFiles }: Table): string =>
  `From the run of ${new Date(run.startedAt).toISOString()}: ${run.tests} tests, ${run.failed} failed, ` +
  `in ${run.paths.length} of ${testFiles} test files.`;
