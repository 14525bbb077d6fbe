import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { everyFunction } from '../contract/access/every-function.ts';
import { bundleBudget } from '../lib/bundle-budget.ts';
import { bundleFunctions } from '../lib/bundle-functions.ts';
import { environmentFor } from '../lib/constructs/function-environment.ts';

/**
 * How large each function is and how long it takes to start in a process of its own, beside what others would
 * start: built in the same run with the same settings of esbuild, but with the packages as they are published.
 * Milliseconds differ from machine to machine and with what else runs there; the ratios are what holds.
 */
const rounds = Number(process.argv[2] ?? 15);

const directory = mkdtempSync(join(tmpdir(), 'domicile-bench-'));
const comparedWith = ['dynamodb-client', 'document-client', 'full-framework'] as const;
const baselineSources = join(import.meta.dirname, 'baselines');

type Candidate = {
  readonly name: string;
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
  readonly budget?: number;
};

/** What AWS Lambda sets for every function. */
const runtime = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
};

const told = {
  geography: 'eu',
  registry: 'registry',
  content: 'content',
  evidence: 'evidence',
  purgeQueue: 'https://sqs.eu-central-1.amazonaws.com/111122223333/purge',
  bus: 'bus',
  cellDirectory: '{}',
  tokenRules: '{"kind":"user-pool"}',
  programs: '["business-apps-data-sharing","security-copilot"]',
  retentionTick: '3600',

  nameLife: '189388800',
  stacks: '["Cell"]',
  signingKey: 'arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555',
  placementKey: 'arn:aws:kms:eu-central-1:111122223333:key/66666666-7777-8888-9999-000000000000',
  evidenceBucket: 'the-evidence-bucket',
};

const baselines = async (): Promise<readonly Candidate[]> => {
  const names = readdirSync(baselineSources).map((file) => basename(file, '.ts'));
  await build({
    entryPoints: Object.fromEntries(names.map((name) => [name, join(baselineSources, `${name}.ts`)])),
    outdir: directory,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    logLevel: 'error',
  });
  return names.map((name) => ({ name, file: join(directory, `${name}.js`), env: runtime }));
};

const functions = async (): Promise<readonly Candidate[]> => {
  await bundleFunctions(join(directory, 'functions'));
  const carried = JSON.stringify({ version: 1, geography: told.geography, instruments: [], programs: [] });
  for (const { name, carries = [] } of everyFunction) {
    for (const file of carries) writeFileSync(join(directory, 'functions', name, file), carried);
  }
  return everyFunction.map((access) => ({
    name: access.name,
    file: join(directory, 'functions', access.name, 'index.js'),
    env: { ...runtime, ...environmentFor(access, told) },
    budget: bundleBudget(access),
  }));
};

/** What a start took: by the clock, and of the processor, which other work on the machine disturbs less. */
type Took = { readonly clock: number; readonly processor: number };

/** Milliseconds until a handler is there, in a new process: reading, compiling and running its bundle. */
const start = ({ file, env }: Candidate): Took => {
  const script = `const clock = performance.now(), cpu = process.cpuUsage();
    const { handler } = require(${JSON.stringify(file)});
    const took = performance.now() - clock, { user, system } = process.cpuUsage(cpu);
    if (typeof handler !== 'function') throw new Error('no handler');
    process.stdout.write(JSON.stringify({ clock: took, processor: (user + system) / 1000 }));
    process.exit(0);`;
  return JSON.parse(execFileSync(process.execPath, ['-e', script], { env, encoding: 'utf8' }));
};

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = low] = sorted.length % 2 ? [sorted[middle]] : sorted.slice(middle - 1, middle + 1);
  return (low + high) / 2;
};

/** Each candidate once a round, so that what else the machine does meets all of them alike. */
const measure = (candidates: readonly Candidate[]): ReadonlyMap<string, Took> => {
  const times = new Map<string, Took[]>(candidates.map(({ name }) => [name, []]));
  for (const candidate of candidates) start(candidate);
  for (let round = 0; round < rounds; round += 1) {
    for (const candidate of candidates) times.get(candidate.name)?.push(start(candidate));
  }
  const medianOf = (all: readonly Took[], of: keyof Took) => median(all.map((took) => took[of]));
  return new Map(
    [...times].map(([name, all]) => [
      name,
      { clock: medianOf(all, 'clock'), processor: medianOf(all, 'processor') },
    ]),
  );
};

const report = (candidates: readonly Candidate[], medians: ReadonlyMap<string, Took>): void => {
  const over = (name: string, of: keyof Took): number =>
    (medians.get(name)?.[of] ?? 0) - (medians.get('empty')?.[of] ?? 0);
  const ratio = (name: string, baseline: string): string =>
    (['clock', 'processor'] as const)
      .map((of) => (over(name, of) / over(baseline, of)).toFixed(2))
      .join(' / ');
  const rows = candidates
    .filter(({ name }) => name !== 'empty')
    .map(({ name, file, budget }) => [
      name,
      {
        bytes: statSync(file).size,
        budget: budget ?? '',
        'init ms': over(name, 'clock').toFixed(1),
        'cpu ms': over(name, 'processor').toFixed(1),
        ...Object.fromEntries(comparedWith.map((baseline) => [`of ${baseline}`, ratio(name, baseline)])),
      },
    ]);
  console.table(Object.fromEntries(rows));
};

try {
  const candidates = [...(await baselines()), ...(await functions())];
  const loadBefore = loadavg()[0] ?? 0;
  report(candidates, measure(candidates));
  console.log(
    `Node ${process.version}, ${rounds} cold processes each, interleaved; medians over the empty handler; ` +
      'ratios of clock / processor. ' +
      `Load of the machine ${loadBefore.toFixed(1)} before and ${(loadavg()[0] ?? 0).toFixed(1)} after.`,
  );
} finally {
  rmSync(directory, { recursive: true, force: true });
}
