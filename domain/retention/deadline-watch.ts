import { type Duration, type Instant, instantOf } from '../time.ts';
import { slack } from './deadline-budget.ts';

/**
 * How an unpurged lot stands to its promise. `at-risk`: a tick, a purge and all its retries are over and it is still
 * there, or no more than a day is left; somebody has to look. `missed`: the promise is broken.
 */
export type Standing = 'in-time' | 'at-risk' | 'missed';

/** How long after its `purgeFrom` a lot is worth a look: what a purge with all its retries takes at most. */
export const patience = (budget: Duration): Duration => budget - slack;

/** What a standing is told from. */
export type WatchedDates = {
  readonly deadline: string;
  readonly purgeFrom: string;
  /** When the last suspension ended, where there was one. */
  readonly freeSince?: Instant;
};

/**
 * The standing of a lot that is not purged and that nothing suspends. One that was suspended could not be purged
 * before its release, and has from there on the time that a purge takes.
 * @param budget the deadline budget of the content store in this cell
 */
export const standingOf = (
  { deadline, purgeFrom, freeSince }: WatchedDates,
  budget: Duration,
  now: Instant,
): Standing => {
  const by = instantOf(deadline);
  if (now >= by) return 'missed';
  const startable = Math.max(instantOf(purgeFrom), freeSince ?? Number.NEGATIVE_INFINITY);
  const riskFrom = Math.min(startable + patience(budget), by - slack);
  return now >= riskFrom ? 'at-risk' : 'in-time';
};
