import type { Actor } from '../../../domain/consent/ledger.ts';
import { identifier, type UserId } from '../../../domain/identifiers.ts';
import type { Hold, HoldScope, HoldSubject } from '../../../domain/retention/hold.ts';
import { parseLotName } from '../../../domain/retention/lot.ts';
import type { Authority, SuspensionKind } from '../../../domain/retention/suspension.ts';
import { instantOf, isoOf } from '../../../domain/time.ts';
import type { CellPorts } from '../ports.ts';
import { commitTold, placeActions } from '../repositories/holds.ts';
import { readLot } from '../repositories/lots.ts';
import { readSubject } from '../repositories/subjects.ts';
import { advanceHold } from './advance-hold.ts';

export type HoldRequest = {
  readonly subject: HoldSubject;
  readonly scope: HoldScope;
  readonly kind: SuspensionKind;
  readonly authority: Authority;
  readonly placedBy: UserId;
  readonly actor: Actor;
  /** When it ends by itself; absent where it stands until it is released. */
  readonly until?: string;
};

/** Why a hold was not placed. Nothing was written. */
export type HoldRefusal =
  | 'no-such-subject'
  | 'no-such-lot'
  | 'lot-purged'
  | 'ends-before-it-begins'
  | 'contended';

export type Placed =
  | { readonly ok: true; readonly hold: Hold }
  | { readonly ok: false; readonly why: HoldRefusal };

/**
 * Places a hold: writes it down with its entry in the ledger, shuts its gate, marks every lot in its scope, and
 * makes it effective where no worker is in the way. Where one is, or this run ends before, the hold stands as
 * requested and the schedule carries it on. Who may place it is decided before.
 * @throws StoreUnavailable when a lot could not be marked; the hold stands and the schedule carries it on
 */
export const placeHold = async (ports: CellPorts, request: HoldRequest): Promise<Placed> => {
  const refusal = await whyNot(ports, request);
  if (refusal !== undefined) return { ok: false, why: refusal };
  const hold = holdOf(ports, request);
  const { kind, scope, until } = hold;
  const outcome = await commitTold(ports, hold, placeActions(hold), {
    at: hold.placedAt,
    type: 'HoldPlaced',
    actor: request.actor,
    event: {
      type: 'hold-placed',
      hold: hold.id,
      kind,
      body: hold.authority.body,
      scope: scope.of === 'person' ? { of: 'person', use: scope.use } : scope,
      ...(until !== undefined && { until }),
    },
  });
  if (!outcome.ok) return { ok: false, why: 'contended' };
  const { hold: standing = hold } = await advanceHold(ports, hold.subject, hold.id);
  return { ok: true, hold: standing };
};

const whyNot = async (
  ports: CellPorts,
  { subject, scope, until }: HoldRequest,
): Promise<HoldRefusal | undefined> => {
  if (until !== undefined && instantOf(until) <= ports.clock.now()) return 'ends-before-it-begins';
  if ((await readSubject(ports.store, subject)) === undefined) return 'no-such-subject';
  if (scope.of !== 'lot') return undefined;
  // A lot is its workspace's: another customer's is as good as none.
  if (parseLotName(scope.lot)?.workspace !== subject) return 'no-such-lot';
  const lot = await readLot(ports.store, scope.epoch, scope.lot);
  if (lot === undefined) return 'no-such-lot';
  return lot.state === 'purged' ? 'lot-purged' : undefined;
};

const holdOf = (ports: CellPorts, request: HoldRequest): Hold => {
  const at = ports.clock.now();
  const { subject, scope, kind, authority, placedBy, until } = request;
  const placedAt = isoOf(at);
  return {
    id: identifier(ports.geography, 'hold', ports.randomness.ulid(at)),
    subject,
    scope,
    kind,
    authority,
    placedBy,
    placedAt,
    ...(until !== undefined && { until }),
    workAt: placedAt,
    state: 'requested',
  };
};
