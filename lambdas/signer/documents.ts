import { evidenceKeys } from '../../contract/tables/evidence.ts';
import { logKeys } from '../../contract/tables/log.ts';
import { canonicalize } from '../../domain/canonical-form.ts';
import type { LedgerEntry } from '../../domain/consent/ledger.ts';
import {
  isSettingEntry,
  type LedgerDocument,
  ledgerDocumentOf,
  ledgerHeadOf,
  type RecordSources,
} from '../../domain/evidence/authorization-record.ts';
import { certificateOf } from '../../domain/evidence/certificate.ts';
import { certificateIdOf } from '../../domain/evidence/certificate-id.ts';
import { type Hash, leafHash } from '../../domain/evidence/merkle-tree.ts';
import type { PurgeRecord } from '../../domain/evidence/purge-record.ts';
import { everyPublished } from '../../domain/notices/published.ts';
import { programById } from '../../domain/programs/catalog.ts';
import { instantOf } from '../../domain/time.ts';
import type { StoredDocument } from '../shared/log/logged-document.ts';
import { entryIn } from '../shared/repositories/ledger.ts';
import { outboxAction } from '../shared/repositories/outbox.ts';
import { fieldsOf, isOfKnownShape, storedItem } from '../shared/repositories/stored-item.ts';
import { type Item, isNew, type Key, type Put } from '../shared/store/store.ts';
import type { SignerPorts } from './ports.ts';
import type { Work } from './work.ts';

/** A document that the log has to take in: its leaf, and what is written with it once its place is known. */
export type NewDocument = {
  readonly key: Key;
  readonly leaf: Hash;
  readonly puts: (index: number) => readonly Put[];
};

/** What is to be done for a piece of work. */
export type Prepared =
  | { readonly work: Work; readonly state: 'new'; readonly document: NewDocument }
  /** An earlier run took it in and did not come to its end. */
  | { readonly work: Work; readonly state: 'logged'; readonly leaf: number }
  /** It cannot be taken in: the reason in words, without anything of the evidence. */
  | { readonly work: Work; readonly state: 'set-aside'; readonly reason: string };

/** Reads what a piece of work is about, and makes the document of it. */
export const prepare = (ports: SignerPorts, work: Work): Promise<Prepared> =>
  work.of.kind === 'entry' ? prepareEntry(ports, work, work.of) : preparePurge(ports, work, work.of);

const alreadyIn = (work: Work, { leaf }: Item): Prepared =>
  typeof leaf === 'number'
    ? { work, state: 'logged', leaf }
    : { work, state: 'set-aside', reason: 'its document in the log has an unknown shape' };

const written = (key: Key, document: object, besides: readonly Put[] = []): NewDocument => {
  const text = canonicalize(document);
  return {
    key,
    leaf: leafHash(text),
    puts: (leaf) => [
      {
        kind: 'put',
        table: 'evidence',
        item: storedItem(key, { leaf, document: text } satisfies StoredDocument),
        condition: isNew,
      },
      ...besides,
    ],
  };
};

/** Whatever version of program and notice an entry names; the words of notices are not needed. */
const sources: RecordSources = {
  program: (id, version) => {
    const program = programById(id);
    return program?.version === version ? program : undefined;
  },
  notice: (id, version) => everyPublished.find((notice) => notice.id === id && notice.version === version),
};

/**
 * An entry that names a version of a program that this deployment does not have any more is taken in by its hash
 * alone: so it is anchored with the chain, and nothing is said of the program that might be wrong.
 */
const documentOfEntry = (entry: LedgerEntry): LedgerDocument => {
  if (!isSettingEntry(entry)) return ledgerHeadOf(entry);
  const { program, programVersion, notice } = entry.event;
  const known = sources.program(program, programVersion) && sources.notice(notice.id, notice.version);
  return known ? ledgerDocumentOf(entry, sources) : ledgerHeadOf(entry);
};

const prepareEntry = async (
  { store }: SignerPorts,
  work: Work,
  { subject, sequence }: Extract<Work['of'], { kind: 'entry' }>,
): Promise<Prepared> => {
  const key = logKeys.record(subject, sequence);
  const [logged, item] = await Promise.all([
    store.get('evidence', key, 'strong'),
    store.get('evidence', evidenceKeys.entry(subject, sequence), 'strong'),
  ]);
  if (logged !== undefined) return alreadyIn(work, logged);
  if (item === undefined) return { work, state: 'set-aside', reason: 'there is no such entry' };
  if (item.v !== 1) return { work, state: 'set-aside', reason: 'the entry has an unknown shape' };
  return { work, state: 'new', document: written(key, documentOfEntry(entryIn(item))) };
};

/** What no certificate of a cell speaks of: whatever the vendor keeps outside it. */
const storesNotCovered = ['stores of the vendor outside the cell'];

const preparePurge = async (
  ports: SignerPorts,
  work: Work,
  { epoch, lot }: Extract<Work['of'], { kind: 'purge' }>,
): Promise<Prepared> => {
  const item = await ports.store.get('evidence', evidenceKeys.purge(epoch, lot), 'strong');
  if (item === undefined) return { work, state: 'set-aside', reason: 'there is no such purge' };
  if (!isOfKnownShape(item)) return { work, state: 'set-aside', reason: 'the purge has an unknown shape' };
  const record = fieldsOf<PurgeRecord>(item);
  const id = certificateIdOf({ epoch, lot, deletedAt: record.deletedAt });
  const key = logKeys.revision(id, 1);
  const logged = await ports.store.get('evidence', key, 'strong');
  if (logged !== undefined) return alreadyIn(work, logged);
  const otherCopies = ports.otherCopies(instantOf(record.deletedAt));
  const certificate = certificateOf(record, { id, otherCopies, storesNotCovered });
  const detail = { certificate: id, revision: certificate.revision, epoch, lot };
  const told = outboxAction(ports, { type: 'CertificateIssued', detail }, ports.clock.now());
  return { work, state: 'new', document: written(key, certificate, [told]) };
};
