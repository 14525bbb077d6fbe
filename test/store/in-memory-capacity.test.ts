import { expect, test } from 'vitest';
import type { Consumed } from '../../lambdas/shared/store/capacity.ts';
import { inMemoryStore } from '../../lambdas/shared/store/in-memory/in-memory-store.ts';
import { itemBytes } from '../../lambdas/shared/store/item-size.ts';
import { isNew } from '../../lambdas/shared/store/store.ts';

test('the size of an item counts names and values by DynamoDB’s rules', () => {
  expect(itemBytes({ pk: 'é', sk: 'ab' })).toBe(2 + 2 + 2 + 2);
  expect(itemBytes({ pk: 'a', sk: 'b', n: 12_300 })).toBe(6 + 1 + 3);
  expect(itemBytes({ pk: 'a', sk: 'b', n: -7 })).toBe(6 + 1 + 3);
  expect(itemBytes({ pk: 'a', sk: 'b', n: 0 })).toBe(6 + 1 + 1);
  expect(itemBytes({ pk: 'a', sk: 'b', t: true, b: new Uint8Array(10) })).toBe(6 + 2 + 11);
  expect(itemBytes({ pk: 'a', sk: 'b', l: ['ab', 'c'], m: { x: 'y' } })).toBe(6 + 1 + 8 + 1 + 6);
});

test('a failed condition costs what is stored, which DynamoDB charges and does not tell', async () => {
  const consumed: Consumed[] = [];
  const store = inMemoryStore({ meter: (_table, units) => consumed.push(units) });
  const item = { pk: 'us_test', sk: 'item', body: 'x'.repeat(2_500) };
  await store.write({ kind: 'put', table: 'registry', item });
  await store.write({ kind: 'put', table: 'registry', item: { ...item, body: '' }, condition: isNew });
  await store.transact([{ kind: 'put', table: 'registry', item, condition: isNew }]);

  expect(consumed.map(({ write }) => write)).toEqual([3, 3, 6]);
});

test('a read costs 1 unit for each 4 KB begun, an item or a page; the embedded DynamoDB counts every item as one', async () => {
  const consumed: Consumed[] = [];
  const store = inMemoryStore({ meter: (_table, units) => consumed.push(units) });
  const large = { pk: 'us_test', sk: 'large', body: 'x'.repeat(5_000) };
  const small = { pk: 'us_test', sk: 'small', body: 'x'.repeat(3_500) };
  for (const item of [large, small]) await store.write({ kind: 'put', table: 'registry', item });
  consumed.length = 0;
  const key = { pk: 'us_test', sk: 'large' };
  await store.get('registry', key, 'strong');
  await store.get('registry', key, 'eventual');
  await store.query({ table: 'registry', pk: 'us_test', consistency: 'strong' });

  expect(consumed.map(({ read }) => read)).toEqual([2, 1, 3]);
});
