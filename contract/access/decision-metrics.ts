/**
 * The metrics that log lines of the function of decisions make, and that alarms look at. Their one dimension is
 * `Geography`. A line is written only where there is something to tell.
 */
export const decisionMetrics = {
  /** Questions that no rule covers: they were denied, and somebody has to find out why they are asked. */
  withoutRule: 'DecisionsWithoutRule',
  /** Reports of something that happened otherwise than it was permitted. */
  notAsPermitted: 'TransfersNotAsPermitted',
} as const;

export const decisionMetricNamespace = 'Domicile/Decisions';

export type DecisionMetric = (typeof decisionMetrics)[keyof typeof decisionMetrics];
