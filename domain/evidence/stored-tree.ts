import {
  consistencyRanges,
  emptyRoot,
  type Hash,
  inclusionRanges,
  type LeafRange,
  nodeHash,
  rootOf,
  splitOf,
} from './merkle-tree.ts';

/**
 * The Merkle tree as it is kept: entries by level. On level 0 stand the leaf hashes; an entry of a level above is
 * the root of 256 entries of the level below, written when the last of them is. Whatever a proof needs are then
 * at most two runs of at most 256 entries a level: those beside the leaf, and those at the right edge.
 */

/** How many entries of a level one entry of the next covers: 8 levels of the binary tree. */
export const fanOut = 256;
const levelsOfFanOut = 8;

/** An entry of the kept tree: `index` counts within the level. */
export type TreeEntry = { readonly level: number; readonly index: number; readonly hash: Hash };

/** Entries of a level from `from` up to, and without, `to`. Never more than 256, never over the edge of 256. */
export type EntrySpan = { readonly level: number; readonly from: number; readonly to: number };

/** Gives an entry that was read, or undefined where there is none. */
export type ReadEntry = (level: number, index: number) => Hash | undefined;

/** An entry that the tree has to have is not there: it was not read, or the log is damaged. */
export class MissingTreeEntry extends Error {
  override readonly name = 'MissingTreeEntry';
  constructor(level: number, index: number) {
    super(`entry ${index} of level ${level} of the log is missing`);
  }
}

/**
 * The right edge of a tree: the roots of the perfect subtrees that it consists of, the largest first. All that is
 * needed to append, and at most 53 hashes.
 */
export type Frontier = { readonly size: number; readonly hashes: readonly Hash[] };

export const emptyFrontier: Frontier = { size: 0, hashes: [] };

/** The frontier after one more leaf, and the entries to be written for it: the leaf, and what it completes. */
export const appendLeaf = (
  { size, hashes }: Frontier,
  leaf: Hash,
): { readonly frontier: Frontier; readonly entries: readonly TreeEntry[] } => {
  const edge = [...hashes];
  const entries: TreeEntry[] = [{ level: 0, index: size, hash: leaf }];
  let hash = leaf;
  let index = size;
  for (let height = 1; index % 2 === 1; height += 1) {
    const left = edge.pop();
    if (left === undefined) throw new RangeError(`a frontier of ${size} leaves has too few hashes`);
    hash = nodeHash(left, hash);
    index = (index - 1) / 2;
    if (height % levelsOfFanOut === 0) entries.push({ level: height / levelsOfFanOut, index, hash });
  }
  return { frontier: { size: size + 1, hashes: [...edge, hash] }, entries };
};

/** The frontier after several more leaves, and all entries to be written for them, in order. */
export const appendLeaves = (
  before: Frontier,
  leaves: readonly Hash[],
): { readonly frontier: Frontier; readonly entries: readonly TreeEntry[] } => {
  const entries: TreeEntry[] = [];
  let frontier = before;
  for (const leaf of leaves) {
    const step = appendLeaf(frontier, leaf);
    frontier = step.frontier;
    entries.push(...step.entries);
  }
  return { frontier, entries };
};

/** The root of the tree that ends in a frontier. */
export const rootOfFrontier = ({ hashes }: Frontier): Hash =>
  hashes.length === 0 ? emptyRoot : hashes.reduceRight((right, left) => nodeHash(left, right));

/** What has to be read for the frontier of a size. */
export const frontierNeeds = (size: number): readonly EntrySpan[] => spansOf(frontierRanges(size));

/** The frontier of a size, from entries that were read. @throws MissingTreeEntry where one was not */
export const frontierOf = (size: number, read: ReadEntry): Frontier => ({
  size,
  hashes: frontierRanges(size).map((range) => rootOfRange(range, read)),
});

/** What has to be read for the path of a leaf. @throws RangeError where the tree has no such leaf */
export const inclusionNeeds = (index: number, size: number): readonly EntrySpan[] =>
  spansOf(inclusionRanges(index, size));

/** The path of a leaf, from entries that were read. @throws MissingTreeEntry where one was not */
export const inclusionFrom = (index: number, size: number, read: ReadEntry): readonly Hash[] =>
  inclusionRanges(index, size).map((range) => rootOfRange(range, read));

/** What has to be read to show that a size is the beginning of another. @throws RangeError where it cannot be */
export const consistencyNeeds = (first: number, second: number): readonly EntrySpan[] =>
  spansOf(consistencyRanges(first, second));

/** The path between two sizes, from entries that were read. @throws MissingTreeEntry where one was not */
export const consistencyFrom = (first: number, second: number, read: ReadEntry): readonly Hash[] =>
  consistencyRanges(first, second).map((range) => rootOfRange(range, read));

/** The perfect subtrees of a tree, the largest first. */
const frontierRanges = (size: number): readonly LeafRange[] => {
  const ranges: LeafRange[] = [];
  for (let start = 0; start < size; ) {
    const rest = size - start;
    const length = rest === 1 ? 1 : splitOf(rest + 1);
    ranges.push({ start, end: start + length });
    start += length;
  }
  return ranges;
};

/** The perfect subtrees of a range, each as the entries that it is made of. */
const piecesOf = ({ start, end }: LeafRange): readonly EntrySpan[] =>
  frontierRanges(end - start).map((part) => pieceOf({ start: start + part.start, end: start + part.end }));

/** A perfect subtree as entries of the highest level that has them. */
const pieceOf = ({ start, end }: LeafRange): EntrySpan => {
  let level = 0;
  let covered = 1;
  while (covered * fanOut <= end - start) {
    level += 1;
    covered *= fanOut;
  }
  return { level, from: start / covered, to: end / covered };
};

const rootOfRange = (range: LeafRange, read: ReadEntry): Hash =>
  rootOfFrontier({
    size: range.end - range.start,
    hashes: piecesOf(range).map((piece) => rootOf(entriesOf(piece, read))),
  });

const entriesOf = ({ level, from, to }: EntrySpan, read: ReadEntry): readonly Hash[] =>
  Array.from({ length: to - from }, (_, offset) => {
    const hash = read(level, from + offset);
    if (hash === undefined) throw new MissingTreeEntry(level, from + offset);
    return hash;
  });

/** All entries of ranges, those of one block of 256 as one span. */
const spansOf = (ranges: readonly LeafRange[]): readonly EntrySpan[] => {
  const spans = new Map<string, EntrySpan>();
  for (const { level, from, to } of ranges.flatMap(piecesOf)) {
    const block = `${level}#${Math.floor(from / fanOut)}`;
    const known = spans.get(block) ?? { from, to };
    spans.set(block, { level, from: Math.min(known.from, from), to: Math.max(known.to, to) });
  }
  return [...spans.values()];
};
