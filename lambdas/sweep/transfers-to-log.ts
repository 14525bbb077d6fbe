import { transferMetricNamespace } from '../../contract/access/transfer-metrics.ts';
import type { Geography } from '../../domain/geographies.ts';
import type { Instant } from '../../domain/time.ts';
import { metricLine } from '../shared/metric-line.ts';
import type { MeasureTransfers } from './mark-unknown.ts';

/** Counts of transfers, written to the log of the function. */
export const transfersToLog =
  (geography: Geography, now: () => Instant): MeasureTransfers =>
  (counts) => {
    const line = metricLine(transferMetricNamespace, geography, now(), counts);
    if (line !== undefined) console.log(line);
  };
