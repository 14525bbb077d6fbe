import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import configuration from '../../.dependency-cruiser.ts';

const parts = ['domain', 'contract', 'lambdas', 'lib', 'cli', 'local', 'bin'];

const look = async (baseDir: string, folders: readonly string[]): Promise<ICruiseResult> => {
  const { options, ...ruleSet } = configuration;
  const { output } = await cruise([...folders], {
    ...options,
    baseDir,
    ruleSet,
    validate: true,
  });
  if (typeof output === 'string') throw new Error(`dependency-cruiser answered with a text: ${output}`);
  return output;
};
const violationsIn = (result: ICruiseResult) =>
  result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);

describe('the imports of the product', () => {
  let seen: ICruiseResult;
  beforeAll(async () => {
    seen = await look(process.cwd(), parts);
  });

  test('point one way', () => {
    expect(violationsIn(seen)).toEqual([]);
  });

  test('are truly seen: every part has its modules, and known edges are there, types included', () => {
    const edges = seen.modules.flatMap(({ source, dependencies }) =>
      dependencies.map(({ resolved }) => `${source} → ${resolved}`),
    );
    const own = seen.modules
      .map(({ source }) => source)
      .filter((source) => parts.includes(source.split('/')[0] ?? ''));

    expect(own.length).toBeGreaterThan(100);
    expect(new Set(own.map((source) => source.split('/')[0]))).toEqual(new Set(parts));
    expect(edges).toEqual(
      expect.arrayContaining([
        'domain/programs/catalog.ts → domain/programs/security-copilot.ts',
        'domain/settings/resolve-setting.ts → domain/identifiers.ts',
        'contract/tables/registry.ts → domain/identifiers.ts',
        'contract/access/every-function.ts → contract/access/worker.ts',
      ]),
    );
  });
});

describe('the oracle of the simulation', () => {
  test('imports nothing but its own files', async () => {
    const { modules } = await look(process.cwd(), ['test/simulation/oracle']);
    const sources = modules.map(({ source }) => source);

    expect(sources).toContain('test/simulation/oracle/judge.ts');
    expect(sources.filter((source) => !source.startsWith('test/simulation/oracle/'))).toEqual([]);
  });
});

describe('a forbidden import that is planted is found', () => {
  let planted: string;
  beforeAll(() => {
    planted = mkdtempSync(join(tmpdir(), 'domicile-imports-'));
  });
  afterAll(() => rmSync(planted, { recursive: true }));

  const cases: readonly (readonly [rule: string, from: string, to: string])[] = [
    ['domain-stands-alone', 'domain/a.ts', 'contract/b.ts'],
    ['domain-stands-alone', 'domain/c.ts', 'node:crypto'],
    ['contract-knows-the-domain-only', 'contract/c.ts', 'lambdas/x/d.ts'],
    ['lambdas-know-domain-and-contract', 'lambdas/x/e.ts', 'lib/f.ts'],
    ['lambdas-know-domain-and-contract', 'lambdas/x/g.ts', 'domicile.config.ts'],
    ['a-function-stands-beside-the-others', 'lambdas/x/h.ts', 'lambdas/y/i.ts'],
    ['a-function-stands-beside-the-others', 'lambdas/shared/j.ts', 'lambdas/y/i.ts'],
    ['lib-knows-domain-and-contract', 'lib/k.ts', 'lambdas/x/d.ts'],
    ['lib-knows-domain-and-contract', 'lib/r.ts', 'cli/s.ts'],
    ['residency-stands-apart-from-cdk', 'lib/residency/t.ts', 'lib/u.ts'],
    ['cli-knows-no-function', 'cli/v.ts', 'lambdas/x/d.ts'],
    ['local-knows-no-function', 'local/l.ts', 'lambdas/x/d.ts'],
    ['nothing-imports-bin', 'local/m.ts', 'bin/app.ts'],
    ['the-oracle-stands-alone', 'test/simulation/oracle/w.ts', 'domain/retention/deadline.ts'],
    ['the-oracle-stands-alone', 'test/simulation/oracle/x.ts', 'lambdas/worker/y.ts'],
    ['the-oracle-stands-alone', 'test/simulation/oracle/y.ts', 'test/support/z.ts'],
    ['the-product-knows-no-test', 'lib/n.ts', 'test/o.ts'],
    ['no-cycles', 'domain/p.ts', 'domain/p.ts'],
    ['resolvable', 'domain/q.ts', './nowhere.ts'],
  ];

  test.each(cases)('%s: %s → %s', async (rule, from, to) => {
    const folder = mkdtempSync(join(planted, 'tree-'));
    const isFile = to.endsWith('.ts') && !to.startsWith('.');
    if (isFile) plant(folder, to, 'export const found = 1;\n');
    const target = isFile ? `${'../'.repeat(from.split('/').length - 1)}${to}` : to;
    plant(folder, from, `import type * as found from '${target}';\nexport type Found = typeof found;\n`);

    expect(violationsIn(await look(folder, ['.']))).toContainEqual(
      expect.stringMatching(new RegExp(`^${rule}: ${from} → `)),
    );
  });
});

const plant = (folder: string, path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
