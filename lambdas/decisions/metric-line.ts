import { type DecisionMetric, decisionMetricNamespace } from '../../contract/access/decision-metrics.ts';
import type { Geography } from '../../domain/geographies.ts';
import type { Instant } from '../../domain/time.ts';

/** Tells that there was so much of something; of nothing it says nothing. */
export type Measure = (metric: DecisionMetric, count: number) => void;

/** A log line from which CloudWatch makes a metric by itself, without a call. */
export const decisionMetricLine = (
  geography: Geography,
  at: Instant,
  metric: DecisionMetric,
  count: number,
): string =>
  JSON.stringify({
    _aws: {
      Timestamp: at,
      CloudWatchMetrics: [
        {
          Namespace: decisionMetricNamespace,
          Dimensions: [['Geography']],
          Metrics: [{ Name: metric, Unit: 'Count' }],
        },
      ],
    },
    Geography: geography,
    [metric]: count,
  });

/** Measures of a function of a cell, written to its log. */
export const decisionsToLog =
  (geography: Geography, now: () => Instant): Measure =>
  (metric, count) => {
    if (count > 0) console.log(decisionMetricLine(geography, now(), metric, count));
  };
