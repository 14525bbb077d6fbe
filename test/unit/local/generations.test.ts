import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { beginningIn, findGenerations, openGeneration } from '../../../local/generations.ts';
import { type SavedCloud, writeSavedCloud } from '../../../local/saved-cloud.ts';

const installed = 'ministack==2.0.0\n';
const cloud: SavedCloud = {
  version: 1,
  emulator: installed,
  fingerprint: 'abc',
  frontPort: 8600,
  emulatorPort: 4566,
  bootstrappedRegions: ['eu-central-1'],
  cells: [],
  apis: {},
};

let directory = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'domicile state '));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

const write = async (path: string, text: string) => {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
};

/** Leaves what a run leaves that ended cleanly. */
const runAndStop = async (generation: string, tables: string) => {
  await write(join(generation, 'state', 'dynamodb.json'), tables);
  await writeSavedCloud(generation, cloud);
  const files = { 'state/dynamodb.json': tables.length };
  await write(join(generation, 'saved.json'), JSON.stringify({ savedAt: '2026-11-21', files }));
};

const begin = () => beginningIn(directory, 'resume', installed);
const tablesOf = (generation: string) => readFile(join(generation, 'state', 'dynamodb.json'), 'utf8');

test('a run goes on from a copy, and what it does not save leaves the state before it as it was', async () => {
  const first = await openGeneration(directory, await begin());
  await runAndStop(first, 'one');
  const second = await openGeneration(directory, await begin());
  expect(await tablesOf(second)).toBe('one');
  await write(join(second, 'state', 'dynamodb.json'), 'half of tw');

  const beginning = await begin();
  const third = await openGeneration(directory, beginning);

  expect(beginning.because).toContain('killed');
  expect(await tablesOf(third)).toBe('one');
});

test('older states go when a newer one is gone on from', async () => {
  for (const tables of ['one', 'two', 'three']) {
    await runAndStop(await openGeneration(directory, await begin()), tables);
  }
  const numbers = (await findGenerations(directory)).map(({ number }) => number);
  expect(numbers.toSorted()).toEqual([2, 3]);
});

test.each<[string, (generation: string) => Promise<void>]>([
  ['shorter than it was saved', (generation) => write(join(generation, 'state', 'dynamodb.json'), 'o')],
  ['missing', (generation) => rm(join(generation, 'state', 'dynamodb.json'))],
])(
  'a state with a file that is %s is damaged, and nothing of it is left by a fresh start',
  async (_how, damage) => {
    const first = await openGeneration(directory, await begin());
    await runAndStop(first, 'one');
    await damage(first);

    const beginning = await begin();
    const next = await openGeneration(directory, beginning);

    expect(beginning).toMatchObject({ kind: 'fresh', because: expect.stringContaining('damaged') });
    expect(await readdir(next)).toEqual([]);
  },
);

test.each(['', '{', '{"version":2}'])('what is known of the cells may not be %o', async (text) => {
  const first = await openGeneration(directory, await begin());
  await runAndStop(first, 'one');
  await write(join(first, 'cloud.json'), text);
  expect(await begin()).toMatchObject({ kind: 'fresh', because: expect.stringContaining('damaged') });
});

test('the file that holds passwords is for its owner only', async () => {
  const first = await openGeneration(directory, await begin());
  await runAndStop(first, 'one');
  const { mode } = await import('node:fs').then(({ statSync }) => statSync(join(first, 'cloud.json')));
  expect(mode & 0o077).toBe(0);
});
