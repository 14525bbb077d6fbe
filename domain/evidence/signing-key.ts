import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalize } from '../canonical-form.ts';
import { toBase64url } from './base64url.ts';

/** A public key that checkpoints are verified with, as a JWK (RFC 7517): a point of the curve P-256. */
export type PublicJwk = {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  /** The coordinates: 32 bytes each, as base64url. */
  readonly x: string;
  readonly y: string;
  /** The thumbprint of the key (RFC 7638). */
  readonly kid: string;
  readonly alg: 'ES256';
  readonly use: 'sig';
};

/** What a cell publishes at `/.well-known/jwks.json`: the newest key and all before it. */
export type PublicKeySet = { readonly keys: readonly PublicJwk[] };

/** The name of a key that follows from the key itself: its thumbprint (RFC 7638) with SHA-256, as base64url. */
export const thumbprintOf = ({ crv, kty, x, y }: Pick<PublicJwk, 'crv' | 'kty' | 'x' | 'y'>): string =>
  toBase64url(sha256(utf8ToBytes(canonicalize({ crv, kty, x, y }))));

/** The JWK of a point on P-256. @param x, y 32 bytes each */
export const publicJwkOf = (x: Uint8Array, y: Uint8Array): PublicJwk => {
  const point = { crv: 'P-256', kty: 'EC', x: toBase64url(x), y: toBase64url(y) } as const;
  return { ...point, kid: thumbprintOf(point), alg: 'ES256', use: 'sig' };
};

/** What every SubjectPublicKeyInfo of an uncompressed point on P-256 starts with. */
const spkiPrefix = [
  0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48,
  0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
] as const;

/**
 * The JWK of a key as KMS tells it (`GetPublicKey`): DER of a SubjectPublicKeyInfo.
 * @throws RangeError where it is not that of an uncompressed point on P-256
 */
export const publicJwkOfSpki = (der: Uint8Array): PublicJwk => {
  const start = spkiPrefix.length;
  const isPoint = der.length === start + 64 && spkiPrefix.every((byte, position) => der[position] === byte);
  if (!isPoint) throw new RangeError('This is not the public key of a point on P-256.');
  return publicJwkOf(der.subarray(start, start + 32), der.subarray(start + 32));
};
