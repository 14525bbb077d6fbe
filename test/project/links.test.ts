import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contentOf, repositoryFiles } from './repository.ts';

const pages = repositoryFiles.filter((path) => path.endsWith('.md'));

/** Links of a page to other files, without the part after `#`. */
const linkedFrom = (page: string): readonly string[] =>
  [...contentOf(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
    .map((target) => join(dirname(page), target));

describe('what people read', () => {
  test('leads only to files that are there', () => {
    const links = pages.flatMap((page) => linkedFrom(page).map((target) => ({ page, target })));
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter(({ target }) => !existsSync(target))).toEqual([]);
  });

  test('every decision is listed', () => {
    const index = 'docs/decisions/README.md';
    const decisions = pages.filter((path) => path.startsWith('docs/decisions/') && path !== index);
    expect(decisions.length).toBeGreaterThan(10);
    expect(decisions.filter((path) => !linkedFrom(index).includes(path))).toEqual([]);
  });
});
