import { notFound } from '../../contract/api/problems.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import { closureReply } from '../shared/consent/closure-reply.ts';
import { demandMember } from '../shared/http/authority.ts';
import { wantedPage } from '../shared/http/pages.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { readClosure, readClosures } from '../shared/repositories/closures.ts';
import { epochOfMember } from './epoch-of-member.ts';
import type { ConsentPorts } from './ports.ts';

/**
 * The closures of a subject: what is being deleted by when, and what has been.
 * @throws ProblemError not-found for who is not a member, invalid-cursor
 */
export const listClosures = async (
  request: Request<'GET /v1/closures'>,
  ports: ConsentPorts,
): Promise<Reply> => {
  const { subject } = await demandMember(ports, request.caller, request.query.subject);
  const { nextOf, ...page } = wantedPage(request, { pk: subject, prefix: registryKeys.closurePrefix });
  const { closures, next } = await readClosures(ports.store, subject, page);
  return ok({ closures: closures.map(closureReply), ...nextOf(next) });
};

/** The closure of one epoch. @throws ProblemError not-found, also while the epoch is open */
export const readOneClosure = async (
  { caller, path }: Request<'GET /v1/closures/{epoch}'>,
  ports: ConsentPorts,
): Promise<Reply> => {
  const epoch = await epochOfMember(ports, caller, path.epoch);
  const closure = await readClosure(ports.store, epoch.subject, epoch.id);
  if (closure === undefined) throw notFound(epoch.id);
  return ok(closureReply(closure));
};
