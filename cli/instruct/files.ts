import {
  type FirstReceipt,
  type GroupInstruction,
  mostParts,
  type Part,
} from '../../domain/consent/group-instruction.ts';
import type { NoticeReference } from '../../domain/consent/notice-reference.ts';
import { noticeReference } from '../../domain/evidence/certificate-shape.ts';
import { parseUnambiguous } from '../../domain/evidence/public-keys.ts';
import {
  listOf,
  mapOf,
  object,
  objectWith,
  oneOf,
  type Shape,
  text,
  whole,
} from '../../domain/evidence/shape.ts';
import { hash, identifierOf, instant, word } from '../../domain/evidence/texts.ts';
import type { EpochId, SubjectId } from '../../domain/identifiers.ts';
import { clockSkew, type Instant, instantOf } from '../../domain/time.ts';
import { UsageError } from '../usage-error.ts';

/** What is instructed, as somebody writes it down: it has no id, no time and no signature yet. */
export type Wanted = {
  readonly program: string;
  readonly setting: string;
  readonly value: string;
  /** As the cells tell them with the setting. */
  readonly uses: readonly string[];
  /** As a cell tells it with the words that were read. */
  readonly notice: NoticeReference;
  readonly parts: readonly Part[];
};

/** A signed instruction with its parts. The links in it are for owners alone. */
export type InstructionFile = {
  readonly v: 1;
  readonly instruction: GroupInstruction;
  readonly parts: readonly Part[];
  readonly signature: string;
};

/** What a cell answered when it received a part: as much of it as is needed here. */
export type Receipt = {
  readonly instruction: string;
  readonly subject: SubjectId;
  readonly value: string;
  readonly receivedAt: string;
  readonly entry: number;
  readonly hash: string;
  readonly countsFrom?: string;
  readonly deadline?: string;
  readonly closures?: readonly { readonly epoch: EpochId }[];
};

/** How far an instruction has come: it stands in a file beside it, so that the next run goes on. */
export type Progress = {
  readonly v: 1;
  /** SHA-256 of the canonical form of the instruction. */
  readonly instruction: string;
  readonly receipts: { readonly [subject: string]: Receipt };
};

/** Where cells answer, by their geography. */
export type Cells = { readonly [geography: string]: string };

const ulid = text('a ULID in upper case', /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
const nonce = text('16 to 64 characters of base64url', /^[A-Za-z0-9_-]{16,64}$/);
const value = text('a text of 1 to 64 printable ASCII characters', /^[\x20-\x7e]{1,64}$/);
const uses = listOf(word, 100);
const parts = listOf(object<Part>({ subject: identifierOf<SubjectId>('org', 'ws'), link: hash }), mostParts);

const wantedShape = object<Wanted>({
  program: word,
  setting: word,
  value,
  uses,
  notice: noticeReference,
  parts,
});

const instructionShape = object<InstructionFile>({
  v: oneOf(1),
  instruction: object<GroupInstruction>({
    v: oneOf(1),
    kind: oneOf('group-instruction'),
    id: ulid,
    program: word,
    setting: word,
    uses,
    value,
    notice: noticeReference,
    parts: object<GroupInstruction['parts']>({ count: whole(1), digest: hash }),
    at: instant,
    nonce,
  }),
  parts,
  signature: text('a compact JWS without its payload', /^[\w-]{1,800}\.\.[\w-]{86}$/),
});

const needed = { instruction: ulid, subject: identifierOf<SubjectId>('org', 'ws'), value } as const;
const facts = { receivedAt: instant, entry: whole(0), hash } as const;
const closure = objectWith<{ readonly epoch: EpochId }>({ epoch: identifierOf<EpochId>('ep') });

const receiptShape: Shape<Receipt> = {
  fault: (found, at) =>
    objectWith<Pick<Receipt, keyof typeof needed | keyof typeof facts>>({ ...needed, ...facts }).fault(
      found,
      at,
    ) ??
    optional('countsFrom', instant, found, at) ??
    optional('deadline', instant, found, at) ??
    optional('closures', listOf(closure, 10_000), found, at),
};

const optional = (name: string, shape: Shape<unknown>, found: unknown, at: string): string | undefined => {
  const member = (found as Readonly<Record<string, unknown>>)[name];
  return member === undefined ? undefined : shape.fault(member, `${at}.${name}`);
};

const progressShape = object<Progress>({
  v: oneOf(1),
  instruction: hash,
  receipts: mapOf('the identifier of a part', /^[a-z]{2,4}_(org|ws)_[0-9A-Z]{26}$/, receiptShape),
});

const address = text('an https address', /^https:\/\/[a-z0-9.-]+(:\d{1,5})?(\/[\w.-]+)*\/?$/);
const nearby = text(
  'an address on this machine',
  /^http:\/\/(127\.0\.0\.1|localhost)(:\d{1,5})?(\/[\w.-]+)*\/?$/,
);
const cellsShape = mapOf('a geography', /^[a-z]{2,4}$/, {
  fault: (found, at) => (nearby.fault(found, at) === undefined ? undefined : address.fault(found, at)),
} as Shape<string>);
const tokensShape = mapOf('a geography', /^[a-z]{2,4}$/, text('a token', /^[\x21-\x7e]{1,16000}$/));

/** Reads a JSON file of one shape. A fault names the place, and never repeats what stands there. */
const reading =
  <T>(what: string, shape: Shape<T>) =>
  (written: string): T => {
    const read = parseUnambiguous(written);
    const fault =
      read === undefined ? `${what}: JSON is expected, with no member twice` : shape.fault(read, what);
    if (fault !== undefined) throw new UsageError(`${fault}.`);
    return read as T;
  };

/** @throws UsageError naming the first fault, for each of these */
export const readWanted = reading('wanted', wantedShape);
export const readInstructionFile = reading('file', instructionShape);
export const readProgress = reading('progress', progressShape);
export const readCells = reading('cells', cellsShape);
export const readTokens = reading('tokens', tokensShape);

/**
 * Whether an answer is a receipt of this part of this instruction. It can have been received from when it was signed
 * until now, as far as clocks agree: no cell takes a first receipt of another time, and so one of them would keep the
 * instruction from all the others.
 */
export const isReceiptOf = (
  answered: unknown,
  { instruction, subject }: { readonly instruction: GroupInstruction; readonly subject: SubjectId },
  now: Instant,
): answered is Receipt => {
  if (receiptShape.fault(answered, 'receipt') !== undefined) return false;
  const receipt = answered as Receipt;
  const received = instantOf(receipt.receivedAt);
  const isOfThis = receipt.instruction === instruction.id && receipt.subject === subject;
  return (
    isOfThis &&
    received >= instantOf(instruction.at) - clockSkew &&
    received <= now + clockSkew &&
    receipt.value === instruction.value &&
    (receipt.value !== 'off' || receipt.countsFrom !== undefined)
  );
};

/** What other cells are told of the first receipt. */
export const statedOf = ({ receivedAt, hash: entry }: Receipt): FirstReceipt => ({ receivedAt, entry });
