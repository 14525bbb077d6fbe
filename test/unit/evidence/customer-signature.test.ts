import { p256 } from '@noble/curves/nist.js';
import { describe, expect, test } from 'vitest';
import { nextEntry } from '../../../domain/consent/ledger.ts';
import { fromBase64url, toBase64url } from '../../../domain/evidence/base64url.ts';
import { readCustomerKeys } from '../../../domain/evidence/customer-keys.ts';
import type { LedgerFile } from '../../../domain/evidence/evidence-files.ts';
import { inWords } from '../../../domain/evidence/in-words.ts';
import type { Instruction } from '../../../domain/evidence/instruction.ts';
import type { RefusalReason } from '../../../domain/evidence/refusal.ts';
import { verifyLedgerFile } from '../../../domain/evidence/verify-ledger.ts';
import { verifyLedgerFiles } from '../../../domain/evidence/verify-ledger-pages.ts';
import { verifyRecordFile } from '../../../domain/evidence/verify-record.ts';
import { hours } from '../../../domain/time.ts';
import { customerKey, customerKeySet } from '../../support/customer-key.ts';
import { documentOf, logOf } from '../../support/evidence-log.ts';
import { bytesOf, chosen, fileOf, keys, reasonOf, recordFile } from './files.ts';
import { checksOf, choiceWith, fileWith, instruction, signedExample, theirKey } from './signed-example.ts';

const ofRecord = (file: object, checkSignature = signedExample.checkSignature) =>
  reasonOf(verifyRecordFile(fileOf(file), { keys, checkSignature }));

