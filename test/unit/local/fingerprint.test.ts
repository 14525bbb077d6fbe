import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fingerprintOf } from '../../../local/fingerprint.ts';

let directory = '';

const write = async (path: string, text: string) => {
  await mkdir(dirname(join(directory, path)), { recursive: true });
  await writeFile(join(directory, path), text);
};

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'domicile sources '));
  await write('lambdas/worker/index.ts', 'one');
  await write('package-lock.json', '{}');
  await write('local/local-config.ts', 'config');
});

afterEach(() => rm(directory, { recursive: true, force: true }));

const fingerprint = () => fingerprintOf(directory, ['text of the config']);

test.each([
  ['the source of a function changes', 'lambdas/worker/index.ts', 'two'],
  ['a package changes', 'package-lock.json', '{"a":1}'],
  ['what configures the local cells changes', 'local/local-config.ts', 'other'],
  ['a folder deeper down has a name that is left out at the top', 'domain/local/x.ts', 'x'],
  ['a folder appears that nobody has heard of', 'console/page.tsx', 'page'],
])('another deployment when %s', async (_when, path, text) => {
  const before = await fingerprint();
  await write(path, text);
  expect(await fingerprint()).not.toBe(before);
});

test.each([
  'test/unit/x.test.ts',
  'node_modules/x/index.js',
  '.local/x.json',
  'docs/x.json',
  'local/start.ts',
])('the same deployment when %s changes', async (path) => {
  const before = await fingerprint();
  await write(path, 'new');
  expect(await fingerprint()).toBe(before);
});

test('another deployment when the text of the configuration differs', async () => {
  expect(await fingerprintOf(directory, ['other text'])).not.toBe(await fingerprint());
});
