import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Customers, prepareCustomers } from './customers.ts';
import { everyDefect } from './defects.ts';
import { firstThatFinds, foundWith } from './many.ts';
import type { PlantedDefect } from './planting.ts';

/** Within how many seeds each has to be found; most are within fifty. */
const seeds = 500;

const page = readFileSync('docs/simulation.md', 'utf8');
/** The seed that the documentation names for a defect, if its row stands there. */
const seedOnPage = ({ name, what }: PlantedDefect): number =>
  Number(new RegExp(`\\| ${name} \\| ${what} \\| (\\d+) \\|`).exec(page)?.[1]);

describe('a planted defect', () => {
  let customers: Customers;
  beforeAll(async () => {
    customers = await prepareCustomers();
  });

  // The seed on the page goes first. A change of a handler may change what it draws: then all are searched.
  test.each(everyDefect.map((defect) => [defect.name, defect] as const))(
    'is found: %s',
    async (_, defect) => {
      const known = seedOnPage(defect);
      const found = known <= seeds ? await foundWith(defect, known, customers) : undefined;
      expect(found ?? (await firstThatFinds(defect, seeds, customers))).toBeDefined();
    },
  );

  test('stands in the documentation, with a seed within those that are searched', () => {
    expect(everyDefect.length).toBeGreaterThanOrEqual(15);
    const missing = everyDefect.filter((defect) => !(seedOnPage(defect) <= seeds));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });
});
