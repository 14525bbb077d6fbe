import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalize } from '../canonical-form.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import { parseUnambiguous } from './public-keys.ts';
import { accepted, type Read, refused } from './refusal.ts';
import { byMember, listOf, object, oneOf, text } from './shape.ts';

/** What the keys of customers sign with. */
export type CustomerAlgorithm = 'ES256' | 'EdDSA';

/** A public key of a customer: it tells a signature of its own from every other. */
export type CustomerKey = {
  readonly alg: CustomerAlgorithm;
  readonly isSigned: (signature: Uint8Array, signed: Uint8Array) => boolean;
};

/** Keys of a customer that whoever verifies trusts, by their thumbprints (RFC 7638). */
export type CustomerKeys = ReadonlyMap<string, CustomerKey>;

const half = text('32 bytes as base64url', /^[A-Za-z0-9_-]{43}$/);

type Named = { readonly kid: string; readonly use?: 'sig' };
type Point = Named & {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly alg?: 'ES256';
  readonly x: string;
  readonly y: string;
};
type Edwards = Named & {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly alg?: 'EdDSA';
  readonly x: string;
};
type Jwk = Point | Edwards;

const named = { kid: half, use: oneOf('sig') } as const;
const keyFile = object<{ readonly keys: readonly Jwk[] }>({
  keys: listOf(
    byMember<Jwk>('kty', {
      EC: object<Point>(
        { ...named, kty: oneOf('EC'), crv: oneOf('P-256'), alg: oneOf('ES256'), x: half, y: half },
        'use',
        'alg',
      ),
      OKP: object<Edwards>(
        { ...named, kty: oneOf('OKP'), crv: oneOf('Ed25519'), alg: oneOf('EdDSA'), x: half },
        'use',
        'alg',
      ),
    }),
    1_000,
  ),
});

/**
 * The keys of a JWK set (RFC 7517) as a customer keeps it: points of P-256 and of Ed25519, each under its thumbprint.
 * It may be laid out with blanks. A member twice, a key twice and a private key are refused.
 */
export const readCustomerKeys = (bytes: Uint8Array): Read<CustomerKeys> => {
  const value = parseUnambiguous(new TextDecoder().decode(bytes));
  const fault =
    value === undefined ? 'keys: JSON is expected, with no member twice' : keyFile.fault(value, 'keys');
  if (fault !== undefined) return bad(`${fault}.`);
  const trusted = new Map<string, CustomerKey>();
  for (const jwk of (value as { readonly keys: readonly Jwk[] }).keys) {
    const key = keyOf(jwk);
    if (key === undefined) return bad('A key is no point of its curve.');
    if (jwk.kid !== thumbprint(jwk)) return bad('The kid of a key is not its thumbprint (RFC 7638).');
    if (trusted.has(jwk.kid)) return bad('A key is there twice.');
    trusted.set(jwk.kid, key);
  }
  return trusted.size > 0 ? accepted(trusted) : bad('There is no key in the file.');
};

const bad = (sentence: string) => refused('bad-customer-keys', `The keys of the customer: ${sentence}`);

const thumbprint = (jwk: Jwk): string => {
  const { crv, kty, x } = jwk;
  const members = jwk.kty === 'EC' ? { crv, kty, x, y: jwk.y } : { crv, kty, x };
  return toBase64url(sha256(utf8ToBytes(canonicalize(members))));
};

const keyOf = (jwk: Jwk): CustomerKey | undefined => {
  const x = fromBase64url(jwk.x);
  if (x === undefined) return undefined;
  if (jwk.kty === 'OKP') {
    const isSigned: CustomerKey['isSigned'] = (signature, signed) =>
      ed25519.verify(signature, signed, x, { zip215: false });
    return ed25519.utils.isValidPublicKey(x, false) ? { alg: 'EdDSA', isSigned } : undefined;
  }
  const y = fromBase64url(jwk.y);
  if (y === undefined) return undefined;
  const point = concatBytes(Uint8Array.of(4), x, y);
  // What signs in a browser or in hardware gives either of the two forms; the commitment keeps the one that came.
  const isSigned: CustomerKey['isSigned'] = (signature, signed) =>
    p256.verify(signature, signed, point, { format: 'compact', lowS: false, prehash: true });
  return p256.utils.isValidPublicKey(point, false) ? { alg: 'ES256', isSigned } : undefined;
};
