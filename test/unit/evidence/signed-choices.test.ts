import { beforeEach, describe, expect, test } from 'vitest';
import type { EffectiveSetting } from '../../../contract/api/replies.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import type { LedgerFile, RecordFile } from '../../../domain/evidence/evidence-files.ts';
import type { Instruction } from '../../../domain/evidence/instruction.ts';
import { verifyLedgerFile } from '../../../domain/evidence/verify-ledger.ts';
import { verifyRecordFile } from '../../../domain/evidence/verify-record.ts';
import type { OrganizationId } from '../../../domain/identifiers.ts';
import { noticeOf } from '../../../domain/notices/catalog.ts';
import { noticeHash } from '../../../domain/notices/notice.ts';
import { isoOf, minutes } from '../../../domain/time.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { type ContendedStore, contendedStore } from '../../support/contended-store.ts';
import { sharing } from '../../support/settings.ts';
import { aSigner, type TestSigner } from '../../support/signing.ts';
import {
  anOrganization,
  expectStatus,
  freshKey,
  noticeFor,
  operator,
  owner,
  readSetting,
} from '../../support/story.ts';
import { bytesOf, fileOf, reasonOf } from './files.ts';
import { signedExample, theirKey } from './signed-example.ts';

describe('[BY-10] an owner sends a signature with a choice', () => {
  let cell: TestCell;
  let signer: TestSigner;
  let organization: OrganizationId;
  let contended: ContendedStore;
  beforeEach(async () => {
    contended = contendedStore();
    cell = aCell('us', { store: contended.store });
    signer = aSigner(cell);
    organization = await anOrganization(cell);
  });

  /** What an owner's client signs: all of it is in the answers of the cell. */
  const instructionFor = (
    { subject, program, setting, uses }: EffectiveSetting,
    value: string,
  ): Instruction => {
    const { id, version } = noticeFor(sharing);
    const shown = noticeOf(id, version);
    if (shown === undefined) throw new Error('There is no such notice.');
    const at = isoOf(cell.clock.now);
    const notice = { id, version, hash: noticeHash(shown) };
    return {
      v: 1,
      kind: 'instruction',
      subject,
      program,
      setting,
      uses,
      value,
      notice,
      at,
      nonce: freshKey().padEnd(16, '_'),
    };
  };

  const choose = async (value: 'on' | 'off', signature?: unknown) => {
    const { setting, etag } = await readSetting(cell, organization, sharing);
    return cell.call(owner, 'PUT /v1/settings/{subject}/{program}/{setting}', {
      path: { subject: organization, ...sharing },
      body: {
        value,
        notice: noticeFor(sharing),
        signature: signature ?? theirKey.signs(instructionFor(setting, value)),
      },
      headers: { 'if-match': etag, 'idempotency-key': freshKey() },
    });
  };

  const trust = () => ({
    keys: bytesOf(JSON.stringify({ keys: [signer.key.jwk] })),
    checkSignature: signedExample.checkSignature,
  });
  const record = async (sequence: number) =>
    expectStatus(
      await cell.call<RecordFile>(owner, 'GET /v1/records/{subject}/{sequence}', {
        path: { subject: organization, sequence: String(sequence) },
      }),
      200,
    );
  const ledger = async () =>
    expectStatus(
      await cell.call<LedgerFile>(owner, 'GET /v1/ledgers/{subject}', { path: { subject: organization } }),
      200,
    );

  test('and gets a record and a ledger in which everybody with its key finds it valid', async () => {
    expectStatus(await choose('on'), 200);
    expectStatus(await choose('off'), 200);
    await signer.run();
    expect(verifyRecordFile(fileOf(await record(1)), trust())).toMatchObject({
      customerSignature: { state: 'verified', kid: theirKey.jwk.kid },
    });
    expect(verifyLedgerFile(fileOf(await ledger()), trust())).toMatchObject({
      signatures: { carried: 2, verified: [{}, {}] },
    });
  });

  test('and an opt-out that had to wait brings it along when it is finished', async () => {
    expectStatus(await choose('on'), 200);
    contended.crowded = true;
    expectStatus(await choose('off'), 200);
    contended.crowded = false;
    cell.clock.now += minutes(1);
    await cell.tick();
    await signer.run();
    const { entries } = await ledger();
    expect(entries.map(({ event }) => event.type)).toContain('opt-out-accepted');
    expect(verifyLedgerFile(fileOf(await ledger()), trust())).toMatchObject({
      signatures: { carried: 2, verified: [{}, {}] },
    });
  });

  test('of anything: the cell takes it unchecked, and whoever has the key refuses it', async () => {
    const { setting } = await readSetting(cell, organization, sharing);
    expectStatus(await choose('on', theirKey.signs(instructionFor(setting, 'off'))), 200);
    await signer.run();
    expect(reasonOf(verifyRecordFile(fileOf(await record(1)), { keys: trust().keys }))).toBe('verified');
    expect(reasonOf(verifyRecordFile(fileOf(await record(1)), trust()))).toBe('signature-not-of-instruction');
  });

  test('and it is nowhere once the person is erased; that there was one stays', async () => {
    expectStatus(await choose('on'), 200);
    await signer.run();
    expectStatus(await cell.call(operator, 'POST /v1/erasures', { body: { tokenSubject: 'owner-1' } }), 202);
    const item = await cell.store.get('registry', registryKeys.name(organization, 1), 'strong');
    expect(item).toHaveProperty('sealed');
    expect(JSON.stringify(item)).not.toContain('..');
    const entry = await cell.store.get('evidence', { pk: organization, sk: 'entry#000000000001' }, 'strong');
    expect(JSON.stringify(entry)).not.toContain(theirKey.jwk.kid);
    expect(entry).toMatchObject({ event: { customerSignature: 'carried' } });
  });

  test.each([
    ['too long', `${'a'.repeat(801)}..${'b'.repeat(86)}`],
    ['with a payload', `a.b.${'b'.repeat(86)}`],
    ['that is no text', 7],
    ['that is empty', ''],
  ])('and one that is %s is refused before anything is written', async (_, signature) => {
    expect((await choose('on', signature)).status).toBe(400);
  });
});
