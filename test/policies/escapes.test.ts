import { describe, expect, test } from 'vitest';
import { everyEscape } from '../escapes/escapes.ts';
import { synthesizeCells } from '../infrastructure/cells.ts';
import { simulatedCell } from './roles.ts';
import { almighty, type Caller, ignoredKeysOf, isAllowed } from './simulate.ts';

const cells = synthesizeCells().map(simulatedCell);
const tried = everyEscape.flatMap(({ id, way, layers }) =>
  layers.policy === undefined ? [] : [[id, way, layers.policy] as const],
);

describe('the roles that escapes are tried with', () => {
  test('are all of nine cells, each within the boundary of its own cell', () => {
    expect(cells).toHaveLength(9);
    for (const { roles, boundary } of cells) {
      expect(roles.length).toBeGreaterThanOrEqual(6);
      for (const role of roles) expect(role.boundary).toEqual(boundary);
    }
  });
});

describe.each(tried)('%s: %s', (_, __, calls) => {
  const allowed = async (callersOf: (cell: (typeof cells)[number]) => readonly Caller[]) => {
    const found: string[] = [];
    for (const cell of cells) {
      for (const caller of callersOf(cell)) {
        for (const call of calls) {
          if (await isAllowed(caller, call, cell.place)) {
            found.push(`${caller.arn} in ${cell.place.geography} may ${call.action}`);
          }
        }
      }
    }
    return found;
  };

  test('[BY-11] is refused to every role of every cell', async () => {
    expect(await allowed(({ roles }) => roles)).toEqual([]);
  });

  test('[BY-11] is refused by the boundary to a role that permits everything', async () => {
    expect(await allowed(({ boundary }) => [almighty(boundary)])).toEqual([]);
  });

  test('is a call that there is, and without the boundary that role makes it', async () => {
    const [cell] = cells;
    if (cell === undefined) throw new Error('There is no cell.');
    for (const call of calls) {
      expect(await ignoredKeysOf(almighty(), call, cell.place), call.action).toEqual([]);
      expect(await isAllowed(almighty(), call, cell.place), call.action).toBe(true);
    }
  });
});
