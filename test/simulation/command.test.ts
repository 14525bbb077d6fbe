import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';

const simulate = (...given: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['test/simulation/command.ts', ...given], {
    encoding: 'utf8',
    // Four processes and their threads load the same modules.
    env: { ...process.env, NODE_COMPILE_CACHE: '.local/compile-cache' },
  });
  return { status, said: stdout, complained: stderr };
};

describe('npm run simulate', () => {
  test('runs as many schedules as it is told, over threads, and says what they came to', () => {
    const { status, said } = simulate('--schedules', '30', '--from', '11', '--threads', '2');
    expect(said).toContain('30 schedules, seeds 11 to 40');
    expect(said).toContain('Every promise was kept.');
    expect(status).toBe(0);
  });

  test('shows a schedule again step by step, and ends with 1 where a promise was not kept', () => {
    const { status, said } = simulate('--seed', '1', '--defect', 'origin-not-asked');
    expect(said).toMatch(/^ +\d+ ms {2}settings \d+: transact:held$/m);
    expect(said).toMatch(/^SC-18: /m);
    expect(status).toBe(1);
  });

  test.each([
    [['--seed', '0'], '--seed is a'],
    [['--seed', '1', '--defect', 'none'], 'none is no planted defect'],
    [['--defect', 'origin-not-asked'], '--defect needs a --seed'],
    [['--seeds', '1'], "Unknown option '--seeds'"],
  ])('refuses %j in words, with the usage and without a trace', (given, words) => {
    const { status, complained } = simulate(...given);
    expect(complained).toContain(words);
    expect(complained).toContain('Usage: npm run simulate');
    expect(complained).not.toContain('    at ');
    expect(status).toBe(2);
  });
});
