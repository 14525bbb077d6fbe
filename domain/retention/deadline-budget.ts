import { clockSkew, type Duration, days, hours } from '../time.ts';

/**
 * The deadline budget: how long before a deadline purging has to start so that the last copy is gone in time.
 * What a program promises must be longer than this sum, or it cannot be kept (DS-7, DS-10, SC-11, SC-12).
 */
export type StoreFacts = {
  /** Longest time for which a deleted item can still be restored; 0 where the store has no recovery window. */
  readonly recoveryWindow: Duration;
  /** Longest life of a queue that carries content; 0 where none does. */
  readonly queueLife: Duration;
  /** Longest life of a log that carries content, and up to 72 hours until the provider removes it; 0 where none does. */
  readonly logLife: Duration;
};

/** Content is in no recovery window, no queue and no log: the infrastructure tests hold the cell to it. */
export const contentStore: StoreFacts = { recoveryWindow: 0, queueLife: 0, logLife: 0 };

/** A purge and all its retries: a queue's redeliveries and the ticks that plan it again. */
const purgeWithRetries: Duration = hours(6);
/** Room for somebody to answer an alarm. */
const slack: Duration = days(1);

export type DeadlineBudget = {
  readonly interval: Duration;
  readonly purge: Duration;
  readonly residual: Duration;
  readonly skew: Duration;
  readonly slack: Duration;
  readonly total: Duration;
};

/** The budget of a store under a planner that runs once an interval. */
export const deadlineBudget = (store: StoreFacts, interval: Duration): DeadlineBudget => {
  const residual = Math.max(store.recoveryWindow, store.queueLife, store.logLife);
  const parts = { interval, purge: purgeWithRetries, residual, skew: clockSkew, slack };
  return { ...parts, total: Object.values(parts).reduce((sum, part) => sum + part, 0) };
};
