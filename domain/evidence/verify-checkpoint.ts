import { utf8ToBytes } from '@noble/hashes/utils.js';
import { fromBase64url } from './base64url.ts';
import type { Checkpoint, CheckpointHeader } from './checkpoint.ts';
import { checkpointHeaderShape, checkpointShape } from './file-shapes.ts';
import { isSignatureOf, type TrustedKeys } from './public-keys.ts';
import { accepted, type Read, type Refusal, refused } from './refusal.ts';
import { memberOf, readCanonical, shaped } from './strict-file.ts';

/** A checkpoint whose signature was verified, and the key that it was verified with. */
export type VerifiedCheckpoint = Checkpoint & { readonly kid: string };

/** What a checkpoint says and who is said to have signed it: nothing of it is to be believed yet. */
export type ClaimedCheckpoint = {
  readonly claimed: VerifiedCheckpoint;
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
  /** The key that it names, which is one of the trusted. */
  readonly point: Uint8Array;
};

/** What a compact JWS claims, if it is a checkpoint that names one of the trusted keys; or why it is refused. */
export const readCheckpoint = (jws: string, keys: TrustedKeys): Read<ClaimedCheckpoint> => {
  const parts = jws.split('.');
  const [header, payload, signature] = parts.map(fromBase64url);
  if (parts.length !== 3 || header === undefined || payload === undefined || signature === undefined) {
    return refused('bad-checkpoint', 'The checkpoint is not three parts in canonical base64url.');
  }
  const read = readHeader(header);
  if (!read.verified) return read;
  const { kid } = read.value;
  const point = keys.get(kid);
  if (point === undefined) {
    return refused('unknown-key', 'The checkpoint names a key that is not among the keys that you trust.');
  }
  const checkpoint = readPayload(payload);
  if (!checkpoint.verified) return checkpoint;
  const signed = utf8ToBytes(jws.slice(0, jws.lastIndexOf('.')));
  return accepted({ claimed: { ...checkpoint.value, kid }, signed, signature, point });
};

/** A claimed checkpoint as one that is verified, if its signature is that of the key that it names. */
export const verifySignature = (checkpoint: ClaimedCheckpoint): Read<VerifiedCheckpoint> => {
  const { claimed, signed, signature, point } = checkpoint;
  return signature.length === 64 && isSignatureOf(signature, signed, point)
    ? accepted(claimed)
    : refused('bad-signature', 'The signature of the checkpoint is not that of the key that it names.');
};

const readHeader = (bytes: Uint8Array): Read<CheckpointHeader> => {
  const read = readPart(bytes);
  if (!read.verified) return read;
  // Said by itself, because a file that names its own algorithm is the best known way to deceive a verifier.
  if (memberOf(read.value, 'alg') !== 'ES256') {
    return refused(
      'wrong-algorithm',
      'The checkpoint is not signed with ES256, and with nothing else it can be.',
    );
  }
  const fault = checkpointHeaderShape.fault(read.value, 'checkpoint header');
  return fault === undefined
    ? accepted(read.value as CheckpointHeader)
    : refused('bad-checkpoint', `${fault}.`);
};

const readPayload = (bytes: Uint8Array): Read<Checkpoint> => {
  const read = readPart(bytes);
  return read.verified ? shaped(read.value, 'checkpoint', checkpointShape) : read;
};

const readPart = (bytes: Uint8Array): Read<unknown> => {
  const read = readCanonical(bytes);
  return read.verified ? read : asCheckpoint(read);
};

const asCheckpoint = (refusal: Refusal): Refusal =>
  refused('bad-checkpoint', `In the checkpoint: ${refusal.sentence}`);
