import { beforeEach, describe, expect, test } from 'vitest';
import type { EpochId, OrganizationId, WorkspaceId } from '../../../domain/identifiers.ts';
import type { HoldScope, HoldSubject } from '../../../domain/retention/hold.ts';
import { days, hours, minutes } from '../../../domain/time.ts';
import { beginRelease } from '../../../lambdas/shared/holds/begin-release.ts';
import { placeHold } from '../../../lambdas/shared/holds/place-hold.ts';
import { readClosure } from '../../../lambdas/shared/repositories/closures.ts';
import { isMarkedBy } from '../../../lambdas/shared/repositories/hold-marks.ts';
import { everyLot, readLot } from '../../../lambdas/shared/repositories/lots.ts';
import { readPurges } from '../../../lambdas/shared/repositories/purges.ts';
import { StoreUnavailable } from '../../../lambdas/shared/store/store.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import {
  aHoldRequest,
  anotherPerson,
  aPersonHeld,
  countOf,
  hold,
  ofLot,
  recordsOf,
  release,
} from '../../support/holds.ts';
import { sharing, sharingUse } from '../../support/settings.ts';
import { aSharingCustomer } from '../../support/sharing-customer.ts';
import { capture, choose, expectStatus } from '../../support/story.ts';

let cell: TestCell;
let organization: OrganizationId;
let workspace: WorkspaceId;
let epoch: EpochId;
let lot: string;

/** Two records of the one person, one of both, one of the other: in one lot of a customer who opts out. */
beforeEach(async () => {
  cell = aCell('us');
  ({ organization, workspace, epoch } = await aSharingCustomer(cell));
  const sent = [
    ...recordsOf(cell, 2, aPersonHeld),
    ...recordsOf(cell, 1, aPersonHeld, anotherPerson),
    ...recordsOf(cell, 1, anotherPerson),
  ];
  ({ lot } = expectStatus(await capture(cell, workspace, sharingUse, { records: sent }), 201));
  expectStatus(await choose(cell, organization, sharing, 'off'), 200);
});

const passes = async () => {
  for (let tick = 0; tick < 3; tick += 1) {
    cell.clock.now += minutes(10);
    await cell.tick();
  }
};

const onPerson: HoldScope = { of: 'person', use: sharingUse, person: aPersonHeld };
const onOther: HoldScope = { ...onPerson, person: anotherPerson };

/** How many of the four records each hold keeps when it is the only one left. */
const others: readonly (readonly [string, () => readonly [HoldSubject, HoldScope], number])[] = [
  ['a lot', () => [workspace, ofLot(epoch, lot)], 4],
  ['the use', () => [workspace, { of: 'use', use: sharingUse }], 4],
  ['the workspace', () => [workspace, { of: 'subject' }], 4],
  ['the organization', () => [organization, { of: 'subject' }], 4],
  ['the same person', () => [organization, onPerson], 3],
  ['another person', () => [workspace, onOther], 2],
];

describe.each(others)('a hold on a person and one on %s', (_, other, kept) => {
  const bothPlaced = async (order: 'person first' | 'other first') => {
    const person = () => hold(cell, workspace, onPerson);
    const second = () => hold(cell, ...other());
    if (order === 'person first') return { person: await person(), other: await second() };
    const placed = await second();
    return { other: placed, person: await person() };
  };

  const nothingIsLeft = async () => {
    await passes();
    expect(await countOf(cell, epoch)).toBe(0);
    const { purges } = await readPurges(cell.store, epoch, {});
    expect(purges.every(({ counts }) => counts === 'add-up')).toBe(true);
    expect((await readClosure(cell.store, organization, epoch))?.endedAt).toBeDefined();
  };

  test.each(['person first', 'other first'] as const)(
    '[BY-4] (%s): what the other covers outlives the release of the person’s',
    async (order) => {
      const placed = await bothPlaced(order);
      await passes();
      cell.clock.now += days(100);
      await release(cell, placed.person);
      await passes();
      expect(await countOf(cell, epoch)).toBe(kept);
      await release(cell, placed.other);
      await nothingIsLeft();
    },
  );

  test.each(['person first', 'other first'] as const)(
    '[BY-4] (%s): what concerns the person outlives the release of the other',
    async (order) => {
      const placed = await bothPlaced(order);
      await passes();
      cell.clock.now += days(100);
      await release(cell, placed.other);
      await passes();
      expect(await countOf(cell, epoch)).toBe(3);
      await release(cell, placed.person);
      await nothingIsLeft();
    },
  );

  test('a release takes off its own marks, wherever they are, and no other', async () => {
    const placed = await bothPlaced('other first');
    await release(cell, placed.other);
    let marked = 0;
    for await (const found of everyLot(cell.store, epoch)) {
      expect(isMarkedBy(found, placed.other.id)).toBe(false);
      expect(found.holds ?? 0).toBe(isMarkedBy(found, placed.person.id) ? 1 : 0);
      marked += found.holds ?? 0;
    }
    expect(marked).toBeGreaterThan(0);
  });
});

