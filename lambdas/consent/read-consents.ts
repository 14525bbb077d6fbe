import type { ConsentReply } from '../../contract/api/replies.ts';
import { evidenceKeys } from '../../contract/tables/evidence.ts';
import { demandMember } from '../shared/http/authority.ts';
import { wantedPage } from '../shared/http/pages.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { readEntries } from '../shared/repositories/ledger.ts';
import type { ConsentPorts } from './ports.ts';

/**
 * The ledger of a subject from entry 0 on: who chose what, when and under which notice (DS-3), in the form that
 * anybody can verify. Opened names stand beside the entries; an erased name is left out.
 * @throws ProblemError not-found for who is not a member, invalid-cursor
 */
export const listConsents = async (
  request: Request<'GET /v1/consents'>,
  ports: ConsentPorts,
): Promise<Reply> => {
  const { subject } = await demandMember(ports, request.caller, request.query.subject);
  const { nextOf, ...page } = wantedPage(request, { pk: subject, prefix: evidenceKeys.entryPrefix });
  const { entries, next } = await readEntries(ports.store, subject, page);
  return ok({ entries: entries satisfies readonly ConsentReply[], ...nextOf(next) });
};
