import type { CertificateReply, RecordReply } from '../../contract/api/replies.ts';
import type { RouteKey } from '../../contract/api/routes.ts';
import { canonicalize } from '../../domain/canonical-form.ts';
import { verifyCertificateFile } from '../../domain/evidence/verify-certificate.ts';
import { verifyLedgerFile } from '../../domain/evidence/verify-ledger.ts';
import { verifyRecordFile } from '../../domain/evidence/verify-record.ts';
import type { EpochId, SubjectId } from '../../domain/identifiers.ts';
import type { Claims } from './callers.ts';
import type { TestCell } from './cell.ts';
import type { Sent } from './events.ts';
import { expectStatus } from './story.ts';

/** A file as somebody takes it from a cell, and what it is of. */
export type TakenFile = {
  readonly kind: 'certificate' | 'record' | 'ledger';
  readonly of: string;
  readonly bytes: Uint8Array;
};

const bytesOf = (file: unknown): Uint8Array => new TextEncoder().encode(canonicalize(file));

/** Every file that somebody gets of some subjects and epochs: ledgers, records and certificates. */
export const takeFiles = async (
  cell: TestCell,
  caller: Claims,
  things: { readonly subjects: readonly SubjectId[]; readonly epochs: readonly EpochId[] },
): Promise<readonly TakenFile[]> => {
  const take = async <Body = object>(route: RouteKey, sent: Sent) =>
    expectStatus(await cell.call<Body>(caller, route, sent), 200);
  const files: TakenFile[] = [];
  for (const subject of things.subjects) {
    const ledger = await take('GET /v1/ledgers/{subject}', { path: { subject } });
    files.push({ kind: 'ledger', of: subject, bytes: bytesOf(ledger) });
    type Records = { readonly records: readonly RecordReply[] };
    const { records } = await take<Records>('GET /v1/records', { query: { subject } });
    for (const { sequence } of records.filter(({ kind }) => kind === 'authorization-record')) {
      const path = { subject, sequence: String(sequence) };
      const record = await take('GET /v1/records/{subject}/{sequence}', { path });
      files.push({ kind: 'record', of: `${subject}/${sequence}`, bytes: bytesOf(record) });
    }
  }
  for (const epoch of things.epochs) {
    type Certificates = { readonly certificates: readonly CertificateReply[] };
    const { certificates } = await take<Certificates>('GET /v1/certificates', { query: { epoch } });
    for (const { certificate } of certificates) {
      const file = await take('GET /v1/certificates/{certificate}', { path: { certificate } });
      files.push({ kind: 'certificate', of: certificate, bytes: bytesOf(file) });
    }
  }
  return files;
};

/** The public keys of a cell, as a file. */
export const takeKeys = async (cell: TestCell, caller: Claims): Promise<Uint8Array> =>
  bytesOf(expectStatus(await cell.call(caller, 'GET /.well-known/jwks.json'), 200));

/** Verifies a file by what it is, with nothing but its bytes and the keys. */
export const verifyTaken = ({ kind, bytes }: TakenFile, keys: Uint8Array) => {
  switch (kind) {
    case 'certificate':
      return verifyCertificateFile(bytes, { keys });
    case 'record':
      return verifyRecordFile(bytes, { keys });
    case 'ledger':
      return verifyLedgerFile(bytes, { keys });
  }
};
