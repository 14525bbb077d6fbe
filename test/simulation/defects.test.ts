import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Customers, prepareCustomers } from './customers.ts';
import { everyDefect } from './defects.ts';
import { firstThatFinds } from './many.ts';

/** Within how many seeds each has to be found; most are within fifty. */
const seeds = 500;

describe('a planted defect', () => {
  let customers: Customers;
  beforeAll(async () => {
    customers = await prepareCustomers();
  });

  test.each(everyDefect.map((defect) => [defect.name, defect] as const))(
    'is found: %s',
    async (_, defect) => {
      expect(await firstThatFinds(defect, seeds, customers)).toBeDefined();
    },
  );

  test('stands in the documentation, with a seed that finds it', () => {
    const page = readFileSync('docs/simulation.md', 'utf8');
    expect(everyDefect.length).toBeGreaterThanOrEqual(15);
    for (const { name, what } of everyDefect)
      expect(page).toMatch(new RegExp(`\\| ${name} \\| ${what} \\| \\d+ \\|`));
  });
});
