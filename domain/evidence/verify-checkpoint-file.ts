import { checkpointFileShape } from './file-shapes.ts';
import type { Refusal } from './refusal.ts';
import { longestFile, readFileOf } from './strict-file.ts';
import { type SignedLog, type Trust, verifyLog } from './verify-in-log.ts';

/** A checkpoint that a key of its cell signed. */
export type VerifiedCheckpointFile = { readonly verified: true; readonly kind: 'checkpoint' } & SignedLog;

/** Verifies a checkpoint file (BY-2): its form, its signature, and that the log continues an earlier one that is given. */
export const verifyCheckpointFile = (bytes: Uint8Array, trust: Trust): VerifiedCheckpointFile | Refusal => {
  const read = readFileOf(bytes, longestFile.checkpoint, 'checkpoint-file', checkpointFileShape);
  if (!read.verified) return read;
  const log = verifyLog(read.value, trust);
  return log.verified ? { verified: true, kind: 'checkpoint', ...log.value } : log;
};
