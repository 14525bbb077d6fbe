import type { Geography } from '../../domain/geographies.ts';
import type { Instant } from '../../domain/time.ts';

/** How much there was of something; what is 0 is not told. */
export type Counts = Readonly<Partial<Record<string, number>>>;

/** A log line from which CloudWatch makes metrics by itself, without a call; undefined where all is 0. */
export const metricLine = (
  namespace: string,
  geography: Geography,
  at: Instant,
  counts: Counts,
): string | undefined => {
  const told = Object.entries(counts).filter(([, count]) => count !== undefined && count > 0);
  if (told.length === 0) return undefined;
  const Metrics = told.map(([Name]) => ({ Name, Unit: 'Count' }));
  const directive = { Namespace: namespace, Dimensions: [['Geography']], Metrics };
  return JSON.stringify({
    _aws: { Timestamp: at, CloudWatchMetrics: [directive] },
    Geography: geography,
    ...Object.fromEntries(told),
  });
};
