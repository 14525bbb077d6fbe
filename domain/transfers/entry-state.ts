import type { Departure, StoredReport, TransferEntry, UnknownOutcome } from '../decisions/transfer.ts';
import type { Geography } from '../geographies.ts';
import { type Duration, hours, type Instant, instantOf } from '../time.ts';

/** How long after its end a permission waits for a report. */
export const reportAwaited: Duration = hours(24);

/** An entry of the register with what stands beside it. */
export type RegisteredMovement = {
  readonly entry: TransferEntry;
  readonly report?: StoredReport;
  readonly unknown?: UnknownOutcome;
};

/** What came of a permission, as far as the cell knows. */
export type MovementState = {
  readonly state: 'open' | 'executed' | 'not-executed' | 'unknown';
  /** Where it really went, once that was reported. */
  readonly place?: Geography;
  /** ISO 8601, when it was done or given up, and when the cell heard of it. */
  readonly doneAt?: string;
  readonly reportedAt?: string;
  /** Present where the report came after everybody had stopped waiting for it. */
  readonly late?: true;
  /** Present where something happened that was not permitted. */
  readonly notAsPermitted?: readonly Departure[];
};

/** From when on nobody waits for a report of a permission that ended at an instant. */
export const unknownFrom = ({ usableUntil }: Pick<TransferEntry, 'usableUntil'>): Instant =>
  instantOf(usableUntil) + reportAwaited;

/**
 * What came of an entry (BY-7): told by its report, whenever that came, and by the time that passed without one,
 * whether or not anybody has marked it yet.
 */
export const stateOf = ({ entry, report, unknown }: RegisteredMovement, at: Instant): MovementState => {
  const ended = unknownFrom(entry);
  if (report === undefined) return { state: unknown !== undefined || ended < at ? 'unknown' : 'open' };
  const isLate = unknown !== undefined || instantOf(report.reportedAt) > ended;
  return {
    state: report.outcome,
    ...(report.outcome === 'executed' && { place: report.place }),
    doneAt: report.at,
    reportedAt: report.reportedAt,
    ...(isLate && { late: true as const }),
    ...(report.notAsPermitted && { notAsPermitted: report.notAsPermitted }),
  };
};
