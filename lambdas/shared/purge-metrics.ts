import { type PurgeMetric, purgeMetricNamespace } from '../../contract/access/purge-metrics.ts';
import type { Geography } from '../../domain/geographies.ts';
import type { Instant } from '../../domain/time.ts';
import { metricLine } from './metric-line.ts';

/** How much there was of something; what is 0 is not told. */
export type Measures = Readonly<Partial<Record<PurgeMetric, number>>>;
export type Measure = (measures: Measures) => void;

/** A log line that makes the metrics of purging; undefined where all is 0. */
export const purgeMetricLine = (geography: Geography, at: Instant, measures: Measures): string | undefined =>
  metricLine(purgeMetricNamespace, geography, at, measures);

/** Measures of a function of a cell, written to its log. */
export const measureToLog =
  (geography: Geography, now: () => Instant): Measure =>
  (measures) => {
    const line = purgeMetricLine(geography, now(), measures);
    if (line !== undefined) console.log(line);
  };
