// Counts what a test run came to: `node .ci/count.mjs <report of the runner> <exit status of the run>`. Prints the
// count as its last line, whatever there is to read, and exits 0 only where every test passed.
import { readFileSync } from 'node:fs';

/** What failed: a test, a run that stopped before its tests, or whatever is skipped, as nothing may be. */
const count = (text, status) => {
  const { numPassedTests, numFailedTests, numPendingTests = 0, numTodoTests = 0 } = JSON.parse(text);
  const numbers = [numPassedTests, numFailedTests, numPendingTests, numTodoTests];
  if (!numbers.every(Number.isInteger)) throw new Error('the report has no counts');
  const left = numPendingTests + numTodoTests;
  if (left > 0) console.log(`${left} skipped: nothing may be skipped here, each counts as failed`);
  // A suite that cannot even be loaded has no tests to count, and still is a failure.
  const broken = status === '0' && numPassedTests > 0 ? 0 : 1;
  return { passed: numPassedTests, failed: Math.max(numFailedTests + left, broken) };
};

const countIn = (path, status) => {
  try {
    return count(readFileSync(path, 'utf8'), status);
  } catch (error) {
    // Types, lint and imports are checked before the tests: where one of them fails there is no report.
    console.log(`No tests can be counted: ${error.message}`);
    return { passed: 0, failed: 1 };
  }
};

const [path = '', status = ''] = process.argv.slice(2);
const { passed, failed } = countIn(path, status);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? Number(status) || 1 : 0;
