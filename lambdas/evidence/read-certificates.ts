import { notSignedYet } from '../../contract/api/evidence-problems.ts';
import { notFound } from '../../contract/api/problems.ts';
import type { CertificateReply } from '../../contract/api/replies.ts';
import { evidenceKeys } from '../../contract/tables/evidence.ts';
import { logKeys } from '../../contract/tables/log.ts';
import type { PurgeCertificate } from '../../domain/evidence/certificate.ts';
import { certificateIdOf } from '../../domain/evidence/certificate-id.ts';
import type { PurgeRecord } from '../../domain/evidence/purge-record.ts';
import { lotName } from '../../domain/retention/lot.ts';
import { wantedPage } from '../shared/http/pages.ts';
import { ok, type Reply, type TextReply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { documentIn } from '../shared/log/logged-document.ts';
import { readPage } from '../shared/repositories/item-page.ts';
import { readPurges } from '../shared/repositories/purges.ts';
import { demandCheckpoint, fileReply, inclusionOf, logEvidence } from './log-proofs.ts';
import type { EvidencePorts } from './ports.ts';
import { demandReader, subjectOfEpoch } from './readers.ts';

/**
 * The certificates of what was purged under an epoch, in the order of its lots. One is listed as soon as its lot is
 * purged; whether a checkpoint covers it is told by its file.
 * @throws ProblemError not-found, invalid-cursor
 */
export const listCertificates = async (
  request: Request<'GET /v1/certificates'>,
  ports: EvidencePorts,
): Promise<Reply> => {
  const { epoch } = request.query;
  await demandReader(ports, request.caller, await subjectOfEpoch(ports, epoch), epoch);
  const { nextOf, ...page } = wantedPage(request, { pk: epoch, prefix: evidenceKeys.purgePrefix });
  const { purges, next } = await readPurges(ports.store, epoch, page);
  return ok({ certificates: purges.map(listed), ...nextOf(next) });
};

const listed = (purge: PurgeRecord): CertificateReply => {
  const { epoch, workspace, use, day, shard, deleted, deadline, deletedAt } = purge;
  const certificate = certificateIdOf({ epoch, lot: lotName(purge), deletedAt });
  return { certificate, epoch, workspace, use, day, shard, deleted, deadline, deletedAt };
};

/**
 * The file of a certificate: its newest revision that a checkpoint covers (BY-2).
 * @throws ProblemError not-found, not-signed-yet, unknown-size
 */
export const readCertificate = async (
  request: Request<'GET /v1/certificates/{certificate}'>,
  ports: EvidencePorts,
): Promise<TextReply> => {
  const { certificate: id } = request.path;
  const { elements: revisions } = await readPage(
    ports.store,
    { table: 'evidence', pk: id, prefix: logKeys.revisionPrefix },
    { order: 'descending' },
    documentIn<PurgeCertificate>,
  );
  const [newest] = revisions;
  if (newest === undefined) throw notFound(id);
  await demandReader(ports, request.caller, newest.document.scope.subject, id);
  const checkpoint = await demandCheckpoint(ports, id);
  const covered = revisions.find(({ leaf }) => leaf < checkpoint.size);
  if (covered === undefined) throw notSignedYet(id);
  return fileReply({
    v: 1,
    kind: 'certificate-file',
    certificate: covered.document,
    inclusion: await inclusionOf(ports, covered.leaf, checkpoint.size),
    ...(await logEvidence(ports, checkpoint, request.query.since)),
  });
};
