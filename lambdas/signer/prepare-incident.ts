import { incidentRecordKeys } from '../../contract/tables/incidents.ts';
import { logKeys } from '../../contract/tables/log.ts';
import { revisionOf } from '../../domain/evidence/correction.ts';
import { causesIn } from '../../domain/incidents/incident.ts';
import { causeOf, hasFact, nextEntry } from '../../domain/incidents/record.ts';
import { lotName } from '../../domain/retention/lot.ts';
import { foundAction } from '../shared/incidents/found.ts';
import { entryActions, incidentEntryIn, readIncident } from '../shared/incidents/incident-record.ts';
import { toBeCompleted } from '../shared/repositories/completion-work.ts';
import { outboxAction } from '../shared/repositories/outbox.ts';
import { isOfKnownShape } from '../shared/repositories/stored-item.ts';
import type { SignerPorts } from './ports.ts';
import { newestRevision } from './prepare-completion.ts';
import { alreadyIn, type Prepared, written } from './prepared.ts';
import type { Work } from './work.ts';

/** An entry of an incident's record becomes a leaf: nobody can change it unseen, nor leave it out. */
export const prepareIncident = async (
  { store }: SignerPorts,
  work: Work,
  { incident, sequence }: Extract<Work['of'], { kind: 'incident' }>,
): Promise<Prepared> => {
  const key = incidentRecordKeys.record(incident, sequence);
  const [logged, item] = await Promise.all([
    store.get('evidence', key, 'strong'),
    store.get('evidence', incidentRecordKeys.entry(incident, sequence), 'strong'),
  ]);
  if (logged !== undefined) return alreadyIn(work, logged);
  if (item === undefined)
    return { work, state: 'set-aside', reason: 'there is no such entry of an incident' };
  if (!isOfKnownShape(item))
    return { work, state: 'set-aside', reason: 'the entry of an incident has an unknown shape' };
  return { work, state: 'new', document: written(key, incidentEntryIn(item)) };
};

/**
 * The revision that takes the place of a wrong certificate. The wrong one stays in the log; the incident says that it
 * was superseded, in the same transaction, so that it is superseded once (I6). Where another revision came in
 * between, that is what is corrected.
 */
export const prepareCorrection = async (
  ports: SignerPorts,
  work: Work,
  { incident }: Extract<Work['of'], { kind: 'correction' }>,
): Promise<Prepared> => {
  const record = await readIncident(ports.store, incident);
  const cause = record && causeOf(record);
  if (record === undefined || cause?.kind !== 'certificate-wrong')
    return { work, state: 'set-aside', reason: 'there is no such correction' };
  const { certificate: id, facts, wrong } = cause;
  const newest = await newestRevision(ports, id);
  if (newest === undefined) return { work, state: 'set-aside', reason: 'there is no such certificate' };
  if (hasFact(record, 'superseded')) return { work, state: 'logged', leaf: newest.leaf };
  const at = ports.clock.now();
  const anew = revisionOf(newest.document, { facts, wrong }, at);
  const { revision } = anew;
  const told = { certificate: id, revision, supersedes: newest.document.revision, incident };
  const fact = { type: 'superseded', certificate: id, revision } as const;
  const besides = [
    outboxAction(ports, { type: 'CertificateSuperseded', detail: told }, at),
    ...entryActions(nextEntry(record, { type: 'fact', fact }, at)),
    ...toBeCompleted(anew),
    ...causesIn(anew, lotName(anew.scope)).map((found) => foundAction(ports.geography, { cause: found })),
  ];
  return { work, state: 'new', document: written(logKeys.revision(id, revision), anew, besides) };
};
