import { evidenceMetrics } from '../../contract/access/evidence-metrics.ts';
import type { Geography } from '../../domain/geographies.ts';
import type { Instant } from '../../domain/time.ts';
import type { SigningMeasures } from './ports.ts';

/** What a run measured, as a line of the log from which CloudWatch makes metrics; undefined where all is 0. */
export const signingMetricLine = (
  geography: Geography,
  at: Instant,
  measures: SigningMeasures,
): string | undefined => {
  const { namespace, oldestUnsigned, setAside, openIncidents } = evidenceMetrics;
  const told = [
    { Name: oldestUnsigned, Unit: 'Seconds', value: measures.oldestUnsigned },
    { Name: setAside, Unit: 'Count', value: measures.setAside },
    { Name: openIncidents, Unit: 'Count', value: measures.openIncidents },
  ].filter(({ value }) => value > 0);
  if (told.length === 0) return undefined;
  const Metrics = told.map(({ Name, Unit }) => ({ Name, Unit }));
  return JSON.stringify({
    _aws: {
      Timestamp: at,
      CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [['Geography']], Metrics }],
    },
    Geography: geography,
    ...Object.fromEntries(told.map(({ Name, value }) => [Name, value])),
  });
};
