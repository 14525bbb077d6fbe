import { describe, expect, test } from 'vitest';
import { inMemoryStore } from '../../lambdas/shared/store/in-memory/in-memory-store.ts';
import { inMemoryTables } from '../../lambdas/shared/store/in-memory/tables.ts';
import { type Key, StoreUnavailable, type Write } from '../../lambdas/shared/store/store.ts';

const key: Key = { pk: 'us_test', sk: 'item' };
const version = (n: number): Write => ({ kind: 'put', table: 'registry', item: { ...key, n } });

describe('faults on demand', () => {
  test('a refused write is answered as refused and does nothing', async () => {
    for (const refusal of ['throttled', 'conflict'] as const) {
      const tables = inMemoryTables();
      const store = inMemoryStore({ tables, fault: () => refusal });

      expect(await store.write(version(1))).toEqual({ ok: false, refusal });
      expect(await store.transact([version(1)])).toEqual({ ok: false, refusal });
      expect(tables.item('registry', key, 0)).toBeUndefined();
    }
  });

  test('a throttled read throws, and one never conflicts', async () => {
    const throttled = inMemoryStore({ fault: () => 'throttled' });
    const query = { table: 'registry', pk: 'us_test', consistency: 'strong' } as const;
    await expect(throttled.get('registry', key, 'strong')).rejects.toThrow(StoreUnavailable);
    await expect(throttled.query(query)).rejects.toThrow(StoreUnavailable);
    await expect(throttled.deleteBatch('registry', [key])).rejects.toThrow(StoreUnavailable);

    const conflicting = inMemoryStore({ fault: () => 'conflict' });
    expect(await conflicting.get('registry', key, 'strong')).toBeUndefined();
  });

  test('a fault strikes the operation that it names', async () => {
    const store = inMemoryStore({
      fault: (operation) => (operation === 'transact' ? 'conflict' : undefined),
    });
    expect(await store.write(version(1))).toEqual({ ok: true });
    expect(await store.transact([version(2)])).toEqual({ ok: false, refusal: 'conflict' });
  });

  test('keys that a batch leaves over stay stored', async () => {
    const others = [1, 2, 3].map((n): Key => ({ pk: 'us_test', sk: `${n}` }));
    const store = inMemoryStore({ unprocessed: (_table, keys) => keys.slice(2) });
    for (const item of others) await store.write({ kind: 'put', table: 'content', item });

    expect(await store.deleteBatch('content', others)).toEqual([others[2]]);
    const page = await store.query({ table: 'content', pk: 'us_test', consistency: 'strong' });
    expect(page.items).toEqual([others[2]]);
  });
});

describe('stale reads', () => {
  test('an eventual read may see an item as it was, a strong one never does', async () => {
    let behind = 0;
    const store = inMemoryStore({ staleness: () => behind });
    for (const n of [1, 2, 3]) await store.write(version(n));
    const eventual = async (changes: number) => {
      behind = changes;
      return (await store.get('registry', key, 'eventual'))?.n;
    };

    expect([await eventual(0), await eventual(1), await eventual(2), await eventual(3)]).toEqual([
      3,
      2,
      1,
      undefined,
    ]);
    expect(await store.get('registry', key, 'strong')).toEqual({ ...key, n: 3 });
  });

  test('a stale page lacks what is new and holds what is gone', async () => {
    const store = inMemoryStore({ staleness: () => 2 });
    await store.write({ kind: 'put', table: 'registry', item: { pk: 'us_test', sk: 'a' } });
    await store.write({ kind: 'put', table: 'registry', item: { pk: 'us_test', sk: 'b' } });
    await store.write({ kind: 'delete', table: 'registry', key: { pk: 'us_test', sk: 'a' } });
    const read = async (consistency: 'strong' | 'eventual') =>
      (await store.query({ table: 'registry', pk: 'us_test', consistency })).items.map(({ sk }) => sk);

    expect(await read('eventual')).toEqual(['a']);
    expect(await read('strong')).toEqual(['b']);
  });

  test('a stale read may see a transaction in part', async () => {
    const store = inMemoryStore({ staleness: () => 1 });
    await store.transact([version(1), { kind: 'put', table: 'content', item: key }]);
    expect(await store.get('registry', key, 'eventual')).toEqual({ ...key, n: 1 });
    expect(await store.get('content', key, 'eventual')).toBeUndefined();
  });

  test('the index lags on its own', async () => {
    const store = inMemoryStore({ staleness: ({ index }) => (index === undefined ? 0 : 1) });
    const item = { ...key, duePk: 'us_due#0', dueSk: '1' };
    await store.write({ kind: 'put', table: 'registry', item });
    const due = { table: 'registry', index: 'due', pk: 'us_due#0', consistency: 'eventual' } as const;

    expect((await store.query(due)).items).toEqual([]);
    expect(await store.get('registry', key, 'eventual')).toEqual(item);
  });
});
