import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { everyGeography, geographies } from '../domain/geographies.ts';
import { judge } from '../lib/residency/judge.ts';
import { definePin } from '../lib/residency/pin.ts';

/**
 * What the residency rules add to a synthesis of all nine cells: reading and judging their templates once, in a
 * process that has not done it before, as in a synthesis.
 */
const budget = 0.5;

const root = dirname(import.meta.dirname);
const directory = mkdtempSync(join(tmpdir(), 'domicile-bench-'));
const context = JSON.stringify(JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')).context);

/** Judges the cell of a geography and gives the number of findings. */
const judgeCell = (geography: (typeof everyGeography)[number]): number => {
  const folder = join(directory, `assembly-${geography}`);
  const templates = readdirSync(folder).filter((file) => file.endsWith('.template.json'));
  const sources = templates.map((name) => ({
    name,
    content: JSON.parse(readFileSync(join(folder, name), 'utf8')),
  }));
  return judge(sources, definePin(geographies[geography].region)).length;
};

try {
  execFileSync(process.execPath, [join(root, 'bin/domicile.ts')], {
    cwd: root,
    stdio: 'pipe',
    env: { ...process.env, CDK_OUTDIR: directory, CDK_CONTEXT_JSON: context, CDK_VALIDATION: 'false' },
  });
  const started = performance.now();
  const findings = everyGeography.map(judgeCell).reduce((sum, count) => sum + count, 0);
  const seconds = (performance.now() - started) / 1_000;
  console.table([{ cells: everyGeography.length, findings, s: seconds.toFixed(2), 'budget s': budget }]);
  console.log(
    `Load of the machine: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  );
} finally {
  rmSync(directory, { recursive: true, force: true });
}
