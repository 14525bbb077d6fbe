import { describe, expect, test } from 'vitest';
import { StoreMisuse } from '../../../lambdas/shared/store/misuse.ts';
import {
  absent,
  any,
  atLeast,
  type Condition,
  present,
  type Update,
  type UpdateItem,
} from '../../../lambdas/shared/store/store.ts';
import { afterUpdate, aKey, existing, type StoreUnderTest, stored } from './open-store.ts';

export const updatesContract = (store: StoreUnderTest) =>
  describe('updates', () => {
    test('set puts a value over what is there and leaves the rest', async () => {
      const after = await afterUpdate(store(), { a: 1, b: 'b' }, { set: { a: { deep: ['x'] }, c: true } });
      expect(after).toEqual({ a: { deep: ['x'] }, b: 'b', c: true });
    });

    test('setIfAbsent sets only what is absent', async () => {
      const after = await afterUpdate(
        store(),
        { a: 1, empty: '' },
        { setIfAbsent: { a: 2, empty: 'x', c: 3 } },
      );
      expect(after).toEqual({ a: 1, empty: '', c: 3 });
    });

    test('add counts from 0 where nothing is, up and down', async () => {
      const after = await afterUpdate(store(), { a: 5, b: 5 }, { add: { a: 2, b: -7, c: 3 } });
      expect(after).toEqual({ a: 7, b: -2, c: 3 });
    });

    test('remove takes attributes away; what is absent may be removed', async () => {
      const key = await existing(store(), { a: 1, b: 2 });
      const update = { remove: ['a', 'missing'] };
      const condition = any(present('a'), atLeast('b', 1));
      await store().write({ kind: 'update', table: 'registry', key, update, condition });
      expect(await stored(store(), key)).toEqual({ ...key, b: 2 });
    });

    test.each<[string, Condition | undefined]>([
      ['no condition', undefined],
      ['a condition that may hold without it', any(present('a'), absent('b'))],
    ])('only to remove, with %s, is a mistake: the item may not be there', async (_what, condition) => {
      const write: UpdateItem = { kind: 'update', table: 'registry', key: aKey(), update: { remove: ['a'] } };
      const attempt = store().write({ ...write, ...(condition && { condition }) });
      await expect(attempt).rejects.toThrow(StoreMisuse);
    });

    test('all parts work together', async () => {
      const after = await afterUpdate(
        store(),
        { a: 1, b: 1, c: 1 },
        { set: { a: 9 }, setIfAbsent: { new: 'n', b: 8 }, add: { count: 1 }, remove: ['c'] },
      );
      expect(after).toEqual({ a: 9, b: 1, new: 'n', count: 1 });
    });

    test('names that are reserved words or hold dots are names like others', async () => {
      const after = await afterUpdate(
        store(),
        { size: 1 },
        { set: { 'a.b': 'x', name: 'n' }, add: { size: 1 } },
      );
      expect(after).toEqual({ 'a.b': 'x', name: 'n', size: 2 });
    });

    test.each<[string, Update]>([
      ['set', { set: { a: 1 } }],
      ['setIfAbsent', { setIfAbsent: { a: 1 } }],
      ['add', { add: { a: 1 } }],
    ])('%s creates an item that does not exist', async (_part, update) => {
      const key = aKey();
      expect(await store().write({ kind: 'update', table: 'registry', key, update })).toEqual({ ok: true });
      expect(await stored(store(), key)).toEqual({ ...key, a: 1 });
    });

    test.each<[string, Update]>([
      ['nothing', {}],
      ['one attribute in two parts', { set: { a: 1 }, remove: ['a'] }],
      ['a key attribute', { set: { sk: 'other' } }],
      ['a number that is not exact', { set: { a: 0.5 } }],
      ['half a character', { set: { a: '\ud83d' } }],
      ['a sum with a text', { add: { text: 1 } }],
    ])('changing %s is a mistake of the program', async (_what, update) => {
      const key = await existing(store(), { text: 'x' });
      const attempt = store().write({ kind: 'update', table: 'registry', key, update });
      await expect(attempt).rejects.toThrow(StoreMisuse);
      expect(await stored(store(), key)).toEqual({ ...key, text: 'x' });
    });
  });
