import type { Duration } from '../../domain/time.ts';
import type { CellPorts } from '../shared/ports.ts';
import type { Measure } from '../shared/purge-metrics.ts';

export type SweepPorts = CellPorts & {
  /** How long before a retention's deadline purging starts. */
  readonly purgeBudget: Duration;
  /** What remains of this run. A sweep that runs out of time goes on from there with its next run. */
  readonly timeLeft: () => Duration;
  readonly measure: Measure;
  /** Tells of an epoch that could not be looked at. */
  readonly report: (source: string, error: unknown) => void;
};
