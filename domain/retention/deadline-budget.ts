import { clockSkew, type Duration, days, hours } from '../time.ts';

/**
 * The deadline budget: how long before a deadline purging has to start so that the last copy is gone in time.
 * What a program promises must be longer than this sum, or it cannot be kept (DS-7, DS-10, SC-11, SC-12).
 */
export type StoreFacts = {
  /** Longest time for which a deleted item can still be restored; 0 where the store has no recovery window. */
  readonly recoveryWindow: Duration;
  /** Longest life of a queue or stream that carries what the store holds; 0 where none does. */
  readonly queueLife: Duration;
  /** Longest life of a log that carries content, and up to 72 hours until the provider removes it; 0 where none does. */
  readonly logLife: Duration;
  /** Copies of the store in other regions: how late a deletion reaches each, and how long each can be restored. */
  readonly copies?: readonly { readonly lag: Duration; readonly recoveryWindow: Duration }[];
};

/** Content is in no recovery window, no queue, no log and no copy: the infrastructure tests hold the cell to it. */
export const contentStore: StoreFacts = { recoveryWindow: 0, queueLife: 0, logLife: 0 };

/** A purge and all its retries: a queue's redeliveries and the ticks that plan it again. */
const purgeWithRetries: Duration = hours(6);
/** Room for somebody to answer an alarm. */
export const slack: Duration = days(1);

export type DeadlineBudget = {
  readonly interval: Duration;
  readonly purge: Duration;
  readonly residual: Duration;
  readonly skew: Duration;
  readonly slack: Duration;
  readonly total: Duration;
};

/** For how long something that was deleted in a store can still be somewhere: the longest of its remains counts. */
const residualOf = ({ recoveryWindow, queueLife, logLife, copies = [] }: StoreFacts): Duration =>
  Math.max(recoveryWindow, queueLife, logLife, ...copies.map((copy) => copy.lag + copy.recoveryWindow));

/** The budget of a store under a planner that runs once an interval. */
export const deadlineBudget = (store: StoreFacts, interval: Duration): DeadlineBudget => {
  const parts = { interval, purge: purgeWithRetries, residual: residualOf(store), skew: clockSkew, slack };
  return { ...parts, total: Object.values(parts).reduce((sum, part) => sum + part, 0) };
};
