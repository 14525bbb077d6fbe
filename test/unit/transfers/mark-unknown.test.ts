import { describe, expect, test } from 'vitest';
import { sweepAccess } from '../../../contract/access/sweep.ts';
import type { TransfersReply } from '../../../contract/api/transfer-replies.ts';
import { movingKeys } from '../../../contract/tables/transfers.ts';
import { everyGeography } from '../../../domain/geographies.ts';
import { hours, isoOf, minutes, seconds } from '../../../domain/time.ts';
import { storedItem } from '../../../lambdas/shared/repositories/stored-item.ts';
import { inMemoryStore } from '../../../lambdas/shared/store/in-memory/in-memory-store.ts';
import type { Store } from '../../../lambdas/shared/store/store.ts';
import { markUnknown } from '../../../lambdas/sweep/mark-unknown.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { grantedStore } from '../../support/operations.ts';
import { eventsTold } from '../../support/outbox.ts';
import { anOrganization, expectStatus, owner } from '../../support/story.ts';
import { aDeclaration, enter, report } from '../../support/transfers.ts';

const aCellInEurope = () => aCell('eu', { transfers: aDeclaration });

const runWith = (cell: TestCell, counts: object[], timeLeft = minutes(2)) =>
  markUnknown({
    ...cell.ports,
    store: grantedStore(cell.store, sweepAccess),
    timeLeft: () => timeLeft,
    measureTransfers: (count) => void counts.push(count),
  });

const run = async (cell: TestCell, timeLeft = minutes(2)) => {
  const counts: object[] = [];
  return { ...(await runWith(cell, counts, timeLeft)), counts };
};

/** A store that takes no mark of one movement. */
const takingNoMarkOf = (store: Store, id: string): Store => ({
  ...store,
  transact: async (actions) =>
    actions.some((action) => action.kind === 'put' && action.item.sk === `${id.slice(-26)}#unknown`)
      ? { ok: false, refusal: 'throttled' }
      : store.transact(actions),
});

const waiting = async ({ store, geography }: TestCell) => {
  const pages = movingKeys
    .movingBuckets(geography)
    .map((pk) => store.query({ table: 'registry', pk, consistency: 'strong' }));
  return (await Promise.all(pages)).flatMap(({ items }) => items);
};

const stateOf = async (cell: TestCell, subject: string) => {
  const reply = await cell.call<TransfersReply>(owner, 'GET /v1/transfers', { query: { subject } });
  return expectStatus(reply, 200).transfers.map(({ state, late }) => (late ? `late ${state}` : state));
};

const told = (cell: TestCell) => eventsTold(cell, 'TransferUnknown');

