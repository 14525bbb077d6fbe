import { describe, expect, test } from 'vitest';
import { contentOf, sourcesIn } from './repository.ts';

/** What would let the domain know the hour, draw lots, wait, or look outside. Instants come in as arguments. */
const impure: Readonly<Record<string, RegExp>> = {
  'the clock': /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bperformance\.|\bTemporal\.Now\b/,
  chance: /\bMath\.random\b|\bcrypto\.|\brandomBytes\b|\brandomUUID\b/,
  waiting: /\bset(Timeout|Interval|Immediate)\b|\bqueueMicrotask\b|\basync\b|\bawait\b|\bPromise\b/,
  'the world outside': /\bprocess\.|\bglobalThis\b|\bfetch\(|\bconsole\.|\brequire\(|\bimport\(/,
};
const withoutComments = (source: string): string =>
  source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
const reachesFor = (source: string): readonly string[] =>
  Object.entries(impure)
    .filter(([, pattern]) => pattern.test(withoutComments(source)))
    .map(([name]) => name);

describe('the domain is pure', () => {
  const sources = sourcesIn('domain');

  test('there is a domain to look at', () => {
    expect(sources.length).toBeGreaterThan(15);
  });

  test.each(sources)('%s reaches for nothing outside its arguments', (path) => {
    expect(reachesFor(contentOf(path))).toEqual([]);
  });

  test.each([
    ['const now = Date.now();', 'the clock'],
    ['const now = new Date();', 'the clock'],
    ['const chance = Math.random();', 'chance'],
    ['export const read = async () => 1;', 'waiting'],
    ['const region = process.env.AWS_REGION;', 'the world outside'],
  ])('an impure line is noticed: %s', (line, what) => {
    expect(reachesFor(`/** Date.now() in a comment is none. */\n${line}`)).toEqual([what]);
  });
});
