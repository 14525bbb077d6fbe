import type { Closure } from '../consent/epoch.ts';
import { type Duration, days, type Instant, instantOf, isoOf, startOfDay } from '../time.ts';
import type { StatutoryDate } from './statutory-clocks.ts';
import { lastEndBy, type Suspension, suspendingAt } from './suspension.ts';

/**
 * The one deadline resolver (BY-4): from all that bears on a lot to its deadline, the instant from which it is
 * purged, and the reasons. The earliest counts. Days are exactly 24 hours and months are calendar months, all in
 * UTC: neither leap years nor anybody's clock changes move a date.
 */
export type DeadlineCauses = {
  /** The UTC day of the lot; its life counts from the start of that day. */
  readonly day: string;
  readonly retention: Duration;
  /** What an opt-out added, where there was one. */
  readonly optOut?: OptOutCause;
  /** Requests for deletion that cover the lot. */
  readonly requests?: readonly DeletionRequest[];
  /** When the last of all provisioned capacity was deleted, where none was provisioned again (SC-13). */
  readonly offboarding?: { readonly at: Instant };
  /** How long before a retention's deadline purging starts, and within what the overdue is deleted after a release. */
  readonly budget: Duration;
};

/** What an opt-out adds to what bears on a lot. */
export type OptOutCause = Pick<Closure, 'countsFrom'> & {
  /** When it closed the epoch. */
  readonly at: Instant;
  readonly deletedWithin: Duration;
};

/** What the opt-out that a closure stands for adds, under the promise for a use. */
export const optOutCauseOf = (
  { closedAt, countsFrom }: Pick<Closure, 'closedAt' | 'countsFrom'>,
  deletedWithin: Duration,
): OptOutCause => ({ at: instantOf(closedAt), deletedWithin, ...(countsFrom && { countsFrom }) });

/**
 * A request for deletion: by the customer (SC-14), or by a person under the law of a geography, with the date that
 * this law set when it was received (SC-16).
 */
export type DeletionRequest =
  | { readonly by: 'customer'; readonly receivedAt: Instant }
  | { readonly by: 'person'; readonly receivedAt: Instant; readonly statutory: StatutoryDate };

/** What suspends a lot, or did until it was released. */
export type SuspensionInput = {
  readonly suspensions: readonly Suspension[];
  /** When somebody last released the lot from a suspension. */
  readonly releasedAt?: Instant;
  readonly now: Instant;
};

export type DeadlineReason = {
  readonly cause: 'retention' | 'opt-out' | 'request' | 'offboarding';
  /** The promise: what the lot holds is gone by then. */
  readonly deadline: string;
  /** When purging starts. */
  readonly purgeFrom: string;
  /** Where the date comes from, if not from the program alone. */
  readonly basis?: string;
  /** The date that passed while the lot was suspended; `deadline` is what counts since its release. */
  readonly wasDue?: string;
};

/** A lot with a date. */
export type DatedDeadline = {
  readonly state: 'dated';
  readonly deadline: string;
  readonly purgeFrom: string;
  /** The cause that purging starts for: the one with the earliest `purgeFrom`. */
  readonly purgedFor: DeadlineReason['cause'];
  /** All that bears on the lot, the earliest deadline first. */
  readonly reasons: readonly DeadlineReason[];
};

/** A lot that waits: it has no date until it is released, only the reasons that will count then. */
export type SuspendedDeadline = {
  readonly state: 'suspended';
  readonly reasons: readonly DeadlineReason[];
  /** What suspends it, the earliest first. Never empty. */
  readonly suspendedBy: readonly [Suspension, ...Suspension[]];
};

export type ResolvedDeadline = DatedDeadline | SuspendedDeadline;

/** The deadline of a lot that nothing suspends. */
export const resolveDeadline = (causes: DeadlineCauses): DatedDeadline => dated(everyCause(causes));

/**
 * The deadline of a lot that something suspends, or did. After a release what is overdue is due within the budget;
 * the rest keeps its date.
 */
export const resolveSuspended = (causes: DeadlineCauses, suspension: SuspensionInput): ResolvedDeadline => {
  const { suspensions, now } = suspension;
  const byStart = (one: Suspension, other: Suspension) => instantOf(one.from) - instantOf(other.from);
  const [first, ...others] = [...suspendingAt(suspensions, now)].sort(byStart);
  const found = everyCause(causes);
  if (first !== undefined) {
    return { state: 'suspended', reasons: reasonsOf(found), suspendedBy: [first, ...others] };
  }
  return resolveReleased(causes, freeSince(suspension));
};

