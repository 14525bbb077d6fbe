import { notSignedYet } from '../../contract/api/evidence-problems.ts';
import { notFound } from '../../contract/api/problems.ts';
import { evidenceKeys } from '../../contract/tables/evidence.ts';
import { logKeys } from '../../contract/tables/log.ts';
import type { LedgerEntry, OpenedName } from '../../domain/consent/ledger.ts';
import type { LedgerDocument } from '../../domain/evidence/authorization-record.ts';
import type { LedgerFile } from '../../domain/evidence/evidence-files.ts';
import type { SubjectId } from '../../domain/identifiers.ts';
import { demandMember } from '../shared/http/authority.ts';
import type { TextReply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import { documentIn, type LoggedDocument } from '../shared/log/logged-document.ts';
import { readEntries } from '../shared/repositories/ledger.ts';
import type { Cursor } from '../shared/store/store.ts';
import { demandCheckpoint, fileReply, inclusionOf, logEvidence } from './log-proofs.ts';
import type { EvidencePorts } from './ports.ts';

/**
 * How much a file takes. A function answers with 6 MB at most, and its answer is written once more as a text within
 * JSON, where every quotation mark takes two characters: what is read stays below half of that.
 */
const fullAt = { entries: 3_000, bytes: 2_500_000 } as const;
/** How many entries are read at once: as many names are read beside them. */
const readAtOnce = 100;

/**
 * The ledger of a subject as a file, from entry 0 or from another on. Where it is longer than a file, `next` says
 * with which entry the next page begins. The last entry of the file that a checkpoint covers anchors the chain in the
 * log; what came after it is chained, and anchored by a later file.
 * @throws ProblemError not-found for who is not a member and where there is no such entry, not-signed-yet, unknown-size
 */
export const readLedger = async (
  request: Request<'GET /v1/ledgers/{subject}'>,
  ports: EvidencePorts,
): Promise<TextReply> => {
  const asked = request.path.subject;
  const { subject } = await demandMember(ports, request.caller, asked);
  const { from = 0, since } = request.query;
  const checkpoint = await demandCheckpoint(ports, asked);
  const part = await readPart(ports, subject, from);
  const anchor = await newestCovered(ports, subject, part, checkpoint.size);
  // Nobody signed for any of it yet: of a ledger without entries nothing is to be waited for.
  if (anchor === undefined) throw part.entries.length === 0 ? notFound(asked) : notSignedYet(asked);
  const { entries, names, next } = part;
  return fileReply({
    v: 1,
    kind: 'ledger-file',
    subject,
    ...(from > 0 && { from }),
    ...(next !== undefined && { next }),
    entries,
    ...(Object.keys(names).length > 0 && { names }),
    anchor: {
      document: anchor.document,
      inclusion: await inclusionOf(ports, anchor.leaf, checkpoint.size),
    },
    ...(await logEvidence(ports, checkpoint, since)),
  });
};

/** Some entries of a ledger in a row, as many as a file takes. */
type Part = Pick<LedgerFile, 'entries' | 'next'> & {
  readonly from: number;
  readonly names: Readonly<Record<string, OpenedName>>;
};

const readPart = async ({ store }: EvidencePorts, subject: SubjectId, from: number): Promise<Part> => {
  const entries: LedgerEntry[] = [];
  const names: Record<string, OpenedName> = {};
  let bytes = 0;
  let after: Cursor | undefined = from === 0 ? undefined : evidenceKeys.entry(subject, from - 1);
  do {
    const page = await readEntries(store, subject, { limit: readAtOnce, ...(after && { after }) });
    for (const { entry, name } of page.entries) {
      const size = Buffer.byteLength(JSON.stringify([entry, name]));
      const isFull = entries.length === fullAt.entries || bytes + size > fullAt.bytes;
      if (isFull) return { from, entries, names, next: entry.sequence };
      bytes += size;
      entries.push(entry);
      if (name !== undefined) names[String(entry.sequence)] = name;
    }
    after = page.next;
  } while (after !== undefined);
  return { from, entries, names };
};

/** The newest of these entries whose document is below the checkpoint. */
const newestCovered = async (
  { store }: EvidencePorts,
  subject: SubjectId,
  { from, entries }: Part,
  size: number,
): Promise<LoggedDocument<LedgerDocument> | undefined> => {
  const keyOf = (sequence: number) => logKeys.record(subject, sequence).sk;
  const within = { kind: 'between', from: keyOf(from), to: keyOf(from + entries.length - 1) } as const;
  if (entries.length === 0) return undefined;
  let after: Cursor | undefined;
  do {
    const query = { table: 'evidence', pk: subject, sk: within, consistency: 'strong' } as const;
    const page = { order: 'descending', limit: 25, ...(after && { after }) } as const;
    const { items, next } = await store.query({ ...query, ...page });
    const covered = items.map(documentIn<LedgerDocument>).find(({ leaf }) => leaf < size);
    if (covered !== undefined) return covered;
    after = next;
  } while (after !== undefined);
  return undefined;
};
