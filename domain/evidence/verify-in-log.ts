import type { Checkpoint } from './checkpoint.ts';
import type { CheckSignature } from './customer-signature.ts';
import type { Consistency, Inclusion, LogEvidence } from './evidence-files.ts';
import {
  certificateFileShape,
  checkpointFileShape,
  ledgerFileShape,
  recordFileShape,
} from './file-shapes.ts';
import { leafOf } from './log-leaf.ts';
import { isConsistent, rootFromInclusion } from './merkle-tree.ts';
import { readKeys, type TrustedKeys } from './public-keys.ts';
import { accepted, type Read, type Refusal, refused } from './refusal.ts';
import { longestSmallFile, memberOf, readStrict, shaped } from './strict-file.ts';
import {
  type ClaimedCheckpoint,
  readCheckpoint,
  type VerifiedCheckpoint,
  verifySignature,
} from './verify-checkpoint.ts';

/** What whoever verifies brings along: bytes of files, as they were read. */
export type Trust = {
  /** The public keys: a JWK set. Where it comes from decides what a verified file is worth. */
  readonly keys: Uint8Array;
  /** A checkpoint file, or any evidence file, that was kept from before. */
  readonly earlier?: Uint8Array;
  /** Checks signatures of instructions with keys of the customer, as `checkingSignatures` does. */
  readonly checkSignature?: CheckSignature;
};

/** A signed state of a log, and the one from before that it was held against. */
export type SignedLog = {
  readonly checkpoint: VerifiedCheckpoint;
  /** The checkpoint from before that the log was shown to continue. */
  readonly earlier?: VerifiedCheckpoint;
};

/** What holds for a document of which a file shows that it is in the log. */
export type InLog = SignedLog & { readonly index: number };

/** What is to be asked of a checkpoint that is not believed yet. */
type Asked = (checkpoint: Checkpoint) => Refusal | undefined;

/**
 * Whether a document is in the log of a signed checkpoint of its own cell, which continues the earlier one. The
 * signatures come after what costs less; until then nothing is believed, only refused.
 */
export const verifyInLog = (
  document: { readonly cell: string },
  inclusion: Inclusion,
  evidence: LogEvidence,
  trust: Trust,
): Read<InLog> => {
  const log = verifyLog(evidence, trust, (checkpoint) => wrongInclusion(document, inclusion, checkpoint));
  return log.verified ? accepted({ ...log.value, index: inclusion.index }) : log;
};

/** Whether a checkpoint is signed, holds what is asked of it, and continues the earlier one. */
export const verifyLog = (
  { checkpoint: jws, consistency }: LogEvidence,
  trust: Trust,
  asked: Asked = () => undefined,
): Read<SignedLog> => {
  const keys = readKeys(trust.keys);
  if (!keys.verified) return keys;
  const later = readCheckpoint(jws, keys.value);
  if (!later.verified) return later;
  const earlier = trust.earlier && readEarlier(trust.earlier, keys.value);
  if (earlier?.verified === false) return earlier;
  const { claimed } = later.value;
  const wrong = asked(claimed) ?? wrongGrowth(earlier?.value.claimed, claimed, consistency);
  return wrong ?? verifySignatures(later.value, earlier?.value);
};

const verifySignatures = (
  later: ClaimedCheckpoint,
  earlier: ClaimedCheckpoint | undefined,
): Read<SignedLog> => {
  const checkpoint = verifySignature(later);
  if (!checkpoint.verified) return checkpoint;
  if (earlier === undefined) return accepted({ checkpoint: checkpoint.value });
  const before = verifySignature(earlier);
  return before.verified
    ? accepted({ checkpoint: checkpoint.value, earlier: before.value })
    : ofEarlier(before);
};

const ofEarlier = (refusal: Refusal): Refusal =>
  refused('earlier-refused', `The earlier checkpoint: ${refusal.sentence}`);

const wrongInclusion = (
  document: { readonly cell: string },
  { index, size, path }: Inclusion,
  checkpoint: Checkpoint,
): Refusal | undefined => {
  if (document.cell !== checkpoint.cell) {
    return refused(
      'other-cell',
      `The checkpoint is of the cell ${checkpoint.cell}, and the document of ${document.cell}.`,
    );
  }
  if (size !== checkpoint.size) {
    return refused(
      'not-in-log',
      `The proof is for a log of ${size} leaves, the checkpoint for ${checkpoint.size}.`,
    );
  }
  return rootFromInclusion(leafOf(document), { index, size }, path) === checkpoint.root
    ? undefined
    : refused('not-in-log', 'The proof does not lead from this document to the root of the checkpoint.');
};

const earlierNeeded = ({ from }: Consistency): Refusal =>
  refused(
    'earlier-needed',
    `The file shows that the log grew from ${from} leaves, which only whoever has that earlier checkpoint can check: give it with --checkpoint, or ask for the file without since.`,
  );

/** The checkpoint of a file that was kept from before. The rest of that file is not looked at. */
const readEarlier = (bytes: Uint8Array, keys: TrustedKeys): Read<ClaimedCheckpoint> => {
  const read = readStrict(bytes, longestSmallFile);
  const jws = read.verified ? jwsOf(read.value) : read;
  const checkpoint = jws.verified ? readCheckpoint(jws.value, keys) : jws;
  return checkpoint.verified ? checkpoint : ofEarlier(checkpoint);
};

const jwsOf = (value: unknown): Read<string> => {
  const file = fileWithCheckpoint(value);
  return file.verified ? accepted(file.value.checkpoint) : file;
};

const fileWithCheckpoint = (value: unknown): Read<{ readonly checkpoint: string }> => {
  switch (memberOf(value, 'kind')) {
    case 'certificate-file':
      return shaped(value, 'certificate-file', certificateFileShape);
    case 'record-file':
      return shaped(value, 'record-file', recordFileShape);
    case 'ledger-file':
      return shaped(value, 'ledger-file', ledgerFileShape);
    default:
      return shaped(value, 'checkpoint-file', checkpointFileShape);
  }
};

/** What keeps a checkpoint from being a later state of the log that had another; undefined where it is one. */
const wrongGrowth = (
  earlier: Checkpoint | undefined,
  later: Checkpoint,
  consistency: Consistency | undefined,
): Refusal | undefined => {
  if (earlier === undefined) return consistency && earlierNeeded(consistency);
  if (earlier.cell !== later.cell) {
    return refused(
      'other-cell',
      `The earlier checkpoint is of the cell ${earlier.cell}, the file of ${later.cell}.`,
    );
  }
  if (later.size < earlier.size) {
    return refused(
      'older-than-earlier',
      `The file is older than the checkpoint that you hold: its log has ${later.size} leaves, yours had ${earlier.size}. Ask for the file again.`,
    );
  }
  if (later.size === earlier.size && later.root !== earlier.root) return twoLogs();
  // A proof from elsewhere says nothing about this checkpoint, and so accuses nobody.
  if ((consistency?.from ?? later.size) !== earlier.size) {
    return refused(
      'no-consistency-proof',
      `The file does not show that its log grew from the checkpoint that you hold. Ask for it with ?since=${earlier.size}.`,
    );
  }
  return isConsistent(earlier, later, consistency?.path ?? []) ? undefined : twoLogs();
};

const twoLogs = (): Refusal =>
  refused(
    'inconsistent',
    'The log of the file does not continue the checkpoint that you hold: entries were changed or taken away, or two logs are shown. Keep both files: they are the evidence.',
  );
