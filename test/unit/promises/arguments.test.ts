import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { readArguments, UsageError } from '../../promises/arguments.ts';

const listed = ['DS-1', 'DS-2'];

describe('what the table is asked for', () => {
  test('nothing given: text, counts, of the last run, and nothing demanded', () => {
    expect(readArguments([], listed)).toEqual({
      format: 'text',
      detail: 'counts',
      results: 'of the last run',
      demanded: [],
    });
  });

  test('everything given', () => {
    const args = ['--run', '--verbose', '--format', 'json', '--demand', 'DS-1, DS-2'];
    expect(readArguments(args, listed)).toEqual({
      format: 'json',
      detail: 'names',
      results: 'of a new run',
      demanded: ['DS-1', 'DS-2'],
    });
  });

  test.each([
    [['--format', 'yaml'], 'There is no --format yaml; formats are: text, markdown, json.'],
    [['--demand', 'DS-1,DS-99'], '--demand names what docs/promises.md does not list: DS-99.'],
    [['--demand', ''], '--demand names what docs/promises.md does not list: .'],
    [['--quick'], "Unknown option '--quick'"],
    [['DS-1'], "Unexpected argument 'DS-1'"],
  ])('%j is refused with what is allowed', (args, message) => {
    expect(() => readArguments(args, listed)).toThrow(UsageError);
    expect(() => readArguments(args, listed)).toThrow(message);
  });

  test('the command ends with 2, and says how it is called', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['test/promises/print.ts', '--format', 'yaml'],
      {
        encoding: 'utf8',
      },
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('Usage: npm run -s promises --');
  });
});
