import { describe, expect, test } from 'vitest';
import { StoreMisuse } from '../../../lambdas/shared/store/misuse.ts';
import { type Item, present, type Query, type SortKeyRange } from '../../../lambdas/shared/store/store.ts';
import { aPartition, everyPage, partitionOf, type StoreUnderTest } from './open-store.ts';

const keys = ['a#1', 'a#2', 'b#1', 'b#2', 'b#3', 'c'];

const query = (pk: string, more: Partial<Query> = {}): Query => ({
  table: 'registry',
  pk,
  consistency: 'strong',
  ...more,
});

const sortKeys = (items: readonly Item[]): readonly string[] => items.map(({ sk }) => sk);

export const queriesContract = (store: StoreUnderTest) =>
  describe('queries', () => {
    const read = async (pk: string, more?: Partial<Query>) =>
      sortKeys((await everyPage(store(), query(pk, more))).flat());

    test.each<[string, SortKeyRange | undefined, readonly string[]]>([
      ['the whole partition', undefined, keys],
      ['what begins with a prefix', { kind: 'beginsWith', prefix: 'b#' }, ['b#1', 'b#2', 'b#3']],
      [
        'what lies between two bounds, both included',
        { kind: 'between', from: 'a#2', to: 'b#2' },
        ['a#2', 'b#1', 'b#2'],
      ],
      ['what lies at most at a bound', { kind: 'atMost', to: 'b#1' }, ['a#1', 'a#2', 'b#1']],
      ['nothing where nothing is', { kind: 'beginsWith', prefix: 'b#4' }, []],
      ['bounds that are no keys', { kind: 'between', from: 'a', to: 'b' }, ['a#1', 'a#2']],
    ])('finds %s, in both orders, page by page', async (_what, sk, expected) => {
      const pk = await partitionOf(store(), [...keys].reverse());
      const range = sk === undefined ? {} : { sk };
      const backwards = [...expected].reverse();

      expect(await read(pk, range)).toEqual(expected);
      expect(await read(pk, { ...range, order: 'descending' })).toEqual(backwards);
      expect(await read(pk, { ...range, limit: 2 })).toEqual(expected);
      expect(await read(pk, { ...range, order: 'descending', limit: 1 })).toEqual(backwards);
    });

    test('a page holds at most its limit, and a page without a cursor is the last', async () => {
      const pk = await partitionOf(store(), keys);
      const pages = await everyPage(store(), query(pk, { limit: 4 }));
      expect(pages.map((page) => page.length)).toEqual([4, 2]);
    });

    test('a page that ends at its limit names where it ended, and the page after it is empty', async () => {
      const pk = await partitionOf(store(), keys);
      const first = await store().query(query(pk, { limit: 6 }));
      const second = await store().query(query(pk, { limit: 6, ...(first.next && { after: first.next }) }));

      expect(first.next).toEqual({ pk, sk: 'c' });
      expect(second).toEqual({ items: [] });
    });

    test('a cursor stays good when its item is gone', async () => {
      const pk = await partitionOf(store(), keys);
      await store().write({ kind: 'delete', table: 'registry', key: { pk, sk: 'b#1' } });
      expect(await read(pk, { after: { pk, sk: 'b#1' } })).toEqual(['b#2', 'b#3', 'c']);
      expect(await read(pk, { after: { pk, sk: 'b#1' }, order: 'descending' })).toEqual(['a#2', 'a#1']);
    });

    test('texts are sorted by their bytes', async () => {
      const sorted = ['A', 'a', 'é', '\ufb01', '\u{1F600}'];
      const pk = await partitionOf(store(), [...sorted].reverse());
      expect(await read(pk)).toEqual(sorted);
    });

    test('a page ends at 1 MB', async () => {
      const pk = aPartition();
      const body = new Uint8Array(300 * 1024);
      for (const sk of ['1', '2', '3', '4', '5']) {
        await store().write({ kind: 'put', table: 'content', item: { pk, sk, body } });
      }
      const pages = await everyPage(store(), query(pk, { table: 'content' }));
      expect(pages.length).toBeGreaterThan(1);
      expect(Math.max(...pages.map((page) => page.length))).toBeLessThanOrEqual(4);
      expect(sortKeys(pages.flat())).toEqual(['1', '2', '3', '4', '5']);
    });

    test.each<[string, Partial<Query>]>([
      ['a limit of 0', { limit: 0 }],
      ['an empty prefix', { sk: { kind: 'beginsWith', prefix: '' } }],
      ['bounds in the wrong order', { sk: { kind: 'between', from: 'b', to: 'a' } }],
      ['a strong read of an index', { index: 'due' }],
      ['an index that the table does not have', { table: 'content', index: 'due', consistency: 'eventual' }],
      ['a cursor of another partition', { after: { pk: 'other', sk: 'a' } }],
      ['a cursor that is none', { after: { sk: 'a' } }],
      ['an empty partition key', { pk: '' }],
    ])('%s is a mistake of the program', async (_what, more) => {
      await expect(store().query(query(aPartition(), more))).rejects.toThrow(StoreMisuse);
    });
  });

export const indexContract = (store: StoreUnderTest) =>
  describe('the index of due lots', () => {
    const due = (pk: string, more: Partial<Query> = {}): Query => ({
      table: 'registry',
      index: 'due',
      pk,
      consistency: 'eventual',
      ...more,
    });

    /** Three lots, due at 1, 2 and 3, and one that is not in the index. */
    const someLots = async () => {
      const pk = aPartition();
      const duePk = aPartition();
      for (const at of ['3', '1', '2']) {
        const item = { pk, sk: `lot#${at}`, duePk, dueSk: `${at}#lot`, captured: 7 };
        await store().write({ kind: 'put', table: 'registry', item });
      }
      await store().write({ kind: 'put', table: 'registry', item: { pk, sk: 'lot#4', dueSk: '4#lot' } });
      return { pk, duePk };
    };

    test('holds the keys of items that have its attributes, sorted by them', async () => {
      const { pk, duePk } = await someLots();
      const found = (await everyPage(store(), due(duePk))).flat();
      expect(found).toEqual(
        ['1', '2', '3'].map((at) => ({ pk, sk: `lot#${at}`, duePk, dueSk: `${at}#lot` })),
      );
    });

    test('is read up to a time, page by page', async () => {
      const { duePk } = await someLots();
      const pages = await everyPage(store(), due(duePk, { sk: { kind: 'atMost', to: '2~' }, limit: 1 }));
      expect(sortKeys(pages.flat())).toEqual(['lot#1', 'lot#2']);
    });

    test('follows its attributes: an item moves, leaves and comes back', async () => {
      const { pk, duePk } = await someLots();
      const change = (sk: string, update: object) => {
        const condition = present('pk');
        return store().write({ kind: 'update', table: 'registry', key: { pk, sk }, update, condition });
      };
      await change('lot#1', { set: { dueSk: '9#lot' } });
      await change('lot#2', { remove: ['duePk', 'dueSk'] });
      await change('lot#4', { set: { duePk } });
      await store().write({ kind: 'delete', table: 'registry', key: { pk, sk: 'lot#3' } });

      expect(sortKeys((await everyPage(store(), due(duePk))).flat())).toEqual(['lot#4', 'lot#1']);
    });

    test('an empty index attribute is a mistake of the program', async () => {
      const item = { pk: aPartition(), sk: 'lot', duePk: '', dueSk: '1' };
      await expect(store().write({ kind: 'put', table: 'registry', item })).rejects.toThrow(StoreMisuse);
    });
  });
