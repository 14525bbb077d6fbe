import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { everyRule } from '../../../lib/residency/every-rule.ts';

test('the page about pinning lists every rule, with its sentence and in order', () => {
  const page = readFileSync('docs/pinning.md', 'utf8');
  const listed = page.split('\n').filter((line) => line.startsWith('| `'));
  expect(listed).toEqual(everyRule.map(({ id, sentence }) => `| \`${id}\` | ${sentence} |`));
});
