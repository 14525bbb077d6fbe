import { describe, expect, test } from 'vitest';
import type { Consumed } from '../../lambdas/shared/store/capacity.ts';
import { inMemoryStore } from '../../lambdas/shared/store/in-memory/in-memory-store.ts';
import { itemBytes } from '../../lambdas/shared/store/item-size.ts';
import { type Item, isNew, present, type Store } from '../../lambdas/shared/store/store.ts';

const key = { pk: 'us_test', sk: 'item' };

/** An item of exactly this many bytes, at a key of 15 bytes with its names. */
const itemOf = (bytes: number, more: { readonly [name: string]: string } = {}): Item => {
  const item = { ...key, ...more, body: '' };
  return { ...item, body: 'x'.repeat(bytes - itemBytes(item)) };
};

/** What the last of some calls consumed. */
const consumedBy = async (...calls: readonly ((store: Store) => Promise<unknown>)[]): Promise<Consumed> => {
  let total: Consumed = { read: 0, write: 0 };
  const store = inMemoryStore({
    meter: (_table, { read, write }) => {
      total = { read: total.read + read, write: total.write + write };
    },
  });
  for (const call of calls) {
    total = { read: 0, write: 0 };
    await call(store);
  }
  return total;
};

const put = (item: Item) => (store: Store) => store.write({ kind: 'put', table: 'registry', item });
const transact =
  (...items: readonly Item[]) =>
  (store: Store) =>
    store.transact(items.map((item) => ({ kind: 'put', table: 'registry', item, condition: isNew })));

const due = { duePk: 'us_due#0', dueSk: '1#lot' };

describe('the size of an item', () => {
  test('counts names and values by DynamoDB’s rules', () => {
    expect(itemBytes({ pk: 'é', sk: 'ab' })).toBe(2 + 2 + 2 + 2);
    expect(itemBytes({ pk: 'a', sk: 'b', n: 12_300 })).toBe(6 + 1 + 3);
    expect(itemBytes({ pk: 'a', sk: 'b', n: -7 })).toBe(6 + 1 + 3);
    expect(itemBytes({ pk: 'a', sk: 'b', n: 0 })).toBe(6 + 1 + 1);
    expect(itemBytes({ pk: 'a', sk: 'b', t: true, b: new Uint8Array(10) })).toBe(6 + 2 + 11);
    expect(itemBytes({ pk: 'a', sk: 'b', l: ['ab', 'c'], m: { x: 'y' } })).toBe(6 + 1 + 8 + 1 + 6);
  });
});

describe('consumed capacity', () => {
  test('a write costs 1 unit for each KB begun of the larger of the item before and after', async () => {
    expect(await consumedBy(put(itemOf(1024)))).toEqual({ read: 0, write: 1 });
    expect(await consumedBy(put(itemOf(1025)))).toEqual({ read: 0, write: 2 });
    expect(await consumedBy(put(itemOf(5000)), put(itemOf(100)))).toEqual({ read: 0, write: 5 });
  });

  test('a failed condition costs what is stored', async () => {
    const again = (store: Store) =>
      store.write({ kind: 'put', table: 'registry', item: itemOf(100), condition: isNew });
    expect(await consumedBy(put(itemOf(3000)), again)).toEqual({ read: 0, write: 3 });
  });

  test('each action of a transaction costs twice, a check too', async () => {
    const other = { ...itemOf(100), sk: 'other' };
    expect(await consumedBy(transact(itemOf(1500), other))).toEqual({ read: 0, write: 6 });
    const check = (store: Store) =>
      store.transact([{ kind: 'check', table: 'registry', key, condition: isNew }]);
    expect(await consumedBy(check)).toEqual({ read: 0, write: 2 });
  });

  test('a strong read costs 1 unit for each 4 KB begun, an eventual one half, a page as one', async () => {
    const get = (consistency: 'strong' | 'eventual') => (store: Store) =>
      store.get('registry', key, consistency);
    const page = (store: Store) => store.query({ table: 'registry', pk: 'us_test', consistency: 'eventual' });

    expect(await consumedBy(put(itemOf(4097)), get('strong'))).toEqual({ read: 2, write: 0 });
    expect(await consumedBy(put(itemOf(4097)), get('eventual'))).toEqual({ read: 1, write: 0 });
    expect(await consumedBy(get('strong'))).toEqual({ read: 1, write: 0 });
    expect(await consumedBy(put(itemOf(100)), put({ ...itemOf(100), sk: 'b' }), page)).toEqual({
      read: 0.5,
      write: 0,
    });
  });

  test('the index costs where an entry appears, moves or goes, and nothing where it stays', async () => {
    const change = (update: object) => (store: Store) =>
      store.write({ kind: 'update', table: 'registry', key, update, condition: present('pk') });
    const dueItem = put(itemOf(500, due));

    expect((await consumedBy(dueItem)).write).toBe(1 + 1);
    expect((await consumedBy(dueItem, change({ set: { captured: 9 } }))).write).toBe(1);
    expect((await consumedBy(dueItem, change({ set: { dueSk: '2#lot' } }))).write).toBe(1 + 2);
    expect((await consumedBy(dueItem, change({ remove: ['duePk'] }))).write).toBe(1 + 1);
    expect((await consumedBy(transact(itemOf(500, due)))).write).toBe(2 + 1);
  });

  test('a batch costs what is deleted, 1 unit at least for each key', async () => {
    const batch = (store: Store) => store.deleteBatch('registry', [key, { pk: 'us_test', sk: 'none' }]);
    expect(await consumedBy(put(itemOf(2500)), batch)).toEqual({ read: 0, write: 4 });
  });
});
