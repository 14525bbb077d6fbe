import { describe, expect, test } from 'vitest';
import { StoreMisuse } from '../../../lambdas/shared/store/misuse.ts';
import { type Action, equals, isNew, present } from '../../../lambdas/shared/store/store.ts';
import { aKey, aPartition, existing, type StoreUnderTest, stored } from './open-store.ts';

const put = (sk: string, pk: string, body = 'x'): Action => ({
  kind: 'put',
  table: 'registry',
  item: { pk, sk, body },
});

export const transactionsContract = (store: StoreUnderTest) =>
  describe('transactions', () => {
    test('all actions happen together, over several tables', async () => {
      const updated = await existing(store(), { count: 1 });
      const deleted = await existing(store());
      const checked = await existing(store(), { state: 'open' });
      const item = { ...aKey(), text: 'new' };

      const outcome = await store().transact([
        { kind: 'put', table: 'content', item, condition: isNew },
        { kind: 'update', table: 'registry', key: updated, update: { add: { count: 1 } } },
        { kind: 'delete', table: 'registry', key: deleted },
        { kind: 'check', table: 'registry', key: checked, condition: equals('state', 'open') },
      ]);

      expect(outcome).toEqual({ ok: true });
      expect(await store().get('content', item, 'strong')).toEqual(item);
      expect(await stored(store(), updated)).toEqual({ ...updated, count: 2 });
      expect(await stored(store(), deleted)).toBeUndefined();
      expect(await stored(store(), checked)).toEqual({ ...checked, state: 'open' });
    });

    test('nothing happens when a condition fails, and every failed one is named', async () => {
      const key = await existing(store(), { state: 'open' });
      const other = await existing(store());
      const item = aKey();

      const outcome = await store().transact([
        { kind: 'put', table: 'registry', item },
        { kind: 'check', table: 'registry', key: aKey(), condition: present('pk') },
        {
          kind: 'update',
          table: 'registry',
          key,
          update: { set: { state: 'x' } },
          condition: equals('state', 'open'),
        },
        { kind: 'delete', table: 'registry', key: other, condition: isNew },
      ]);

      expect(outcome).toEqual({ ok: false, refusal: 'condition-failed', actions: [1, 3] });
      expect(await stored(store(), item)).toBeUndefined();
      expect(await stored(store(), key)).toEqual({ ...key, state: 'open' });
      expect(await stored(store(), other)).toEqual(other);
    });

    test('a check leaves what it checks as it is', async () => {
      const key = aKey();
      const check = { kind: 'check', table: 'registry', key, condition: isNew } as const;

      expect(await store().transact([check])).toEqual({ ok: true });

      expect(await stored(store(), key)).toBeUndefined();
    });

    test('the same keys in two tables are two items', async () => {
      const item = aKey();
      const outcome = await store().transact([
        { kind: 'put', table: 'registry', item },
        { kind: 'put', table: 'evidence', item },
      ]);
      expect(outcome).toEqual({ ok: true });
    });

    test('100 actions are taken, 101 are a mistake', async () => {
      const pk = aPartition();
      const actions = Array.from({ length: 101 }, (_, index) => put(String(index).padStart(3, '0'), pk));

      expect(await store().transact(actions.slice(0, 100))).toEqual({ ok: true });
      await expect(store().transact(actions)).rejects.toThrow(StoreMisuse);
    });

    test('two actions about one item are a mistake', async () => {
      const pk = aPartition();
      const removal: Action = { kind: 'delete', table: 'registry', key: { pk, sk: 'a' } };
      await expect(store().transact([put('a', pk), put('b', pk), removal])).rejects.toThrow(StoreMisuse);
      expect(await stored(store(), { pk, sk: 'b' })).toBeUndefined();
    });

    test('a transaction without actions is a mistake', async () => {
      await expect(store().transact([])).rejects.toThrow(StoreMisuse);
    });

    test('more than 4 MB in one transaction are a mistake, and nothing is written', async () => {
      const pk = aPartition();
      const body = 'x'.repeat(390 * 1024);
      const actions = Array.from({ length: 11 }, (_, index) => put(`${index}`, pk, body));
      await expect(store().transact(actions)).rejects.toThrow(StoreMisuse);
      expect(await stored(store(), { pk, sk: '0' })).toBeUndefined();
    });

    test('a sum with a text is a mistake, and nothing is written', async () => {
      const key = await existing(store(), { text: 'x' });
      const pk = aPartition();
      const sum: Action = { kind: 'update', table: 'registry', key, update: { add: { text: 1 } } };
      await expect(store().transact([put('a', pk), sum])).rejects.toThrow(StoreMisuse);
      expect(await stored(store(), { pk, sk: 'a' })).toBeUndefined();
    });
  });
