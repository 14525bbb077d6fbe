import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readCustomerKeys } from '../domain/evidence/customer-keys.ts';
import { filesInWords, type VerifiedFiles } from '../domain/evidence/files-in-words.ts';
import { toldInWords } from '../domain/evidence/in-words.ts';
import { checkingSignatures } from '../domain/evidence/instruction.ts';
import { accepted, type Read, type Refusal, refused } from '../domain/evidence/refusal.ts';
import { longestFile, longestSmallFile, tooLarge } from '../domain/evidence/strict-file.ts';
import type { VerifiedCertificate } from '../domain/evidence/verify-certificate.ts';
import { type VerifiedCertificates, verifyCertificateFiles } from '../domain/evidence/verify-certificates.ts';
import { verifyCheckpointFile } from '../domain/evidence/verify-checkpoint-file.ts';
import type { Trust } from '../domain/evidence/verify-in-log.ts';
import { verifyLedgerFiles } from '../domain/evidence/verify-ledger-pages.ts';
import { verifyRecordFile } from '../domain/evidence/verify-record.ts';
import { UsageError } from './usage-error.ts';

/** What can be verified, with what verifies it: a record and a checkpoint come in one file. */
const verifiers = {
  certificate: (files: Iterable<Uint8Array>, trust: Trust) => alone(verifyCertificateFiles(files, trust)),
  record: ([file]: readonly Uint8Array[], trust: Trust) => verifyRecordFile(file ?? nothing, trust),
  ledger: verifyLedgerFiles,
  checkpoint: ([file]: readonly Uint8Array[], trust: Trust) => verifyCheckpointFile(file ?? nothing, trust),
} as const;
export type EvidenceKind = keyof typeof verifiers;

const nothing = new Uint8Array();

/** One certificate is told as it is, without those that it could be held against. */
const alone = (
  verdict: VerifiedCertificates | Refusal,
): VerifiedCertificates | VerifiedCertificate | Refusal => {
  if (!verdict.verified) return verdict;
  const [first, ...others] = verdict.certificates;
  return first !== undefined && others.length === 0 ? first : verdict;
};

export const isEvidenceKind = (noun: string | undefined): noun is EvidenceKind =>
  noun !== undefined && Object.hasOwn(verifiers, noun);

/** What the command prints, and its exit status: 0 verified, 1 refused. */
export type Told = { readonly output: string; readonly status: 0 | 1 };

/**
 * Verifies certificates, a record, a ledger or a checkpoint from files alone: no network, no AWS, no clock (BY-2, BY-10).
 * @throws UsageError when the arguments are wrong, or a file cannot be read
 */
export const verifyEvidence = (args: readonly string[]): Told => {
  const asked = read(args);
  const verdict = verdictOn(asked);
  return {
    output: asked.json ? JSON.stringify(forMachines(verdict), null, 2) : forPeople(verdict),
    status: verdict.verified ? 0 : 1,
  };
};

type Asked = {
  readonly kind: EvidenceKind;
  readonly files: readonly string[];
  readonly keys: string;
  readonly checkpoint: string | undefined;
  readonly customerKeys: string | undefined;
  readonly json: boolean;
};

const read = (args: readonly string[]): Asked => {
  const { values, positionals } = parse(args);
  const [, kind, ...files] = positionals;
  if (!isEvidenceKind(kind)) throw new UsageError(`There is nothing to verify called "${kind ?? ''}".`);
  const isInOne = kind === 'record' || kind === 'checkpoint';
  if (files.length === 0 || (isInOne && files.length > 1)) throw new UsageError('Name one file.');
  if (values.keys === undefined) {
    throw new UsageError('Name the --keys that you trust: a file of the public keys of the cell.');
  }
  const { keys, checkpoint, 'customer-keys': customerKeys, json = false } = values;
  if (customerKeys !== undefined && kind !== 'record' && kind !== 'ledger') {
    throw new UsageError(
      `A ${kind} has no signature of a customer: --customer-keys is for records and ledgers.`,
    );
  }
  return { kind, files, keys, checkpoint, customerKeys, json };
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        keys: { type: 'string' },
        checkpoint: { type: 'string' },
        'customer-keys': { type: 'string' },
        json: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

/** A file is larger than such files are: it was not read. */
class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

const verdictOn = ({ kind, files, ...brought }: Asked): VerifiedFiles | Refusal => {
  const trust = trustOf(brought);
  if (!trust.verified) return trust;
  try {
    // Pages of a ledger are read one by one, as they are verified.
    const each = bytesOfEach(files, longestFile[kind]);
    return kind === 'ledger' ? verifiers.ledger(each, trust.value) : verifiers[kind]([...each], trust.value);
  } catch (error) {
    if (error instanceof TooLarge) return tooLarge(longestFile[kind]);
    throw error;
  }
};

function* bytesOfEach(paths: readonly string[], longest: number): Generator<Uint8Array> {
  for (const path of paths) {
    const bytes = bytesOf(path, longest);
    if (bytes === 'too large') throw new TooLarge(path);
    yield bytes;
  }
}

const trustOf = (brought: Pick<Asked, 'keys' | 'checkpoint' | 'customerKeys'>): Read<Trust> => {
  const keys = bytesOf(brought.keys, longestSmallFile);
  const earlier = smallFile(brought.checkpoint);
  const written = smallFile(brought.customerKeys);
  if (keys === 'too large' || earlier === 'too large' || written === 'too large') {
    return refused(
      'too-large',
      `A file of keys or the earlier checkpoint is larger than ${longestSmallFile} bytes.`,
    );
  }
  const trust = { keys, ...(earlier && { earlier }) };
  if (written === undefined) return accepted(trust);
  const customerKeys = readCustomerKeys(written);
  return customerKeys.verified
    ? accepted({ ...trust, checkSignature: checkingSignatures(customerKeys.value) })
    : customerKeys;
};

const smallFile = (path: string | undefined) =>
  path === undefined ? undefined : bytesOf(path, longestSmallFile);

/** The bytes of a file. One that is too large is not read, whatever it says of its size. */
const bytesOf = (path: string, longest: number): Uint8Array | 'too large' => {
  try {
    return readUpTo(path, longest);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${path} cannot be read: ${why}`);
  }
};

const readUpTo = (path: string, longest: number): Uint8Array | 'too large' => {
  const file = openSync(path, 'r');
  try {
    // A pipe tells no size: it is read up to one byte too many.
    const { size } = fstatSync(file);
    if (size > longest) return 'too large';
    const buffer = new Uint8Array(size > 0 ? size + 1 : longest + 1);
    let length = 0;
    for (let count = 1; count > 0 && length < buffer.length; length += count) {
      count = readSync(file, buffer, length, buffer.length - length, null);
    }
    return length > longest ? 'too large' : buffer.subarray(0, length);
  } finally {
    closeSync(file);
  }
};

const forMachines = (verdict: VerifiedFiles | Refusal) =>
  verdict.verified ? { ...verdict, words: filesInWords(verdict) } : verdict;

const forPeople = (verdict: VerifiedFiles | Refusal): string =>
  verdict.verified ? toldInWords(filesInWords(verdict)) : `REFUSED (${verdict.reason}): ${verdict.sentence}`;
