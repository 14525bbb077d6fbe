import { expect, test } from 'vitest';
import { decideBeginning, type Generation } from '../../../local/beginning.ts';
import type { SavedCloud } from '../../../local/saved-cloud.ts';

const installed = 'ministack==2.0.0\ncryptography==1.0.0\n';

const savedCloud = (change: Partial<SavedCloud> = {}): SavedCloud => ({
  version: 1,
  emulator: installed,
  fingerprint: 'abc',
  frontPort: 8600,
  emulatorPort: 4566,
  bootstrappedRegions: [],
  cells: [],
  apis: {},
  ...change,
});

const generation = (number: number, change: Partial<Generation> = {}): Generation => ({
  number,
  directory: `/somewhere/${number}`,
  state: 'saved',
  savedAt: '2026-11-21T10:00:00+00:00',
  cloud: savedCloud(),
  ...change,
});

const decide = (generations: Generation[], wish: 'resume' | 'fresh' = 'resume') =>
  decideBeginning({ wish, installed, generations });

test('the first start is fresh, and there is nothing to say about it', () => {
  expect(decide([])).toEqual({ kind: 'fresh' });
});

test('a start after a clean stop goes on from the newest saved state, and there is nothing to say about it', () => {
  const newest = generation(11);
  expect(decide([generation(2), newest, generation(9)])).toEqual({
    kind: 'resume',
    from: newest,
    cloud: newest.cloud,
  });
});

test('a start that was asked to be fresh is, and says that the state was wiped', () => {
  expect(decide([generation(1)], 'fresh')).toMatchObject({
    kind: 'fresh',
    because: 'Wiped the saved state, as asked.',
  });
});

test('after a run that was killed the state before it is taken, and what is lost is said', () => {
  const before = generation(1);
  const killed = generation(2, { state: 'unsaved' });
  expect(decide([before, killed])).toMatchObject({
    kind: 'resume',
    from: before,
    because: expect.stringContaining('going on from the state of 2026-11-21T10:00:00+00:00'),
  });
});

test.each<[string, Generation[], string]>([
  ['the only run was killed', [generation(1, { state: 'unsaved' })], 'ended before it could save'],
  [
    'the first deployment was cut off',
    [generation(1, { cloud: undefined })],
    'before its cells were deployed',
  ],
  ['a file of the state is missing', [generation(1, { state: 'damaged' })], 'is damaged'],
  ['what is known of the cells is unreadable', [generation(1, { cloud: 'unreadable' })], 'is damaged'],
  [
    'a killed run went on from a damaged state',
    [generation(1, { state: 'damaged' }), generation(2, { state: 'unsaved' })],
    'is damaged',
  ],
  [
    'the emulator has another version',
    [generation(1, { cloud: savedCloud({ emulator: 'ministack==1.0.0\n' }) })],
    'is of ministack==1.0.0, and this is ministack==2.0.0, cryptography==1.0.0',
  ],
])('when %s, the start is fresh and says why', (_when, generations, why) => {
  const beginning = decide(generations);
  expect(beginning).toMatchObject({ kind: 'fresh', because: expect.stringContaining(why) });
  expect(beginning.because).toMatch(/Starting fresh\.$/);
});
