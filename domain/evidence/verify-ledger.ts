import { sha256Hex } from '../canonical-form.ts';
import { hashedText, type LedgerEntry, nameMatches, verifyChain } from '../consent/ledger.ts';
import { geographyOf } from '../identifiers.ts';
import {
  type AuthorizationRecord,
  isSettingEntry,
  type LedgerDocument,
  recordIdOf,
} from './authorization-record.ts';
import type { LedgerFile, RecordFile } from './evidence-files.ts';
import { ledgerFileShape, recordFileShape } from './file-shapes.ts';
import { settingEventShape } from './ledger-shape.ts';
import { type Refusal, refused } from './refusal.ts';
import { longestFile, readFileOf } from './strict-file.ts';
import { type InLog, type Trust, verifyInLog } from './verify-in-log.ts';

/** A ledger that is whole, and in the log of its cell up to its anchor. */
export type VerifiedLedger = {
  readonly verified: true;
  readonly kind: 'ledger';
  readonly subject: LedgerFile['subject'];
  readonly entries: readonly LedgerEntry[];
  /** How many of the entries, from the first, are in the log of the checkpoint. */
  readonly anchored: number;
  /** Of how many entries the file says who acted. */
  readonly named: number;
} & InLog;

/** A record that is in the log of its cell, and the entry that it was made from. */
export type VerifiedRecord = {
  readonly verified: true;
  readonly kind: 'record';
  readonly record: AuthorizationRecord;
  readonly entry: LedgerEntry;
  readonly name?: RecordFile['name'];
} & InLog;

/**
 * Verifies a ledger file (BY-10): every entry from 0 without a hole, every link and hash, every name that is given,
 * and that the log of the cell holds the last entry that it says to hold.
 */
export const verifyLedgerFile = (bytes: Uint8Array, trust: Trust): VerifiedLedger | Refusal => {
  const read = readFileOf(bytes, longestFile.ledger, 'ledger-file', ledgerFileShape);
  if (!read.verified) return read;
  const file = read.value;
  const wrong = wrongInChain(file) ?? wrongName(file);
  if (wrong !== undefined) return wrong;
  const { document, inclusion } = file.anchor;
  const inLog = verifyInLog(document, inclusion, file, trust);
  if (!inLog.verified) return inLog;
  return {
    verified: true,
    kind: 'ledger',
    subject: file.subject,
    entries: file.entries,
    anchored: document.ledger.sequence + 1,
    named: Object.keys(file.names ?? {}).length,
    ...inLog.value,
  };
};

const wrongInChain = ({ subject, entries, anchor }: LedgerFile): Refusal | undefined => {
  const chain = verifyChain(subject, entries);
  if (!chain.verified) return refused('broken-ledger', `Entry ${chain.sequence}: ${chain.reason}.`);
  const anchored = entries[anchor.document.ledger.sequence];
  if (anchored === undefined) {
    return refused(
      'broken-ledger',
      'The ledger ends before the entry that the log holds: its end was cut off.',
    );
  }
  return wrongDocument(anchor.document, anchored);
};

const wrongName = ({ entries, names = {} }: LedgerFile): Refusal | undefined => {
  const wrong = Object.entries(names).find(([sequence, name]) => {
    const entry = entries[Number(sequence)];
    return entry === undefined || !nameMatches(entry, name);
  });
  return wrong && refused('bad-name', `Entry ${wrong[0]} was not made by whom the file names.`);
};

/** Verifies a record file (BY-10): that the log holds the record, and that it says what the entry of the ledger says. */
export const verifyRecordFile = (bytes: Uint8Array, trust: Trust): VerifiedRecord | Refusal => {
  const read = readFileOf(bytes, longestFile.record, 'record-file', recordFileShape);
  if (!read.verified) return read;
  const { record, entry, name, inclusion } = read.value;
  const wrong = wrongEntry(entry) ?? wrongDocument(record, entry);
  if (wrong !== undefined) return wrong;
  if (name !== undefined && !nameMatches(entry, name)) {
    return refused('bad-name', 'The entry was not made by whom the file names.');
  }
  const inLog = verifyInLog(record, inclusion, read.value, trust);
  if (!inLog.verified) return inLog;
  return { verified: true, kind: 'record', record, entry, ...(name && { name }), ...inLog.value };
};

/** What is wrong with one entry by itself; the entries before it are not at hand. */
const wrongEntry = (entry: LedgerEntry): Refusal | undefined => {
  if (entry.v !== 1) return refused('unknown-version', 'Of an entry version 1 is known, and no other.');
  return sha256Hex(hashedText(entry)) === entry.hash
    ? undefined
    : refused('broken-ledger', 'The hash of the entry is not that of its content.');
};

/** What in a document of the log differs from the entry that it was made from. */
const wrongDocument = (document: LedgerDocument, entry: LedgerEntry): Refusal | undefined => {
  const { cell, ledger } = document;
  const isOfEntry =
    cell === geographyOf(entry.subject) &&
    ledger.subject === entry.subject &&
    ledger.sequence === entry.sequence &&
    ledger.hash === entry.hash &&
    (document.kind === 'ledger-head' || repeats(document, entry));
  return isOfEntry
    ? undefined
    : refused('other-entry', 'What the log holds was made from another entry than the one in the file.');
};

/** Whether a record says of a choice what its entry says. */
const repeats = (record: AuthorizationRecord, entry: LedgerEntry): boolean => {
  if (settingEventShape.fault(entry.event, 'event') !== undefined || !isSettingEntry(entry)) return false;
  const { event } = entry;
  const { privacy_notice: notice, program } = record;
  const pairs: readonly (readonly [unknown, unknown])[] = [
    [record.record_id, recordIdOf(entry)],
    [record.authority.party, entry.subject],
    [record.event.event_time, entry.at],
    [record.event.entity_id, entry.actor],
    [record.event.event_type, event.type],
    [record.event.event_state, event.value],
    [program.id, event.program],
    [program.version, event.programVersion],
    [program.setting, event.setting],
    [notice.id, event.notice.id],
    [notice.version, event.notice.version],
    [notice.hash, event.notice.hash],
  ];
  return pairs.every(([one, other]) => one === other);
};
