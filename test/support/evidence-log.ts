import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import {
  type LedgerEntry,
  type LedgerEvent,
  nextEntry,
  type OpenedName,
} from '../../domain/consent/ledger.ts';
import { ledgerDocumentOf } from '../../domain/evidence/authorization-record.ts';
import {
  type CertificateFacts,
  certificateOf,
  type PurgeCertificate,
} from '../../domain/evidence/certificate.ts';
import { certificateIdOf } from '../../domain/evidence/certificate-id.ts';
import { checkpointOf, checkpointSigningInput, signedCheckpoint } from '../../domain/evidence/checkpoint.ts';
import type {
  CertificateFile,
  CheckpointFile,
  LedgerFile,
  LogEvidence,
  RecordFile,
} from '../../domain/evidence/evidence-files.ts';
import { leafOf } from '../../domain/evidence/log-leaf.ts';
import { consistencyPath, type Hash, inclusionPath, rootOf } from '../../domain/evidence/merkle-tree.ts';
import type { PurgeRecord } from '../../domain/evidence/purge-record.ts';
import { type PublicJwk, type PublicKeySet, publicJwkOf } from '../../domain/evidence/signing-key.ts';
import type { Geography } from '../../domain/geographies.ts';
import { identifier } from '../../domain/identifiers.ts';
import { noticeOf } from '../../domain/notices/catalog.ts';
import { noticeHash } from '../../domain/notices/notice.ts';
import { businessAppsDataSharing as program } from '../../domain/programs/business-apps-data-sharing.ts';
import { lotName } from '../../domain/retention/lot.ts';
import { ordinaryNameLife } from '../../domain/retention/name-life.ts';
import { days, instantOf, isoOf } from '../../domain/time.ts';

/**
 * A log as a cell keeps it, made in memory with keys that anybody can make again: signatures follow from key and
 * text (RFC 6979), so that what is made from them is the same every time.
 */

/** A key pair for tests and examples. Its private part follows from a name, and so is no secret. */
export type TestKey = { readonly jwk: PublicJwk; readonly sign: (text: string) => Uint8Array };

export const testKey = (name: string): TestKey => {
  const secret = sha256(utf8ToBytes(name));
  const point = p256.getPublicKey(secret, false);
  return {
    jwk: publicJwkOf(point.slice(1, 33), point.slice(33)),
    sign: (text) => p256.sign(utf8ToBytes(text), secret, { lowS: true, prehash: true }),
  };
};

export const keySet = (...keys: readonly TestKey[]): PublicKeySet => ({ keys: keys.map(({ jwk }) => jwk) });

export const signingKey = testKey('the example of the evidence page');

/** An identifier whose last part counts. */
const idOf = <Kind extends 'org' | 'ws' | 'user' | 'ep'>(cell: Geography, kind: Kind, count: number) =>
  identifier(cell, kind, `01JDEM0EXAMP${String(count).padStart(14, '0')}`);

/** The names in a cell that examples speak of. */
export const namesIn = (cell: Geography) => ({
  organization: idOf(cell, 'org', 1),
  workspace: idOf(cell, 'ws', 2),
  epoch: idOf(cell, 'ep', 3),
});

const shown = noticeOf('data-sharing', 1);
if (shown === undefined) throw new Error('There is no notice data-sharing, version 1.');
const notice = { id: shown.id, version: shown.version, hash: noticeHash(shown) };

const optedOutAt = '2026-11-05T09:30:00.000Z';