describe('[BY-10] a signature of the customer', () => {
  test.each(['ES256', 'EdDSA'] as const)('with %s is shown to be one of exactly this instruction', (alg) => {
    const key = customerKey('another key', alg);
    const file = fileWith(choiceWith(key.signs(instruction)));
    const verdict = verifyRecordFile(fileOf(file), { keys, checkSignature: checksOf(theirKey, key) });
    if (!verdict.verified) throw new Error(verdict.sentence);
    expect(verdict.customerSignature).toEqual({
      state: 'verified',
      kid: key.jwk.kid,
      at: instruction.at,
      nonce: instruction.nonce,
    });
    expect(inWords(verdict).proven.join()).toContain(`Key ${key.jwk.kid}, which you gave`);
    expect(inWords(verdict).notProven.join()).toContain(
      'That the key which signed the instruction is the customer’s',
    );
  });

  test('is said to be carried and unchecked where nobody brought keys, by record and verifier', () => {
    const { recordFile: file } = signedExample;
    expect(file.record.event.customer_signature).toBe('carried-not-checked');
    const verdict = verifyRecordFile(fileOf(file), { keys });
    if (!verdict.verified) throw new Error(verdict.sentence);
    expect(verdict.customerSignature).toEqual({ state: 'not-checked' });
    expect(inWords(verdict).proven.join()).toContain('and was not checked');
  });

  test('goes with the name: without it the record verifies, and says that there was one', () => {
    const { name: _, ...erased } = signedExample.recordFile;
    const verdict = verifyRecordFile(fileOf(erased), { keys });
    expect(verdict).toMatchObject({ verified: true, customerSignature: { state: 'not-opened' } });
    expect(JSON.stringify(erased)).not.toContain(theirKey.jwk.kid);
    expect(ofRecord(erased)).toBe('no-customer-signature');
  });

  test('is missed where keys are brought and none came', () => {
    expect(ofRecord(recordFile)).toBe('no-customer-signature');
  });

  const [header = '', , raw = ''] = theirKey.signs(instruction).split('.');
  const signed = (changes: Partial<Instruction>) => theirKey.signs({ ...instruction, ...changes });
  const cases: readonly (readonly [string, RefusalReason, string])[] = [
    ['of another value', 'signature-not-of-instruction', signed({ value: 'off' })],
    [
      'of another subject',
      'signature-not-of-instruction',
      signed({ subject: 'us_org_01JDEM0EXAMP00000000000009' }),
    ],
    ['of another setting', 'signature-not-of-instruction', signed({ setting: 'another' })],
    ['of another program', 'signature-not-of-instruction', signed({ program: 'another' })],
    ['of other uses', 'signature-not-of-instruction', signed({ uses: ['product-improvement', 'training'] })],
    [
      'of other words',
      'signature-not-of-instruction',
      signed({ notice: { ...instruction.notice, hash: 'a'.repeat(64) } }),
    ],
    [
      'of another nonce than its header has',
      'signature-not-of-instruction',
      theirKey.signs(instruction, { nonce: 'another-nonce-of-it' }),
    ],
    ['that is older than a day', 'signature-not-of-instruction', signed({ at: '2026-11-01T10:14:59.999Z' })],
    ['of the future', 'signature-not-of-instruction', signed({ at: '2026-11-02T10:20:00.001Z' })],
    [
      'of another algorithm than its key',
      'signature-not-of-instruction',
      theirKey.signs(instruction, { alg: 'EdDSA' }),
    ],
    ['with a payload', 'signature-not-of-instruction', `${header}.e30.${raw}`],
    ['with a fourth part', 'signature-not-of-instruction', `${header}..${raw}.`],
    ['that is cut', 'signature-not-of-instruction', `${header}..${raw.slice(0, -2)}`],
    ['without a header', 'signature-not-of-instruction', `..${raw}`],
    [
      'with a header in another order',
      'signature-not-of-instruction',
      `${toBase64url(bytesOf(`{"typ":"domicile-instruction+jws","alg":"ES256"}`))}..${raw}`,
    ],
    ['of a key that nobody gave', 'unknown-customer-key', customerKey('of somebody else').signs(instruction)],
    [
      'of somebody else under the name of the key',
      'signature-not-of-instruction',
      customerKey('of somebody else').signs(instruction, { kid: theirKey.jwk.kid }),
    ],
  ];
  test.each(cases)('%s is refused', (_, reason, signature) => {
    const file = fileWith(choiceWith(signature));
    expect(ofRecord(file)).toBe(reason);
    expect(reasonOf(verifyRecordFile(fileOf(file), { keys }))).toBe('verified');
  });

  test('in the other of the two forms that a point of the curve gives is taken: hardware makes either', () => {
    const bytes = fromBase64url(raw) ?? new Uint8Array();
    const { r, s } = p256.Signature.fromBytes(bytes);
    const turned = new p256.Signature(r, p256.Point.CURVE().n - s).toBytes();
    expect(ofRecord(fileWith(choiceWith(`${header}..${toBase64url(turned)}`)))).toBe('verified');
  });

  test('that the entry does not know of, or knows of and lacks, is refused', () => {
    const signature = theirKey.signs(instruction);
    const unmarked = choiceWith(signature);
    const { customerSignature: _, ...event } = unmarked.entry.event as Record<string, unknown>;
    const { name } = unmarked;
    const step = { at: Date.parse(chosen.at), event: event as never, actor: name.actor, salt: name.salt };
    expect(ofRecord(fileWith(nextEntry(chosen.subject, undefined, step)))).toBe('contradiction');
    const { signature: __, ...actor } = name.actor as Extract<typeof name.actor, { kind: 'person' }>;
    const without = { ...step, event: unmarked.entry.event, actor };
    expect(ofRecord(fileWith(nextEntry(chosen.subject, undefined, without)))).toBe('contradiction');
  });

  test('that a record claims and its entry does not is refused', () => {
    const { record } = recordFile;
    const wrong = { ...record, event: { ...record.event, customer_signature: 'carried-not-checked' } };
    const { inclusion, checkpoint } = logOf('us', [wrong]).certificateFile(wrong as never);
    expect(
      reasonOf(verifyRecordFile(fileOf({ ...recordFile, record: wrong, inclusion, checkpoint }), { keys })),
    ).toBe('other-entry');
  });

  test.each([
    ['is junk', 'signature-not-of-instruction', `${header}..${'A'.repeat(86)}`],
    [
      'names a key that nobody gave',
      'unknown-customer-key',
      customerKey('of somebody else').signs(instruction),
    ],
  ])('that %s is told with its entry, and that the ledger itself stands', (_, reason, signature) => {
    const { entry, name } = choiceWith(signature);
    const log = logOf('us', [documentOf(entry)]);
    const file = log.ledgerFile({ entries: [entry], names: { 0: name } }, 0);
    const { checkSignature } = signedExample;
    const verdict = verifyLedgerFiles([fileOf(file)], { keys, checkSignature });
    expect(verdict).toMatchObject({ verified: false, reason });
    expect(verdict).toHaveProperty(
      'sentence',
      expect.stringMatching(/^Entry 0: The customer’s signature .* the ledger itself stands there\.$/),
    );
    // Where the log does not hold it, nothing is said to stand.
    const other = choiceWith(theirKey.signs(instruction));
    const elsewhere = logOf('us', [documentOf(other.entry)]);
    const { checkpoint } = elsewhere.ledgerFile({ entries: [other.entry], names: { 0: other.name } }, 0);
    const foreign = verifyLedgerFiles([fileOf({ ...file, checkpoint })], { keys, checkSignature });
    expect(foreign).toMatchObject({ verified: false });
    expect(foreign).not.toMatchObject({ reason });
    expect(foreign).not.toHaveProperty('sentence', expect.stringContaining('stands'));
  });

  test('counts for one entry of a ledger: the same one again is refused', () => {
    const first = choiceWith(theirKey.signs(instruction));
    const again = nextEntry(chosen.subject, first.entry, {
      at: Date.parse(chosen.at) + hours(1),
      event: first.entry.event,
      actor: first.name.actor,
      salt: '6b'.repeat(32),
    });
    const log = logOf('us', [documentOf(first.entry), documentOf(again.entry)]);
    const ledger = { entries: [first.entry, again.entry], names: { 0: first.name, 1: again.name } };
    const ofLedger = (file: LedgerFile) =>
      reasonOf(verifyLedgerFile(fileOf(file), { keys, checkSignature: signedExample.checkSignature }));
    expect(ofLedger(log.ledgerFile(ledger, 1))).toBe('signature-not-of-instruction');
    const pages = log.ledgerPages(ledger, 1).map(fileOf);
    expect(reasonOf(verifyLedgerFiles(pages, { keys }))).toBe('verified');
    const { checkSignature } = signedExample;
    expect(reasonOf(verifyLedgerFiles(pages, { keys, checkSignature }))).toBe('signature-not-of-instruction');
    const alone = logOf('us', [documentOf(first.entry)]).ledgerFile(
      { entries: [first.entry], names: { 0: first.name } },
      0,
    );
    expect(
      verifyLedgerFile(fileOf(alone), { keys, checkSignature: signedExample.checkSignature }),
    ).toMatchObject({
      signatures: { carried: 1, verified: [{ kid: theirKey.jwk.kid }] },
    });
  });
});

describe('keys of a customer are refused', () => {
  const { jwk } = theirKey;
  test.each([
    ['that are no JSON', '{'],
    ['of which there are none', '{"keys":[]}'],
    ['that are there twice', JSON.stringify({ keys: [jwk, jwk] })],
    ['with a private part', JSON.stringify({ keys: [{ ...jwk, d: jwk.x }] })],
    ['under another name', JSON.stringify({ keys: [{ ...jwk, kid: 'a'.repeat(43) }] })],
    ['that are no point', JSON.stringify({ keys: [{ ...jwk, y: jwk.x }] })],
    ['of another curve', JSON.stringify({ keys: [{ ...jwk, crv: 'P-384' }] })],
    ['with a member twice', `{"keys":[],"keys":[${JSON.stringify(jwk)}]}`],
  ])('%s', (_, text) => {
    expect(reasonOf(readCustomerKeys(bytesOf(text)))).toBe('bad-customer-keys');
  });

  test('and taken in either kind, laid out with blanks', () => {
    expect(reasonOf(readCustomerKeys(customerKeySet(theirKey, customerKey('b', 'EdDSA'))))).toBe('verified');
  });
});
