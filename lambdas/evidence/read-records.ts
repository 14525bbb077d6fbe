import { notSignedYet } from '../../contract/api/evidence-problems.ts';
import { notFound } from '../../contract/api/problems.ts';
import type { RecordReply } from '../../contract/api/replies.ts';
import { logKeys } from '../../contract/tables/log.ts';
import type { LedgerDocument } from '../../domain/evidence/authorization-record.ts';
import { demandMember } from '../shared/http/authority.ts';
import { wantedPage } from '../shared/http/pages.ts';
import { ok, type Reply, type TextReply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { documentIn, type LoggedDocument } from '../shared/log/logged-document.ts';
import { readPage } from '../shared/repositories/item-page.ts';
import { readEntry } from '../shared/repositories/ledger.ts';
import { demandCheckpoint, fileReply, inclusionOf, logEvidence } from './log-proofs.ts';
import type { EvidencePorts } from './ports.ts';

/**
 * What the log took in of a subject's ledger: a record for each choice and each default, a head for other entries.
 * @throws ProblemError not-found for who is not a member, invalid-cursor
 */
export const listRecords = async (
  request: Request<'GET /v1/records'>,
  ports: EvidencePorts,
): Promise<Reply> => {
  const { subject } = await demandMember(ports, request.caller, request.query.subject);
  const list = { pk: subject, prefix: logKeys.recordPrefix };
  const { nextOf, ...page } = wantedPage(request, list);
  const { elements, next } = await readPage(
    ports.store,
    { table: 'evidence', ...list },
    page,
    documentIn<LedgerDocument>,
  );
  return ok({ records: elements.map(listed), ...nextOf(next) });
};

const listed = ({ leaf, document }: LoggedDocument<LedgerDocument>): RecordReply => ({
  subject: document.ledger.subject,
  sequence: document.ledger.sequence,
  kind: document.kind,
  leaf,
});

/**
 * The file of the authorization record of a choice or of a default that was applied (BY-10). Other entries have
 * none: they stand in the file of the ledger.
 * @throws ProblemError not-found, not-signed-yet, unknown-size
 */
export const readRecord = async (
  request: Request<'GET /v1/records/{subject}/{sequence}'>,
  ports: EvidencePorts,
): Promise<TextReply> => {
  const { subject } = await demandMember(ports, request.caller, request.path.subject);
  const sequence = Number(request.path.sequence);
  const asked = `${request.path.subject}/${sequence}`;
  const [stored, item] = await Promise.all([
    readEntry(ports.store, subject, sequence),
    ports.store.get('evidence', logKeys.record(subject, sequence), 'strong'),
  ]);
  if (stored === undefined) throw notFound(asked);
  if (item === undefined) throw notSignedYet(asked);
  const { leaf, document } = documentIn<LedgerDocument>(item);
  if (document.kind !== 'authorization-record') throw notFound(asked);
  const checkpoint = await demandCheckpoint(ports, asked);
  if (leaf >= checkpoint.size) throw notSignedYet(asked);
  return fileReply({
    v: 1,
    kind: 'record-file',
    record: document,
    ...stored,
    inclusion: await inclusionOf(ports, leaf, checkpoint.size),
    ...(await logEvidence(ports, checkpoint, request.query.since)),
  });
};
