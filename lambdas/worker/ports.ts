import type { Duration } from '../../domain/time.ts';
import type { CellPorts } from '../shared/ports.ts';
import type { Measure } from '../shared/purge-metrics.ts';

export type WorkerPorts = CellPorts & {
  readonly measure: Measure;
  /** How long before a retention's deadline purging starts. */
  readonly purgeBudget: Duration;
  /** What remains of this run. A worker that runs out of time gives its lot back and succeeds. */
  readonly timeLeft: () => Duration;
};
