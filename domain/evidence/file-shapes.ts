import type { AuthorizationRecord, LedgerDocument } from './authorization-record.ts';
import { purgeCertificateShape } from './certificate-shape.ts';
import type { Checkpoint, CheckpointHeader } from './checkpoint.ts';
import type {
  CertificateFile,
  CheckpointFile,
  Consistency,
  Inclusion,
  LedgerFile,
  RecordFile,
} from './evidence-files.ts';
import {
  authorizationRecordShape,
  ledgerEntryShape,
  ledgerHeadShape,
  openedNameShape,
} from './ledger-shape.ts';
import { byMember, listOf, mapOf, object, oneOf, type Shape, text, whole } from './shape.ts';
import { cell, hash, instant, path, subject } from './texts.ts';

const inclusion = object<Inclusion>({ index: whole(0), size: whole(1), path });
const consistency = object<Consistency>({ from: whole(1), path });
const compactJws = text('a compact JWS', /^[A-Za-z0-9_-]{1,2000}(?:\.[A-Za-z0-9_-]{1,2000}){2}$/);

export const certificateFileShape: Shape<CertificateFile> = object<CertificateFile>(
  {
    v: oneOf(1),
    kind: oneOf('certificate-file'),
    certificate: purgeCertificateShape,
    inclusion,
    checkpoint: compactJws,
    consistency,
  },
  'consistency',
);

export const recordFileShape: Shape<RecordFile> = object<RecordFile>(
  {
    v: oneOf(1),
    kind: oneOf('record-file'),
    record: authorizationRecordShape,
    entry: ledgerEntryShape,
    name: openedNameShape,
    inclusion,
    checkpoint: compactJws,
    consistency,
  },
  'name',
  'consistency',
);

const ledgerDocument = byMember<LedgerDocument>('kind', {
  'authorization-record': authorizationRecordShape as Shape<AuthorizationRecord>,
  'ledger-head': ledgerHeadShape,
});

export const ledgerFileShape: Shape<LedgerFile> = object<LedgerFile>(
  {
    v: oneOf(1),
    kind: oneOf('ledger-file'),
    subject,
    from: whole(1),
    next: whole(1),
    entries: listOf(ledgerEntryShape, 1_000_000),
    names: mapOf('the number of an entry', /^(?:0|[1-9]\d{0,11})$/, openedNameShape),
    anchor: object<LedgerFile['anchor']>({ document: ledgerDocument, inclusion }),
    checkpoint: compactJws,
    consistency,
  },
  'from',
  'next',
  'names',
  'consistency',
);

export const checkpointFileShape: Shape<CheckpointFile> = object<CheckpointFile>(
  {
    v: oneOf(1),
    kind: oneOf('checkpoint-file'),
    checkpoint: compactJws,
    consistency,
  },
  'consistency',
);

export const checkpointShape: Shape<Checkpoint> = object<Checkpoint>({
  v: oneOf(1),
  kind: oneOf('checkpoint'),
  cell,
  size: whole(1),
  root: hash,
  at: instant,
});

export const checkpointHeaderShape: Shape<CheckpointHeader> = object<CheckpointHeader>({
  alg: oneOf('ES256'),
  kid: text('the thumbprint of a key', /^[A-Za-z0-9_-]{43}$/),
  typ: oneOf('domicile-checkpoint+jws'),
});
