import type { HoldId, UserId } from '../identifiers.ts';
import { type Instant, instantOf } from '../time.ts';

/**
 * What keeps a lot from being deleted: a hold that somebody ordered, a restriction that a person asked for, or an
 * access request that has to be answered from the data first.
 */
export type SuspensionKind = 'hold' | 'restriction' | 'access';

/** Who demands that data is kept, and where that can be looked up: `{ body: 'court', reference: 'case number' }`. */
export type Authority = {
  readonly body: 'court' | 'regulator' | 'statute' | 'customer' | 'person';
  /** A number or name of the order or request, as the body calls it. Never a person's name. */
  readonly reference: string;
};

export type Suspension = {
  readonly hold: HoldId;
  readonly kind: SuspensionKind;
  readonly authority: Authority;
  readonly placedBy: UserId;
  /** From this instant on nothing is deleted. ISO 8601, UTC. */
  readonly from: string;
  /** The first instant at which it suspends no more; absent while it has no known end. */
  readonly until?: string;
};

/** Suspensions that suspend at an instant. */
export const suspendingAt = (suspensions: readonly Suspension[], now: Instant): readonly Suspension[] =>
  suspensions.filter(({ from, until }) => instantOf(from) <= now && !hasEnded({ until }, now));

/** When the last of those that ended by themselves ended; undefined where none did. */
export const lastEndBy = (suspensions: readonly Suspension[], now: Instant): Instant | undefined => {
  const ends = suspensions.flatMap(({ until }) => (hasEnded({ until }, now) ? [instantOf(until ?? '')] : []));
  return ends.length === 0 ? undefined : Math.max(...ends);
};

const hasEnded = ({ until }: { readonly until: string | undefined }, now: Instant): boolean =>
  until !== undefined && instantOf(until) <= now;
