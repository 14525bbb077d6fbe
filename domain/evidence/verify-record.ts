import { sha256Hex } from '../canonical-form.ts';
import { hashedText, type LedgerEntry, nameMatches, type SettingEvent } from '../consent/ledger.ts';
import { geographyOf } from '../identifiers.ts';
import {
  type AuthorizationRecord,
  isSettingEntry,
  type LedgerDocument,
  recordIdOf,
} from './authorization-record.ts';
import { type CustomerSignature, customerSignatureIn } from './customer-signature.ts';
import type { RecordFile } from './evidence-files.ts';
import { recordFileShape } from './file-shapes.ts';
import { settingEventShape } from './ledger-shape.ts';
import { type Read, type Refusal, refused } from './refusal.ts';
import { longestFile, readFileOf } from './strict-file.ts';
import { type InLog, type Trust, verifyInLog } from './verify-in-log.ts';

/** A record that is in the log of its cell, and the entry that it was made from. */
export type VerifiedRecord = {
  readonly verified: true;
  readonly kind: 'record';
  readonly record: AuthorizationRecord;
  readonly entry: LedgerEntry;
  readonly name?: RecordFile['name'];
  readonly customerSignature: CustomerSignature;
} & InLog;

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
  const signature = demandedSignature(read.value, trust);
  if (!signature.verified) return signature;
  const inLog = verifyInLog(record, inclusion, read.value, trust);
  if (!inLog.verified) return inLog;
  return {
    verified: true,
    kind: 'record',
    record,
    entry,
    ...(name && { name }),
    customerSignature: signature.value,
    ...inLog.value,
  };
};

/** Whoever brings keys of the customer wants a signature that they made. */
const demandedSignature = (
  { entry, name }: Pick<RecordFile, 'entry' | 'name'>,
  { checkSignature }: Trust,
): Read<CustomerSignature> => {
  const found = customerSignatureIn(entry, name, checkSignature);
  return checkSignature === undefined || !found.verified || found.value.state === 'verified'
    ? found
    : refused(
        'no-customer-signature',
        found.value.state === 'none'
          ? 'No signature of the customer came with this choice.'
          : 'A signature of the customer came with this choice, and is not in the file: it was erased or left out with the name.',
      );
};

/** What is wrong with one entry by itself; the entries before it are not at hand. */
const wrongEntry = (entry: LedgerEntry): Refusal | undefined => {
  if (entry.v !== 1) return refused('unknown-version', 'Of an entry version 1 is known, and no other.');
  return sha256Hex(hashedText(entry)) === entry.hash
    ? undefined
    : refused('broken-ledger', 'The hash of the entry is not that of its content.');
};

/** What in a document of the log differs from the entry that it was made from. */
export const wrongDocument = (document: LedgerDocument, entry: LedgerEntry): Refusal | undefined => {
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
    [record.event.customer_signature, markOf(event)],
    [program.id, event.program],
    [program.version, event.programVersion],
    [program.setting, event.setting],
    [notice.id, event.notice.id],
    [notice.version, event.notice.version],
    [notice.hash, event.notice.hash],
  ];
  return pairs.every(([one, other]) => one === other);
};

const markOf = (event: SettingEvent) =>
  'customerSignature' in event ? ('carried-not-checked' as const) : undefined;
