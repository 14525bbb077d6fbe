import { type PurgeMetric, purgeMetricNamespace } from '../../contract/access/purge-metrics.ts';
import type { Geography } from '../../domain/geographies.ts';
import type { Instant } from '../../domain/time.ts';

/** How much there was of something; what is 0 is not told. */
export type Measures = Readonly<Partial<Record<PurgeMetric, number>>>;
export type Measure = (measures: Measures) => void;

/** A log line from which CloudWatch makes metrics by itself, without a call; undefined where all is 0. */
export const purgeMetricLine = (
  geography: Geography,
  at: Instant,
  measures: Measures,
): string | undefined => {
  const told = Object.entries(measures).filter(([, value]) => value > 0);
  if (told.length === 0) return undefined;
  const Metrics = told.map(([Name]) => ({ Name, Unit: 'Count' }));
  const directive = { Namespace: purgeMetricNamespace, Dimensions: [['Geography']], Metrics };
  return JSON.stringify({
    _aws: { Timestamp: at, CloudWatchMetrics: [directive] },
    Geography: geography,
    ...Object.fromEntries(told),
  });
};

/** Measures of a function of a cell, written to its log. */
export const measureToLog =
  (geography: Geography, now: () => Instant): Measure =>
  (measures) => {
    const line = purgeMetricLine(geography, now(), measures);
    if (line !== undefined) console.log(line);
  };
