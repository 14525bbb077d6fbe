import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';
import { describe, expect, test } from 'vitest';
import { fromBase64url, toBase64url } from '../../../domain/evidence/base64url.ts';
import {
  checkpointOf,
  checkpointSigningInput,
  rawSignatureOf,
  signedCheckpoint,
} from '../../../domain/evidence/checkpoint.ts';
import { isSignatureOf, readKeys } from '../../../domain/evidence/public-keys.ts';
import { publicJwkOfSpki, thumbprintOf } from '../../../domain/evidence/signing-key.ts';
import { readCheckpoint, verifySignature } from '../../../domain/evidence/verify-checkpoint.ts';
import { bytesOf, keys, reasonOf } from './files.ts';

/** A key as KMS has it, and its signatures as KMS gives them. */
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const spki = pair.publicKey.export({ type: 'spki', format: 'der' });
const derOf = (text: string): Uint8Array =>
  sign('sha256', bytesOf(text), { key: pair.privateKey, dsaEncoding: 'der' });
const point = Uint8Array.from(spki.subarray(-65));

describe('a key as KMS tells it', () => {
  test('becomes the JWK that other tools make of it', () => {
    const { kty, crv, x, y } = pair.publicKey.export({ format: 'jwk' });
    const jwk = publicJwkOfSpki(spki);
    expect(jwk).toMatchObject({ kty, crv, x, y, alg: 'ES256', use: 'sig' });
    expect(createPublicKey({ key: jwk, format: 'jwk' }).equals(pair.publicKey)).toBe(true);
  });

  test('is named by its thumbprint', () => {
    const jwk = publicJwkOfSpki(spki);
    const text = `{"crv":"P-256","kty":"EC","x":"${jwk.x}","y":"${jwk.y}"}`;
    expect(jwk.kid).toBe(createHash('sha256').update(text).digest('base64url'));
    expect(thumbprintOf(jwk)).toBe(jwk.kid);
  });

  test.each(['P-384', 'secp256k1'])('of %s is refused', (namedCurve) => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve });
    expect(() => publicJwkOfSpki(publicKey.export({ type: 'spki', format: 'der' }))).toThrow(RangeError);
  });
});

describe('a signature as KMS gives it', () => {
  const texts = Array.from({ length: 40 }, (_, count) => `text ${count}`);

  test('becomes 64 bytes that verify, here and with other tools', () => {
    for (const text of texts) {
      const raw = rawSignatureOf(derOf(text));
      expect(raw.length).toBe(64);
      expect(isSignatureOf(raw, bytesOf(text), point)).toBe(true);
      const key = { key: pair.publicKey, dsaEncoding: 'ieee-p1363' } as const;
      expect(verify('sha256', bytesOf(text), key, raw)).toBe(true);
    }
  });

  test('verifies in one of its two forms only', () => {
    const { n } = p256.Point.CURVE();
    for (const text of texts) {
      const raw = rawSignatureOf(derOf(text));
      const s = BigInt(`0x${Buffer.from(raw.subarray(32)).toString('hex')}`);
      const other = Buffer.from((n - s).toString(16).padStart(64, '0'), 'hex');
      const twin = Uint8Array.from([...raw.subarray(0, 32), ...other]);
      const key = { key: pair.publicKey, dsaEncoding: 'ieee-p1363' } as const;
      expect(verify('sha256', bytesOf(text), key, twin)).toBe(true);
      expect(isSignatureOf(twin, bytesOf(text), point)).toBe(false);
    }
  });

  const der = derOf('text');
  const zero = [0x30, 0x06, 0x02, 0x01, 0x00, 0x02, 0x01, 0x01];
  test.each([
    ['nothing', []],
    ['cut off', [...der.subarray(0, -1)]],
    ['with a byte after it', [...der, 0]],
    ['of another length', [0x30, 0x07, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01]],
    ['of another tag', [0x31, ...der.subarray(1)]],
    ['of the number 0', zero],
    ['of a negative number', zero.with(4, 0x80)],
    ['of a number beyond the order', [0x30, 0x26, 0x02, 0x21, 0, ...Array(32).fill(0xff), 0x02, 0x01, 0x01]],
    ['of three numbers', [0x30, 0x09, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01]],
    ['that is 64 bytes already', [...rawSignatureOf(der)]],
  ])('%s is refused', (_, bytes) => {
    expect(() => rawSignatureOf(Uint8Array.from(bytes))).toThrow(RangeError);
  });
});

test('a checkpoint signed as KMS signs is verified', () => {
  const jwk = publicJwkOfSpki(spki);
  const input = checkpointSigningInput(
    checkpointOf('eu', 3, 'ab'.repeat(32), '2026-11-05T10:00:00.000Z'),
    jwk.kid,
  );
  const jws = signedCheckpoint(input, rawSignatureOf(derOf(input)));
  const trusted = readKeys(bytesOf(JSON.stringify({ keys: [jwk] }, null, 2)));
  if (!trusted.verified) throw new Error(trusted.sentence);
  const claimed = readCheckpoint(jws, trusted.value);
  if (!claimed.verified) throw new Error(claimed.sentence);
  expect(verifySignature(claimed.value)).toMatchObject({
    verified: true,
    value: { cell: 'eu', size: 3, kid: jwk.kid },
  });
  expect(reasonOf(readCheckpoint(`${jws}.AA`, trusted.value))).toBe('bad-checkpoint');
  const others = readKeys(keys);
  expect(others.verified && reasonOf(readCheckpoint(jws, others.value))).toBe('unknown-key');
});

test('base64url has one form for each sequence of bytes', () => {
  for (const length of [0, 1, 2, 3, 31, 32, 64]) {
    const bytes = Uint8Array.from({ length }, (_, position) => (position * 37 + 250) % 256);
    expect(toBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
    expect(fromBase64url(toBase64url(bytes))).toEqual(bytes);
  }
  for (const text of ['AB', 'A', 'AA==', 'A A', '+w', '/w', 'AA\n', 'AAB'])
    expect(fromBase64url(text)).toBeUndefined();
});
