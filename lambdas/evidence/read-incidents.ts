import { notFound } from '../../contract/api/problems.ts';
import type { IncidentReply, ListedIncidentReply } from '../../contract/api/replies.ts';
import { incidentRecordKeys, type ListedAbout } from '../../contract/tables/incidents.ts';
import { type IncidentId, type NamedSubject, parseIdentifier } from '../../domain/identifiers.ts';
import { subjectOf } from '../../domain/incidents/incident.ts';
import { causeOf, closingOf, type IncidentEntry } from '../../domain/incidents/record.ts';
import { demandMember } from '../shared/http/authority.ts';
import type { Caller } from '../shared/http/caller.ts';
import { wantedPage } from '../shared/http/pages.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import {
  incidentList,
  type ListedIncident,
  listedIncidentIn,
  readIncident,
} from '../shared/incidents/incident-record.ts';
import { incidentTag } from '../shared/incidents/incident-tag.ts';
import { readNewestCheckpoint, type StoredCheckpoint } from '../shared/log/log-reading.ts';
import { documentIn } from '../shared/log/logged-document.ts';
import { readPage } from '../shared/repositories/item-page.ts';
import { inclusionOf } from './log-proofs.ts';
import type { EvidencePorts } from './ports.ts';

/**
 * Incidents, the newest first. Members see those of their own; what concerns the cell as a whole everybody sees.
 * @throws ProblemError not-found, invalid-cursor
 */
export const listIncidents = async (
  request: Request<'GET /v1/incidents'>,
  ports: EvidencePorts,
): Promise<Reply> => {
  const { subject, state = 'open' } = request.query;
  const list = incidentList(ports.geography, await aboutOf(ports, request.caller, subject), state);
  const { nextOf, ...page } = wantedPage(request, list);
  const { elements, next } = await readPage(
    ports.store,
    { table: 'registry', ...list },
    { ...page, order: 'descending' },
    listedIncidentIn,
  );
  const shows = isOfVendor(request.caller) ? listedToVendor : listedToCustomer;
  return ok({ incidents: elements.map(shows), ...nextOf(next) });
};

const listedToVendor = (listed: ListedIncident): ListedIncidentReply => listed;

const listedToCustomer = ({ closedBy: _, ...listed }: ListedIncident): ListedIncidentReply => listed;

const isOfVendor = (caller: Caller): boolean =>
  caller.kind === 'person' && (caller.groups.includes('operator') || caller.groups.includes('auditor'));

const aboutOf = async (
  ports: EvidencePorts,
  caller: Caller,
  named: NamedSubject | undefined,
): Promise<ListedAbout> => {
  if (named === undefined) return isOfVendor(caller) ? 'all' : 'cell';
  const subject = isOfVendor(caller) ? parseIdentifier(named, 'org', 'ws', 'user')?.id : undefined;
  return subject ?? (await demandMember(ports, caller, named)).subject;
};

/**
 * The record of an incident with its proofs. Its entity tag is that of the record as it was read: whoever closes
 * an incident has seen all that is known of it.
 * @throws ProblemError not-found
 */
export const showIncident = async (
  request: Request<'GET /v1/incidents/{incident}'>,
  ports: EvidencePorts,
): Promise<Reply<IncidentReply>> => {
  const { incident } = request.path;
  const record = await readIncident(ports.store, incident);
  if (record === undefined) throw notFound(incident);
  const cause = causeOf(record);
  const subject = subjectOf(cause);
  if (subject !== undefined && !isOfVendor(request.caller))
    await demandMember(ports, request.caller, subject, incident);
  const checkpoint = await readNewestCheckpoint(ports);
  const entries = await provenEntries(ports, record, checkpoint);
  const body: IncidentReply = {
    incident,
    kind: cause.kind,
    ...(subject !== undefined && { subject }),
    state: closingOf(record) === undefined ? 'open' : 'closed',
    entries,
    ...(checkpoint && entries.some(({ inclusion }) => inclusion) && { checkpoint: checkpoint.checkpoint }),
  };
  return ok(body, { etag: incidentTag(record) });
};

const provenEntries = async (
  ports: EvidencePorts,
  record: readonly IncidentEntry[],
  checkpoint: StoredCheckpoint | undefined,
): Promise<IncidentReply['entries']> => {
  const [first] = record;
  const leaves = first === undefined ? new Map() : await leavesOf(ports, first.incident);
  return Promise.all(
    record.map(async (entry) => {
      const leaf = leaves.get(entry.sequence);
      if (leaf === undefined || checkpoint === undefined || leaf >= checkpoint.size) return { entry };
      return { entry, inclusion: await inclusionOf(ports, leaf, checkpoint.size) };
    }),
  );
};

/** Where the entries of a record stand in the log, by their sequence. */
const leavesOf = async (
  { store }: EvidencePorts,
  incident: IncidentId,
): Promise<ReadonlyMap<number, number>> => {
  const list = { table: 'evidence', pk: incident, prefix: incidentRecordKeys.recordPrefix } as const;
  const { elements } = await readPage(store, list, {}, documentIn<IncidentEntry>);
  return new Map(elements.map(({ leaf, document }) => [document.sequence, leaf]));
};
