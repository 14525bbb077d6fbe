import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { everyGeography } from '../domain/geographies.ts';

/**
 * How long `npm start` takes until all nine cells are ready, from nothing and once more with the data of the
 * last time. It runs in a copy of this project, so that cells and data of `.local` are left alone. What is
 * installed once, packages and Python's, is not counted: a start before the first round installs it.
 */
const rounds = Number(process.argv[2] ?? 3);

const root = dirname(import.meta.dirname);
const directory = mkdtempSync(join(tmpdir(), 'domicile-bench-'));
const copy = join(directory, 'domicile');

const budget = { first: 20, second: 6 } as const;

/** Made anew by whoever needs it, or shared. */
const leftOut = new Set(['.git', '.local', '.build', 'cdk.out', 'node_modules']);

const copyProject = () => {
  cpSync(root, copy, { recursive: true, filter: (path) => !leftOut.has(relative(root, path)) });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const python = join(root, '.local', 'venv');
  mkdirSync(join(copy, '.local'), { mode: 0o700 });
  if (existsSync(python)) symlinkSync(python, join(copy, '.local', 'venv'));
};

/** Seconds until a command of the local cloud returns; whatever it says is shown when it fails. */
const seconds = (...command: readonly string[]): number => {
  const started = performance.now();
  execFileSync(process.execPath, [join(copy, 'local', 'launch.mjs'), ...command], {
    cwd: copy,
    stdio: 'pipe',
  });
  return (performance.now() - started) / 1_000;
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const measure = () => {
  seconds('start', '--detach', '--fresh', '--geographies', 'us');
  seconds('stop');
  const taken: Record<'first' | 'stop' | 'second', number[]> = { first: [], stop: [], second: [] };
  for (let round = 0; round < rounds; round += 1) {
    taken.first.push(seconds('start', '--detach', '--fresh'));
    taken.stop.push(seconds('stop'));
    taken.second.push(seconds('start', '--detach'));
    taken.stop.push(seconds('stop'));
  }
  return [
    { what: 'start from nothing', 'median s': median(taken.first).toFixed(1), 'budget s': budget.first },
    { what: 'start once more', 'median s': median(taken.second).toFixed(1), 'budget s': budget.second },
    { what: 'stop', 'median s': median(taken.stop).toFixed(1), 'budget s': '' },
  ];
};

const load = () => loadavg()[0]?.toFixed(1);

const before = load();
try {
  copyProject();
  console.table(measure());
  console.log(
    `Node ${process.version}, ${everyGeography.length} cells, ${rounds} rounds. ` +
      `Load of the machine ${before} before and ${load()} after.`,
  );
} finally {
  // Where a start has failed there is nothing to stop, and the command says so.
  if (existsSync(join(copy, 'local', 'launch.mjs'))) seconds('stop');
  rmSync(directory, { recursive: true, force: true });
}
