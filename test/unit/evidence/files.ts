import { canonicalize } from '../../../domain/canonical-form.ts';
import type { Refusal, RefusalReason } from '../../../domain/evidence/refusal.ts';
import { verifyCertificateFile } from '../../../domain/evidence/verify-certificate.ts';
import { verifyLedgerFile } from '../../../domain/evidence/verify-ledger.ts';
import { verifyRecordFile } from '../../../domain/evidence/verify-record.ts';
import { exampleLog, keySet, signingKey, type TestKey } from '../../support/evidence-log.ts';

/** The example's files as bytes, and what each is verified with. */
export const example = exampleLog();

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
/** A value as a file writes it, whether it is a proper file or not. */
export const fileOf = (value: unknown): Uint8Array => bytesOf(`${canonicalize(value)}\n`);
/** A key set as a cell serves it. */
export const keysOf = (...keys: readonly TestKey[]): Uint8Array => bytesOf(JSON.stringify(keySet(...keys)));

export const keys = keysOf(signingKey);

const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index];
  if (found === undefined) throw new RangeError(`there is no ${index}`);
  return found;
};

export const certificate = at(example.certificates, 2);
export const chosen = at(example.ledger.entries, 1);
export const chosenName = at(Object.values(example.ledger.names), 1);

export const certificateFile = example.log.certificateFile(certificate);
export const grownFile = example.log.certificateFile(certificate, 5);
export const earlierFile = example.log.checkpointFile(5);
export const recordFile = example.log.recordFile(chosen, chosenName);
export const ledgerFile = example.log.ledgerFile(example.ledger, 3);

/** The same ledger in two pages: entries 0 and 1, and then the others. */
export const pages = example.log.ledgerPages(example.ledger, 2);

export const verifiers = {
  certificate: verifyCertificateFile,
  record: verifyRecordFile,
  ledger: verifyLedgerFile,
} as const;

/** The reason for which a file is refused; `verified` where it is not. */
export const reasonOf = (verdict: { readonly verified: true } | Refusal): RefusalReason | 'verified' =>
  verdict.verified ? 'verified' : verdict.reason;
