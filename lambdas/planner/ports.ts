import type { PurgeWork } from '../../contract/events/purge-work.ts';
import type { Duration } from '../../domain/time.ts';
import type { CellPorts } from '../shared/ports.ts';
import type { Measure } from '../shared/purge-metrics.ts';

/** Where work is sent. Messages may be delivered more than once and in any order. */
export type PurgeQueue = {
  /** @throws when not every message was taken; what was taken may be worked on */
  readonly send: (work: readonly PurgeWork[]) => Promise<void>;
};

export type PlannerPorts = CellPorts & {
  readonly queue: PurgeQueue;
  /** How long before a retention's deadline purging starts. */
  readonly purgeBudget: Duration;
  readonly measure: Measure;
  /** What remains of this run. A planner that runs out of time stops between two steps; the next tick goes on. */
  readonly timeLeft: () => Duration;
  /** Tells of a source that was given up for this tick. */
  readonly report: (source: string, error: unknown) => void;
};

/** A tick of a planner: purging runs, or an operator has stopped it. What is late is told in both. */
export type TickPorts = PlannerPorts & { readonly purging: 'running' | 'stopped' };
