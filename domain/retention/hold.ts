import type { EpochId, HoldId, OrganizationId, UserId, WorkspaceId } from '../identifiers.ts';
import { clockSkew, type Duration, type Instant, instantOf, isoOf } from '../time.ts';
import { type Lot, movedForIn } from './lot.ts';
import type { Authority, Suspension, SuspensionKind } from './suspension.ts';

/**
 * A hold keeps what it covers from being deleted, from the moment on at which it is effective until it is released
 * (I7). It is requested first: a worker that is in the middle of a page finishes that page, and then leaves.
 */

/** Whom a hold belongs to: it covers records of that workspace, or of all workspaces of that organization. */
export type HoldSubject = OrganizationId | WorkspaceId;

/** What of its subject a hold covers. */
export type HoldScope =
  /** Everything that is captured for the subject, also what is captured later, until its release. */
  | { readonly of: 'subject' }
  /** One use of it, in the same way. */
  | { readonly of: 'use'; readonly use: string }
  /** One lot of a workspace, with what was moved out of it for holds on persons. */
  | { readonly of: 'lot'; readonly epoch: EpochId; readonly lot: string }
  /** What one person uploaded or is named in, for one use, and was captured until its lots were marked. */
  | { readonly of: 'person'; readonly use: string; readonly person: UserId };

type HoldFacts = {
  readonly id: HoldId;
  readonly subject: HoldSubject;
  readonly scope: HoldScope;
  readonly kind: SuspensionKind;
  readonly authority: Authority;
  readonly placedBy: UserId;
  readonly placedAt: string;
  readonly until?: string;
  /** Where it stands in the work list of holds; absent where nothing is left to do. */
  readonly workAt?: string;
};

/** What a hold keeps, and what it came too late for. */
export type Coverage = {
  /** Lots that it holds, and the records in them. */
  readonly lots: number;
  readonly records: number;
  /** Records of lots in its scope that were deleted after all: before it was placed, or until it was effective. */
  readonly gone: number;
};

export type Hold = HoldFacts &
  (
    | {
        readonly state: 'requested';
        /** Every lot in scope was marked by then. */
        readonly markedAt?: string;
        /** When marking began: a lot that is younger than that may have no mark. */
        readonly coversUntil?: string;
      }
    | {
        readonly state: 'effective';
        readonly effectiveAt: string;
        /** A hold on a person covers what was answered as captured by then; it stands for nothing later. */
        readonly coversUntil?: string;
        readonly coverage: Coverage;
      }
    | { readonly state: 'releasing'; readonly endedAt: string }
    | { readonly state: 'released'; readonly endedAt: string }
  );

/** The gates of a hold's subject that it keeps shut: workers claim nothing behind a gate that is held. */
export type HoldGate = 'all' | `use#${string}`;

/** The gate that a hold keeps shut, or undefined for a single lot, whose mark is enough. */
export const gateOf = (scope: HoldScope): HoldGate | undefined => {
  switch (scope.of) {
    case 'subject':
      return 'all';
    case 'use':
    case 'person':
      return `use#${scope.use}`;
    case 'lot':
      return undefined;
  }
};

/** What a lot says of a hold that it is under. */
export const suspensionOf = ({ id, kind, authority, placedBy, placedAt, until }: HoldFacts): Suspension => ({
  hold: id,
  kind,
  authority,
  placedBy,
  from: placedAt,
  ...(until !== undefined && { until }),
});

/**
 * Whether a lot was made for a hold, and so holds nothing but what that hold covers. It may be a lot of several: of
 * one hold on a person, and of another that took records out of the lots of the first.
 */
export const isLotOfHold = ({ name }: Pick<Lot, 'name'>, hold: HoldId): boolean =>
  movedForIn(name).includes(hold);

/**
 * Whether what is moved out of a lot stays under a hold that has marked it. All do that stand and cover the lot. One
 * on a person covers the lots that were made for it; other lots it marks until it has taken its records out of them,
 * and until then nobody else knows which those are.
 */
export const goesWithMoved = (hold: Hold, source: Pick<Lot, 'name'>): boolean =>
  !isOver(hold) && (hold.scope.of !== 'person' || hold.state === 'requested' || isLotOfHold(source, hold.id));

/** What a hold covers, from the lots in its scope as they stand when nothing is deleted any more. */
export const coverageOf = (hold: HoldFacts, lots: readonly Lot[]): Coverage => {
  const kept = lots.filter(({ state }) => state !== 'purged').filter(keptUnder(hold));
  const late = lots.filter(({ purgedAt }) => purgedAt === undefined || purgedAt >= hold.placedAt);
  return {
    lots: kept.length,
    records: sum(kept.map((lot) => lot.captured - (lot.moved ?? 0) - goneFrom(lot))),
    gone: sum(late.map(goneFrom)),
  };
};

const keptUnder =
  ({ id, scope }: HoldFacts) =>
  (lot: Lot): boolean =>
    scope.of !== 'person' || isLotOfHold(lot, id);

/** A page that was written down counts as gone: nobody knows how much of it was deleted. */
const goneFrom = ({ deleted, page }: Lot): number => deleted + (page?.n ?? 0);

const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);

/**
 * Whether a worker may still be at work on a lot: it holds a lease, which is longer than it can run. Its clock may be
 * behind, and this one ahead.
 */
export const mayBeWorkedOn = ({ state, leaseUntil }: Lot, now: Instant): boolean =>
  state === 'purging' && leaseUntil !== undefined && now < instantOf(leaseUntil) + 2 * clockSkew;

/**
 * From when on nothing is deleted under a hold whose lots are all marked, whoever may still have a lease: a worker
 * that began before the marks is over, by whichever clock.
 */
export const drainedBy = (markedAt: Instant, workerTimeout: Duration): Instant =>
  markedAt + workerTimeout + 2 * clockSkew;

/** When a hold ends that is released at an instant: at the end that it had from the start, if that was earlier. */
export const endOf = ({ until }: Pick<HoldFacts, 'until'>, releasedAt: Instant): string =>
  isoOf(until === undefined ? releasedAt : Math.min(instantOf(until), releasedAt));

/** Whether a hold was released, be its marks taken off already or not. */
export const isOver = ({ state }: Pick<Hold, 'state'>): boolean =>
  state === 'releasing' || state === 'released';

/** Whether a hold that ends by itself has come to its end. */
export const hasRunOut = ({ until }: Pick<HoldFacts, 'until'>, now: Instant): boolean =>
  until !== undefined && instantOf(until) <= now;
