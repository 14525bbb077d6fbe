import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  consistencyPath,
  emptyRoot,
  inclusionPath,
  leafHash,
  rootOf,
} from '../../../domain/evidence/merkle-tree.ts';
import {
  appendLeaves,
  consistencyFrom,
  consistencyNeeds,
  type EntrySpan,
  emptyFrontier,
  fanOut,
  frontierNeeds,
  frontierOf,
  inclusionFrom,
  inclusionNeeds,
  MissingTreeEntry,
  type ReadEntry,
  rootOfFrontier,
  type TreeEntry,
} from '../../../domain/evidence/stored-tree.ts';

const leaves = Array.from({ length: 1_100 }, (_, count) => leafHash(String(count)));
const { entries } = appendLeaves(emptyFrontier, leaves);
const kept = new Map(entries.map((entry) => [keyOf(entry), entry.hash]));

function keyOf({ level, index }: Pick<TreeEntry, 'level' | 'index'>): string {
  return `${level}#${index}`;
}

/** Reads what the spans hold, and nothing else. */
const reader = (spans: readonly EntrySpan[]): ReadEntry => {
  const read = new Set(
    spans.flatMap(({ level, from, to }) =>
      Array.from({ length: to - from }, (_, offset) => keyOf({ level, index: from + offset })),
    ),
  );
  return (level, index) => {
    const key = keyOf({ level, index });
    return read.has(key) ? kept.get(key) : undefined;
  };
};

const sizes = fc
  .tuple(
    fc.oneof(
      fc.integer({ min: 1, max: 1_100 }),
      fc.constantFrom(255, 256, 257, 511, 512, 513, 768, 1_024, 1_025),
    ),
    fc.nat(),
    fc.nat(),
  )
  .map(([size, first, index]) => ({ size, first: 1 + (first % size), index: index % size }));

describe('the kept tree gives what the tree over all leaves gives', () => {
  test('roots, from the frontier that appending left and from one that was read', () => {
    fc.assert(
      fc.property(sizes, ({ size, first }) => {
        const before = frontierOf(first, reader(frontierNeeds(first)));
        const { frontier } = appendLeaves(before, leaves.slice(first, size));
        expect(frontier).toEqual(frontierOf(size, reader(frontierNeeds(size))));
        expect(rootOfFrontier(frontier)).toBe(rootOf(leaves.slice(0, size)));
      }),
      { numRuns: 30 },
    );
  });

  test('paths of inclusion and of consistency', () => {
    fc.assert(
      fc.property(sizes, ({ size, first, index }) => {
        const inclusion = inclusionFrom(index, size, reader(inclusionNeeds(index, size)));
        expect(inclusion).toEqual(inclusionPath(index, leaves.slice(0, size)));
        const consistency = consistencyFrom(first, size, reader(consistencyNeeds(first, size)));
        expect(consistency).toEqual(consistencyPath(first, leaves.slice(0, size)));
      }),
      { numRuns: 30 },
    );
  });

  test('however large it is, a proof needs at most two spans a level, each within one run of 256', () => {
    const size = fc.integer({ min: 1, max: 2 ** 45 });
    fc.assert(
      fc.property(size, fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (total, part) => {
        const place = Math.floor(total * part);
        for (const spans of [inclusionNeeds(place, total), consistencyNeeds(place + 1, total)]) {
          for (const { from, to } of spans) {
            expect(to).toBeGreaterThan(from);
            expect(Math.floor(from / fanOut)).toBe(Math.floor((to - 1) / fanOut));
          }
          const levels = spans.map(({ level }) => level);
          for (const level of new Set(levels)) {
            expect(levels.filter((each) => each === level).length).toBeLessThanOrEqual(2);
          }
        }
      }),
    );
  });
});

test('an entry is written once, and one above when its 256 are there', () => {
  expect(new Set(entries.map(keyOf)).size).toBe(entries.length);
  expect(entries.filter(({ level }) => level === 1).map(({ index }) => index)).toEqual([0, 1, 2, 3]);
  expect(kept.get('1#2')).toBe(rootOf(leaves.slice(512, 768)));
  expect(entries.filter(({ level }) => level > 1)).toEqual([]);
});

test('an entry that is not there is named', () => {
  expect(() => inclusionFrom(3, 300, () => undefined)).toThrow(MissingTreeEntry);
  expect(rootOfFrontier(emptyFrontier)).toBe(emptyRoot);
});
