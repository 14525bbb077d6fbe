import { p256 } from '@noble/curves/nist.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { fromBase64url } from './base64url.ts';
import { accepted, type Read, refused } from './refusal.ts';
import { listOf, object, oneOf, text } from './shape.ts';
import { type PublicJwk, thumbprintOf } from './signing-key.ts';
import { longestSmallFile, tooLarge } from './strict-file.ts';

/** Keys that whoever verifies trusts, by their names: the point of each, uncompressed. */
export type TrustedKeys = ReadonlyMap<string, Uint8Array>;

const coordinate = text('32 bytes as base64url', /^[A-Za-z0-9_-]{43}$/);

type KeyFile = { readonly keys: readonly (PublicJwk & { readonly since?: string })[] };

/** As a cell publishes them: nothing else belongs there, a private part least of all. */
const keyFile = object<KeyFile>({
  keys: listOf(
    object<KeyFile['keys'][number]>(
      {
        kty: oneOf('EC'),
        crv: oneOf('P-256'),
        x: coordinate,
        y: coordinate,
        kid: coordinate,
        alg: oneOf('ES256'),
        use: oneOf('sig'),
        since: text('a time', /^[0-9TZ:.-]{10,30}$/),
      },
      'since',
    ),
    1_000,
  ),
});

/**
 * The keys of a JWK set (RFC 7517) as a cell publishes it. It may be laid out with blanks, unlike evidence; a
 * member twice, a key twice, a key of another curve and a name that is not the key's thumbprint are refused.
 */
export const readKeys = (bytes: Uint8Array): Read<TrustedKeys> => {
  if (bytes.length > longestSmallFile) return tooLarge(longestSmallFile);
  const value = parseUnambiguous(new TextDecoder().decode(bytes));
  const fault =
    value === undefined ? 'keys: JSON is expected, with no member twice' : keyFile.fault(value, 'keys');
  if (fault !== undefined) return refused('bad-keys', `${fault}.`);
  return trustedOf((value as KeyFile).keys);
};

const trustedOf = (keys: readonly PublicJwk[]): Read<TrustedKeys> => {
  const trusted = new Map<string, Uint8Array>();
  for (const key of keys) {
    const point = pointOf(key);
    if (point === undefined) return refused('bad-keys', 'A key is no point of the curve P-256.');
    if (key.kid !== thumbprintOf(key)) {
      return refused('bad-keys', 'The kid of a key is not its thumbprint (RFC 7638).');
    }
    if (trusted.has(key.kid)) return refused('bad-keys', 'A key is there twice.');
    trusted.set(key.kid, point);
  }
  return trusted.size > 0 ? accepted(trusted) : refused('bad-keys', 'There is no key in the file of keys.');
};

const pointOf = ({ x, y }: PublicJwk): Uint8Array | undefined => {
  const [left, right] = [fromBase64url(x), fromBase64url(y)];
  if (left === undefined || right === undefined) return undefined;
  const point = concatBytes(Uint8Array.of(4), left, right);
  return p256.utils.isValidPublicKey(point, false) ? point : undefined;
};

/** What a text says, if it can be read in one way only: without its blanks it is what JSON would write for it. */
export const parseUnambiguous = (written: string): unknown => {
  try {
    const value: unknown = JSON.parse(written);
    return JSON.stringify(value) === withoutBlanks(written) ? value : undefined;
  } catch {
    return undefined;
  }
};

const withoutBlanks = (written: string): string =>
  written.replaceAll(/"(?:[^"\\]|\\.)*"|[ \t\r\n]+/g, (part) => (part.startsWith('"') ? part : ''));

/** Whether 64 bytes are the signature of a text by a key, in the one form that it can have (the lower s). */
export const isSignatureOf = (signature: Uint8Array, signed: Uint8Array, point: Uint8Array): boolean =>
  p256.verify(signature, signed, point, { format: 'compact', lowS: true, prehash: true });
