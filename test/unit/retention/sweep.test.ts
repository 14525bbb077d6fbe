import { beforeEach, describe, expect, test } from 'vitest';
import { registryKeys } from '../../../contract/tables/registry.ts';
import type { EpochId, OrganizationId, UserId, WorkspaceId } from '../../../domain/identifiers.ts';
import { days, hours, isoOf, minutes, seconds, startOfDay } from '../../../domain/time.ts';
import { readClosure, workKey } from '../../../lambdas/shared/repositories/closures.ts';
import { storedItem } from '../../../lambdas/shared/repositories/stored-item.ts';
import { type Key, present, type Store, type Update } from '../../../lambdas/shared/store/store.ts';
import { sweep } from '../../../lambdas/sweep/sweep.ts';
import { aCell, purgeBudget, type TestCell } from '../../support/cell.ts';
import { eventsTold } from '../../support/outbox.ts';
import { sharing, validation, validationUse } from '../../support/settings.ts';
import { aCustomerWithALot } from '../../support/sharing-customer.ts';
import {
  anOrganization,
  aWorkspace,
  capture,
  choose,
  expectStatus,
  optIn,
  showNotice,
} from '../../support/story.ts';

let cell: TestCell;
let organization: OrganizationId;
let workspace: WorkspaceId;
let epoch: EpochId;
let lot: string;

beforeEach(async () => {
  cell = aCell('us');
  ({ organization, workspace, epoch, lot } = await aCustomerWithALot(cell));
});

const run = (more: { readonly timeLeft?: () => number; readonly store?: Store } = {}) =>
  sweep({ ...cell.ports, report: () => {}, ...more });

const spoil = (key: Key, update: Update) =>
  cell.store.write({ kind: 'update', table: 'registry', key, update, condition: present('pk') });

const lotKey = () => registryKeys.lot(epoch, lot);

/** What the sweep told the bus. */
const told = async () => (await eventsTold(cell, 'SweepFound')).map(({ detail }) => detail);

