import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalize } from '../../domain/canonical-form.ts';
import { toBase64url } from '../../domain/evidence/base64url.ts';
import type { CustomerAlgorithm } from '../../domain/evidence/customer-keys.ts';
import {
  detachedSignature,
  type Instruction,
  type InstructionHeader,
  instructionSigningInput,
} from '../../domain/evidence/instruction.ts';

/** A key of a customer in tests, made from a name: its public part, and what signs instructions with it. */
export type TestCustomerKey = {
  readonly jwk: { readonly kid: string } & Readonly<Record<string, string>>;
  readonly signs: (instruction: Instruction, changes?: Partial<InstructionHeader>) => string;
};

export const customerKey = (name: string, alg: CustomerAlgorithm = 'ES256'): TestCustomerKey => {
  const secret = sha256(utf8ToBytes(name));
  const jwk =
    alg === 'ES256' ? pointOf(p256.getPublicKey(secret, false)) : edwardsOf(ed25519.getPublicKey(secret));
  const kid = toBase64url(sha256(utf8ToBytes(canonicalize(jwk))));
  const raw = (text: string): Uint8Array =>
    alg === 'ES256'
      ? p256.sign(utf8ToBytes(text), secret, { lowS: false, prehash: true })
      : ed25519.sign(utf8ToBytes(text), secret);
  return {
    jwk: { ...jwk, kid },
    signs: (instruction, changes = {}) => {
      const { at, nonce } = instruction;
      const header = { alg, at, kid, nonce, typ: 'domicile-instruction+jws', ...changes } as const;
      return detachedSignature(header, raw(instructionSigningInput(header, instruction)));
    },
  };
};

const pointOf = (point: Uint8Array) => ({
  crv: 'P-256',
  kty: 'EC',
  x: toBase64url(point.slice(1, 33)),
  y: toBase64url(point.slice(33)),
});

const edwardsOf = (point: Uint8Array) => ({ crv: 'Ed25519', kty: 'OKP', x: toBase64url(point) });

/** Public keys as a customer keeps them in a file. */
export const customerKeySet = (...keys: readonly TestCustomerKey[]): Uint8Array =>
  utf8ToBytes(JSON.stringify({ keys: keys.map(({ jwk }) => jwk) }, null, 2));
