import { beforeEach, describe, expect, test } from 'vitest';
import { sweepAccess } from '../../../contract/access/sweep.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import {
  type EpochId,
  type HoldId,
  identifier,
  type OrganizationId,
  type WorkspaceId,
} from '../../../domain/identifiers.ts';
import { days, hours, isoOf, startOfDay } from '../../../domain/time.ts';
import {
  type Item,
  type Key,
  present,
  type Store,
  type Update,
} from '../../../lambdas/shared/store/store.ts';
import { sweep } from '../../../lambdas/sweep/sweep.ts';
import { aCell, purgeBudget, type TestCell } from '../../support/cell.ts';
import { hold, ofLot, release } from '../../support/holds.ts';
import { grantedStore } from '../../support/operations.ts';
import { eventsTold } from '../../support/outbox.ts';
import { sharing, sharingUse, validation, validationUse } from '../../support/settings.ts';
import { aCustomerWithALot } from '../../support/sharing-customer.ts';
import { capture, choose, expectStatus, showNotice } from '../../support/story.ts';

let cell: TestCell;
let organization: OrganizationId;
let workspace: WorkspaceId;
let epoch: EpochId;
let lot: string;

beforeEach(async () => {
  cell = aCell('us');
  ({ organization, workspace, epoch, lot } = await aCustomerWithALot(cell));
});

const run = (store: Store = cell.store) =>
  sweep({ ...cell.ports, store: grantedStore(store, sweepAccess), report: () => {} });

const spoil = (update: Update, key: Key = lotKey()) =>
  cell.store.write({ kind: 'update', table: 'registry', key, update, condition: present('pk') });

const nobodys: HoldId = identifier('us', 'hold', '01J99999999999999999999999');
const markOf = (id: HoldId) => ({
  hold: id,
  kind: 'hold',
  authority: { body: 'court', reference: 'none' },
  placedBy: 'us_user_01J00000000000000000000001',
  from: '2026-03-01T12:00:00.000Z',
});
const heldSk = () => `held#${epoch}#${lot}`;
const nobodysMark = () => ({ set: { holds: 1, [`hold#${nobodys}`]: markOf(nobodys), dueSk: heldSk() } });

const lotKey = () => registryKeys.lot(epoch, lot);
const lotItem = async (): Promise<Item> => {
  const item = await cell.store.get('registry', lotKey(), 'strong');
  if (item === undefined) throw new Error('there is no lot');
  return item;
};
const marksOn = (item: Item) => Object.keys(item).filter((name) => name.startsWith('hold#'));

const told = async () => (await eventsTold(cell, 'SweepFound')).map(({ detail }) => detail);
const finding = (repaired: boolean) => ({ epoch, lot, found: 'held-by-none', repaired });

/** The lot is under no hold, and ticks find it. */
const expectFree = async () => {
  const item = await lotItem();
  expect(marksOn(item)).toEqual([]);
  expect(item).toMatchObject({ holds: 0, dueSk: expect.stringMatching(/^2026-/) });
};

const purgedInTime = async () => {
  cell.clock.now = startOfDay('2026-03-01') + days(30) - purgeBudget;
  await cell.tick();
  return (await lotItem()).state === 'purged';
};

describe('marks that no hold stands for', () => {
  test.each([
    ['of a hold that nobody placed', nobodysMark],
    ['that are fewer than it counts', () => ({ set: { holds: 1, dueSk: heldSk() } })],
    ['that it does not count', () => ({ set: { [`hold#${nobodys}`]: markOf(nobodys) } })],
    [
      'in which nothing can be read',
      () => ({ set: { holds: 1, [`hold#${nobodys}`]: 'x', dueSk: heldSk() } }),
    ],
  ] satisfies [string, () => Update][])('[DS-10] %s keep no lot beyond its time', async (_, update) => {
    const { dueSk, duePk } = await lotItem();
    await spoil(update());
    expect(await run()).toMatchObject({ found: 1 });
    expect(await told()).toEqual([finding(true)]);
    await expectFree();
    expect(await lotItem()).toMatchObject({ dueSk, duePk });
    expect(await purgedInTime()).toBe(true);
    cell.clock.now += hours(7);
    expect(await run()).toMatchObject({ found: 0 });
  });

  test('[BY-4] go with the date that the lot has since its hold ended', async () => {
    const held = await hold(cell, workspace, { of: 'subject' });
    const marked = await lotItem();
    cell.clock.now += days(40);
    const { endedAt } = (await release(cell, held)) as { endedAt?: string };
    await cell.store.write({ kind: 'put', table: 'registry', item: marked });
    expect(await run()).toMatchObject({ found: 1 });
    expect(await told()).toEqual([finding(true)]);
    await expectFree();
    expect(await lotItem()).toMatchObject({ releasedAt: endedAt });
    await cell.tick();
    expect(await lotItem()).toMatchObject({ state: 'purged' });
    expect(await eventsTold(cell, 'DeadlineMissed')).toEqual([]);
  });

  test('[BY-4] go alone: the mark of a hold that stands stays, counted or not', async () => {
    const held = await hold(cell, workspace, ofLot(epoch, lot));
    await spoil({ set: { [`hold#${nobodys}`]: markOf(nobodys), holds: 0 } });
    expect(await run()).toMatchObject({ found: 1 });
    expect(await told()).toEqual([finding(true)]);
    expect(marksOn(await lotItem())).toEqual([`hold#${held.id}`]);
    expect(await lotItem()).toMatchObject({ holds: 1, dueSk: heldSk() });
    expectStatus(await choose(cell, organization, sharing, 'off'), 200);
    await cell.tick();
    expect(await lotItem()).toMatchObject({ state: 'open' });
    await release(cell, held);
    cell.clock.now += hours(1);
    await cell.tick();
    expect(await lotItem()).toMatchObject({ state: 'purged' });
  });

  test('of a hold that its ledger says was released go too, though the hold is not here any more', async () => {
    const held = await hold(cell, workspace, ofLot(epoch, lot));
    const marked = await lotItem();
    cell.clock.now += days(1);
    const { endedAt } = (await release(cell, held)) as { endedAt?: string };
    await cell.store.write({ kind: 'put', table: 'registry', item: marked });
    const key = registryKeys.hold(workspace, held.id);
    await cell.store.write({ kind: 'delete', table: 'registry', key });
    expect(await run()).toMatchObject({ found: 1 });
    await expectFree();
    expect(await lotItem()).toMatchObject({ releasedAt: endedAt });
  });
});