/** When the last suspension that is over ended, whoever or whatever ended it; undefined where there never was one. */
export const freeSince = ({ suspensions, releasedAt, now }: SuspensionInput): Instant | undefined => {
  const ends = [releasedAt, lastEndBy(suspensions, now)].filter((end) => end !== undefined);
  return ends.length === 0 ? undefined : Math.max(...ends);
};

/** The deadline of a lot that nothing suspends any more. @param releasedAt when the last suspension ended, if any did */
export const resolveReleased = (causes: DeadlineCauses, releasedAt: Instant | undefined): DatedDeadline => {
  const found = everyCause(causes);
  return dated(releasedAt === undefined ? found : found.map(releasedFrom(releasedAt, causes.budget)));
};

/**
 * What happens to an organization's clock when its provisioned capacity changes (SC-13): deleting all of it starts
 * the clock, deleting part of it does not, and provisioning again stops it. Deleted once more, it counts anew.
 * @param provisioned units of capacity that remain
 * @throws RangeError for what is no amount: nobody's data is deleted because a number could not be read
 */
export const offboardingAfter = (
  provisioned: number,
  at: Instant,
  before?: { readonly at: Instant },
): { readonly at: Instant } | undefined => {
  if (!Number.isFinite(provisioned) || provisioned < 0)
    throw new RangeError(`capacity is a number of units from 0 on, and not ${provisioned}`);
  return provisioned > 0 ? undefined : (before ?? { at });
};

/** By when offboarding has deleted a customer's data (SC-13). */
const deletedAfterOffboarding: Duration = days(180);
/** By when a request for deletion is carried out, whoever made it (SC-14). */
const deletedAfterRequest: Duration = days(30);

type Cause = {
  readonly cause: DeadlineReason['cause'];
  readonly deadline: Instant;
  readonly purgeFrom: Instant;
  readonly basis?: string;
  readonly wasDue?: Instant;
};

const everyCause = (causes: DeadlineCauses): readonly Cause[] => [
  retentionCause(causes),
  ...(causes.optOut ? [optOutCause(causes.optOut)] : []),
  ...(causes.requests ?? []).map(requestCause),
  ...(causes.offboarding ? [offboardingCause(causes.offboarding)] : []),
];

const retentionCause = ({ day, retention, budget }: DeadlineCauses): Cause => {
  const deadline = startOfDay(day) + retention;
  return { cause: 'retention', deadline, purgeFrom: deadline - budget };
};

/**
 * An opt-out is purged from the moment on at which it closed the epoch: the next tick starts. Its promise may count
 * from before, where another cell received the same instruction first (BY-13).
 */
const optOutCause = ({ at, deletedWithin, countsFrom }: OptOutCause): Cause => ({
  cause: 'opt-out',
  deadline: (countsFrom ? instantOf(countsFrom.receivedAt) : at) + deletedWithin,
  purgeFrom: at,
  ...(countsFrom && {
    basis: `first receipt of ${countsFrom.instruction}, as the customer states: ${countsFrom.receivedAt}, entry ${countsFrom.entry}`,
  }),
});

/** Thirty days bind every request; the law of a person's geography may want it earlier. */
const requestCause = (request: DeletionRequest): Cause => {
  const { receivedAt } = request;
  const ours = {
    cause: 'request',
    deadline: receivedAt + deletedAfterRequest,
    purgeFrom: receivedAt,
    basis: '30 days from the request',
  } as const;
  if (request.by === 'customer') return ours;
  const { by: deadline, source: basis } = request.statutory;
  return deadline < ours.deadline ? { ...ours, deadline, basis } : ours;
};

const offboardingCause = ({ at }: { readonly at: Instant }): Cause => ({
  cause: 'offboarding',
  deadline: at + deletedAfterOffboarding,
  purgeFrom: at,
});

const releasedFrom =
  (release: Instant, budget: Duration) =>
  (cause: Cause): Cause =>
    cause.deadline <= release ? { ...cause, deadline: release + budget, wasDue: cause.deadline } : cause;

const reasonsOf = (causes: readonly Cause[]): readonly DeadlineReason[] =>
  [...causes]
    .sort((one, other) => one.deadline - other.deadline)
    .map(({ deadline, purgeFrom, wasDue, ...rest }) => ({
      ...rest,
      deadline: isoOf(deadline),
      purgeFrom: isoOf(purgeFrom),
      ...(wasDue !== undefined && { wasDue: isoOf(wasDue) }),
    }));

const dated = (causes: readonly Cause[]): DatedDeadline => {
  const first = causes.reduce((one, other) => (other.purgeFrom < one.purgeFrom ? other : one));
  return {
    state: 'dated',
    deadline: isoOf(Math.min(...causes.map(({ deadline }) => deadline))),
    purgeFrom: isoOf(first.purgeFrom),
    purgedFor: first.cause,
    reasons: reasonsOf(causes),
  };
};
