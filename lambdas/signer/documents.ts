import { evidenceKeys } from '../../contract/tables/evidence.ts';
import { logKeys } from '../../contract/tables/log.ts';
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
import { causesIn } from '../../domain/incidents/incident.ts';
import { everyVersion } from '../../domain/notices/versions.ts';
import { programById } from '../../domain/programs/catalog.ts';
import { type Duration, instantOf } from '../../domain/time.ts';
import { foundAction } from '../shared/incidents/found.ts';
import { toBeCompleted } from '../shared/repositories/completion-work.ts';
import { entryIn } from '../shared/repositories/ledger.ts';
import { outboxAction } from '../shared/repositories/outbox.ts';
import { UnknownItemShape } from '../shared/repositories/stored-item.ts';
import { UnreadableItem } from '../shared/store/store.ts';
import { lockWaiting } from './lock-away.ts';
import type { SignerPorts } from './ports.ts';
import { prepareCompletion } from './prepare-completion.ts';
import { prepareCorrection, prepareIncident } from './prepare-incident.ts';
import { alreadyIn, type Prepared, written } from './prepared.ts';
import { readPurge } from './read-purge.ts';
import type { Work } from './work.ts';

/**
 * Reads what a piece of work is about, and makes the document of it. Whoever writes beside the functions of the cell
 * may leave anything there: what cannot be read is set aside, and holds up nobody.
 * @throws whatever the store fails with
 */
export const prepare = async (ports: SignerPorts, work: Work): Promise<Prepared> => {
  try {
    return await prepareAs(ports, work);
  } catch (error) {
    // What such an error says may be what stands in the item.
    if (unreadable.some((kind) => error instanceof kind))
      return { work, state: 'set-aside', reason: 'what it is about cannot be read' };
    throw error;
  }
};

/** What reading throws where an item is not as this code writes it. No store that is down fails with one of these. */
const unreadable = [UnreadableItem, UnknownItemShape, TypeError, RangeError, SyntaxError] as const;

const prepareAs = (ports: SignerPorts, work: Work): Promise<Prepared> => {
  const { of } = work;
  switch (of.kind) {
    case 'entry':
      return prepareEntry(ports, work, of);
    case 'purge':
      return preparePurge(ports, work, of);
    case 'incident':
      return prepareIncident(ports, work, of);
    case 'correction':
      return prepareCorrection(ports, work, of);
    case 'completion':
      return prepareCompletion(ports, work, of);
    case 'checkpoint':
      return lockWaiting(ports, work, of);
  }
};

/** Whatever version of program and notice an entry names; the words of notices are not needed. */
const sources: RecordSources = {
  program: (id, version) => {
    const program = programById(id);
    return program?.version === version ? program : undefined;
  },
  notice: (id, version) => everyVersion.find((notice) => notice.id === id && notice.version === version),
};

/**
 * An entry that names a version of a program that this deployment does not have any more is taken in by its hash
 * alone: so it is anchored with the chain, and nothing is said of the program that might be wrong.
 */
const documentOfEntry = (entry: LedgerEntry, nameLife: Duration): LedgerDocument => {
  if (!isSettingEntry(entry)) return ledgerHeadOf(entry);
  const { program, programVersion, notice } = entry.event;
  const known = sources.program(program, programVersion) && sources.notice(notice.id, notice.version);
  return known ? ledgerDocumentOf(entry, { ...sources, nameLife }) : ledgerHeadOf(entry);
};

const prepareEntry = async (
  { store, nameLife }: SignerPorts,
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
  return { work, state: 'new', document: written(key, documentOfEntry(entryIn(item), nameLife)) };
};

/** What no certificate of a cell speaks of: whatever the vendor keeps outside it. */
const storesNotCovered = ['stores of the vendor outside the cell'];

const preparePurge = async (
  ports: SignerPorts,
  work: Work,
  { epoch, lot }: Extract<Work['of'], { kind: 'purge' }>,
): Promise<Prepared> => {
  const record = await readPurge(ports, { epoch, lot });
  if (typeof record === 'string') return { work, state: 'set-aside', reason: record };
  const id = certificateIdOf({ epoch, lot, deletedAt: record.deletedAt });
  const key = logKeys.revision(id, 1);
  const logged = await ports.store.get('evidence', key, 'strong');
  if (logged !== undefined) return alreadyIn(work, logged);
  const otherCopies = ports.otherCopies(instantOf(record.deletedAt));
  const certificate = certificateOf(record, { id, otherCopies, storesNotCovered });
  const detail = { certificate: id, revision: certificate.revision, epoch, lot };
  const told = outboxAction(ports, { type: 'CertificateIssued', detail }, ports.clock.now());
  const found = causesIn(certificate, lot).map((cause) => foundAction(ports.geography, { cause }));
  const besides = [told, ...found, ...toBeCompleted(certificate)];
  return { work, state: 'new', document: written(key, certificate, besides) };
};
