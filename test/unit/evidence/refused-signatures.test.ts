import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { canonicalize } from '../../../domain/canonical-form.ts';
import { toBase64url } from '../../../domain/evidence/base64url.ts';
import type { RefusalReason } from '../../../domain/evidence/refusal.ts';
import { publicJwkOf } from '../../../domain/evidence/signing-key.ts';
import type { Trust } from '../../../domain/evidence/verify-in-log.ts';
import { exampleLog, signingKey, testKey } from '../../support/evidence-log.ts';
import {
  bytesOf,
  certificate,
  certificateFile,
  example,
  fileOf,
  keys,
  keysOf,
  reasonOf,
  verifiers,
} from './files.ts';

const { log } = example;
const other = testKey('of somebody else');

/** Why bytes are refused as a certificate. */
const ofCertificate = (bytes: Uint8Array, trust: Trust = { keys }) =>
  reasonOf(verifiers.certificate(bytes, trust));

/** The certificate file with another checkpoint, put together from parts. */
const withJws = (...parts: readonly (object | string)[]) => ({
  ...certificateFile,
  checkpoint: parts
    .map((part) => (typeof part === 'string' ? part : toBase64url(bytesOf(canonicalize(part)))))
    .join('.'),
});
const [header = '', payload = '', signature = ''] = certificateFile.checkpoint.split('.');
const named = { alg: 'ES256', kid: signingKey.jwk.kid, typ: 'domicile-checkpoint+jws' };

describe('[BY-2] a certificate is refused whose checkpoint is not signed by a key that is trusted', () => {
  const signedAnew = exampleLog('us', other).log.certificateFile(certificate);
  const renamed = { ...named, kid: other.jwk.kid };
  const cases: readonly (readonly [string, RefusalReason, unknown])[] = [
    ['signed anew with another key', 'unknown-key', signedAnew],
    [
      'signed anew with another key, under the name of the right one',
      'bad-signature',
      withJws(header, payload, toBase64url(other.sign(`${header}.${payload}`))),
    ],
    ['the name of another key', 'unknown-key', withJws(renamed, payload, signature)],
    ['alg none without signature', 'wrong-shape', withJws({ ...named, alg: 'none' }, payload, '')],
    ['alg none with a signature', 'wrong-algorithm', withJws({ ...named, alg: 'none' }, payload, signature)],
    ['alg HS256', 'wrong-algorithm', withJws({ ...named, alg: 'HS256' }, payload, signature)],
    ['alg ES384', 'wrong-algorithm', withJws({ ...named, alg: 'ES384' }, payload, signature)],
    ['alg es256', 'wrong-algorithm', withJws({ ...named, alg: 'es256' }, payload, signature)],
    ['a key in the header', 'bad-checkpoint', withJws({ ...named, jwk: other.jwk }, payload, signature)],
    ['crit in the header', 'bad-checkpoint', withJws({ ...named, crit: ['b64'] }, payload, signature)],
    ['another typ', 'bad-checkpoint', withJws({ ...named, typ: 'JWT' }, payload, signature)],
    [
      'a header laid out',
      'bad-checkpoint',
      withJws(toBase64url(bytesOf(JSON.stringify(named, null, 1))), payload, signature),
    ],
    ['a header that is no UTF-8', 'bad-checkpoint', withJws('_w', payload, signature)],
    ['two parts', 'wrong-shape', withJws(header, payload)],
    ['four parts', 'wrong-shape', withJws(header, payload, signature, signature)],
    ['a signature cut off', 'bad-signature', withJws(header, payload, signature.slice(0, 84))],
    ['a signature of zeros', 'bad-signature', withJws(header, payload, toBase64url(new Uint8Array(64)))],
    [
      'last bits set that no byte takes',
      'bad-checkpoint',
      withJws(
        header,
        payload,
        `${signature.slice(0, -1)}${signature.endsWith('A') ? 'B' : `${signature.at(-1)}` === 'Q' ? 'R' : 'h'}`,
      ),
    ],
    ['padding', 'wrong-shape', withJws(header, payload, `${signature}==`)],
    [
      'a checkpoint of version 2',
      'unknown-version',
      { ...certificateFile, checkpoint: log.checkpoint(8, { v: 2 }) },
    ],
    [
      'a member too many in the checkpoint',
      'wrong-shape',
      { ...certificateFile, checkpoint: log.checkpoint(8, { note: '' }) },
    ],
    [
      'another kind of signed text',
      'wrong-kind',
      { ...certificateFile, checkpoint: log.checkpoint(8, { kind: 'receipt' }) },
    ],
  ];
  test.each(cases)('%s: %s', (_, reason, value) => {
    expect(ofCertificate(fileOf(value))).toBe(reason);
  });
});

test('keys of more than 1 MiB are refused, whatever they are', () => {
  const padded = Uint8Array.from([...keys, ...Array<number>(1_100_000).fill(0x20)]);
  expect(ofCertificate(fileOf(certificateFile), { keys: padded })).toBe('too-large');
});

describe('keys are refused', () => {
  const { jwk } = signingKey;
  const ec = (namedCurve: string) =>
    generateKeyPairSync('ec', { namedCurve }).publicKey.export({ format: 'jwk' });
  const set = (...list: readonly object[]) => bytesOf(JSON.stringify({ keys: list }));
  const cases: readonly (readonly [string, Uint8Array])[] = [
    ['none', set()],
    ['no JSON', bytesOf('keys')],
    ['a key outside of a set', bytesOf(JSON.stringify(jwk))],
    ['a key twice', set(jwk, jwk)],
    ['two keys of one kid', set(jwk, { ...other.jwk, kid: jwk.kid })],
    ['a kid that is not the thumbprint', set({ ...jwk, kid: other.jwk.kid })],
    ['a key of P-384', set(jwk, { ...ec('P-384'), kid: jwk.kid, alg: 'ES384', use: 'sig' })],
    ['a key of secp256k1', set({ ...ec('secp256k1'), kid: jwk.kid, alg: 'ES256', use: 'sig' })],
    ['a point of another curve under the name of P-256', set({ ...jwk, ...ec('secp256k1'), crv: 'P-256' })],
    [
      'a point beside the curve, named by its thumbprint',
      set(publicJwkOf(new Uint8Array(32).fill(1), new Uint8Array(32).fill(2))),
    ],
    ['a private key', set({ ...jwk, d: jwk.x })],
    ['a symmetric key', set({ kty: 'oct', k: 'AAAA', kid: jwk.kid, alg: 'HS256' })],
    ['a member twice', bytesOf(JSON.stringify({ keys: [jwk] }).replace('"crv"', '"crv":"P-384","crv"'))],
    ['keys twice', bytesOf(`{"keys":[],"keys":${JSON.stringify([jwk])}}`)],
  ];
  test.each(cases)('%s', (_, given) => {
    expect(ofCertificate(fileOf(certificateFile), { keys: given })).toBe('bad-keys');
  });

  test.each([
    ['laid out', bytesOf(`${JSON.stringify({ keys: [jwk] }, null, 2)}\n`)],
    ['with older keys', keysOf(other, signingKey)],
    ['with the time since when', set({ ...jwk, since: '2026-11-01T00:00:00.000Z' })],
  ])('and taken %s', (_, given) => {
    expect(ofCertificate(fileOf(certificateFile), { keys: given })).toBe('verified');
  });
});
