import { utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalize } from '../canonical-form.ts';
import type { GroupInstruction } from '../consent/group-instruction.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import type { CustomerAlgorithm } from './customer-keys.ts';

/**
 * The protected header of a signature of an instruction to several cells (BY-13): RFC 7515 in canonical form. `at` and
 * `nonce` are those of the instruction.
 */
export type GroupHeader = {
  readonly alg: CustomerAlgorithm;
  /** The thumbprint of the key (RFC 7638). */
  readonly kid: string;
  readonly typ: typeof groupType;
} & Pick<GroupInstruction, 'at' | 'nonce'>;

export const groupType = 'domicile-group-instruction+jws';

const part = (value: unknown): string => toBase64url(utf8ToBytes(canonicalize(value)));

/** The text that is signed: header and payload of a compact JWS (RFC 7515). */
export const groupSigningInput = (header: GroupHeader, instruction: GroupInstruction): string =>
  `${part(header)}.${part(instruction)}`;

/** The signature as it is sent: a compact JWS without its payload (RFC 7515, appendix F). @param signature 64 bytes */
export const detachedGroupSignature = (header: GroupHeader, signature: Uint8Array): string =>
  `${part(header)}..${toBase64url(signature)}`;

/** A signature of an instruction to several cells, taken apart. */
export type GroupSignature = { readonly header: GroupHeader; readonly bytes: Uint8Array };

/**
 * Takes a signature apart; undefined where it has not the form of one. Whether the key is one of the customer, and
 * signed, is for whoever has that key to check.
 */
export const readGroupSignature = (signature: string): GroupSignature | undefined => {
  const [written = '', payload, raw = '', ...others] = signature.split('.');
  const bytes = fromBase64url(raw);
  const { alg, at, kid, nonce } = membersOf(written);
  if (payload !== '' || others.length > 0 || bytes?.length !== 64) return undefined;
  if (alg !== 'ES256' && alg !== 'EdDSA') return undefined;
  if (!isText(kid, /^[\w-]{43}$/) || !isText(nonce, /^[\w-]{16,64}$/)) return undefined;
  if (!isText(at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)) return undefined;
  const header: GroupHeader = { alg, at, kid, nonce, typ: groupType };
  return part(header) === written ? { header, bytes } : undefined;
};

const isText = (value: unknown, form: RegExp): value is string =>
  typeof value === 'string' && form.test(value);

const membersOf = (written: string): Partial<Record<keyof GroupHeader, unknown>> => {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(fromBase64url(written)));
    return value !== null && typeof value === 'object' ? value : {};
  } catch {
    return {};
  }
};
