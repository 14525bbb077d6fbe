import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldPage, lotName, parseLotName, spreadOver } from '../../../domain/retention/lot.ts';

const workspace = 'us_ws_01JD0000000000000000000000' as const;

describe('a lot', () => {
  test('has a name that can be read back', () => {
    const name = { workspace, use: 'product-improvement', day: '2026-03-01', shard: 3 };
    expect(parseLotName(lotName(name))).toEqual(name);
  });

  test.each([
    '',
    'nonsense',
    `${workspace}#product-improvement#2026-03-01`,
    `${workspace}#product-improvement#2026-03-01#3`,
    `${workspace}#Product#2026-03-01#03`,
    `us_org_01JD0000000000000000000000#use#2026-03-01#03`,
    `${workspace}#use#2026-03-01#03#more`,
    `${workspace}#use#2026-02-29#03`,
    `${workspace}#use#2026-02-30#03`,
    `${workspace}#use#2026-13-01#03`,
    `${workspace}#use#2026-00-10#03`,
  ])('has no other name: %s', (text) => {
    expect(parseLotName(text)).toBeUndefined();
  });

  test('has a name of a leap day where there is one', () => {
    expect(parseLotName(`${workspace}#use#2028-02-29#03`)?.day).toBe('2028-02-29');
  });

  test('counts a written page once, however often it was deleted', () => {
    const page = { first: 'a', last: 'b', n: 2, digest: 'd' };
    const folded = foldPage({ deleted: 5, deletedDigest: 'x', page });
    expect(folded.deleted).toBe(7);
    expect(folded.deletedDigest).not.toBe('x');
    expect(foldPage({ deleted: 5, deletedDigest: 'x' })).toEqual({ deleted: 5, deletedDigest: 'x' });
  });

  test('falls on the same shard every time, and on all of them over time', () => {
    const seen = new Set<number>();
    fc.assert(
      fc.property(fc.string(), (text) => {
        const shard = spreadOver(text, 4);
        seen.add(shard);
        expect(shard).toBe(spreadOver(text, 4));
        expect(shard).toBeLessThan(4);
      }),
    );
    expect(seen.size).toBe(4);
  });
});
