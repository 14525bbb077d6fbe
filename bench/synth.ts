import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { everyGeography } from '../domain/geographies.ts';

/**
 * How long the synthesis of all nine cells takes, without and with CDK's validation of templates, beside the
 * same cells with `NodejsFunction` bundling each function. Both run in turns in processes of their own; seconds
 * differ from machine to machine and with what else runs there, the ratio holds.
 */
const rounds = Number(process.argv[2] ?? 5);

const root = dirname(import.meta.dirname);
const directory = mkdtempSync(join(tmpdir(), 'domicile-bench-'));

const apps = { domicile: 'bin/domicile.ts', NodejsFunction: 'bench/synth-baseline.ts' } as const;
const validations = ['false', 'true'] as const;
type App = keyof typeof apps;
type Validation = (typeof validations)[number];

const budget: Record<Validation, number> = { false: 2.1, true: 5.5 };
/** Without validation: with it, both spend most of their time in the same validator. */
const ratioBudget = 0.6;

const context = JSON.stringify(JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')).context);

/** Seconds of one synthesis into an empty directory. */
const synthesize = (app: App, validation: Validation): number => {
  const outdir = join(directory, 'out');
  rmSync(outdir, { recursive: true, force: true });
  const { DOMICILE_CONFIG: _, ...inherited } = process.env;
  const started = performance.now();
  execFileSync(process.execPath, [join(root, apps[app])], {
    cwd: root,
    stdio: 'pipe',
    env: { ...inherited, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: context, CDK_VALIDATION: validation },
  });
  return (performance.now() - started) / 1_000;
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const measure = (validation: Validation) => {
  const seconds: Record<App, number[]> = { domicile: [], NodejsFunction: [] };
  for (const app of ['domicile', 'NodejsFunction'] as const) synthesize(app, validation);
  for (let round = 0; round < rounds; round += 1) {
    for (const app of ['domicile', 'NodejsFunction'] as const) seconds[app].push(synthesize(app, validation));
  }
  const [ours, theirs] = [median(seconds.domicile), median(seconds.NodejsFunction)];
  return {
    validation: validation === 'true' ? 'on' : 'off',
    'domicile s': ours.toFixed(2),
    'budget s': budget[validation],
    'NodejsFunction s': theirs.toFixed(2),
    ratio: (ours / theirs).toFixed(2),
    'ratio at most': validation === 'false' ? ratioBudget : '',
  };
};

try {
  console.log(`Synthesis of ${everyGeography.length} cells, medians of ${rounds}, after one that warms up`);
  console.table(validations.map(measure));
  console.log(
    `Load of the machine: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  );
} finally {
  rmSync(directory, { recursive: true, force: true });
}