describe('[BY-7] a movement that nobody reported', () => {
  test('is marked as unknown a day after its end, once, and told; nothing waits any more', async () => {
    const cell = aCellInEurope();
    const subject = await anOrganization(cell);
    const { id, usableUntil } = await enter(cell, subject);
    cell.clock.now += seconds(60) + hours(24);
    expect(await run(cell)).toMatchObject({ ended: 'done', unknown: 0 });

    cell.clock.now += 1_000;
    expect(await run(cell)).toMatchObject({
      unknown: 1,
      counts: [{ TransfersUnknown: 1, TransfersSetAside: 0 }],
    });
    expect(await told(cell)).toMatchObject([{ detail: { subject, movement: id, usableUntil } }]);
    expect(await waiting(cell)).toEqual([]);
    expect(await stateOf(cell, subject)).toEqual(['unknown']);

    expect(await run(cell)).toMatchObject({ unknown: 0 });
    expect(await told(cell)).toHaveLength(1);
  });

  test('counts as reported when the report comes after all, and late', async () => {
    const cell = aCellInEurope();
    const subject = await anOrganization(cell);
    const { id, at } = await enter(cell, subject);
    cell.clock.now += hours(26);
    await run(cell);
    await report(cell, subject, id, { outcome: 'executed', place: 'us', at });
    expect(await stateOf(cell, subject)).toEqual(['late executed']);
  });

  test('is not marked where it was reported, though its work was left behind', async () => {
    const cell = aCellInEurope();
    const subject = await anOrganization(cell);
    const { id, at } = await enter(cell, subject);
    const [work] = await waiting(cell);
    await report(cell, subject, id, { outcome: 'not-executed', at });
    if (work === undefined) throw new Error('nothing waited');
    await cell.store.write({ kind: 'put', table: 'registry', item: work });

    cell.clock.now += hours(26);
    expect(await run(cell)).toMatchObject({ unknown: 0, setAside: 0 });
    expect(await waiting(cell)).toEqual([]);
    expect(await told(cell)).toEqual([]);
    expect(await stateOf(cell, subject)).toEqual(['not-executed']);
  });

  test('waits for the next run where this one has no time left, and no one is passed by', async () => {
    const cell = aCellInEurope();
    const subject = await anOrganization(cell);
    for (let index = 0; index < 90; index += 1) await enter(cell, subject);
    cell.clock.now += hours(26);
    expect(await run(cell, seconds(5))).toMatchObject({ ended: 'cut-short', unknown: 0, counts: [{}] });
    expect(await waiting(cell)).toHaveLength(90);
    expect(await run(cell)).toMatchObject({ ended: 'done', unknown: 90 });
    expect(await waiting(cell)).toEqual([]);
  });

  test('counts for the alarm also where another one could not be marked in the same run', async () => {
    const cell = aCellInEurope();
    const subject = await anOrganization(cell);
    const entries = [await enter(cell, subject), await enter(cell, subject), await enter(cell, subject)];
    cell.clock.now += hours(26);
    const counts: object[] = [];
    const throttling = { ...cell, store: takingNoMarkOf(cell.store, entries[1]?.id ?? '') };

    await expect(runWith(throttling, counts)).rejects.toThrow('the next run tries again');
    counts.push(...(await run(cell)).counts);

    const counted = counts.map((each) => ('TransfersUnknown' in each ? Number(each.TransfersUnknown) : 0));
    expect(counted.reduce((sum, each) => sum + each, 0)).toBe(3);
    expect(await told(cell)).toHaveLength(3);
  });

  test.each([
    ['with a number for its subject', { subject: 7 }],
    ['with a subject that is none', { subject: 'eu_org_x' }],
    ['with an identifier that is none', { id: 'eu_tr_x' }],
    ['under another key than its own', { usableUntil: '2026-03-01T11:00:00.000Z' }],
  ])('%s ends nothing but itself: it is left where it is, and counted', async (_, wrong) => {
    const cell = aCellInEurope();
    const subject = await anOrganization(cell);
    await enter(cell, subject);
    const [work] = await waiting(cell);
    if (work === undefined) throw new Error('nothing waited');
    await cell.store.write({ kind: 'put', table: 'registry', item: { ...work, ...wrong } });
    const { id } = await enter(cell, subject);
    cell.clock.now += hours(26);

    expect(await run(cell)).toMatchObject({ ended: 'done', unknown: 1, setAside: 1 });
    expect(await told(cell)).toMatchObject([{ detail: { movement: id } }]);
    expect(await waiting(cell)).toHaveLength(1);
  });

  test('of a shape that nobody knows is left where it is, and counted', async () => {
    const cell = aCellInEurope();
    const key = movingKeys.moving('eu_org_x', 'eu_tr_x', isoOf(cell.clock.now), 0);
    await cell.store.write({ kind: 'put', table: 'registry', item: { ...storedItem(key, {}), v: 99 } });
    cell.clock.now += hours(26);
    expect(await run(cell)).toMatchObject({ setAside: 1, counts: [{ TransfersSetAside: 1 }] });
    expect(await waiting(cell)).toHaveLength(1);
  });
});

test('an entry costs 4 write units, its report 4 more, and 8 where nobody reports', async () => {
  let units = { read: 0, write: 0 };
  const meter = (_: string, { read, write }: typeof units) => {
    units = { read: units.read + read, write: units.write + write };
  };
  const cell = aCell('eu', { transfers: aDeclaration, store: inMemoryStore({ meter }) });
  const subject = await anOrganization(cell);
  const spent = async (work: () => Promise<unknown>) => {
    units = { read: 0, write: 0 };
    await work();
    return units.write;
  };
  const longest = {
    categories: ['prompt', 'response', 'retrieved-content', 'pinned-content'],
    places: everyGeography
      .filter((to) => to !== 'eu')
      .map((to) => ({ to, instrument: `eu-to-${to}-clauses`, ground: 'pp 20260101 20270101' })),
  } as const;
  expect(await spent(() => enter(cell, subject, longest))).toBe(4);
  const { id, at } = await enter(cell, subject);
  expect(await spent(() => report(cell, subject, id, { outcome: 'executed', place: 'us', at }))).toBe(4);
  cell.clock.now += hours(26);
  expect(await spent(() => run(cell))).toBe(8); // the mark, the work, the check and the event
});
