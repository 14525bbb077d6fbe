import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { everyGeography, type Geography, geographies } from '../domain/geographies.ts';
import config from '../domicile.config.ts';
import { askedOfCell } from '../lib/cell-pin.ts';
import { chosenPrograms } from '../lib/config.ts';
import { judgeParity } from '../lib/parity/judge-parity.ts';
import { judge } from '../lib/residency/judge.ts';
import { definePin } from '../lib/residency/pin.ts';

/**
 * What the residency rules, and the parity of decisions and infrastructure, add to a synthesis of all nine cells:
 * reading and judging their templates once, in a process that has not done it before, as in a synthesis.
 */
const budget = { residency: 0.5, parity: 0.1 } as const;

const root = dirname(import.meta.dirname);
const directory = mkdtempSync(join(tmpdir(), 'domicile-bench-'));
const context = JSON.stringify(JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')).context);

const templatesOf = (geography: Geography) => {
  const folder = join(directory, `assembly-${geography}`);
  const templates = readdirSync(folder).filter((file) => file.endsWith('.template.json'));
  return templates.map((name) => ({
    name,
    content: JSON.parse(readFileSync(join(folder, name), 'utf8')),
  }));
};

const pinOf = (geography: Geography) => {
  const { region } = geographies[geography];
  return definePin(region, askedOfCell(region));
};

/** Judges the cell of a geography and gives the number of findings. */
const judges: Record<keyof typeof budget, (geography: Geography) => number> = {
  residency: (geography) => judge(templatesOf(geography), pinOf(geography)).length,
  parity: (geography) =>
    judgeParity(templatesOf(geography), { geography, programs: chosenPrograms(config.programs), config })
      .length,
};

const measure = (check: keyof typeof budget) => {
  const started = performance.now();
  const findings = everyGeography.map(judges[check]).reduce((sum, count) => sum + count, 0);
  const seconds = (performance.now() - started) / 1_000;
  return { check, cells: everyGeography.length, findings, s: seconds.toFixed(3), 'budget s': budget[check] };
};

try {
  execFileSync(process.execPath, [join(root, 'bin/domicile.ts')], {
    cwd: root,
    stdio: 'pipe',
    env: { ...process.env, CDK_OUTDIR: directory, CDK_CONTEXT_JSON: context, CDK_VALIDATION: 'false' },
  });
  console.table([measure('residency'), measure('parity')]);
  console.log(
    `Load of the machine: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  );
} finally {
  rmSync(directory, { recursive: true, force: true });
}
