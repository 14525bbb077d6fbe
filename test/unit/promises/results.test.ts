import { expect, test } from 'vitest';
import { NotAReport, readResults } from '../../promises/results.ts';

const passed = { fullName: '[DS-1] sharing is off', status: 'passed' };

const aReport = (status: 'passed' | 'failed') =>
  JSON.stringify({
    startTime: 0,
    testResults: [{ name: '/root/test/unit/gone.test.ts', status, assertionResults: [passed] }],
  });

test('files that passed are not read again: what they showed stands in the report', () => {
  const claimsOf = (path: string) => {
    throw new Error(`${path} was read`);
  };

  const { shown } = readResults(aReport('passed'), { root: '/root', claimsOf });

  expect(shown).toMatchObject([{ path: 'test/unit/gone.test.ts', outcome: 'passed', claims: ['DS-1'] }]);
});

test('a file that failed as a whole and is gone since asks for a new run', () => {
  const read = () => readResults(aReport('failed'), { root: '/root', claimsOf: () => undefined });

  expect(read).toThrow(NotAReport);
  expect(read).toThrow(
    'test/unit/gone.test.ts failed in the last run and is gone since; run the tests again with --run.',
  );
});
