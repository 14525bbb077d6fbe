import { describe, expect, test } from 'vitest';
import { claimsIn, promisesIn } from '../promises/list.ts';
import { placeOf } from '../promises/places.ts';
import { contentOf, repositoryFiles } from './repository.ts';

const listed = promisesIn(contentOf('docs/promises.md')).map(({ id }) => id);
const claimed = repositoryFiles
  .filter((path) => path.endsWith('.test.ts'))
  .flatMap((path) => claimsIn(contentOf(path)).map((id) => ({ path, id })));

describe('the numbered promises', () => {
  test('are listed once each', () => {
    expect(listed.length).toBeGreaterThan(60);
    expect(new Set(listed).size).toBe(listed.length);
  });

  test('that tests claim to show are on the list', () => {
    expect(claimed.length).toBeGreaterThan(10);
    expect(claimed.filter(({ id }) => !listed.includes(id))).toEqual([]);
  });

  test('are claimed only in folders that say where a test shows them', () => {
    expect(claimed.filter(({ path }) => placeOf(path) === undefined)).toEqual([]);
  });
});

describe('the test command', () => {
  test('is the one that the README tells and that .ci/run calls', () => {
    expect(contentOf('README.md')).toMatch(/## Test it\n\n```sh\nnpm test\n```/);
    expect(contentOf('.ci/run')).toMatch(/^npm test\b/m);
  });
});
