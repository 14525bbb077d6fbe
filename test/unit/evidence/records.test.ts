import { beforeEach, expect, test } from 'vitest';
import type { RecordReply } from '../../../contract/api/replies.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import { canonicalize } from '../../../domain/canonical-form.ts';
import type { LedgerFile, RecordFile } from '../../../domain/evidence/evidence-files.ts';
import { verifyLedgerFile } from '../../../domain/evidence/verify-ledger.ts';
import { verifyRecordFile } from '../../../domain/evidence/verify-record.ts';
import type { OrganizationId } from '../../../domain/identifiers.ts';
import { ownUser } from '../../../domain/identifiers.ts';
import { aPerson } from '../../support/callers.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { compliancePlugins, sharing } from '../../support/settings.ts';
import { aSigner, type TestSigner } from '../../support/signing.ts';
import { anOrganization, choose, expectStatus, optIn, owner, stranger } from '../../support/story.ts';

let cell: TestCell;
let signer: TestSigner;
let organization: OrganizationId;

beforeEach(async () => {
  cell = aCell('us');
  signer = aSigner(cell);
  organization = await anOrganization(cell);
  await optIn(cell, organization, sharing);
});

const bytes = (value: unknown) => new TextEncoder().encode(canonicalize(value));

const trust = () => ({ keys: bytes({ keys: [signer.key.jwk] }) });

const recordsOf = async (subject: string, caller = owner) =>
  cell.call<{ records: readonly RecordReply[] }>(caller, 'GET /v1/records', { query: { subject } });

const recordOf = (subject: string, sequence: number, caller = owner) =>
  cell.call<RecordFile>(caller, 'GET /v1/records/{subject}/{sequence}', {
    path: { subject, sequence: String(sequence) },
  });

const ledgerOf = (subject: string, caller = owner) =>
  cell.call<LedgerFile>(caller, 'GET /v1/ledgers/{subject}', { path: { subject } });

test('[BY-10] a choice has a record that verifies, with who acted opened beside it', async () => {
  await signer.run();

  const file = expectStatus(await recordOf(organization, 1), 200);

  expect(verifyRecordFile(bytes(file), trust())).toMatchObject({ verified: true });
  expect(file.record).toMatchObject({
    event: { event_type: 'setting-chosen', event_state: 'on' },
    privacy_notice: { id: 'data-sharing', version: 1 },
  });
  expect(file.name?.actor).toMatchObject({ tokenSubject: 'owner-1' });
});

test('entries that are no choice have no record, and stand in the log all the same', async () => {
  await signer.run();

  expect(expectStatus(await recordsOf(organization), 200).records).toMatchObject([
    { sequence: 0, kind: 'ledger-head' },
    { sequence: 1, kind: 'authorization-record' },
  ]);
  expect((await recordOf(organization, 0)).status).toBe(404);
  expect((await recordOf(organization, 7)).status).toBe(404);
});

test('[BY-10] a person who is erased leaves every proof valid', async () => {
  await signer.run();
  const key = registryKeys.name(organization, 1);
  await cell.store.write({ kind: 'delete', table: 'registry', key });

  const record = expectStatus(await recordOf(organization, 1), 200);
  const ledger = expectStatus(await ledgerOf(organization), 200);

  expect(record).not.toHaveProperty('name');
  expect(ledger.names).not.toHaveProperty('1');
  expect(verifyRecordFile(bytes(record), trust())).toMatchObject({ verified: true });
  expect(verifyLedgerFile(bytes(ledger), trust())).toMatchObject({ verified: true });
});

test('[BY-10] a ledger is anchored in the newest checkpoint, and says what came after it', async () => {
  expect((await ledgerOf(organization)).status).toBe(409);
  await signer.run();
  expectStatus(await choose(cell, organization, sharing, 'off'), 200);

  const file = expectStatus(await ledgerOf(organization), 200);

  expect(file.entries.length).toBeGreaterThan(2);
  expect(file.anchor.document.ledger.sequence).toBe(1);
  expect(verifyLedgerFile(bytes(file), trust())).toMatchObject({ verified: true });
  const [first, ...others] = file.entries;
  const holed = { ...file, entries: [first, ...others.slice(1)] };
  expect(verifyLedgerFile(bytes(holed), trust())).toMatchObject({ verified: false });
});

test('people have the records of their own settings, and nobody else has', async () => {
  expectStatus(await choose(cell, ownUser('us'), compliancePlugins, 'on'), 200);
  await signer.run();

  const own = expectStatus(await recordsOf(ownUser('us')), 200).records;

  expect(own).toMatchObject([{ sequence: 0, kind: 'authorization-record' }]);
  expect((await recordOf(own[0]?.subject ?? '', 0)).status).toBe(200);
  const auditor = aPerson('auditor-1', { 'cognito:groups': '[auditor]' });
  for (const caller of [stranger, auditor]) {
    for (const subject of [own[0]?.subject ?? '', organization]) {
      expect((await recordsOf(subject, caller)).status).toBe(404);
      expect((await recordOf(subject, 0, caller)).status).toBe(404);
      expect((await ledgerOf(subject, caller)).status).toBe(404);
    }
  }
});
