import type { Duration } from '../../domain/time.ts';
import type { Random } from './random.ts';

/**
 * A pause at which an actor may crash; `visit` counts the pauses of the actor from 0, its start, and `running` is
 * the simulated time since then.
 */
export type Crossing = {
  readonly actor: string;
  readonly point: string;
  readonly visit: number;
  readonly running: Duration;
  readonly random: Random;
};

/**
 * Decides whether an actor crashes where it pauses. Before a call takes effect that is a call that was never made;
 * after it, one whose answer was lost. A transaction that was begun is committed all the same.
 */
export type CrashPolicy = (crossing: Crossing) => boolean;

export const never: CrashPolicy = () => false;

/** Crashes one actor at one of its pauses: counting up over visits crashes it everywhere. */
export const crashAtVisit =
  (actor: string, visit: number): CrashPolicy =>
  (crossing) =>
    crossing.actor === actor && crossing.visit === visit;

/** Crashes the named actors with a probability at each pause. */
export const crashSometimes =
  (probability: number, ...actors: readonly string[]): CrashPolicy =>
  ({ actor, random }) =>
    actors.includes(actor) && random.chance(probability);