describe('a hold whose release begins while another moves what it covers', () => {
  test('leaves no mark on a lot that its release has not seen', async () => {
    const first = await hold(cell, workspace, ofLot(epoch, lot));
    const { transact } = cell.store;
    let begun = false;
    const store: TestCell['store'] = {
      ...cell.store,
      transact: async (actions) => {
        if (!begun && actions.some(({ kind, table }) => kind === 'delete' && table === 'content')) {
          begun = true;
          await beginRelease(cell.ports, first, { kind: 'function', name: 'worker' });
        }
        return transact(actions);
      },
    };
    const order = aHoldRequest(workspace, onPerson);
    await expect(placeHold({ ...cell.ports, store }, order)).rejects.toThrow(StoreUnavailable);
    const found: string[] = [];
    for await (const { name } of everyLot(cell.store, epoch)) found.push(name);
    expect(found).toEqual([lot]);
    await passes();
    expect(await countOf(cell, epoch)).toBe(3);
  });
});

describe('a page that a worker left behind', () => {
  test('[BY-4] is not deleted under one hold because another moves a person’s records', async () => {
    const key = { pk: epoch, sk: `lot#${lot}` };
    const { items } = await cell.store.query({
      table: 'content',
      pk: `${epoch}#${lot}`,
      consistency: 'strong',
    });
    const [first, , , last] = items;
    const page = { first: first?.sk ?? '', last: last?.sk ?? '', n: 4, digest: 'd'.repeat(64) };
    await cell.store.write({
      kind: 'update',
      table: 'registry',
      key,
      update: { set: { state: 'purging', page }, add: { fence: 1 } },
    });
    // It had come as far as the record of the other person alone.
    await cell.store.deleteBatch('content', [{ pk: last?.pk ?? '', sk: last?.sk ?? '' }]);

    const all = await hold(cell, workspace, { of: 'subject' });
    const person = await hold(cell, workspace, onPerson);

    expect(person).toMatchObject({ state: 'effective', coverage: { records: 3 } });
    expect(await countOf(cell, epoch)).toBe(3);
    expect(await readLot(cell.store, epoch, lot)).toMatchObject({ moved: 3, deleted: 1 });
    cell.clock.now += hours(7);
    await release(cell, all);
    await release(cell, person);
    await passes();
    expect(await countOf(cell, epoch)).toBe(0);
    const { purges } = await readPurges(cell.store, epoch, {});
    expect(purges.map(({ counts }) => counts)).toEqual(['add-up', 'add-up']);
  });
});

describe('a lot out of which records were moved', () => {
  test('is read consistently: what is kept elsewhere is not counted as deleted', async () => {
    cell.clock.now += hours(2);
    const seen: string[] = [];
    const query = cell.store.query;
    await hold(cell, workspace, onPerson);
    Object.assign(cell.ports.store, {
      query: (asked: Parameters<typeof query>[0]) => {
        if (asked.table === 'content') seen.push(asked.consistency);
        return query(asked);
      },
    });
    await passes();
    expect(seen.length).toBeGreaterThan(0);
    expect(new Set(seen)).toEqual(new Set(['strong']));
  });
});
