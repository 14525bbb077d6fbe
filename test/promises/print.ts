import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Asked, readArguments, UsageError, usage } from './arguments.ts';
import { formats } from './formats.ts';
import { claimsIn, promisesIn } from './list.ts';
import { NotAReport, readResults } from './results.ts';
import { rowsOf } from './table.ts';

const root = resolve(import.meta.dirname, '../..');
const resultsFile = join(root, '.local/test-results.json');
const contentOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Runs every test; what the runner says goes beside the table, not into it. */
const runTests = (): void => {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const output = ['ignore', process.stderr, process.stderr] as const;
  // A run that cannot begin writes no results, and older ones would pass for its own.
  rmSync(resultsFile, { force: true });
  spawnSync(process.execPath, [vitest, 'run'], { cwd: root, stdio: [...output] });
  if (!existsSync(resultsFile)) throw new NotAReport(`The tests left no results in ${resultsFile}.`);
};

const print = ({ format, detail, results, demanded }: Asked): void => {
  const isFirst = !existsSync(resultsFile);
  if (isFirst && results === 'of the last run')
    process.stderr.write(
      'There are no results of a last run yet: every test is run now, for many minutes.\n',
    );
  if (isFirst || results === 'of a new run') runTests();
  const run = readResults(readFileSync(resultsFile, 'utf8'), {
    root,
    claimsOf: (path) => (existsSync(join(root, path)) ? claimsIn(contentOf(path)) : undefined),
  });
  const rows = rowsOf(promisesIn(contentOf('docs/promises.md')), run.shown);
  const testFiles = globSync('test/**/*.test.ts', { cwd: root }).length;
  process.stdout.write(`${formats[format]({ rows, run, testFiles, detail })}\n`);
  const missing = rows.filter(({ id, kept }) => demanded.includes(id) && !kept);
  if (missing.length === 0) return;
  process.stderr.write(`Demanded and not kept: ${missing.map(({ id }) => id).join(', ')}\n`);
  process.exitCode = 1;
};

try {
  const listed = promisesIn(contentOf('docs/promises.md')).map(({ id }) => id);
  print(readArguments(process.argv.slice(2), listed));
} catch (error) {
  if (!(error instanceof UsageError || error instanceof NotAReport)) throw error;
  const called = error instanceof UsageError ? `\nUsage: ${usage}` : '';
  process.stderr.write(`${error.message}${called}\n`);
  process.exitCode = 2;
}
