import type { LotReply, SuspensionReply } from '../../contract/api/replies.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import type { Closure, Epoch } from '../../domain/consent/epoch.ts';
import { type DeadlineCauses, optOutCauseOf, resolveSuspended } from '../../domain/retention/deadline.ts';
import { type Lot, type LotName, parseLotName } from '../../domain/retention/lot.ts';
import type { Suspension } from '../../domain/retention/suspension.ts';
import { type Instant, instantOf, startOfDay } from '../../domain/time.ts';
import { wantedPage } from '../shared/http/pages.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { readClosure } from '../shared/repositories/closures.ts';
import { suspensionsIn } from '../shared/repositories/hold-marks.ts';
import { readLots } from '../shared/repositories/lots.ts';
import { epochOfMember } from './epoch-of-member.ts';
import type { ConsentPorts } from './ports.ts';

/**
 * The lots of an epoch: how many records live until when and why until then, or what suspends their deletion (BY-4).
 * @throws ProblemError not-found for who is not a member, invalid-cursor
 */
export const listLots = async (request: Request<'GET /v1/lots'>, ports: ConsentPorts): Promise<Reply> => {
  const epoch = await epochOfMember(ports, request.caller, request.query.epoch);
  const closure = await readClosure(ports.store, epoch.subject, epoch.id);
  const now = ports.clock.now();
  const { nextOf, ...page } = wantedPage(request, { pk: epoch.id, prefix: registryKeys.lotPrefix });
  const { lots, next } = await readLots(ports.store, epoch.id, page);
  return ok({ lots: lots.map((lot) => lotReply(lot, { epoch, closure, now })), ...nextOf(next) });
};

/** Either a date, or what suspends it. */
type Deletion =
  | Pick<Extract<LotReply, { deletion: 'dated' }>, 'deletion' | 'deadline' | 'purgeFrom'>
  | Pick<Extract<LotReply, { deletion: 'suspended' }>, 'deletion' | 'suspendedBy'>;

/** What a lot's date depends on besides itself. */
type Around = { readonly epoch: Epoch; readonly closure: Closure | undefined; readonly now: Instant };

const lotReply = (lot: Lot, around: Around): LotReply => {
  const name = parseLotName(lot.name);
  if (name === undefined) throw new RangeError('a lot has a name that cannot be parsed');
  return {
    epoch: around.epoch.id,
    ...name,
    state: lot.state,
    captured: lot.captured,
    deleted: lot.deleted,
    kilobytes: lot.kilobytes,
    firstCapturedAt: lot.firstCapturedAt,
    lastCapturedAt: lot.lastCapturedAt,
    ...(lot.moved !== undefined && { moved: lot.moved }),
    ...deletionOf(lot, name, around),
    ...(lot.purgedAt !== undefined && { purgedAt: lot.purgedAt }),
  };
};

/** The budget is the one with which the lot was born: the time between its purge and its retention's end. */
const deletionOf = (
  lot: Lot,
  { day, use }: LotName,
  { epoch, closure, now }: Around,
): Pick<LotReply, 'reasons'> & Deletion => {
  const policy = epoch.uses[use];
  if (policy === undefined) throw new RangeError('a lot has a use that its epoch does not permit');
  const causes: DeadlineCauses = {
    day,
    retention: policy.retention,
    budget: startOfDay(day) + policy.retention - instantOf(lot.purgeFrom),
    ...(closure && { optOut: optOutCauseOf(closure, policy.deletedWithin) }),
  };
  const resolved = resolveSuspended(causes, {
    suspensions: suspensionsIn(lot),
    ...(lot.releasedAt !== undefined && { releasedAt: instantOf(lot.releasedAt) }),
    now,
  });
  const { reasons } = resolved;
  return resolved.state === 'suspended'
    ? { deletion: 'suspended', suspendedBy: resolved.suspendedBy.map(shownToMembers), reasons }
    : { deletion: 'dated', deadline: resolved.deadline, purgeFrom: resolved.purgeFrom, reasons };
};

const shownToMembers = ({ authority: { body }, ...suspension }: Suspension): SuspensionReply => ({
  ...suspension,
  authority: { body },
});
