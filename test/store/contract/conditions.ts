import { describe, expect, test } from 'vitest';
import {
  absent,
  all,
  any,
  atLeast,
  atMost,
  type Condition,
  equals,
  greaterThan,
  isNew,
  lessThan,
  present,
} from '../../../lambdas/shared/store/store.ts';
import { aKey, existing, type StoreUnderTest, stored } from './open-store.ts';

const attributes = { text: 'm', number: 5, truth: true, empty: '', list: ['m'] };

type Case = readonly [condition: Condition, holds: boolean];

const cases: { readonly [title: string]: readonly Case[] } = {
  'presence is told from absence, whatever the value': [
    [present('text'), true],
    [present('empty'), true],
    [present('list'), true],
    [present('missing'), false],
    [absent('missing'), true],
    [absent('text'), false],
    [absent('pk'), false],
  ],
  'equality needs the same value of the same type': [
    [equals('text', 'm'), true],
    [equals('text', 'M'), false],
    [equals('number', 5), true],
    [equals('number', 6), false],
    [equals('number', '5'), false],
    [equals('truth', true), true],
    [equals('truth', false), false],
    [equals('truth', 1), false],
    [equals('empty', ''), true],
    [equals('list', 'm'), false],
    [equals('pk', 'other'), false],
  ],
  'numbers are compared as numbers': [
    [lessThan('number', 10), true],
    [lessThan('number', 5), false],
    [atMost('number', 5), true],
    [atMost('number', 4), false],
    [greaterThan('number', -6), true],
    [greaterThan('number', 5), false],
    [atLeast('number', 5), true],
    [atLeast('number', 6), false],
  ],
  'texts are compared by their bytes': [
    [lessThan('text', 'n'), true],
    [lessThan('text', 'm'), false],
    [lessThan('text', 'mm'), true],
    [greaterThan('text', 'Z'), true],
    [atMost('text', 'm'), true],
    [atLeast('text', 'm'), true],
    [atLeast('text', 'm0'), false],
    [lessThan('text', '\u{1F600}'), true],
  ],
  'no order holds between two types': [
    [lessThan('number', '9'), false],
    [greaterThan('number', '0'), false],
    [atMost('text', 9), false],
    [atLeast('text', 0), false],
    [atLeast('list', 'a'), false],
  ],
  'no comparison with an absent attribute holds': [
    [equals('missing', 'm'), false],
    [lessThan('missing', 9), false],
    [atMost('missing', 9), false],
    [greaterThan('missing', 0), false],
    [atLeast('missing', 0), false],
    [equals('constructor', 'x'), false],
    [absent('constructor'), true],
  ],
  'conditions nest': [
    [all(equals('number', 5), equals('text', 'm')), true],
    [all(equals('number', 5), equals('text', 'n')), false],
    [any(equals('number', 6), equals('text', 'm')), true],
    [any(equals('number', 6), equals('text', 'n')), false],
    [all(any(absent('text'), equals('text', 'm')), any(absent('missing'), equals('missing', 1))), true],
    [any(all(present('text'), absent('text')), all(present('missing'), present('text'))), false],
    [all(present('text'), any(absent('text'), all(atLeast('number', 5), atMost('number', 5)))), true],
    [all(any(equals('text', 'm'))), true],
    [any(all(equals('text', 'n'))), false],
    [all(absent('text'), all(any(equals('number', 6), equals('text', 'm')))), false],
    [any(present('text'), any(all(absent('text'), absent('number')))), true],
  ],
};

export const conditionsContract = (store: StoreUnderTest) =>
  describe('conditions', () => {
    test.each(Object.entries(cases))('%s', async (_title, conditions) => {
      const key = await existing(store(), attributes);
      for (const [condition, holds] of conditions) {
        const write = { kind: 'update', table: 'registry', key, update: { set: { touched: 1 } } } as const;
        const outcome = await store().write({ ...write, condition });
        expect.soft(outcome.ok, JSON.stringify(condition)).toBe(holds);
      }
    });

    test('an item that does not exist has no attributes', async () => {
      const write = { kind: 'delete', table: 'registry', key: aKey() } as const;

      expect(await store().write({ ...write, condition: absent('text') })).toEqual({ ok: true });
      expect(await store().write({ ...write, condition: isNew })).toEqual({ ok: true });
      expect((await store().write({ ...write, condition: present('pk') })).ok).toBe(false);
      expect((await store().write({ ...write, condition: lessThan('number', 9) })).ok).toBe(false);
    });

    test('what is written once is not written twice', async () => {
      const item = { ...aKey(), text: 'first' };
      const put = { kind: 'put', table: 'registry', condition: isNew } as const;

      expect(await store().write({ ...put, item })).toEqual({ ok: true });
      const again = await store().write({ ...put, item: { ...item, text: 'second' } });

      expect(again).toEqual({ ok: false, refusal: 'condition-failed', actions: [0] });
      expect(await stored(store(), item)).toEqual(item);
    });

    test('a failed condition changes nothing', async () => {
      const key = await existing(store(), attributes);
      const condition = equals('number', 6);
      const put = { kind: 'put', table: 'registry', item: { ...key, text: 'new' }, condition } as const;
      const removal = { kind: 'delete', table: 'registry', key, condition } as const;

      expect((await store().write(put)).ok).toBe(false);
      expect((await store().write(removal)).ok).toBe(false);

      expect(await stored(store(), key)).toEqual({ ...key, ...attributes });
    });
  });