/** What a purge left, of the lot of one shard. */
export const purgeRecord = (cell: Geography, shard = 0, changes: Partial<PurgeRecord> = {}): PurgeRecord => {
  const { organization, workspace, epoch } = namesIn(cell);
  return {
    epoch,
    subject: organization,
    workspace,
    use: 'product-improvement',
    day: '2026-11-03',
    shard,
    cause: 'opt-out',
    deadline: '2026-12-03T00:00:00.000Z',
    reasons: [
      { cause: 'retention', deadline: '2026-12-03T00:00:00.000Z', purgeFrom: '2026-12-01T16:55:00.000Z' },
      { cause: 'opt-out', deadline: '2026-12-05T09:30:00.000Z', purgeFrom: optedOutAt },
    ],
    policy: {
      categories: ['prompt', 'response', 'telemetry'],
      retention: days(30),
      deletedWithin: days(30),
      shards: 4,
    },
    program: program.id,
    programVersion: program.version,
    notice,
    captured: 412 + shard,
    deleted: 412 + shard,
    counts: 'add-up',
    deletedDigest: leafOf({ shard }),
    method: 'logical-delete',
    absence: 'consistent-query-empty',
    deletedAt: '2026-11-05T09:41:12.345Z',
    ...changes,
  };
};

/** The certificate of the lot of a shard. */
export const certificate = (
  cell: Geography,
  shard = 0,
  changes: Partial<PurgeRecord> = {},
  facts: Partial<CertificateFacts> = {},
): PurgeCertificate => {
  const record = purgeRecord(cell, shard, changes);
  return certificateOf(record, {
    id: certificateIdOf({ ...record, lot: lotName(record) }),
    otherCopies: [],
    storesNotCovered: ['stores of the vendor outside the cell'],
    ...facts,
  });
};

const salt = (sequence: number): string => leafOf({ salt: sequence });

const step = (value: 'on' | 'off', before: 'on' | 'off', more: object): LedgerEvent => ({
  type: 'setting-chosen',
  program: program.id,
  programVersion: program.version,
  setting: 'share-for-improvement',
  before,
  value,
  notice,
  by: identifier('us', 'user', '01JDEM0EXAMP00000000000009'),
  acts: [{ use: 'product-improvement', act: 'permission' }],
  ...more,
});

/** What happened to an organization that shared for some days and opted out. */
const eventsIn = (cell: Geography): readonly (readonly [string, LedgerEvent])[] => {
  const { epoch } = namesIn(cell);
  return [
    [
      '2026-11-01T08:00:00.000Z',
      {
        type: 'subject-created',
        home: cell,
        owner: identifier(cell, 'user', '01JDEM0EXAMP00000000000009'),
        programs: [{ id: program.id, version: 1 }],
      },
    ],
    ['2026-11-02T10:15:00.000Z', step('on', 'off', { opens: epoch })],
    [optedOutAt, step('off', 'on', { closes: [{ epoch, cause: 'opt-out' }] })],
    ['2026-11-05T09:42:00.000Z', { type: 'closure-ended', epoch, lots: 4, captured: 1654, deleted: 1654 }],
  ];
};

export type TestLedger = {
  readonly entries: readonly LedgerEntry[];
  readonly names: { readonly [sequence: string]: OpenedName };
};

/** The ledger of the organization of a cell. */
export const ledgerIn = (cell: Geography): TestLedger => {
  const entries: LedgerEntry[] = [];
  const names: Record<string, OpenedName> = {};
  for (const [at, event] of eventsIn(cell)) {
    const actor = { kind: 'person', tokenSubject: 'a1b2c3', roles: ['owner'] } as const;
    const { entry, name } = nextEntry(namesIn(cell).organization, entries.at(-1), {
      at: instantOf(at),
      event,
      actor,
      salt: salt(entries.length),
    });
    entries.push(entry);
    names[String(entry.sequence)] = name;
  }
  return { entries, names };
};

/** What stands in the log for an entry of such a ledger. */
export const documentOf = (entry: LedgerEntry) =>
  ledgerDocumentOf(entry, { program: () => program, notice: () => shown, nameLife: ordinaryNameLife });

/** A log over documents, and the files that a cell hands out from it. */
export type TestLog = ReturnType<typeof logOf>;

