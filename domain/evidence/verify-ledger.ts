import { type ChainHead, type LedgerEntry, nameMatches, verifyChain } from '../consent/ledger.ts';
import { customerSignatureIn, type VerifiedSignature } from './customer-signature.ts';
import type { LedgerFile } from './evidence-files.ts';
import { ledgerFileShape } from './file-shapes.ts';
import { accepted, type Read, type Refusal, refused } from './refusal.ts';
import { longestFile, readFileOf } from './strict-file.ts';
import { type InLog, type Trust, verifyInLog } from './verify-in-log.ts';
import { wrongDocument } from './verify-record.ts';

/** A ledger, or pages of one, without a hole, and in the log of its cell up to an anchor. */
export type VerifiedLedger = {
  readonly verified: true;
  readonly kind: 'ledger';
  readonly subject: LedgerFile['subject'];
  /** In how many files it came. */
  readonly files: number;
  /** The sequence of the first entry: 0, or that of the page that the files begin with. */
  readonly first: number;
  /** The hash of the entry before the first, as the first names it. */
  readonly previous: string;
  /** The sequence of the last entry, and its hash. */
  readonly last: number;
  readonly head: string;
  /** The entry after the last one that is in the log of the checkpoint. */
  readonly anchored: number;
  /** With which entry a page goes on that was not given. */
  readonly next?: number;
  /** Of how many entries the files say who acted. */
  readonly named: number;
  /** With how many choices a signature of the customer came, and those that its keys were found to have made. */
  readonly signatures: { readonly carried: number; readonly verified: readonly VerifiedSignature[] };
} & InLog;

/**
 * Verifies a ledger file, or one page by itself (BY-10): every entry without a hole, every link and hash, every name
 * that is given, and that the log of the cell holds the last entry that it says to hold.
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
  // The last of all: what is refused for a signature of the customer's stands in every other way.
  const signatures = signaturesIn(file, trust);
  if (!signatures.verified) return signatures;
  const { subject, from = 0, next, entries, names = {} } = file;
  return {
    verified: true,
    kind: 'ledger',
    subject,
    files: 1,
    first: from,
    previous: entries[0]?.previous ?? '',
    last: from + entries.length - 1,
    head: entries.at(-1)?.hash ?? '',
    anchored: document.ledger.sequence + 1,
    ...(next !== undefined && { next }),
    named: Object.keys(names).length,
    signatures: signatures.value,
    ...inLog.value,
  };
};

const wrongInChain = (file: LedgerFile): Refusal | undefined => {
  const { subject, from = 0, next, entries, anchor } = file;
  const chain = verifyChain(subject, entries, claimedBefore(file));
  if (!chain.verified) return refused('broken-ledger', `Entry ${chain.sequence}: ${chain.reason}.`);
  if (next !== undefined && next !== from + entries.length) {
    return refused('broken-ledger', 'The next page does not begin where the file ends.');
  }
  const anchored = entries[anchor.document.ledger.sequence - from];
  if (anchored === undefined) {
    return refused(
      'broken-ledger',
      'The entry that the log holds is not in the file: its end was cut off, or it is of another page.',
    );
  }
  return wrongDocument(anchor.document, anchored);
};

/** What a page says of the entry before it. The log holds an entry behind it, and so holds to it. */
const claimedBefore = ({ from, entries }: LedgerFile): ChainHead | undefined =>
  from === undefined ? undefined : { sequence: from - 1, hash: entries[0]?.previous ?? '' };

const wrongName = ({ from = 0, entries, names = {} }: LedgerFile): Refusal | undefined => {
  const wrong = Object.entries(names).find(([sequence, name]) => {
    const entry = entries[Number(sequence) - from];
    return entry === undefined || !nameMatches(entry, name);
  });
  return wrong && refused('bad-name', `Entry ${wrong[0]} was not made by whom the file names.`);
};

/** Looks at every signature of the customer that is carried. The entry of one that is wrong is told. */
const signaturesIn = (
  { entries, names = {} }: LedgerFile,
  { checkSignature }: Trust,
): Read<VerifiedLedger['signatures']> => {
  let carried = 0;
  const verified: VerifiedSignature[] = [];
  for (const entry of entries) {
    const found = customerSignatureIn(entry, names[String(entry.sequence)], checkSignature);
    if (!found.verified) return refused(found.reason, `Entry ${entry.sequence}: ${found.sentence}`);
    if (found.value.state !== 'none') carried += 1;
    if (found.value.state !== 'verified') continue;
    if (isAmong(verified, found.value)) return usedTwice(entry);
    verified.push(found.value);
  }
  return accepted({ carried, verified });
};

const isAmong = (signatures: readonly VerifiedSignature[], { kid, nonce }: VerifiedSignature): boolean =>
  signatures.some((other) => other.kid === kid && other.nonce === nonce);

const usedTwice = ({ sequence }: Pick<LedgerEntry, 'sequence'>): Refusal =>
  refused(
    'signature-not-of-instruction',
    `Entry ${sequence}: the customer signed another choice with this nonce.`,
  );
