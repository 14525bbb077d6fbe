import { expect, test } from 'vitest';
import { canonicalize } from '../../../domain/canonical-form.ts';
import type { LedgerFile, RecordFile } from '../../../domain/evidence/evidence-files.ts';
import { verifyLedgerFile } from '../../../domain/evidence/verify-ledger.ts';
import { verifyRecordFile } from '../../../domain/evidence/verify-record.ts';
import type { SubjectId } from '../../../domain/identifiers.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { sharing, validation } from '../../support/settings.ts';
import { aSharingCustomer } from '../../support/sharing-customer.ts';
import { aSigner, type TestKey } from '../../support/signing.ts';
import { aWorkspace, choose, expectStatus, noticeFor, owner, showNotice } from '../../support/story.ts';

const bytes = (value: unknown) => new TextEncoder().encode(canonicalize(value));
const trustIn = ({ jwk }: TestKey) => ({ keys: bytes({ keys: [jwk] }) });

const recordOf = async (cell: TestCell, subject: SubjectId, sequence: number) =>
  expectStatus(
    await cell.call<RecordFile>(owner, 'GET /v1/records/{subject}/{sequence}', {
      path: { subject, sequence: String(sequence) },
    }),
    200,
  );

const ledgerOf = async (cell: TestCell, subject: SubjectId, since?: LedgerFile) =>
  expectStatus(
    await cell.call<LedgerFile>(owner, 'GET /v1/ledgers/{subject}', {
      path: { subject },
      query: since === undefined ? {} : { since: String(since.anchor.inclusion.size) },
    }),
    200,
  );

/** What the API shows of a notice, which an owner sees before a choice. */
const shownNotice = async (cell: TestCell, id: string) =>
  expectStatus(
    await cell.call<{ version: number; hash: string }>(owner, 'GET /v1/notices/{notice}', {
      path: { notice: id },
    }),
    200,
  );

test('[BY-10] a choice: who signed with which authority, under which words, what it permits, and for how long', async () => {
  const cell = aCell('us');
  const { organization } = await aSharingCustomer(cell);
  const signer = aSigner(cell);
  await signer.run();

  const file = await recordOf(cell, organization, 1);

  expect(verifyRecordFile(bytes(file), trustIn(signer.key))).toMatchObject({ verified: true });
  const { version, hash } = await shownNotice(cell, noticeFor(sharing).id);
  expect(file.record).toMatchObject({
    authority: { party: organization, decided_by: ['owner'] },
    privacy_notice: { id: 'data-sharing', version, hash, language: 'en' },
    event: { event_type: 'setting-chosen', event_state: 'on', entity_id: file.entry.actor },
    processing: [
      {
        act: 'permission',
        purpose: ['building', 'improving', 'validating', 'agreed-services'],
        recipient_third_parties: [],
        storage_locations: ['us'],
        retention_period: 'PT720H',
        deletion_after_withdrawal: 'PT720H',
      },
    ],
  });
  expect(file.name?.actor).toMatchObject({ kind: 'person', tokenSubject: 'owner-1', roles: ['owner'] });
});

test('[BY-10] [SC-1] a default that was applied has a record that claims no permission, until somebody chooses', async () => {
  const cell = aCell('eu');
  const workspace = await aWorkspace(cell);
  await showNotice(cell, workspace, validation);
  expectStatus(await choose(cell, workspace, validation, 'on'), 200);
  const signer = aSigner(cell);
  await signer.run();

  const files = [await recordOf(cell, workspace, 1), await recordOf(cell, workspace, 2)];

  for (const file of files)
    expect(verifyRecordFile(bytes(file), trustIn(signer.key))).toMatchObject({ verified: true });
  expect(files.map(({ record: { event, processing } }) => [event.event_type, processing[0]?.act])).toEqual([
    ['default-applied', 'default-applied'],
    ['setting-chosen', 'permission'],
  ]);
});

test('[BY-10] who holds an earlier checkpoint sees that a ledger was made anew, though all of it is signed', async () => {
  const cell = aCell('us');
  const { organization } = await aSharingCustomer(cell);
  const { key, run } = aSigner(cell);
  await run();
  const kept = await ledgerOf(cell, organization);

  // The vendor itself writes another history, from the first entry on, and signs it with the same key.
  const another = aCell('us');
  const rewritten = await aSharingCustomer(another);
  expectStatus(await choose(another, rewritten.organization, sharing, 'off'), 200);
  await aSigner(another, { key }).run();
  const shown = await ledgerOf(another, rewritten.organization, kept);

  const { consistency: _, ...unasked } = shown;
  const alone = verifyLedgerFile(bytes(unasked), trustIn(key));
  const beside = verifyLedgerFile(bytes(shown), { ...trustIn(key), earlier: bytes(kept) });
  expect(alone).toMatchObject({ verified: true });
  expect(beside).toMatchObject({ verified: false, reason: 'inconsistent' });
});

test('[BY-10] a ledger that went on verifies beside an earlier checkpoint', async () => {
  const cell = aCell('us');
  const { organization } = await aSharingCustomer(cell);
  const { key, run } = aSigner(cell);
  await run();
  const kept = await ledgerOf(cell, organization);
  expectStatus(await choose(cell, organization, sharing, 'off'), 200);
  await run();

  const shown = await ledgerOf(cell, organization, kept);

  expect(shown.entries.slice(0, kept.entries.length)).toEqual(kept.entries);
  expect(verifyLedgerFile(bytes(shown), { ...trustIn(key), earlier: bytes(kept) })).toMatchObject({
    verified: true,
    earlier: { size: kept.anchor.inclusion.size },
  });
});