describe('marks that a hold may stand for', () => {
  /** Told in every round, and nothing changed. */
  const expectUntouched = async () => {
    const before = await lotItem();
    for (let round = 1; round <= 2; round += 1) {
      expect(await run()).toMatchObject({ found: 1 });
      expect(await told()).toEqual(Array.from({ length: round }, () => finding(false)));
      expect(await lotItem()).toEqual(before);
      cell.clock.now += hours(6);
    }
  };

  test('[BY-4] stay where the hold is lost of which a ledger knows', async () => {
    const held = await hold(cell, workspace, ofLot(epoch, lot));
    const key = registryKeys.hold(held.subject, held.id);
    await cell.store.write({ kind: 'delete', table: 'registry', key });
    await expectUntouched();
  });

  test('[BY-4] stay where a gate is shut for it', async () => {
    await spoil(nobodysMark());
    await hold(cell, workspace, { of: 'use', use: validationUse });
    await spoil({ set: { [`hold#${nobodys}`]: markOf(nobodys) } }, registryKeys.holdGate(workspace));
    await expectUntouched();
  });

  test('[BY-4] stay uncounted where a hold stands whose mark may be the one that is missing', async () => {
    const held = await hold(cell, workspace, ofLot(epoch, lot));
    await spoil({ remove: [`hold#${held.id}`] });
    await expectUntouched();
  });

  test('[BY-4] stay where nobody knows whose organization could have placed it', async () => {
    epoch = await showNotice(cell, workspace, validation);
    lot = expectStatus(await capture(cell, workspace, validationUse), 201).lot;
    await spoil(nobodysMark());
    await cell.store.write({ kind: 'delete', table: 'registry', key: registryKeys.subject(workspace) });
    await expectUntouched();
  });

  test('[BY-4] stay where its ledger is longer than is read for one mark', async () => {
    await spoil(nobodysMark());
    const query: Store['query'] = async (asked) => {
      const page = await cell.store.query(asked);
      const more = asked.table === 'evidence' && page.next === undefined;
      return more ? { ...page, next: { pk: asked.pk, sk: 'entry#000000000000' } } : page;
    };
    expect(await run({ ...cell.store, query })).toMatchObject({ found: 1 });
    expect(await told()).toEqual([finding(false)]);
  });

  test('are not taken for lost where a release takes them off while it is looked', async () => {
    const held = await hold(cell, organization, { of: 'use', use: sharingUse });
    const get: Store['get'] = async (table, key, consistency) => {
      if (key.sk === registryKeys.hold(organization, held.id).sk) await release(cell, held);
      return cell.store.get(table, key, consistency);
    };
    expect(await run({ ...cell.store, get })).toMatchObject({ found: 0 });
    expect(isoOf(cell.clock.now)).toBe('2026-03-01T12:00:00.000Z');
  });

  test('[BY-4] stay where that very hold is placed while it is looked', async () => {
    await spoil(nobodysMark());
    let placed = false;
    const transact: Store['transact'] = async (actions) => {
      if (!placed && actions.some(({ kind }) => kind === 'check')) {
        placed = true;
        await hold(cell, workspace, ofLot(epoch, lot), { id: nobodys });
      }
      return cell.store.transact(actions);
    };
    expect(await run({ ...cell.store, transact })).toMatchObject({ found: 0 });
    expect(placed).toBe(true);
    expect(await lotItem()).toMatchObject({ holds: 1 });
  });

  test('[BY-4] are counted though another sweep mended first, and a hold was placed right after it', async () => {
    await spoil({ set: { holds: 1, dueSk: heldSk() } });
    let placed = false;
    const transact: Store['transact'] = async (actions) => {
      if (!placed) {
        placed = true;
        await run();
        await hold(cell, workspace, ofLot(epoch, lot));
      }
      return cell.store.transact(actions);
    };
    expect(await run({ ...cell.store, transact })).toMatchObject({ found: 0 });
    expect(await lotItem()).toMatchObject({ holds: 1, dueSk: heldSk() });
  });
});
