import { ledgerTooLarge, notSignedYet } from '../../contract/api/evidence-problems.ts';
import { logKeys } from '../../contract/tables/log.ts';
import type { LedgerEntry, OpenedName } from '../../domain/consent/ledger.ts';
import type { LedgerDocument } from '../../domain/evidence/authorization-record.ts';
import type { SubjectId } from '../../domain/identifiers.ts';
import { demandMember } from '../shared/http/authority.ts';
import type { TextReply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { documentIn, type LoggedDocument } from '../shared/log/logged-document.ts';
import { readPage } from '../shared/repositories/item-page.ts';
import { readEntries } from '../shared/repositories/ledger.ts';
import type { Cursor } from '../shared/store/store.ts';
import { demandCheckpoint, fileReply, inclusionOf, logEvidence } from './log-proofs.ts';
import type { EvidencePorts } from './ports.ts';

/** How many entries a file takes: about 3 MB, where a function can answer with 6. */
const mostEntries = 3_000;

/**
 * The whole ledger of a subject as one file. The last entry that a checkpoint covers anchors the chain in the log;
 * what came after it is chained, and anchored by a later file.
 * @throws ProblemError not-found for who is not a member, not-signed-yet, unknown-size, ledger-too-large
 */
export const readLedger = async (
  request: Request<'GET /v1/ledgers/{subject}'>,
  ports: EvidencePorts,
): Promise<TextReply> => {
  const asked = request.path.subject;
  const { subject } = await demandMember(ports, request.caller, asked);
  const checkpoint = await demandCheckpoint(ports, asked);
  const anchor = await newestCovered(ports, subject, checkpoint.size);
  if (anchor === undefined) throw notSignedYet(asked);
  const { entries, names } = await wholeLedger(ports, subject);
  return fileReply({
    v: 1,
    kind: 'ledger-file',
    subject,
    entries,
    ...(Object.keys(names).length > 0 && { names }),
    anchor: {
      document: anchor.document,
      inclusion: await inclusionOf(ports, anchor.leaf, checkpoint.size),
    },
    ...(await logEvidence(ports, checkpoint, request.query.since)),
  });
};

/** The newest entry whose document is below the checkpoint. */
const newestCovered = async (
  { store }: EvidencePorts,
  subject: SubjectId,
  size: number,
): Promise<LoggedDocument<LedgerDocument> | undefined> => {
  const list = { table: 'evidence', pk: subject, prefix: logKeys.recordPrefix } as const;
  let after: Cursor | undefined;
  do {
    const page = { order: 'descending', limit: 25, ...(after && { after }) } as const;
    const { elements, next } = await readPage(store, list, page, documentIn<LedgerDocument>);
    const covered = elements.find(({ leaf }) => leaf < size);
    if (covered !== undefined) return covered;
    after = next;
  } while (after !== undefined);
  return undefined;
};

const wholeLedger = async ({ store }: EvidencePorts, subject: SubjectId) => {
  const entries: LedgerEntry[] = [];
  const names: Record<string, OpenedName> = {};
  let after: Cursor | undefined;
  do {
    const page = await readEntries(store, subject, { limit: 100, ...(after && { after }) });
    for (const { entry, name } of page.entries) {
      entries.push(entry);
      if (name !== undefined) names[String(entry.sequence)] = name;
    }
    if (entries.length > mostEntries) throw ledgerTooLarge(subject, mostEntries);
    after = page.next;
  } while (after !== undefined);
  return { entries, names };
};
