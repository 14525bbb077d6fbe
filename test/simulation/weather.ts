import { type Duration, hours, type Instant, minutes, seconds } from '../../domain/time.ts';
import type { CrashPolicy } from '../races/crashes.ts';
import type { Random } from '../races/random.ts';

/** What goes wrong in a schedule, and how often: each is a probability, drawn anew for each schedule. */
export type Weather = {
  /** At each pause of a function. */
  readonly crash: number;
  /** At each pause: the function hangs, for seconds up to longer than a lease lasts. */
  readonly hang: number;
  /** At each call to the store. */
  readonly throttle: number;
  readonly conflict: number;
  /** For each key of a batch. */
  readonly unprocessed: number;
  /** For each query: a page that ends early, a page without items that is not the last. */
  readonly shortPage: number;
  readonly emptyPage: number;
  /** For each message of the queue. */
  readonly duplicate: number;
  readonly delay: number;
  readonly lostMessage: number;
  /** For each message: one that nobody sent stands beside it. */
  readonly forged: number;
  readonly missedTick: number;
  /** For each event of the stream, and for each call to the bus. */
  readonly missedByStream: number;
  readonly busDown: number;
  /** How far behind an eventual read is at most. */
  readonly staleness: Duration;
  /** How far a clock is off at most. */
  readonly skew: Duration;
  /** Whether a worker that hangs is ended by its function's timeout, as it should be. */
  readonly workersEnd: boolean;
};

/** Times without faults: somebody answered an alarm, and each deadline has one before it. */
export type Calm = { readonly from: Instant; readonly until: Instant };

const rare = [0, 0.002, 0.01];
const frequent = [0, 0.1, 0.3];

export const drawWeather = (random: Random): Weather => ({
  crash: random.pick(rare),
  hang: random.pick([0, 0.005, 0.03]),
  throttle: random.pick([0, 0.01, 0.05]),
  conflict: random.pick([0, 0, 0.05, 0.6]),
  unprocessed: random.pick([0, 0.1, 0.3]),
  shortPage: random.pick(frequent),
  emptyPage: random.pick([0, 0.05, 0.2]),
  duplicate: random.pick(frequent),
  delay: random.pick(frequent),
  lostMessage: random.pick([0, 0.1]),
  forged: random.pick(frequent),
  missedTick: random.pick([0, 0.3, 0.6]),
  missedByStream: random.pick(frequent),
  busDown: random.pick(frequent),
  staleness: random.pick([0, seconds(2), minutes(2)]),
  skew: random.pick([0, 0, seconds(30), minutes(5)]),
  workersEnd: random.chance(0.6),
});

export const isCalm = (calms: readonly Calm[], now: Instant): boolean =>
  calms.some(({ from, until }) => now >= from && now <= until);

/** How functions hang: how often, against the others, and for how long. */
export type Hanging = { readonly share: number; readonly draw: (random: Random) => Duration };

/** Behind the door, for about as long as a function may run there. */
const behindTheDoor: Hanging = {
  share: 0.25,
  draw: (random) => random.pick([seconds(1), seconds(4), seconds(20)]),
};
/** Elsewhere until little is left of what a planner or a worker may run, or for longer than a lease lasts. */
const inTheBackground: Hanging = {
  share: 1,
  draw: (random) => random.pick([seconds(46), seconds(285), minutes(8), minutes(25)]),
};

/** A restore is a command of somebody whose machine may sleep, for longer than they wait before they begin another. */
const atSomebodysDesk: Hanging = {
  share: 0.5,
  draw: (random) => random.pick([seconds(20), minutes(4), minutes(30)]),
};

export const hangingOf = (role: string): Hanging => {
  if (role === 'restorer') return atSomebodysDesk;
  return ['settings', 'captures', 'operations', 'officer'].includes(role) ? behindTheDoor : inTheBackground;
};

/** How late a message is. */
export const drawDelay = (random: Random): Duration =>
  random.pick([seconds(3), minutes(2), minutes(10), hours(3), hours(26)]);

/** Ends functions that run longer than they may, by the role that their names begin with, and others by chance. */
export const crashesIn =
  (weather: Weather, limits: Readonly<Record<string, Duration>>, calmNow: () => boolean): CrashPolicy =>
  ({ actor, running, random, visit }) => {
    const limit = limits[actor.slice(0, actor.indexOf(' '))];
    if (limit === undefined || visit === 0) return false;
    return running > limit || (!calmNow() && random.chance(weather.crash));
  };
