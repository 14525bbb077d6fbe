import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { sha256Hex } from '../canonical-form.ts';

/**
 * The Merkle tree of RFC 9162, 2.1, with SHA-256: a log of leaves that only grows. A short path shows that a leaf
 * is in it, another that an earlier state of it is the beginning of a later one. Sizes and positions are whole
 * numbers up to 2^53 - 1; nothing here uses bit operators, which end at 2^31.
 */

/** 32 bytes in lower-case hexadecimal. */
export type Hash = string;

/** Leaves from `start` up to, and without, `end`. */
export type LeafRange = { readonly start: number; readonly end: number };

/** The root of a tree without leaves. */
export const emptyRoot: Hash = sha256Hex('');

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** The hash of a leaf: of the UTF-8 bytes of a text, or of bytes. */
export const leafHash = (content: string | Uint8Array): Hash =>
  bytesToHex(sha256(concatBytes(leafPrefix, typeof content === 'string' ? utf8ToBytes(content) : content)));

/** The hash of the node above two others. */
export const nodeHash = (left: Hash, right: Hash): Hash =>
  bytesToHex(sha256(concatBytes(nodePrefix, hexToBytes(left), hexToBytes(right))));

/** The largest power of two below a size of at least 2: where a tree of that size is split. */
export const splitOf = (size: number): number => {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
};

/** The root of the tree over leaf hashes; over hashes of perfect subtrees of one size too. */
export const rootOf = (hashes: readonly Hash[]): Hash => {
  const [first, ...others] = hashes;
  if (first === undefined) return emptyRoot;
  if (others.length === 0) return first;
  const split = splitOf(hashes.length);
  return nodeHash(rootOf(hashes.slice(0, split)), rootOf(hashes.slice(split)));
};

/**
 * The ranges whose roots make up the path from a leaf to the root, from the bottom.
 * @throws RangeError where the tree has no such leaf
 */
export const inclusionRanges = (index: number, size: number): readonly LeafRange[] => {
  demandWhole(index, size);
  if (index >= size) throw new RangeError(`a tree of ${size} leaves has no leaf ${index}`);
  return pathWithin(index, { start: 0, end: size });
};

const pathWithin = (index: number, { start, end }: LeafRange): readonly LeafRange[] => {
  if (end - start === 1) return [];
  const middle = start + splitOf(end - start);
  const left = { start, end: middle };
  const right = { start: middle, end };
  return index < middle ? [...pathWithin(index, left), right] : [...pathWithin(index, right), left];
};

/**
 * The ranges whose roots show that the first leaves of a tree are what they were when there were no others.
 * @throws RangeError where the earlier size is 0 or more than the later one
 */
export const consistencyRanges = (first: number, second: number): readonly LeafRange[] => {
  demandWhole(first, second);
  if (first < 1 || first > second) throw new RangeError(`no path leads from size ${first} to size ${second}`);
  return grownWithin(first, { start: 0, end: second }, 'known');
};

/** `known`: the root of the earlier tree is what this range starts with, and whoever checks has it. */
const grownWithin = (first: number, range: LeafRange, root: 'known' | 'told'): readonly LeafRange[] => {
  const { start, end } = range;
  if (first === end) return root === 'known' ? [] : [range];
  const middle = start + splitOf(end - start);
  const left = { start, end: middle };
  const right = { start: middle, end };
  return first <= middle
    ? [...grownWithin(first, left, root), right]
    : [...grownWithin(first, right, 'told'), left];
};

/** The path that shows a leaf to be in the tree over these leaf hashes. @throws RangeError where there is none */
export const inclusionPath = (index: number, leaves: readonly Hash[]): readonly Hash[] =>
  inclusionRanges(index, leaves.length).map(({ start, end }) => rootOf(leaves.slice(start, end)));

/** The path that shows the tree over the first leaf hashes to be the beginning of that over all. @throws RangeError where there is none */
export const consistencyPath = (first: number, leaves: readonly Hash[]): readonly Hash[] =>
  consistencyRanges(first, leaves.length).map(({ start, end }) => rootOf(leaves.slice(start, end)));

const isOdd = (count: number): boolean => count % 2 === 1;
const half = (count: number): number => Math.floor(count / 2);

/**
 * The root that a path from a leaf leads to (RFC 9162, 2.1.3.2), or undefined where the path is too long or too
 * short for the leaf's place.
 */
export const rootFromInclusion = (
  leaf: Hash,
  place: { readonly index: number; readonly size: number },
  path: readonly Hash[],
): Hash | undefined => {
  let node = place.index;
  let last = place.size - 1;
  if (node < 0 || node > last) return undefined;
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0) return undefined;
    const isRight = isOdd(node) || node === last;
    hash = isRight ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
    // A node at the right edge has no sibling until the level where it is a right child.
    while (isRight && !isOdd(node) && node !== 0) {
      node = half(node);
      last = half(last);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 ? hash : undefined;
};

/** A state of a tree: how many leaves it has, and its root. */
export type TreeState = { readonly size: number; readonly root: Hash };

/** Whether a path shows that one state of a tree is the beginning of another (RFC 9162, 2.1.4.2). */
export const isConsistent = (first: TreeState, second: TreeState, path: readonly Hash[]): boolean => {
  if (first.size < 1 || first.size > second.size) return false;
  if (first.size === second.size) return path.length === 0 && first.root === second.root;
  let node = first.size - 1;
  let last = second.size - 1;
  while (isOdd(node)) {
    node = half(node);
    last = half(last);
  }
  // Where the earlier tree is perfect, its root is where the path starts.
  const [start, ...rest] = node === 0 ? [first.root, ...path] : path;
  if (start === undefined) return false;
  let earlier = start;
  let later = start;
  for (const sibling of rest) {
    if (last === 0) return false;
    const isRight = isOdd(node) || node === last;
    if (isRight) earlier = nodeHash(sibling, earlier);
    later = isRight ? nodeHash(sibling, later) : nodeHash(later, sibling);
    while (isRight && !isOdd(node) && node !== 0) {
      node = half(node);
      last = half(last);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 && earlier === first.root && later === second.root;
};

const demandWhole = (...numbers: readonly number[]): void => {
  for (const number of numbers) {
    if (!Number.isSafeInteger(number) || number < 0) throw new RangeError(`${number} is no whole number`);
  }
};
