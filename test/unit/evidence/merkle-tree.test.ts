import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  consistencyPath,
  emptyRoot,
  type Hash,
  inclusionPath,
  isConsistent,
  leafHash,
  nodeHash,
  rootFromInclusion,
  rootOf,
} from '../../../domain/evidence/merkle-tree.ts';

/** The leaves and roots that implementations of Certificate Transparency have been checked with since RFC 6962. */
const published = {
  leaves: [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ],
  roots: [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ],
} as const;

const a = '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7';
const b = '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e';
const c = '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4';
const d = 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b';
const e = 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0';
const f = '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a';
const g = 'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f';

const leaves = published.leaves.map((hex) => leafHash(Uint8Array.from(Buffer.from(hex, 'hex'))));
const rootAt = (size: number): Hash => published.roots[size] ?? '';

describe('the published vectors of Certificate Transparency', () => {
  test.each(published.roots.map((root, size) => [size, root] as const))('root of %i leaves', (size, root) => {
    expect(rootOf(leaves.slice(0, size))).toBe(root);
  });

  test.each([
    [0, 1, []],
    [0, 8, [a, b, c]],
    [5, 8, [d, e, rootAt(4)]],
    [2, 3, [rootAt(2)]],
    [1, 5, [rootAt(1), b, d]],
  ])('inclusion of leaf %i among %i', (index, size, path) => {
    expect(inclusionPath(index, leaves.slice(0, size))).toEqual(path);
    expect(rootFromInclusion(leaves[index] ?? '', { index, size }, path)).toBe(rootAt(size));
  });

  test.each([
    [1, 1, []],
    [1, 8, [a, b, c]],
    [2, 5, [b, d]],
    [6, 8, [f, e, rootAt(4)]],
    [6, 7, [f, g, rootAt(4)]],
  ])('consistency of %i leaves with %i', (first, second, path) => {
    expect(consistencyPath(first, leaves.slice(0, second))).toEqual(path);
    const [before, after] = [first, second].map((size) => ({ size, root: rootAt(size) }));
    expect(before && after && isConsistent(before, after, path)).toBe(true);
  });
});

const many = Array.from({ length: 130 }, (_, count) => leafHash(String(count)));
const stateOf = (size: number) => ({ size, root: rootOf(many.slice(0, size)) });
/** Two sizes of a log, the earlier first, and a leaf of the earlier one. */
const sizes = fc
  .tuple(fc.integer({ min: 1, max: 130 }), fc.integer({ min: 1, max: 130 }), fc.nat())
  .map(
    ([one, other, any]) => [Math.min(one, other), Math.max(one, other), any % Math.min(one, other)] as const,
  );

describe('every path leads to the root, and no other does', () => {
  test('of inclusion', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), ([, size, index], any) => {
        const tree = many.slice(0, size);
        const path = inclusionPath(index, tree);
        const leaf = many[index] ?? '';
        expect(rootFromInclusion(leaf, { index, size }, path)).toBe(rootOf(tree));
        expect(rootFromInclusion(many[(index + 1) % 130] ?? '', { index, size }, path)).not.toBe(
          rootOf(tree),
        );
        expect(rootFromInclusion(leaf, { index, size }, [...path, leaf])).toBeUndefined();
        if (path.length === 0) return;
        expect(rootFromInclusion(leaf, { index, size }, path.slice(1))).not.toBe(rootOf(tree));
        expect(rootFromInclusion(leaf, { index, size }, path.with(any % path.length, emptyRoot))).not.toBe(
          rootOf(tree),
        );
      }),
    );
  });

  test('of consistency', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), ([first, second], any) => {
        const path = consistencyPath(first, many.slice(0, second));
        const [before, after] = [stateOf(first), stateOf(second)];
        expect(isConsistent(before, after, path)).toBe(true);
        expect(isConsistent({ ...before, root: emptyRoot }, after, path)).toBe(false);
        expect(isConsistent(before, { ...after, root: emptyRoot }, path)).toBe(false);
        expect(isConsistent(before, after, [...path, emptyRoot])).toBe(false);
        if (path.length === 0) return;
        expect(isConsistent(before, after, path.slice(0, -1))).toBe(false);
        expect(isConsistent(before, after, path.with(any % path.length, emptyRoot))).toBe(false);
      }),
    );
  });

  test('of consistency from what never was: another leaf among the first', () => {
    fc.assert(
      fc.property(sizes, ([first, second, index]) => {
        const forged = many.with(index, emptyRoot);
        const path = consistencyPath(first, forged.slice(0, second));
        const after = { size: second, root: rootOf(forged.slice(0, second)) };
        expect(isConsistent(stateOf(first), after, path)).toBe(false);
      }),
    );
  });
});

test('a path of another length than its sizes demand is refused, whatever roots it leads to', () => {
  const [x, y, z, t] = ['x', 'y', 'z', 't'].map((each) => leafHash(each)) as [Hash, Hash, Hash, Hash];
  const states = (before: Hash, after: Hash) =>
    [
      { size: 3, root: before },
      { size: 4, root: after },
    ] as const;
  const proper = [nodeHash(z, x), nodeHash(z, nodeHash(x, y))] as const;
  expect(isConsistent(...states(...proper), [x, y, z])).toBe(true);
  expect(isConsistent(...states(x, nodeHash(x, y)), [x, y])).toBe(false);
  const [before, after] = proper.map((root) => nodeHash(t, root)) as [Hash, Hash];
  expect(isConsistent(...states(before, after), [x, y, z, t])).toBe(false);
});

test('sizes and places that are none have no path', () => {
  expect(() => inclusionPath(3, leaves.slice(0, 3))).toThrow(RangeError);
  expect(() => inclusionPath(-1, leaves)).toThrow(RangeError);
  expect(() => inclusionPath(0.5, leaves)).toThrow(RangeError);
  expect(() => consistencyPath(0, leaves)).toThrow(RangeError);
  expect(() => consistencyPath(9, leaves)).toThrow(RangeError);
  const empty = { size: 0, root: emptyRoot };
  expect(isConsistent(empty, { size: 8, root: rootAt(8) }, [])).toBe(false);
  for (const index of [-1, 1]) expect(rootFromInclusion(emptyRoot, { index, size: 1 }, [])).toBeUndefined();
  expect(rootFromInclusion(emptyRoot, { index: 0, size: 1 }, [])).toBe(emptyRoot);
});

test('places beyond 32 bits are told apart', () => {
  const far = 2 ** 40;
  const path = Array.from({ length: 41 }, (_, level) => leafHash(String(level)));
  const place = { index: far + 1, size: 2 ** 41 };
  const root = rootFromInclusion(emptyRoot, place, path);
  expect(root).toBeDefined();
  expect(rootFromInclusion(emptyRoot, { ...place, index: 1 }, path)).not.toBe(root);
});
