import { auditMetrics } from '../../contract/access/audit-metrics.ts';
import type { Geography } from '../../domain/geographies.ts';
import type { Instant } from '../../domain/time.ts';
import type { Audit } from './audit.ts';

/**
 * A run as one line of a log from which CloudWatch makes metrics by itself: no call, no permission. Names and
 * numbers only.
 */
export const metricLine = (geography: Geography, at: Instant, audit: Audit): string => {
  const { namespace, drift, notChecked } = auditMetrics;
  const names = [drift, notChecked].map((Name) => ({ Name, Unit: 'Count' }));
  return JSON.stringify({
    level: 'info',
    work: 'audit',
    ...audit,
    _aws: {
      Timestamp: at,
      CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [['Geography']], Metrics: names }],
    },
    Geography: geography,
    [drift]: audit.drift,
    [notChecked]: audit.notChecked,
  });
};
