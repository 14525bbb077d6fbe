import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';
import { ulid } from 'ulid';
import type { Randomness } from '../../lambdas/shared/ports.ts';

/** Chances that repeat themselves: the same seed draws the same. */
export type Random = {
  /** A whole number from 0 up to, not including, the bound. */
  readonly below: (bound: number) => number;
  readonly chance: (probability: number) => boolean;
  /** One of a list that is not empty. */
  readonly pick: <T>(list: readonly T[]) => T;
  /** The same members in another order. */
  readonly shuffle: <T>(list: readonly T[]) => readonly T[];
  /** A number from 0 up to, not including, 1. */
  readonly fraction: () => number;
};

const resolution = 2 ** 31;

export const seededRandom = (seed: number): Random => {
  const generator = mersenne(seed);
  const below = (bound: number) => uniformInt(generator, 0, bound - 1);
  const fraction = () => below(resolution) / resolution;
  return {
    below,
    fraction,
    chance: (probability) => fraction() < probability,
    pick: (list) => {
      const picked = list.slice(below(list.length))[0];
      if (picked === undefined) throw new RangeError('nothing can be picked from an empty list');
      return picked;
    },
    shuffle: (list) => {
      const left = [...list];
      return list.flatMap(() => left.splice(below(left.length), 1));
    },
  };
};

/** The randomness of a function, drawn from a seed: identifiers and salts repeat themselves with it. */
export const seededRandomness = (random: Random): Randomness => ({
  ulid: (at) => ulid(at, random.fraction),
  salt: () => Array.from({ length: 32 }, () => random.below(256).toString(16).padStart(2, '0')).join(''),
  fraction: random.fraction,
});
