import { describe, expect, test } from 'vitest';
import { limits } from '../../../lambdas/shared/store/limits.ts';
import { StoreMisuse } from '../../../lambdas/shared/store/misuse.ts';
import type { Key, Value } from '../../../lambdas/shared/store/store.ts';
import { aKey, aPartition, existing, type StoreUnderTest, stored } from './open-store.ts';

const values: { readonly [title: string]: Value } = {
  'a text with every kind of character': 'Zürich \u0000\u001f "\\" ﬁ 東京 \u{1F600} e\u0301',
  'an empty text': '',
  'the largest number': Number.MAX_SAFE_INTEGER,
  'the smallest number': Number.MIN_SAFE_INTEGER,
  'a truth value': false,
  'every byte': Uint8Array.from({ length: 256 }, (_, byte) => byte),
  'no bytes': new Uint8Array(),
  'a list of all kinds': ['a', 1, true, new Uint8Array([1]), [], ['b', [2]], { c: 'c' }],
  'a map in a map': { 'a.b': { size: 1, empty: {}, list: [{ bytes: new Uint8Array([0, 255]) }] } },
};

export const valuesContract = (store: StoreUnderTest) => {
  describe('values', () => {
    test.each(Object.entries(values))('%s comes back as it went in', async (_title, value) => {
      const key = await existing(store(), { value });
      const item = await stored(store(), key);
      expect(item).toEqual({ ...key, value });
    });

    test('bytes come back as a Uint8Array and nothing more', async () => {
      const key = await existing(store(), { bytes: Buffer.from('bytes') });
      const bytes = (await stored(store(), key))?.bytes;
      expect(Object.prototype.toString.call(bytes)).toBe('[object Uint8Array]');
      expect(bytes).toEqual(expect.objectContaining({ byteLength: 5 }));
    });

    test.each<[string, unknown]>([
      ['undefined', undefined],
      ['null', null],
      ['a fraction', 0.1],
      ['a number beyond the exact ones', 2 ** 53],
      ['no number', Number.NaN],
      ['a date', new Date(0)],
      ['a set', new Set(['a'])],
      ['half a character', '\udc00'],
      ['a map with the name __proto__', JSON.parse('{"__proto__": 1}')],
    ])('%s cannot be stored', async (_what, value) => {
      const item = { ...aKey(), value: value as Value };
      await expect(store().write({ kind: 'put', table: 'registry', item })).rejects.toThrow(StoreMisuse);
      expect(await stored(store(), { pk: item.pk, sk: item.sk })).toBeUndefined();
    });

    test('an item holds 400 KB and no byte more', async () => {
      const key = aKey();
      const room = limits.itemBytes - Buffer.byteLength(`pk${key.pk}sk${key.sk}body`);
      const put = (bytes: number) =>
        store().write({ kind: 'put', table: 'content', item: { ...key, body: new Uint8Array(bytes) } });

      expect(await put(room)).toEqual({ ok: true });
      await expect(put(room + 1)).rejects.toThrow(StoreMisuse);
    });

    test('an update cannot make an item larger than 400 KB', async () => {
      const key = await existing(store(), { body: new Uint8Array(300 * 1024) });
      const update = { set: { more: new Uint8Array(101 * 1024) } };
      const attempt = store().write({ kind: 'update', table: 'registry', key, update });
      await expect(attempt).rejects.toThrow(StoreMisuse);
    });

    test.each<[string, Key]>([
      ['an empty partition key', { pk: '', sk: 'a' }],
      ['an empty sort key', { pk: 'a', sk: '' }],
      ['a sort key that is too long', { pk: 'a', sk: 'x'.repeat(limits.sortKeyBytes + 1) }],
    ])('%s is a mistake of the program', async (_what, key) => {
      await expect(store().write({ kind: 'put', table: 'registry', item: key })).rejects.toThrow(StoreMisuse);
      await expect(store().get('registry', key, 'strong')).rejects.toThrow(StoreMisuse);
      await expect(store().deleteBatch('registry', [key])).rejects.toThrow(StoreMisuse);
    });
  });

  describe('isolation', () => {
    test('nobody changes what is stored by changing what was passed', async () => {
      const key = aKey();
      const item = { ...key, map: { list: ['a'] }, bytes: new Uint8Array([1]) };
      const writing = store().write({ kind: 'put', table: 'registry', item });
      await writing;
      item.map.list.push('b');
      item.bytes[0] = 9;

      expect(await stored(store(), key)).toEqual({
        ...key,
        map: { list: ['a'] },
        bytes: new Uint8Array([1]),
      });
    });

    test('nobody changes what is stored by changing what was returned', async () => {
      const key = await existing(store(), { map: { list: ['a'] } });
      const answered = (await stored(store(), key)) as { map: { list: string[] } } | undefined;
      answered?.map.list.push('b');
      const page = await store().query({ table: 'registry', pk: key.pk, consistency: 'strong' });
      (page.items[0] as unknown as { map: { list: string[] } }).map.list.push('c');

      expect(await stored(store(), key)).toEqual({ ...key, map: { list: ['a'] } });
    });

    test('tables are apart', async () => {
      const key = await existing(store());
      expect(await store().get('content', key, 'strong')).toBeUndefined();
      expect(await store().get('evidence', key, 'eventual')).toBeUndefined();
    });
  });

  describe('batches of deletes', () => {
    test('delete what is there, and again without harm', async () => {
      const kept = await existing(store());
      const gone = [await existing(store()), await existing(store()), aKey()];

      expect(await store().deleteBatch('registry', gone)).toEqual([]);
      expect(await store().deleteBatch('registry', gone)).toEqual([]);

      for (const key of gone) expect(await stored(store(), key)).toBeUndefined();
      expect(await stored(store(), kept)).toEqual(kept);
    });

    test('25 keys are taken, 26 are a mistake; no keys are no work', async () => {
      const keys = Array.from({ length: 26 }, (_, index) => ({ pk: aPartition(), sk: `${index}` }));
      expect(await store().deleteBatch('registry', keys.slice(0, 25))).toEqual([]);
      expect(await store().deleteBatch('registry', [])).toEqual([]);
      await expect(store().deleteBatch('registry', keys)).rejects.toThrow(StoreMisuse);
    });

    test('one item twice is a mistake of the program', async () => {
      const key = aKey();
      await expect(store().deleteBatch('registry', [key, { ...key }])).rejects.toThrow(StoreMisuse);
    });
  });
};
