import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { canonicalize } from '../../domain/canonical-form.ts';
import type { GroupInstruction } from '../../domain/consent/group-instruction.ts';
import type { CustomerAlgorithm } from '../../domain/evidence/customer-keys.ts';
import {
  detachedGroupSignature,
  type GroupHeader,
  groupSigningInput,
  groupType,
} from '../../domain/evidence/group-signature.ts';
import { UsageError } from '../usage-error.ts';

/** A private key of the customer: its thumbprint (RFC 7638), and what signs instructions with it. */
export type SigningKey = {
  readonly alg: CustomerAlgorithm;
  readonly kid: string;
  readonly signs: (instruction: GroupInstruction) => string;
};

/**
 * A private key from a file: PEM, or a JWK (RFC 7517), on P-256 or Ed25519. Nothing of it is ever printed.
 * @throws UsageError where it is none of these
 */
export const readSigningKey = (text: string): SigningKey => {
  const key = keyIn(text);
  const { kty, crv, x, y } = createPublicKey(key).export({ format: 'jwk' });
  const alg = algorithmOf(kty, crv);
  const members = kty === 'EC' ? { crv, kty, x, y } : { crv, kty, x };
  const kid = createHash('sha256').update(canonicalize(members)).digest('base64url');
  return { alg, kid, signs: (instruction) => signatureOf(instruction, { alg, kid }, key) };
};

const keyIn = (text: string): KeyObject => {
  try {
    return text.trimStart().startsWith('{')
      ? createPrivateKey({ key: JSON.parse(text), format: 'jwk' })
      : createPrivateKey(text);
  } catch {
    // What such an error says may quote the file.
    throw new UsageError('The --key is no private key as PEM or JWK, or it is encrypted.');
  }
};

const algorithmOf = (kty: string | undefined, crv: string | undefined): CustomerAlgorithm => {
  if (kty === 'EC' && crv === 'P-256') return 'ES256';
  if (kty === 'OKP' && crv === 'Ed25519') return 'EdDSA';
  throw new UsageError('The --key is on another curve; allowed are P-256 and Ed25519.');
};

const signatureOf = (
  instruction: GroupInstruction,
  { alg, kid }: Pick<SigningKey, 'alg' | 'kid'>,
  key: KeyObject,
): string => {
  const { at, nonce } = instruction;
  const header: GroupHeader = { alg, at, kid, nonce, typ: groupType };
  const signed = Buffer.from(groupSigningInput(header, instruction));
  const bytes =
    alg === 'ES256' ? sign('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }) : sign(null, signed, key);
  return detachedGroupSignature(header, new Uint8Array(bytes));
};