export const logOf = (cell: Geography, documents: readonly object[], key: TestKey = signingKey) => {
  const leaves = documents.map(leafOf);
  const checkpoint = (size: number = leaves.length, changes: object = {}): string => {
    const at = isoOf(instantOf('2026-11-05T10:00:00.000Z') + size * 300_000);
    const payload = { ...checkpointOf(cell, size, rootOf(leaves.slice(0, size)), at), ...changes };
    const input = checkpointSigningInput(payload, key.jwk.kid);
    return signedCheckpoint(input, key.sign(input));
  };
  const inclusionOf = (document: object, size: number) => {
    const index = leaves.indexOf(leafOf(document));
    return { index, size, path: inclusionPath(index, leaves.slice(0, size)) };
  };
  const evidence = (size: number, since?: number): LogEvidence => ({
    checkpoint: checkpoint(size),
    ...(since !== undefined && { consistency: { from: since, path: pathFrom(since, size) } }),
  });
  const pathFrom = (since: number, size: number): readonly Hash[] =>
    consistencyPath(since, leaves.slice(0, size));
  return {
    leaves,
    checkpoint,
    checkpointFile: (size: number, since?: number): CheckpointFile => ({
      v: 1,
      kind: 'checkpoint-file',
      ...evidence(size, since),
    }),
    certificateFile: (of: PurgeCertificate, since?: number, size = leaves.length): CertificateFile => ({
      v: 1,
      kind: 'certificate-file',
      certificate: of,
      inclusion: inclusionOf(of, size),
      ...evidence(size, since),
    }),
    recordFile: (entry: LedgerEntry, name?: OpenedName, since?: number, size = leaves.length): RecordFile => {
      const record = documentOf(entry);
      if (record.kind !== 'authorization-record') throw new RangeError('This entry has no record.');
      return {
        v: 1,
        kind: 'record-file',
        record,
        entry,
        ...(name && { name }),
        inclusion: inclusionOf(record, size),
        ...evidence(size, since),
      };
    },
    /** A ledger in pages of so many entries, each anchored by its last one. */
    ledgerPages: ({ entries, names }: TestLedger, most: number, since?: number): readonly LedgerFile[] =>
      Array.from({ length: Math.ceil(entries.length / most) }, (_, page): LedgerFile => {
        const from = page * most;
        const part = entries.slice(from, from + most);
        const last = part.at(-1);
        if (last === undefined) throw new RangeError('A page has entries.');
        const document = documentOf(last);
        const next = from + part.length;
        return {
          v: 1,
          kind: 'ledger-file',
          subject: last.subject,
          ...(from > 0 && { from }),
          ...(next < entries.length && { next }),
          entries: part,
          names: Object.fromEntries(
            Object.entries(names).filter(([n]) => Number(n) >= from && Number(n) < next),
          ),
          anchor: { document, inclusion: inclusionOf(document, leaves.length) },
          ...evidence(leaves.length, since),
        };
      }),
    ledgerFile: ({ entries, names }: TestLedger, anchored: number, since?: number): LedgerFile => {
      const entry = entries[anchored];
      const [first] = entries;
      if (entry === undefined || first === undefined) throw new RangeError('There is no such entry.');
      const document = documentOf(entry);
      return {
        v: 1,
        kind: 'ledger-file',
        subject: first.subject,
        entries,
        names,
        anchor: { document, inclusion: inclusionOf(document, leaves.length) },
        ...evidence(leaves.length, since),
      };
    },
  };
};

/** The log of the examples: a ledger of four entries and the certificates of four lots, as they came about. */
export const exampleLog = (cell: Geography = 'us', key: TestKey = signingKey) => {
  const ledger = ledgerIn(cell);
  const certificates = [0, 1, 2, 3].map((shard) => certificate(cell, shard));
  const [created, chosen, optedOut, ended] = ledger.entries.map(documentOf);
  const documents = [created, chosen, optedOut, ...certificates, ended].filter((each) => each !== undefined);
  return { ledger, certificates, log: logOf(cell, documents, key) };
};
