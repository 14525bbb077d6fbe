/**
 * The metrics that log lines of planner, worker and sweep make, and that alarms look at. Their one dimension is
 * `Geography`. A line is written only where there is something to tell: a metric that nobody feeds costs nothing.
 */
export const purgeMetrics = {
  /** Lots that a tick saw in danger of their deadline. */
  atRisk: 'DeadlinesAtRisk',
  /** Lots that a tick saw past their deadline. */
  missed: 'DeadlinesMissed',
  /** 1 at each tick while an operator has stopped purging, and at each purge that found it stopped. */
  stopped: 'PurgingStopped',
  /** Lots that were purged although their counts do not add up. */
  uncounted: 'PurgesUncounted',
  /** Records of a shape that no version knows, deleted with their lots. */
  unknownRecords: 'UnknownRecordsDeleted',
  /** What stands where a tick or the outbox looks for work and names none that is known. */
  setAside: 'WorkSetAside',
  /** What the sweep found that the planner would not have found. */
  swept: 'SweepFound',
} as const;

export const purgeMetricNamespace = 'Domicile/Retention';

export type PurgeMetric = (typeof purgeMetrics)[keyof typeof purgeMetrics];
