import type { LotReply } from '../../contract/api/replies.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import type { Closure, Epoch } from '../../domain/consent/epoch.ts';
import { type DeadlineReason, resolveDeadline } from '../../domain/retention/deadline.ts';
import { type Lot, type LotName, parseLotName } from '../../domain/retention/lot.ts';
import { instantOf, startOfDay } from '../../domain/time.ts';
import { wantedPage } from '../shared/http/pages.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { readClosure } from '../shared/repositories/closures.ts';
import { readLots } from '../shared/repositories/lots.ts';
import { epochOfMember } from './epoch-of-member.ts';
import type { ConsentPorts } from './ports.ts';

/**
 * The lots of an epoch: how many records live until when, and why until then (BY-4).
 * @throws ProblemError not-found for who is not a member, invalid-cursor
 */
export const listLots = async (request: Request<'GET /v1/lots'>, ports: ConsentPorts): Promise<Reply> => {
  const epoch = await epochOfMember(ports, request.caller, request.query.epoch);
  const closure = await readClosure(ports.store, epoch.subject, epoch.id);
  const { nextOf, ...page } = wantedPage(request, { pk: epoch.id, prefix: registryKeys.lotPrefix });
  const { lots, next } = await readLots(ports.store, epoch.id, page);
  return ok({ lots: lots.map((lot) => lotReply(lot, epoch, closure)), ...nextOf(next) });
};

const lotReply = (lot: Lot, epoch: Epoch, closure: Closure | undefined): LotReply => {
  const name = parseLotName(lot.name);
  if (name === undefined) throw new RangeError('a lot has a name that cannot be parsed');
  return {
    epoch: epoch.id,
    ...name,
    state: lot.state,
    captured: lot.captured,
    deleted: lot.deleted,
    kilobytes: lot.kilobytes,
    firstCapturedAt: lot.firstCapturedAt,
    lastCapturedAt: lot.lastCapturedAt,
    ...deadlineOf(lot, name, epoch, closure),
    ...(lot.purgedAt !== undefined && { purgedAt: lot.purgedAt }),
  };
};

type Deadline = { deadline: string; purgeFrom: string; reasons: readonly DeadlineReason[] };

/** The budget is the one with which the lot was born: the time between its purge and its retention's end. */
const deadlineOf = (
  lot: Lot,
  { day, use }: LotName,
  epoch: Epoch,
  closure: Closure | undefined,
): Deadline => {
  const policy = epoch.uses[use];
  if (policy === undefined) throw new RangeError('a lot has a use that its epoch does not permit');
  return resolveDeadline({
    day,
    retention: policy.retention,
    budget: startOfDay(day) + policy.retention - instantOf(lot.purgeFrom),
    ...(closure && { optOut: { at: instantOf(closure.closedAt), deletedWithin: policy.deletedWithin } }),
  });
};
