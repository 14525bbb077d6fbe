import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { inWords, toldInWords, type Verified } from '../domain/evidence/in-words.ts';
import { type Refusal, refused } from '../domain/evidence/refusal.ts';
import { longestFile, longestSmallFile, tooLarge } from '../domain/evidence/strict-file.ts';
import { verifyCertificateFile } from '../domain/evidence/verify-certificate.ts';
import type { Trust } from '../domain/evidence/verify-in-log.ts';
import { verifyLedgerFile, verifyRecordFile } from '../domain/evidence/verify-ledger.ts';
import { UsageError } from './usage-error.ts';

/** What can be verified, with what verifies it. */
const verifiers = {
  certificate: verifyCertificateFile,
  record: verifyRecordFile,
  ledger: verifyLedgerFile,
} as const;
export type EvidenceKind = keyof typeof verifiers;

export const isEvidenceKind = (noun: string | undefined): noun is EvidenceKind =>
  noun !== undefined && Object.hasOwn(verifiers, noun);

/** What the command prints, and its exit status: 0 verified, 1 refused. */
export type Told = { readonly output: string; readonly status: 0 | 1 };

/**
 * Verifies a certificate, a record or a ledger from files alone: no network, no AWS, no clock (BY-2, BY-10).
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
  readonly file: string;
  readonly keys: string;
  readonly checkpoint: string | undefined;
  readonly json: boolean;
};

const read = (args: readonly string[]): Asked => {
  const { values, positionals } = parse(args);
  const [, kind, file, ...others] = positionals;
  if (!isEvidenceKind(kind)) throw new UsageError(`There is nothing to verify called "${kind ?? ''}".`);
  if (file === undefined || others.length > 0) throw new UsageError('Name one file.');
  if (values.keys === undefined) {
    throw new UsageError('Name the --keys that you trust: a file of the public keys of the cell.');
  }
  return { kind, file, keys: values.keys, checkpoint: values.checkpoint, json: values.json ?? false };
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { keys: { type: 'string' }, checkpoint: { type: 'string' }, json: { type: 'boolean' } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

const verdictOn = ({ kind, file, keys, checkpoint }: Asked): Verified | Refusal => {
  const bytes = bytesOf(file, longestFile[kind]);
  const trust = trustOf(keys, checkpoint);
  if (bytes === 'too large') return tooLarge(longestFile[kind]);
  return trust === 'too large'
    ? refused('too-large', `The keys or the earlier checkpoint are larger than ${longestSmallFile} bytes.`)
    : verifiers[kind](bytes, trust);
};

const trustOf = (keysPath: string, earlierPath: string | undefined): Trust | 'too large' => {
  const keys = bytesOf(keysPath, longestSmallFile);
  const earlier = earlierPath === undefined ? undefined : bytesOf(earlierPath, longestSmallFile);
  if (keys === 'too large' || earlier === 'too large') return 'too large';
  return { keys, ...(earlier && { earlier }) };
};

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

const forMachines = (verdict: Verified | Refusal) =>
  verdict.verified ? { ...verdict, words: inWords(verdict) } : verdict;

const forPeople = (verdict: Verified | Refusal): string =>
  verdict.verified ? toldInWords(inWords(verdict)) : `REFUSED (${verdict.reason}): ${verdict.sentence}`;
