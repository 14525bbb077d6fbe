import { correctionChangesNothing } from '../../contract/api/incident-problems.ts';
import { invalidBody, notFound, preconditionFailed } from '../../contract/api/problems.ts';
import type { CorrectionReply } from '../../contract/api/replies.ts';
import { logKeys } from '../../contract/tables/log.ts';
import { canonicalize } from '../../domain/canonical-form.ts';
import type { PurgeCertificate } from '../../domain/evidence/certificate.ts';
import { purgeCertificateShape } from '../../domain/evidence/certificate-shape.ts';
import {
  type CorrectedFacts,
  correctedParts,
  revisionOf,
  saysAlready,
} from '../../domain/evidence/correction.ts';
import type { CertificateId, IncidentId } from '../../domain/identifiers.ts';
import { type IncidentCause, incidentIdOf } from '../../domain/incidents/incident.ts';
import { causeOf } from '../../domain/incidents/record.ts';
import { type Instant, instantOf, isoOf } from '../../domain/time.ts';
import type { Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { StoreRefused } from '../shared/http/store-refused.ts';
import { correctionWork } from '../shared/incidents/correction-work.ts';
import { openActions, readIncident } from '../shared/incidents/incident-record.ts';
import { documentIn } from '../shared/log/logged-document.ts';
import { persist } from '../shared/persist.ts';
import { readPage } from '../shared/repositories/item-page.ts';
import { toBeLogged } from '../shared/repositories/signing-work.ts';
import type { OperationsPorts } from './ports.ts';

type Wrong = Extract<IncidentCause, { readonly kind: 'certificate-wrong' }>;

/**
 * Takes the correction of a certificate: opens its incident, and leaves the superseding revision to the signer, in one
 * transaction (BY-12). What follows from the facts is computed. The same correction again is answered with the same
 * incident; another one of the same revision comes too late.
 * @throws ProblemError not-found, precondition-failed, correction-changes-nothing
 * @throws StoreRefused where somebody else wrote at the same moment
 */
export const correctCertificate = async (
  { body, path }: Request<'POST /v1/certificates/{certificate}/correction'>,
  ports: OperationsPorts,
): Promise<Reply<CorrectionReply>> => {
  const { certificate: id } = path;
  const newest = await newestRevision(ports, id);
  if (newest === undefined) throw notFound(id);
  const { revision, wrong } = body;
  const { subject } = newest.scope;
  const facts = plainFacts(body.facts);
  const cause: Wrong = { kind: 'certificate-wrong', subject, certificate: id, revision, wrong, facts };
  const incident = incidentIdOf(ports.geography, cause);
  const earlier = await readIncident(ports.store, incident);
  if (earlier !== undefined && canonicalize(causeOf(earlier)) === canonicalize(cause))
    return taken(incident, id, revision);
  if (earlier !== undefined || newest.revision !== revision)
    throw preconditionFailed(`revision ${revision}`, `revision ${newest.revision}, not corrected yet`);
  const at = ports.clock.now();
  demandVerifiable(newest, cause, at);
  if (saysAlready(newest, correctedParts(newest, facts, at))) throw correctionChangesNothing();
  await open(ports, cause, at);
  return taken(incident, id, revision);
};

/**
 * What would be signed has to be what verifiers take: of their form, and of nothing that lies ahead.
 * @throws ProblemError invalid-body
 */
const demandVerifiable = (newest: PurgeCertificate, { facts, wrong }: Wrong, at: Instant): void => {
  const anew = revisionOf(newest, { facts, wrong }, at);
  const fault = purgeCertificateShape.fault(anew, 'certificate');
  if (fault !== undefined)
    throw invalidBody([{ at: '/facts', given: 'facts of another form', allowed: fault }]);
  if (instantOf(anew.deletedAt) > at)
    throw invalidBody([{ at: '/facts/deletedAt', given: anew.deletedAt, allowed: 'a time that is over' }]);
};

const open = async (ports: OperationsPorts, cause: Wrong, at: Instant): Promise<void> => {
  const incident = incidentIdOf(ports.geography, cause);
  const actions = [...openActions(ports, cause, at), toBeLogged(incident, isoOf(at), correctionWork)];
  const outcome = await persist(ports, () => ports.store.transact(actions));
  if (!outcome.ok) throw new StoreRefused(outcome.refusal);
};

const taken = (
  incident: IncidentId,
  certificate: CertificateId,
  supersedes: number,
): Reply<CorrectionReply> => ({ status: 202, body: { incident, certificate, supersedes } });

const newestRevision = async (
  { store }: OperationsPorts,
  certificate: CertificateId,
): Promise<PurgeCertificate | undefined> => {
  const list = { table: 'evidence', pk: certificate, prefix: logKeys.revisionPrefix } as const;
  const page = { order: 'descending', limit: 1 } as const;
  return (await readPage(store, list, page, documentIn<PurgeCertificate>)).elements[0]?.document;
};

/** Instants in the one form that certificates have, so that they compare as texts; what is absent is left out. */
const plainFacts = ({
  deletedAt,
  counts,
  otherCopies,
  storesNotCovered,
}: CorrectedFacts): CorrectedFacts => ({
  ...(deletedAt !== undefined && { deletedAt: inOneForm(deletedAt) }),
  ...(counts && { counts }),
  ...(otherCopies && {
    otherCopies: otherCopies.map(({ store, until }) => ({ store, until: inOneForm(until) })),
  }),
  ...(storesNotCovered && { storesNotCovered }),
});

const inOneForm = (instant: string): string => isoOf(instantOf(instant));
