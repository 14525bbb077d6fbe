import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { contentOf } from './repository.ts';

const directory = mkdtempSync(join(tmpdir(), 'domicile-count-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** What .ci/run says at its end of a report and of the exit status that its tests had. */
const countOf = (report: string | undefined, status = 0) => {
  const path = join(directory, report === undefined ? 'missing.json' : 'report.json');
  if (report !== undefined) writeFileSync(path, report);
  const { stdout, status: exit } = spawnSync(process.execPath, ['.ci/count.mjs', path, String(status)], {
    encoding: 'utf8',
  });
  return { last: stdout.trimEnd().split('\n').at(-1), exit };
};

const report = (counts: object) =>
  JSON.stringify({ numPassedTests: 7, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, ...counts });

describe('the count at the end of .ci/run', () => {
  test('is that of the report', () => {
    expect(countOf(report({}))).toEqual({ last: '7 passed, 0 failed', exit: 0 });
    expect(countOf(report({ numFailedTests: 2 }), 1)).toEqual({ last: '7 passed, 2 failed', exit: 1 });
  });

  test.each([
    ['is missing', undefined],
    ['is empty', ''],
    ['is cut off', report({}).slice(0, 30)],
    ['is no object', 'null'],
    ['holds no counts', '{}'],
    ['counts in words', report({ numPassedTests: 'seven' })],
    ['counts no test', report({ numPassedTests: 0 })],
  ])('is one failure where the report %s, whatever the run said', (_, text) => {
    expect(countOf(text, 0)).toEqual({ last: '0 passed, 1 failed', exit: 1 });
    expect(countOf(text, 1)).toEqual({ last: '0 passed, 1 failed', exit: 1 });
  });

  test('tells of a failure that no test counts: a suite that cannot be loaded', () => {
    expect(countOf(report({}), 1)).toEqual({ last: '7 passed, 1 failed', exit: 1 });
  });

  test('counts what is skipped as failed', () => {
    expect(countOf(report({ numPendingTests: 1, numTodoTests: 1 }))).toEqual({
      last: '7 passed, 2 failed',
      exit: 1,
    });
  });

  test('is what .ci/run ends with, and also where the installation fails', () => {
    expect(contentOf('.ci/run').trimEnd()).toMatch(
      /\nnpm test <\/dev\/null\nnode \.ci\/count\.mjs "\$report" "\$\?"$/,
    );
    expect(contentOf('.ci/run')).toContain("npm ci --no-progress || { echo '0 passed, 1 failed'; exit 1; }");
  });
});
