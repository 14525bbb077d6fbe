import { invalidParameter, notFound } from '../../contract/api/problems.ts';
import { admissionKeys, type ListedAdmissions } from '../../contract/tables/admissions.ts';
import type { StoredAdmission } from '../../domain/consent/admission.ts';
import { parseIdentifier } from '../../domain/identifiers.ts';
import { demandMember } from '../shared/http/authority.ts';
import type { Caller } from '../shared/http/caller.ts';
import { wantedPage } from '../shared/http/pages.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { readPage } from '../shared/repositories/item-page.ts';
import { fieldsOf } from '../shared/repositories/stored-item.ts';
import type { OrganizationsPorts } from './ports.ts';

type ListRequest = Request<'GET /v1/admissions'>;

/**
 * What was asked for and what was decided (CC-4): of one subject for its members and for operators, and for
 * operators alone of everybody, by whether it waits, the oldest first.
 * @throws ProblemError not-found, invalid-parameter, invalid-cursor
 */
export const listAdmissions = async (request: ListRequest, ports: OrganizationsPorts): Promise<Reply> => {
  const list = await listWanted(request, ports);
  const { nextOf, ...page } = wantedPage(request, list);
  const { elements, next } = await readPage(
    ports.store,
    { table: 'registry', ...list },
    page,
    fieldsOf<StoredAdmission>,
  );
  return ok({ admissions: elements, ...nextOf(next) });
};

const listWanted = async ({ caller, query }: ListRequest, ports: OrganizationsPorts) => {
  const { subject, state } = query;
  if (subject === undefined) {
    if (!isOperator(caller))
      throw invalidParameter({ at: 'query.subject', given: 'nothing', allowed: 'a subject of your own' });
    return listOfAll(ports, state ?? 'waiting');
  }
  if (state !== undefined)
    throw invalidParameter({ at: 'query.state', given: state, allowed: 'only without a subject' });
  const pk = isOperator(caller)
    ? parseIdentifier(subject, 'org', 'ws', 'user')?.id
    : (await demandMember(ports, caller, subject)).subject;
  if (pk === undefined) throw notFound(subject);
  return { pk, prefix: admissionKeys.prefix };
};

const listOfAll = ({ geography }: OrganizationsPorts, state: ListedAdmissions) => ({
  pk: admissionKeys.list(geography),
  prefix: admissionKeys.listPrefix(state),
});

const isOperator = (caller: Caller): boolean =>
  caller.kind === 'person' && caller.groups.includes('operator');
