import { utf8ToBytes } from '@noble/hashes/utils.js';
import { fromBase64url } from './base64url.ts';
import type { Checkpoint, CheckpointHeader } from './checkpoint.ts';
import { checkpointHeaderShape, checkpointShape } from './file-shapes.ts';
import { isSignatureOf, type TrustedKeys } from './public-keys.ts';
import { accepted, type Read, type Refusal, refused } from './refusal.ts';
import { memberOf, readCanonical, shaped } from './strict-file.ts';

/** A checkpoint whose signature was verified, and the key that it was verified with. */
export type VerifiedCheckpoint = Checkpoint & { readonly kid: string };

/** The checkpoint of a compact JWS, if one of the trusted keys signed it; or why it is refused. */
export const verifyCheckpoint = (jws: string, keys: TrustedKeys): Read<VerifiedCheckpoint> => {
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
  const signed = utf8ToBytes(jws.slice(0, jws.lastIndexOf('.')));
  if (signature.length !== 64 || !isSignatureOf(signature, signed, point)) {
    return refused('bad-signature', 'The signature of the checkpoint is not that of the key that it names.');
  }
  const checkpoint = readPayload(payload);
  return checkpoint.verified ? accepted({ ...checkpoint.value, kid }) : checkpoint;
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
