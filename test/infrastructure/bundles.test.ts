import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Access } from '../../contract/access/access.ts';
import { everyFunction } from '../../contract/access/every-function.ts';
import { everyNotice } from '../../domain/notices/catalog.ts';
import { everyProgram } from '../../domain/programs/catalog.ts';
import { nothingDeclared, termsFor } from '../../domain/transfers/terms.ts';
import { bundleBudget } from '../../lib/bundle-budget.ts';
import { bundleFunctions } from '../../lib/bundle-functions.ts';
import { environmentFor } from '../../lib/constructs/function-environment.ts';

const directory = mkdtempSync(join(tmpdir(), 'domicile-bundles-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const first = join(directory, 'first');
const second = join(directory, 'second');
await bundleFunctions(first);
// A synthesis writes them; that they are there is what a function of that name starts with.
for (const file of ['residency-statement.json', 'notices.json']) {
  writeFileSync(join(first, 'statements', file), '{"version":1}');
}
writeFileSync(join(first, 'evidence', 'programs.json'), '{"version":1,"programs":[]}');
for (const name of ['evidence', 'decisions'])
  writeFileSync(join(first, name, 'transfer-terms.json'), JSON.stringify(termsFor(nothingDeclared, 'eu')));

const fileOf = (outdir: string, access: Access) => join(outdir, access.name, 'index.js');

/** What a deployment would tell the functions. */
const values = {
  geography: 'eu',
  registry: 'registry',
  content: 'content',
  evidence: 'evidence',
  purgeQueue: 'https://sqs.eu-central-1.amazonaws.com/111122223333/purge',
  bus: 'bus',
  cellDirectory: '{}',
  tokenRules: '{"kind":"user-pool"}',
  programs: '["business-apps-data-sharing"]',
  retentionTick: '3600',
  nameLife: '189388800',
  stacks: '["Cell"]',
  signingKey: 'arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555',
  placementKey: 'arn:aws:kms:eu-central-1:111122223333:key/66666666-7777-8888-9999-000000000000',
  evidenceBucket: 'the-evidence-bucket',
};

describe.each(everyFunction.map((access) => [access.name, access] as const))(
  'the bundle of %s',
  (_, access) => {
    test('starts with the environment that its access file asks for, and has a handler', () => {
      const script = `process.stdout.write(typeof require(${JSON.stringify(fileOf(first, access))}).handler)`;
      const env = { AWS_REGION: 'eu-central-1', ...environmentFor(access, values) };
      expect(execFileSync(process.execPath, ['-e', script], { env, encoding: 'utf8' })).toBe('function');
    });

    test('knows credentials and settings from the environment only', () => {
      const code = readFileSync(fileOf(first, access), 'utf8');
      const others = [
        'AWS_CONTAINER_CREDENTIALS',
        'sso_account_id',
        'credential_process',
        'web_identity_token',
        'AWS_SHARED_CREDENTIALS_FILE',
        'AWS_CONFIG_FILE',
        '/latest/meta-data',
        '169.254.169.254',
      ];
      const known = ['AWS_ACCESS_KEY_ID', ...others].filter((name) => code.includes(name));
      // Who touches nothing of the account has no client, and so no credentials either.
      expect(known).toEqual(Object.keys(access.tables).length > 0 ? ['AWS_ACCESS_KEY_ID'] : []);
    });
  },
);

test('words of notices are in no bundle, and the catalog where something is decided by it', () => {
  const holding = (texts: readonly string[]) => {
    const holds = (access: Access) =>
      texts.some((text) => readFileSync(fileOf(first, access), 'utf8').includes(text));
    return everyFunction.filter(holds).map(({ name }) => name);
  };

  expect(holding(everyNotice.map(({ title }) => title))).toEqual([]);
  expect(new Set(holding(everyProgram.map(({ id }) => `id:"${id}"`)))).toEqual(
    new Set([
      'organizations',
      'settings',
      'instructions',
      'consent',
      'captures',
      'decisions',
      'statements',
      'signer',
    ]),
  );
});

test('every bundle is within its budget', () => {
  const sizes = everyFunction.map((access) => ({
    function: access.name,
    bytes: statSync(fileOf(first, access)).size,
    budget: bundleBudget(access),
  }));
  console.log(sizes.map((size) => `${size.function}: ${size.bytes} of ${size.budget} bytes`).join('\n'));

  expect(sizes.filter(({ bytes, budget }) => bytes > budget)).toEqual([]);
});

test('bundles are the same bytes wherever they are made', async () => {
  await bundleFunctions(second);
  for (const access of everyFunction) {
    expect(readFileSync(fileOf(second, access)).equals(readFileSync(fileOf(first, access)))).toBe(true);
  }
});

test('a function without an entry stops the synthesis with a sentence that names the file', async () => {
  await expect(bundleFunctions(second, join(directory, 'nothing-here'))).rejects.toThrow(
    /functions without an entry: .*settings\/index\.ts.*Write each with an exported `handler`/,
  );
});
