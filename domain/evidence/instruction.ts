import { utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalize } from '../canonical-form.ts';
import type { LedgerEntry, SettingEvent } from '../consent/ledger.ts';
import { clockSkew, hours, instantOf } from '../time.ts';
import type { SettingEntry } from './authorization-record.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import { noticeReference } from './certificate-shape.ts';
import type { CustomerAlgorithm, CustomerKeys } from './customer-keys.ts';
import type { CheckSignature, VerifiedSignature } from './customer-signature.ts';
import { accepted, type Read, type Refusal, refused } from './refusal.ts';
import { listOf, object, objectWith, oneOf, text } from './shape.ts';
import { readCanonical } from './strict-file.ts';
import { instant, word } from './texts.ts';
import { type GroupEntry, verifyGroupSignature } from './verify-group-signature.ts';

/**
 * What a key of a customer signs when it signs a choice (BY-10): exactly what is instructed. It is not sent: whoever
 * verifies makes it again from the entry of the ledger, so that a signature of anything else is none of this.
 */
export type Instruction = {
  readonly v: 1;
  readonly kind: 'instruction';
  readonly subject: string;
  readonly program: string;
  readonly setting: string;
  /** What the setting permits, in the order in which the cell tells them. */
  readonly uses: readonly string[];
  readonly value: string;
  readonly notice: { readonly id: string; readonly version: number; readonly hash: string };
  /** When it was signed, by the customer's clock: ISO 8601, UTC, with milliseconds. */
  readonly at: string;
  /** Chosen by the customer: 16 to 64 characters of base64url that no other instruction has. */
  readonly nonce: string;
};

/** The protected header of such a signature: RFC 7515 in canonical form. `at` and `nonce` are those of the instruction. */
export type InstructionHeader = {
  readonly alg: CustomerAlgorithm;
  /** The thumbprint of the key (RFC 7638). */
  readonly kid: string;
  readonly typ: 'domicile-instruction+jws';
} & Pick<Instruction, 'at' | 'nonce'>;

const headerShape = object<InstructionHeader>({
  alg: oneOf('ES256', 'EdDSA'),
  at: instant,
  kid: text('the thumbprint of a key', /^[A-Za-z0-9_-]{43}$/),
  nonce: text('16 to 64 characters of base64url', /^[A-Za-z0-9_-]{16,64}$/),
  typ: oneOf('domicile-instruction+jws'),
});

type Chosen = Extract<SettingEvent, { type: 'setting-chosen' }>;

/** How long before its entry an instruction may have been signed: longer lets an old one be used again. */
const longestWay = hours(24);

/** What is signed for a choice. */
export const instructionOf = (
  { subject, event }: { readonly subject: string; readonly event: Omit<Chosen, 'by' | 'before'> },
  { at, nonce }: Pick<Instruction, 'at' | 'nonce'>,
): Instruction => {
  const { program, setting, value, acts } = event;
  const { id, version, hash } = event.notice;
  const uses = acts.map(({ use }) => use);
  const notice = { id, version, hash };
  return { v: 1, kind: 'instruction', subject, program, setting, uses, value, notice, at, nonce };
};

const part = (value: unknown): string => toBase64url(utf8ToBytes(canonicalize(value)));

/** The text that is signed: header and payload of a compact JWS (RFC 7515). */
export const instructionSigningInput = (header: InstructionHeader, instruction: Instruction): string =>
  `${part(header)}.${part(instruction)}`;

/** The signature as it is sent: a compact JWS without its payload (RFC 7515, appendix F). @param signature 64 bytes */
export const detachedSignature = (header: InstructionHeader, signature: Uint8Array): string =>
  `${part(header)}..${toBase64url(signature)}`;

/** What of an entry an instruction is made of: an event is a stranger's until it was looked at. */
const chosenShape = objectWith<Pick<Chosen, 'program' | 'setting' | 'value' | 'notice' | 'acts'>>({
  program: word,
  setting: word,
  value: text('a value', /^[\x20-\x7e]{1,64}$/),
  notice: noticeReference,
  acts: listOf(
    objectWith<Chosen['acts'][number]>({ use: word, act: oneOf('instruction', 'permission') }),
    100,
  ),
});

type ChosenEntry = SettingEntry & { readonly event: Chosen };

const isChosen = (entry: LedgerEntry): entry is ChosenEntry =>
  entry.event.type === 'setting-chosen' && chosenShape.fault(entry.event, 'event') === undefined;

/**
 * Checks signatures with the keys of a customer: that a key signed exactly what an entry says, within the day before.
 * Refused as `unknown-customer-key` or `signature-not-of-instruction`.
 */
export const checkingSignatures =
  (keys: CustomerKeys): CheckSignature =>
  (signature, entry) =>
    isChosen(entry)
      ? isOfGroup(entry)
        ? verifyForGroup(signature, entry, keys)
        : verifyInstruction(signature, entry, keys)
      : notOfInstruction('the entry is no choice in a known form');

const isOfGroup = (entry: ChosenEntry): entry is ChosenEntry & GroupEntry => entry.event.group !== undefined;

/** Where an instruction to several cells was carried out, the signature is of that one (BY-13). */
const verifyForGroup = (
  signature: string,
  entry: GroupEntry,
  keys: CustomerKeys,
): Read<VerifiedSignature> => {
  const verdict = verifyGroupSignature(signature, entry, keys);
  if (verdict.state === 'verified') return accepted(verdict);
  return verdict.state === 'refused' ? notOfInstruction(verdict.why) : keyNotGiven;
};

const verifyInstruction = (
  signature: string,
  entry: ChosenEntry,
  keys: CustomerKeys,
): Read<VerifiedSignature> => {
  const [header = '', payload, raw = '', ...others] = signature.split('.');
  const bytes = fromBase64url(raw);
  const read = headerIn(header);
  if (read === undefined || payload !== '' || bytes?.length !== 64 || others.length > 0) {
    return notOfInstruction('it is not in the form that such a signature has');
  }
  const key = keys.get(read.kid);
  if (key === undefined) return keyNotGiven;
  if (key.alg !== read.alg) return notOfInstruction('its algorithm is not that of the key');
  if (!isInTime(read.at, entry.at)) return notOfInstruction('it was not signed in the day before the entry');
  const signed = utf8ToBytes(instructionSigningInput(read, instructionOf(entry, read)));
  return key.isSigned(bytes, signed)
    ? accepted({ state: 'verified', kid: read.kid, at: read.at, nonce: read.nonce })
    : notOfInstruction('the key did not sign what the entry says');
};

const keyNotGiven = refused(
  'unknown-customer-key',
  'The customer’s signature names a key that is not among those given.',
);

const notOfInstruction = (why: string): Refusal =>
  refused('signature-not-of-instruction', `The customer’s signature is not one of this instruction: ${why}.`);

const headerIn = (text: string): InstructionHeader | undefined => {
  const bytes = fromBase64url(text);
  const read = bytes && readCanonical(bytes);
  return read?.verified && headerShape.fault(read.value, 'header') === undefined
    ? (read.value as InstructionHeader)
    : undefined;
};

const isInTime = (signedAt: string, enteredAt: string): boolean => {
  const way = instantOf(enteredAt) - instantOf(signedAt);
  return way >= -clockSkew && way <= longestWay;
};
