import { canonicalize } from '../../../domain/canonical-form.ts';
import type { HoldId, UserId } from '../../../domain/identifiers.ts';
import type { Hold, HoldScope, HoldSubject } from '../../../domain/retention/hold.ts';
import { parseLotName } from '../../../domain/retention/lot.ts';
import type { Authority, SuspensionKind } from '../../../domain/retention/suspension.ts';
import { instantOf, isoOf } from '../../../domain/time.ts';
import { commitTold, type HoldActor, placeActions, readHold } from '../repositories/holds.ts';
import { readSubject } from '../repositories/subjects.ts';
import { advanceHold } from './advance-hold.ts';
import type { HoldPorts } from './run-time.ts';
import { lotsInScope } from './scope-lots.ts';

export type HoldRequest = {
  /** The caller makes it, once for each order, so that a request which comes again is the same hold. */
  readonly id: HoldId;
  readonly subject: HoldSubject;
  readonly scope: HoldScope;
  readonly kind: SuspensionKind;
  readonly authority: Authority;
  readonly placedBy: UserId;
  readonly actor: HoldActor;
  /** When it ends by itself. Without it the hold stands until it is released, however long that is: nothing reminds. */
  readonly until?: string;
};

/** Why a hold was not placed. Nothing was written. `id-taken`: another hold of the subject has this id. */
export type HoldRefusal =
  | 'id-taken'
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
 *
 * A repeated request places nothing: it carries the hold on and is answered with it, as it stands by then.
 * @throws StoreUnavailable when a lot could not be marked; the hold stands and the schedule carries it on
 */
export const placeHold = async (ports: HoldPorts, request: HoldRequest): Promise<Placed> => {
  const earlier = await readHold(ports.store, request.subject, request.id);
  if (earlier !== undefined) return asPlacedBefore(ports, request, earlier);
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
  if (outcome.ok) return carriedOn(ports, hold);
  const other = await readHold(ports.store, hold.subject, hold.id);
  return other === undefined ? { ok: false, why: 'contended' } : asPlacedBefore(ports, request, other);
};

const carriedOn = async (ports: HoldPorts, hold: Hold): Promise<Placed> => {
  const { hold: standing = hold } = await advanceHold(ports, hold.subject, hold.id);
  return { ok: true, hold: standing };
};

const asPlacedBefore = async (ports: HoldPorts, request: HoldRequest, earlier: Hold): Promise<Placed> =>
  orderIn(request) === orderIn(earlier) ? carriedOn(ports, earlier) : { ok: false, why: 'id-taken' };

/** What was ordered, and by whom: what two requests have in common that are one. */
const orderIn = ({ scope, kind, authority, placedBy, until }: Hold | HoldRequest): string =>
  canonicalize({ scope, kind, authority, placedBy, ...(until !== undefined && { until }) });

const whyNot = async (
  ports: HoldPorts,
  { subject, scope, until }: HoldRequest,
): Promise<HoldRefusal | undefined> => {
  if (until !== undefined && instantOf(until) <= ports.clock.now()) return 'ends-before-it-begins';
  if ((await readSubject(ports.store, subject)) === undefined) return 'no-such-subject';
  if (scope.of !== 'lot') return undefined;
  // A lot is its workspace's: another customer's is as good as none.
  if (parseLotName(scope.lot)?.workspace !== subject) return 'no-such-lot';
  let why: HoldRefusal | undefined = 'no-such-lot';
  // What was moved out of a lot may be there when the lot itself is purged.
  for await (const lot of lotsInScope(ports.store, { subject, scope })) {
    if (lot.state !== 'purged') return undefined;
    why = 'lot-purged';
  }
  return why;
};

const holdOf = (ports: HoldPorts, request: HoldRequest): Hold => {
  const { id, subject, scope, kind, authority, placedBy, until } = request;
  const placedAt = isoOf(ports.clock.now());
  return {
    id,
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
