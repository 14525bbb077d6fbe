import { evidenceKeys } from '../../contract/tables/evidence.ts';
import { wantedPage } from '../shared/http/pages.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { readPurges } from '../shared/repositories/purges.ts';
import { epochOfMember } from './epoch-of-member.ts';
import type { ConsentPorts } from './ports.ts';

/**
 * What the purges of an epoch left in evidence: how much was deleted when, and against which promise.
 * @throws ProblemError not-found for who is not a member, invalid-cursor
 */
export const listPurges = async (request: Request<'GET /v1/purges'>, ports: ConsentPorts): Promise<Reply> => {
  const epoch = await epochOfMember(ports, request.caller, request.query.epoch);
  const { nextOf, ...page } = wantedPage(request, { pk: epoch.id, prefix: evidenceKeys.purgePrefix });
  const { purges, next } = await readPurges(ports.store, epoch.id, page);
  return ok({ purges, ...nextOf(next) });
};