describe('the sweep', () => {
  test('finds nothing where nothing is wrong, and rests until six hours after it began', async () => {
    expect(await run()).toEqual({ ended: 'round-over', epochs: 1, found: 0 });
    expect(await run()).toMatchObject({ ended: 'nothing-to-do' });
    cell.clock.now += hours(6);
    expect(await run()).toMatchObject({ ended: 'round-over', epochs: 1 });
    expect(await told()).toEqual([]);
  });

  test.each([
    ['is not in the index', () => ({ remove: ['duePk', 'dueSk'] })],
    ['stands in the index under another name', () => ({ set: { dueSk: '2026-03-28T00:00:00.000Z#x' } })],
    [
      'stands in the index a day after it was due',
      () => ({ set: { dueSk: `2026-04-01T00:00:00.000Z#${epoch}#${lot}` } }),
    ],
    ['stands in a partition that no tick reads', () => ({ set: { duePk: 'us_due#99' } })],
  ] satisfies [string, () => Update][])('[DS-10] a lot that %s is purged in time', async (_, update) => {
    const right = await cell.store.get('registry', lotKey(), 'strong');
    await spoil(lotKey(), update());
    expect(await run()).toMatchObject({ found: 1 });
    expect(await told()).toEqual([{ epoch, lot, found: 'lot-not-in-index', repaired: true }]);
    expect(cell.measures.at(-1)).toMatchObject({ SweepFound: 1 });
    expect(await cell.store.get('registry', lotKey(), 'strong')).toEqual(right);
    cell.clock.now = startOfDay('2026-03-01') + days(30) - purgeBudget;
    await cell.tick();
    expect(await cell.store.get('registry', lotKey(), 'strong')).toMatchObject({ state: 'purged' });
  });

  test('[DS-7] a closure that is not in the work list is worked on again', async () => {
    expectStatus(await choose(cell, organization, sharing, 'off'), 200);
    const closure = await readClosure(cell.store, organization, epoch);
    if (closure === undefined) throw new Error('there is no closure');
    await cell.store.write({ kind: 'delete', table: 'registry', key: workKey(closure) });
    expect((await cell.tick()).done).toEqual([]);
    expect(await run()).toMatchObject({ found: 1 });
    await cell.tick();
    expect(await readClosure(cell.store, organization, epoch)).toHaveProperty('endedAt');
  });

  test('does not wake a closure that ends while it looks', async () => {
    expectStatus(await choose(cell, organization, sharing, 'off'), 200);
    const closure = await readClosure(cell.store, organization, epoch);
    if (closure === undefined) throw new Error('there is no closure');
    const work = workKey(closure);
    const get: Store['get'] = async (table, key, consistency) => {
      if (key.pk === work.pk) await cell.tick();
      return cell.store.get(table, key, consistency);
    };
    expect(await run({ store: { ...cell.store, get } })).toMatchObject({ found: 0 });
    expect(await cell.store.get('registry', work, 'strong')).toBeUndefined();
  });

  test('tells of what it cannot mend, and mends the rest', async () => {
    const other = await showNotice(cell, workspace, validation);
    const second = expectStatus(await capture(cell, workspace, validationUse), 201);
    await cell.store.write({ kind: 'delete', table: 'registry', key: registryKeys.epoch(epoch) });
    await spoil(registryKeys.lot(other, second.lot), { remove: ['duePk', 'dueSk'] });
    expect(await run()).toMatchObject({ ended: 'round-over', found: 2 });
    expect(await told()).toContainEqual({ epoch, found: 'epoch-missing', repaired: false });
    expect(await told()).toContainEqual(expect.objectContaining({ epoch: other, repaired: true }));
  });

  test('an epoch of a shape that it does not know holds nothing up, and is counted', async () => {
    const other = await showNotice(cell, workspace, validation);
    const second = expectStatus(await capture(cell, workspace, validationUse), 201);
    await spoil(registryKeys.epoch(epoch), { set: { v: 2 } });
    await spoil(registryKeys.lot(other, second.lot), { set: { v: 2 } });
    expect(await run()).toMatchObject({ ended: 'round-over', epochs: 2, found: 2 });
    expect(await told()).toEqual([
      { epoch: other, lot: second.lot, found: 'unknown-shape', repaired: false },
    ]);
  });

  test('goes on where it stopped, until every epoch of every customer was looked at', async () => {
    for (let more = 0; more < 6; more += 1) {
      const another = await anOrganization(cell);
      const place = await aWorkspace(cell, another);
      await showNotice(cell, place, validation);
      await optIn(cell, another, sharing);
    }
    const seen: number[] = [];
    for (let runs = 0; runs < 40; runs += 1) {
      const { ended, epochs } = await run({ timeLeft: () => 0 });
      seen.push(epochs);
      if (ended === 'round-over') break;
    }
    expect(seen.reduce((sum, epochs) => sum + epochs, 0)).toBe(13);
    expect(seen.slice(0, 13)).toEqual(Array.from({ length: 13 }, () => 1));
  });

  test('comes through an organization with more members than a run has time for, none of whom chose anything', async () => {
    const members = Array.from({ length: 300 }, () => cell.ports.randomness.ulid(cell.clock.now));
    for (const member of members) {
      const key = registryKeys.member(organization, `us_user_${member}` as UserId);
      await cell.store.write({ kind: 'put', table: 'registry', item: storedItem(key, { roles: ['owner'] }) });
    }
    const looked = new Map<string, number>();
    const endings: string[] = [];
    for (let runs = 0; runs < 40; runs += 1) {
      let reads = 0;
      const query: Store['query'] = (asked) => {
        reads += 1;
        looked.set(asked.pk, (looked.get(asked.pk) ?? 0) + 1);
        return cell.store.query(asked);
      };
      // A run takes a second for each query, and is killed at the end of its time.
      const timeLeft = () => minutes(2) - seconds(reads);
      const { ended } = await run({ timeLeft, store: { ...cell.store, query } });
      expect(timeLeft()).toBeGreaterThan(0);
      endings.push(ended);
      if (ended === 'round-over') break;
    }
    expect(endings.length).toBeGreaterThan(2);
    expect(endings.at(-1)).toBe('round-over');
    expect(members.map((member) => looked.get(`us_user_${member}`))).toEqual(members.map(() => 1));
  });

  test('an epoch that takes longer than a run keeps nobody else from the next', async () => {
    const other = await showNotice(cell, workspace, validation);
    const second = expectStatus(await capture(cell, workspace, validationUse), 201);
    await spoil(registryKeys.lot(other, second.lot), { remove: ['duePk', 'dueSk'] });
    for (let runs = 0; runs < 2; runs += 1) {
      let reads = 0;
      const query: Store['query'] = (asked) => {
        if (asked.pk === epoch) reads += 1;
        return cell.store.query(asked);
      };
      const timeLeft = () => (reads > 0 ? 0 : minutes(2));
      expect(await run({ timeLeft, store: { ...cell.store, query } })).toMatchObject({ found: 1 });
    }
    expect(await told()).toEqual([expect.objectContaining({ epoch: other, repaired: true })]);
  });

  test('tells of a deadline in danger, also where no tick ever came', async () => {
    cell.clock.now = startOfDay('2026-03-01') + days(30) - hours(1);
    await run();
    expect(await cell.store.get('registry', lotKey(), 'strong')).toMatchObject({ told: 'at-risk' });
    expect(isoOf(cell.clock.now)).toBe('2026-03-30T23:00:00.000Z');
  });
});
