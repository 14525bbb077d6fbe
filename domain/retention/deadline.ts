import { type Duration, type Instant, isoOf, startOfDay } from '../time.ts';

/**
 * The one deadline resolver (BY-4): from all that bears on a lot to its deadline, the instant from which it is
 * purged, and the reasons. The earliest counts.
 */
export type DeadlineInput = {
  /** The UTC day of the lot; its life counts from the start of that day. */
  readonly day: string;
  readonly retention: Duration;
  /** What an opt-out added, where there was one. */
  readonly optOut?: { readonly at: Instant; readonly deletedWithin: Duration };
  /** How long before a retention's deadline purging starts. */
  readonly budget: Duration;
};

export type DeadlineReason = {
  readonly cause: 'retention' | 'opt-out';
  /** The promise: what the lot holds is gone by then. */
  readonly deadline: string;
  /** When purging starts. */
  readonly purgeFrom: string;
};

export type ResolvedDeadline = {
  readonly deadline: string;
  readonly purgeFrom: string;
  /** The cause that purging starts for: the one with the earliest `purgeFrom`. */
  readonly purgedFor: DeadlineReason['cause'];
  /** All that bears on the lot, the earliest deadline first. */
  readonly reasons: readonly DeadlineReason[];
};

/** The deadline of a lot. Days are exactly 24 hours, all in UTC. */
export const resolveDeadline = (input: DeadlineInput): ResolvedDeadline => {
  const retention = retentionCause(input);
  const causes = [retention, ...optOutCause(input)].sort((one, other) => one.deadline - other.deadline);
  const first = causes.reduce((one, other) => (other.purgeFrom < one.purgeFrom ? other : one), retention);
  return {
    deadline: isoOf(Math.min(...causes.map(({ deadline }) => deadline))),
    purgeFrom: isoOf(first.purgeFrom),
    purgedFor: first.cause,
    reasons: causes.map(({ cause, deadline, purgeFrom }) => ({
      cause,
      deadline: isoOf(deadline),
      purgeFrom: isoOf(purgeFrom),
    })),
  };
};

type Cause = {
  readonly cause: DeadlineReason['cause'];
  readonly deadline: Instant;
  readonly purgeFrom: Instant;
};

const retentionCause = ({ day, retention, budget }: DeadlineInput): Cause => {
  const deadline = startOfDay(day) + retention;
  return { cause: 'retention', deadline, purgeFrom: deadline - budget };
};

/** An opt-out is purged from the moment on at which it closed the epoch: the next tick starts. */
const optOutCause = ({ optOut }: DeadlineInput): Cause[] =>
  optOut === undefined
    ? []
    : [{ cause: 'opt-out', deadline: optOut.at + optOut.deletedWithin, purgeFrom: optOut.at }];
