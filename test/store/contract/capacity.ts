import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Consumed } from '../../../lambdas/shared/store/capacity.ts';
import { itemBytes } from '../../../lambdas/shared/store/item-size.ts';
import {
  type Action,
  type Item,
  isNew,
  type Key,
  present,
  type Store,
  type Update,
} from '../../../lambdas/shared/store/store.ts';
import { aKey, aPartition, type OpenedStore, type OpenStore } from './open-store.ts';

type Call = (store: Store) => Promise<unknown>;
type Attributes = { readonly [name: string]: string };

/** An item of exactly this many bytes. */
const itemOf = (key: Key, bytes: number, more: Attributes = {}): Item => {
  const item = { ...key, ...more, body: '' };
  return { ...item, body: 'x'.repeat(bytes - itemBytes(item)) };
};

const put =
  (item: Item): Call =>
  (store) =>
    store.write({ kind: 'put', table: 'registry', item });

const change =
  (key: Key, update: Update): Call =>
  (store) =>
    store.write({ kind: 'update', table: 'registry', key, update, condition: present('pk') });

const transact =
  (...actions: readonly Action[]): Call =>
  (store) =>
    store.transact(actions);

const get =
  (key: Key, consistency: 'strong' | 'eventual'): Call =>
  (store) =>
    store.get('registry', key, consistency);

const query =
  (pk: string): Call =>
  (store) =>
    store.query({ table: 'registry', pk, consistency: 'eventual' });

export const capacityContract = (open: OpenStore) =>
  describe('consumed capacity', () => {
    let opened: OpenedStore;
    let total: Consumed = { read: 0, write: 0 };
    beforeAll(async () => {
      opened = await open((_table, { read, write }) => {
        total = { read: total.read + read, write: total.write + write };
      });
    });
    afterAll(() => opened.close());

    /** What the last of some calls consumes. */
    const consumedBy = async (...calls: readonly Call[]): Promise<Consumed> => {
      for (const call of calls) {
        total = { read: 0, write: 0 };
        await call(opened.store);
      }
      return total;
    };

    test('a write costs 1 unit for each KB begun of the larger of the item before and after', async () => {
      const key = aKey();
      expect(await consumedBy(put(itemOf(aKey(), 1024)))).toEqual({ read: 0, write: 1 });
      expect(await consumedBy(put(itemOf(aKey(), 1025)))).toEqual({ read: 0, write: 2 });
      expect(await consumedBy(put(itemOf(key, 5000)), put(itemOf(key, 100)))).toEqual({ read: 0, write: 5 });
    });

    test('each action of a transaction costs twice, a check too', async () => {
      const large: Action = { kind: 'put', table: 'registry', item: itemOf(aKey(), 1500), condition: isNew };
      const check: Action = { kind: 'check', table: 'registry', key: aKey(), condition: isNew };
      expect(await consumedBy(transact(large, check))).toEqual({ read: 0, write: 4 + 2 });
    });

    test('an eventual read costs half of a strong one, a page as one read', async () => {
      const key = aKey();
      const second = put(itemOf({ ...key, sk: 'second' }, 100));

      expect(await consumedBy(put(itemOf(key, 4000)), get(key, 'strong'))).toEqual({ read: 1, write: 0 });
      expect(await consumedBy(get(key, 'eventual'))).toEqual({ read: 0.5, write: 0 });
      expect(await consumedBy(get(aKey(), 'strong'))).toEqual({ read: 1, write: 0 });
      expect(await consumedBy(put(itemOf(key, 100)), second, query(key.pk))).toEqual({ read: 0.5, write: 0 });
      expect(await consumedBy(query(aPartition()))).toEqual({ read: 0.5, write: 0 });
    });

    test('the index costs where an entry appears, moves or goes, and nothing where it stays', async () => {
      const key = aKey();
      const dueItem = put(itemOf(key, 500, { duePk: aPartition(), dueSk: '1#lot' }));

      expect((await consumedBy(dueItem)).write).toBe(1 + 1);
      expect((await consumedBy(change(key, { set: { captured: 9 } }))).write).toBe(1);
      expect((await consumedBy(change(key, { set: { dueSk: '2#lot' } }))).write).toBe(1 + 2);
      expect((await consumedBy(change(key, { remove: ['duePk'] }))).write).toBe(1 + 1);
    });

    test('a batch costs what is deleted, 1 unit at least for each key', async () => {
      const key = aKey();
      const batch: Call = (store) => store.deleteBatch('registry', [key, aKey()]);
      expect(await consumedBy(put(itemOf(key, 2500)), batch)).toEqual({ read: 0, write: 3 + 1 });
    });
  });
