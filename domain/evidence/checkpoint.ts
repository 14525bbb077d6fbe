import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalize } from '../canonical-form.ts';
import type { Geography } from '../geographies.ts';
import { toBase64url } from './base64url.ts';
import type { Hash } from './merkle-tree.ts';

/**
 * A signed state of the log: so many leaves, this root, at this time. One signature stands for every leaf below it.
 * It travels as a compact JWS (RFC 7515) with ES256, whose header and payload are in canonical form.
 */
export type Checkpoint = {
  readonly v: 1;
  readonly kind: 'checkpoint';
  /** The cell whose log it is; there is no order across cells. */
  readonly cell: Geography;
  /** How many leaves the log had. Never 0: an empty log is not signed. */
  readonly size: number;
  readonly root: Hash;
  /** ISO 8601, UTC, by the clock of the cell. */
  readonly at: string;
};

export type CheckpointHeader = {
  readonly alg: 'ES256';
  readonly kid: string;
  readonly typ: 'domicile-checkpoint+jws';
};

/** The checkpoint of a log's state. */
export const checkpointOf = (cell: Geography, size: number, root: Hash, at: string): Checkpoint => ({
  v: 1,
  kind: 'checkpoint',
  cell,
  size,
  root,
  at,
});

export const checkpointHeader = (kid: string): CheckpointHeader => ({
  alg: 'ES256',
  kid,
  typ: 'domicile-checkpoint+jws',
});

/** The text whose SHA-256 is signed. @param kid of the key that signs it */
export const checkpointSigningInput = (checkpoint: Checkpoint, kid: string): string =>
  [checkpointHeader(kid), checkpoint].map((part) => toBase64url(utf8ToBytes(canonicalize(part)))).join('.');

/** The signed checkpoint. @param signature 64 bytes: r and s, as `rawSignatureOf` gives them */
export const signedCheckpoint = (signingInput: string, signature: Uint8Array): string =>
  `${signingInput}.${toBase64url(signature)}`;

/** The order of the curve P-256. */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * A signature as KMS gives it (DER, RFC 3279) in the 64 bytes that a JWS takes. Of the two forms of s that verify,
 * it is given the lower one, which alone the verifier takes: so nobody but the key makes a second signature of one.
 * @throws RangeError where it is no DER of two numbers below the order of P-256
 */
export const rawSignatureOf = (der: Uint8Array): Uint8Array => {
  const [r, rest] = readInteger(readSequence(der));
  const [s, end] = readInteger(rest);
  if (end.length > 0) throw new RangeError('More than two numbers are in the signature.');
  return hexToBytes(numberHex(r) + numberHex(s > order / 2n ? order - s : s));
};

const numberHex = (number: bigint): string => number.toString(16).padStart(64, '0');

const readSequence = (der: Uint8Array): Uint8Array => {
  // Two numbers of at most 33 bytes: the length is always one byte.
  if (der[0] !== 0x30 || der[1] !== der.length - 2) throw new RangeError('The signature is no DER sequence.');
  return der.subarray(2);
};

const readInteger = (der: Uint8Array): readonly [bigint, Uint8Array] => {
  const [tag, length = 0] = der;
  const bytes = der.subarray(2, 2 + length);
  if (tag !== 0x02 || length < 1 || bytes.length !== length) {
    throw new RangeError('The signature holds something else than two numbers.');
  }
  const number = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const isNegative = (bytes[0] ?? 0) >= 0x80;
  if (isNegative || number < 1n || number >= order)
    throw new RangeError('A number of the signature is out of range.');
  return [number, der.subarray(2 + length)];
};
