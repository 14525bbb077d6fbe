import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openCursor, sealCursor } from '../../../lambdas/shared/http/cursors.ts';

const list = { pk: 'us_org_A', prefix: 'closure#', asked: ['GET /v1/closures', 'ann', '{}'] };
const next = { pk: 'us_org_A', sk: 'closure#us_ep_1' };

test('a cursor opens where the page ended', () => {
  expect(openCursor(list, sealCursor(list, next))).toEqual(next);
});

test.each([
  ['another partition', { ...list, pk: 'us_org_B' }],
  ['another kind of list', { ...list, prefix: 'epoch#' }],
  ['another caller', { ...list, asked: ['GET /v1/closures', 'bob', '{}'] }],
  ['another query', { ...list, asked: ['GET /v1/closures', 'ann', '{"x":1}'] }],
])('a cursor of %s is refused', (_, other) => {
  expect(() => openCursor(list, sealCursor(other, next))).toThrow('invalid-cursor');
});

test('whatever stands in a cursor, it never leads out of the partition and prefix of its list', () => {
  const forged = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'AQgwzt019_-') }),
    fc.string().map((sk) => sealCursor(list, { pk: 'us_org_B', sk })),
  );
  fc.assert(
    fc.property(forged, (cursor) => {
      try {
        const opened = openCursor(list, cursor);
        expect(opened.pk).toBe(list.pk);
        expect(opened.sk).toMatch(/^closure#/);
      } catch (error) {
        expect(error).toMatchObject({ problem: 'invalid-cursor' });
      }
    }),
  );
});

test('a cursor in which one character was changed is refused', () => {
  const cursor = sealCursor(list, next);
  for (let at = 0; at < cursor.length; at += 1) {
    const damaged = `${cursor.slice(0, at)}${cursor[at] === 'A' ? 'B' : 'A'}${cursor.slice(at + 1)}`;
    expect(() => openCursor(list, damaged)).toThrow('invalid-cursor');
  }
});
