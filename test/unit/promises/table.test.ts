import { describe, expect, test } from 'vitest';
import { formats } from '../../promises/formats.ts';
import { claimsIn, promisesIn } from '../../promises/list.ts';
import { NotAReport, readResults } from '../../promises/results.ts';
import { rowsOf } from '../../promises/table.ts';

const markdown = `
| id | promise | how |
|---|---|---|
| DS-1 | Sharing is off. | ours |
| BY-2 | A purge leaves a certificate. |
`;

type Told = { readonly fullName: string; readonly status: string };
type File = { readonly path: string; readonly status: 'passed' | 'failed'; readonly tests: readonly Told[] };

const aRun = (...files: readonly File[]) => {
  const testResults = files.map(({ path, status, tests }) => ({
    name: `/home/somewhere/${path}`,
    status,
    assertionResults: tests,
  }));
  const report = JSON.stringify({ startTime: Date.UTC(2026, 10, 21), testResults });
  return readResults(report, { root: '/home/somewhere', claimsOf: () => ['DS-1'] });
};

const rowsAfter = (...files: readonly File[]) => rowsOf(promisesIn(markdown), aRun(...files).shown);

const passing: File = {
  path: 'test/unit/one.test.ts',
  status: 'passed',
  tests: [{ fullName: 'sharing [DS-1] is off', status: 'passed' }],
};

describe('the list', () => {
  test('is read from the tables of docs/promises.md, whatever columns they have', () => {
    expect(promisesIn(markdown)).toEqual([
      { id: 'DS-1', text: 'Sharing is off.' },
      { id: 'BY-2', text: 'A purge leaves a certificate.' },
    ]);
  });

  test('a test claims each promise that its name holds in brackets, once', () => {
    expect(claimsIn('[DS-6] [BY-2] ends, as DS-1 says [DS-6]')).toEqual(['DS-6', 'BY-2']);
  });
});

describe('a run', () => {
  test('is refused when it is not as vitest writes it', () => {
    const read = () => readResults('{"testResults":1}', { root: '/', claimsOf: () => [] });
    expect(read).toThrow(NotAReport);
  });
});

describe('a promise', () => {
  test('is kept when a test shows it, and says where', () => {
    expect(rowsAfter(passing)[0]).toMatchObject({ id: 'DS-1', kept: true, places: ['in memory'] });
  });

  test('is kept in part where the page says what is missing', () => {
    const rows = rowsOf(promisesIn(`${markdown}\n- **DS-1** Shown in memory only.\n`), aRun(passing).shown);
    expect(rows[0]).toMatchObject({ kept: true, missing: 'Shown in memory only.' });
    const table = { rows, run: aRun(passing), testFiles: 1, detail: 'counts' } as const;
    expect(formats.text(table)).toMatch(/^DS-1 +in part .*Not yet: Shown in memory only\.$/m);
    expect(formats.text(table)).toContain('0 of 2 promises kept, 1 in part. In part: DS-1. Not kept: BY-2');
  });

  test('is not kept when no test claims it', () => {
    expect(rowsAfter(passing)[1]).toMatchObject({ id: 'BY-2', kept: false, tests: [], places: [] });
  });

  test('is not kept when one of its tests failed, whatever the others show', () => {
    const tests = [{ fullName: '[DS-1] [BY-2] both', status: 'failed' }];
    const failing: File = { path: 'test/embedded/two.test.ts', status: 'failed', tests };
    const [first, second] = rowsAfter(passing, failing);
    expect(first).toMatchObject({ kept: false, places: ['in memory'] });
    expect(second).toMatchObject({ kept: false, places: [] });
  });

  test.each(['skipped', 'pending', 'todo'])('is not kept by a test that is %s', (status) => {
    const tests = [{ fullName: '[DS-1] is off', status }];
    const [row] = rowsAfter({ path: 'test/unit/one.test.ts', status: 'passed', tests });
    expect(row).toMatchObject({ kept: false, tests: [{ outcome: 'not run' }] });
  });

  test('is not kept when a file that claims it could not be loaded', () => {
    const [row] = rowsAfter(passing, { path: 'test/races/two.test.ts', status: 'failed', tests: [] });
    expect(row).toMatchObject({ kept: false, tests: [{}, { path: 'test/races/two.test.ts' }] });
  });

  test('is shown where the weightiest of its tests ran, and where the others did', () => {
    const elsewhere = [
      'test/infrastructure/a',
      'test/embedded/b',
      'test/store/embedded-dynamodb',
      'test/races/c',
    ];
    const files = elsewhere.map((path) => ({ ...passing, path: `${path}.test.ts` }));
    expect(rowsAfter(...files)[0]?.places).toEqual(['embedded cloud', 'template', 'in memory']);
  });
});

describe('the table', () => {
  const run = aRun(passing);
  const table = {
    rows: rowsOf(promisesIn(markdown), run.shown),
    run,
    testFiles: 7,
    detail: 'counts',
  } as const;
  const origin = 'From the run of 2026-11-21T00:00:00.000Z: 1 tests, 0 failed, in 1 of 7 test files.';

  test('as text has a line a promise, the sum, and the run that it comes from', () => {
    const lines = formats.text(table).split('\n');
    expect(lines[0]).toMatch(/^DS-1 +kept +1 in memory +Sharing is off\.$/);
    expect(lines[1]).toMatch(/^BY-2 +not kept +0 - +A purge leaves a certificate\.$/);
    expect(lines.slice(2)).toEqual(['', '1 of 2 promises kept, 0 in part. Not kept: BY-2', origin]);
  });

  test('names the tests when it is asked to', () => {
    const named = formats.text({ ...table, detail: 'names' });
    expect(named).toContain('passed: sharing [DS-1] is off (test/unit/one.test.ts)');
  });

  test('as Markdown is a table', () => {
    expect(formats.markdown(table)).toContain('| DS-1 | Sharing is off. | 1 | kept | in memory |');
  });

  test('as JSON says everything, names of tests included', () => {
    expect(JSON.parse(formats.json(table))).toMatchObject({
      run: { files: 1, ofFiles: 7, tests: 1, failed: 0 },
      promises: [
        { id: 'DS-1', kept: true, shown: ['in memory'], tests: [{ name: 'sharing [DS-1] is off' }] },
        { id: 'BY-2', kept: false, shown: [], tests: [] },
      ],
    });
  });
});
