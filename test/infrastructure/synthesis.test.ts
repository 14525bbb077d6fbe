import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { everyGeography } from '../../domain/geographies.ts';

const root = join(import.meta.dirname, '../..');
const directory = mkdtempSync(join(tmpdir(), 'domicile-cdk-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** The real CLI, as `npx cdk` runs it, on a machine that has no credentials and has never seen AWS. */
const cdk = (...words: readonly string[]): string =>
  execFileSync(process.execPath, [join(root, 'node_modules/aws-cdk/bin/cdk'), ...words, '--no-notices'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: [dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
      HOME: directory,
      TMPDIR: directory,
      CDK_HOME: directory,
      CDK_DISABLE_CLI_TELEMETRY: 'true',
      AWS_EC2_METADATA_DISABLED: 'true',
      CI: 'true',
    },
  });

test('the app is synthesized without credentials or lookups, a storage and a service stack for each geography', () => {
  const output = join(directory, 'out');

  const stacks = cdk('list', '--output', output).trim().split('\n');

  const ofEach = everyGeography.flatMap((geography) => [
    `${geography}/Storage (Domicile-${geography}-Storage)`,
    `${geography}/Service (Domicile-${geography}-Service)`,
  ]);
  expect(stacks).toEqual(ofEach);
  const { missing } = JSON.parse(readFileSync(join(output, 'manifest.json'), 'utf8'));
  expect(missing).toBeUndefined();
});
