import { canonicalize } from '../canonical-form.ts';
import type { LedgerEntry, OpenedName } from '../consent/ledger.ts';
import type { SubjectId } from '../identifiers.ts';
import type { AuthorizationRecord, LedgerDocument } from './authorization-record.ts';
import type { PurgeCertificate } from './certificate.ts';
import type { Hash } from './merkle-tree.ts';

/**
 * The files that people get and keep. Each is one JSON object in the form of RFC 8785, with at most one newline
 * after it: whoever reads one writes it again and compares the bytes. Nothing but a file and the public keys is
 * needed to verify it.
 */

/** Where a document stands in the log of the file's checkpoint, and the path from its leaf to the root. */
export type Inclusion = { readonly index: number; readonly size: number; readonly path: readonly Hash[] };

/** Shows that the log that had `from` leaves is the beginning of the log of the file's checkpoint. */
export type Consistency = { readonly from: number; readonly path: readonly Hash[] };

/** What every file carries besides its document. */
export type LogEvidence = {
  /** A checkpoint as compact JWS. */
  readonly checkpoint: string;
  readonly consistency?: Consistency;
};

/** A certificate with all that shows it to be in the log. */
export type CertificateFile = {
  readonly v: 1;
  readonly kind: 'certificate-file';
  readonly certificate: PurgeCertificate;
  readonly inclusion: Inclusion;
} & LogEvidence;

/** A record of one choice, and the entry of the ledger that it was made from. */
export type RecordFile = {
  readonly v: 1;
  readonly kind: 'record-file';
  readonly record: AuthorizationRecord;
  readonly entry: LedgerEntry;
  /** Who acted; absent where it was erased, or is not for the reader. */
  readonly name?: OpenedName;
  readonly inclusion: Inclusion;
} & LogEvidence;

/**
 * A ledger, or a page of one that is longer than a file. Pages are joined by the chain: the first entry of each names
 * the hash of the last one of the page before.
 */
export type LedgerFile = {
  readonly v: 1;
  readonly kind: 'ledger-file';
  readonly subject: SubjectId;
  /** The sequence of the first entry of a page; absent in a file that begins with entry 0. */
  readonly from?: number;
  /** With which entry the page behind this one begins; absent in the last. */
  readonly next?: number;
  readonly entries: readonly LedgerEntry[];
  /** Who acted, by the entry's sequence written as a number without zeros before it. */
  readonly names?: { readonly [sequence: string]: OpenedName };
  /** The last entry of the file that is in the log; entries after it are chained, but not in the log of this checkpoint. */
  readonly anchor: { readonly document: LedgerDocument; readonly inclusion: Inclusion };
} & LogEvidence;

/** A checkpoint alone: what somebody keeps, to hold later files against it. */
export type CheckpointFile = {
  readonly v: 1;
  readonly kind: 'checkpoint-file';
} & LogEvidence;

export type EvidenceFile = CertificateFile | RecordFile | LedgerFile | CheckpointFile;

/** A file as it is handed out, with a newline at its end. @throws TypeError for what JSON cannot hold */
export const writtenFile = (file: EvidenceFile): string => `${canonicalize(file)}\n`;

/** A signed checkpoint as a file of its own. @param checkpoint compact JWS */
export const checkpointFileOf = (checkpoint: string): CheckpointFile => ({
  v: 1,
  kind: 'checkpoint-file',
  checkpoint,
});

/**
 * The very bytes, as UTF-8 writes this text, of the file of a signed checkpoint: what the cell answers and whatever
 * else keeps checkpoints stores. @param checkpoint compact JWS
 */
export const writtenCheckpoint = (checkpoint: string): string => writtenFile(checkpointFileOf(checkpoint));
