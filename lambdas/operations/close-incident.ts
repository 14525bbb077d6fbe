import { incidentClosed, incidentContinues } from '../../contract/api/incident-problems.ts';
import { notFound, preconditionFailed } from '../../contract/api/problems.ts';
import { canonicalize } from '../../domain/canonical-form.ts';
import type { IncidentId } from '../../domain/identifiers.ts';
import { awaitedFact, type Closing, closingOf, type IncidentRecord } from '../../domain/incidents/record.ts';
import { isoOf } from '../../domain/time.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { StoreRefused } from '../shared/http/store-refused.ts';
import { closeActions, readIncident } from '../shared/incidents/incident-record.ts';
import { incidentTag } from '../shared/incidents/incident-tag.ts';
import { persist } from '../shared/persist.ts';
import { userOfToken } from '../shared/repositories/users.ts';
import type { OperationsPorts } from './ports.ts';

/**
 * Closes an incident with a reason (BY-12). The reason becomes an entry of its record and stays; the record has to be
 * as it was read, and to say that what it is about is over. Asked again with the same words, it changes nothing.
 * @throws ProblemError not-found, precondition-failed, incident-continues, incident-closed
 * @throws StoreRefused where somebody else wrote at the same moment
 */
export const closeIncident = async (
  { body, caller, path, ifMatch }: Request<'POST /v1/incidents/{incident}/close'>,
  ports: OperationsPorts,
): Promise<Reply> => {
  const { incident } = path;
  const record = await readIncident(ports.store, incident);
  if (record === undefined) throw notFound(incident);
  const said = closingIn(body);
  const before = closingOf(record);
  if (before !== undefined) return answerAgain(incident, before, said);
  const tag = incidentTag(record);
  if (ifMatch !== tag) throw preconditionFailed(ifMatch, tag);
  demandOver(record);
  const at = ports.clock.now();
  const { user: by } = await userOfToken(ports, caller.tokenSubject);
  const actions = closeActions(ports, record, { ...said, by }, at);
  const outcome = await persist(ports, () => ports.store.transact(actions));
  if (!outcome.ok) throw new StoreRefused(outcome.refusal);
  return answer(incident, { ...said, at: isoOf(at) });
};

const closingIn = ({ reason, correction }: Closing): Closing => ({
  reason,
  ...(correction !== undefined && { correction }),
});

const demandOver = (record: IncidentRecord): void => {
  const awaited = awaitedFact(record);
  if (awaited !== undefined) throw incidentContinues(awaited);
};

type Closed = Closing & { readonly at: string };

const answerAgain = (incident: IncidentId, { at, ...before }: Closed, said: Closing): Reply => {
  if (canonicalize(before) !== canonicalize(said)) throw incidentClosed(at);
  return answer(incident, { ...before, at });
};

const answer = (incident: IncidentId, { at, ...said }: Closed): Reply =>
  ok({ incident, state: 'closed', closedAt: at, ...said });
