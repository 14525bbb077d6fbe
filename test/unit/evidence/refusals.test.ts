import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { canonicalize } from '../../../domain/canonical-form.ts';
import { toBase64url } from '../../../domain/evidence/base64url.ts';
import type { RefusalReason } from '../../../domain/evidence/refusal.ts';
import { longestFile } from '../../../domain/evidence/strict-file.ts';
import type { Trust } from '../../../domain/evidence/verify-in-log.ts';
import {
  certificate as certificateOf,
  exampleLog,
  logOf,
  signingKey,
  testKey,
} from '../../support/evidence-log.ts';
import {
  bytesOf,
  certificate,
  certificateFile,
  chosen,
  chosenName,
  earlierFile,
  example,
  fileOf,
  grownFile,
  keys,
  keysOf,
  ledgerFile,
  reasonOf,
  recordFile,
  verifiers,
} from './files.ts';

const { log, ledger } = example;
const other = testKey('of somebody else');
const text = canonicalize(certificateFile);

/** Why bytes are refused as a certificate. */
const ofCertificate = (bytes: Uint8Array, trust: Trust = { keys }) =>
  reasonOf(verifiers.certificate(bytes, trust));
const ofRecord = (value: unknown) => reasonOf(verifiers.record(fileOf(value), { keys }));
const ofLedger = (value: unknown) => reasonOf(verifiers.ledger(fileOf(value), { keys }));

/** The certificate file with another checkpoint, put together from parts. */
const withJws = (...parts: readonly (object | string)[]) => ({
  ...certificateFile,
  checkpoint: parts
    .map((part) => (typeof part === 'string' ? part : toBase64url(bytesOf(canonicalize(part)))))
    .join('.'),
});
const [header = '', payload = '', signature = ''] = certificateFile.checkpoint.split('.');
const named = { alg: 'ES256', kid: signingKey.jwk.kid, typ: 'domicile-checkpoint+jws' };

describe('[BY-2] a certificate is refused that is written in another way', () => {
  const cases: readonly (readonly [string, RefusalReason, string | Uint8Array])[] = [
    ['nothing', 'not-json', ''],
    ['a newline', 'not-json', '\n'],
    ['truncated', 'not-json', text.slice(0, -100)],
    ['two newlines', 'not-canonical', `${text}\n\n`],
    ['a carriage return', 'not-canonical', `${text}\r\n`],
    ['a blank', 'not-canonical', text.replace(':', ': ')],
    ['laid out', 'not-canonical', JSON.stringify(JSON.parse(text), null, 2)],
    ['a byte order mark', 'not-json', `\ufeff${text}`],
    [
      'another order',
      'not-canonical',
      JSON.stringify(Object.fromEntries(Object.entries(certificateFile).reverse())),
    ],
    ['a member twice', 'not-canonical', text.replace('"v":1}', '"v":1,"v":1}')],
    ['a member twice inside', 'not-canonical', text.replace('"met":true', '"met":false,"met":true')],
    ['a number as 1.0', 'not-canonical', text.replace('"revision":1', '"revision":1.0')],
    ['a number as 1e0', 'not-canonical', text.replace('"revision":1', '"revision":1e0')],
    ['a number as -0', 'not-canonical', text.replace('"moved":0', '"moved":-0')],
    [
      'a letter as \\u0061',
      'not-canonical',
      text.replace('"active', String.raw`"\u0061ctive`).replace('"add-up"', String.raw`"\u0061dd-up"`),
    ],
    ['a slash as \\/', 'not-canonical', text.replace('add-up', String.raw`add\/up`)],
    ['half of a surrogate pair', 'not-canonical', text.replace('add-up', String.raw`\ud800`)],
    ['a byte that is no UTF-8', 'not-utf-8', Uint8Array.from([...bytesOf(text), 0xff])],
    ['a slash in too many bytes', 'not-utf-8', Uint8Array.from([0x22, 0xc0, 0xaf, 0x22])],
    ['two files', 'not-json', text + text],
    ['10,000 deep', 'too-deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['10,000 deep, unclosed', 'too-deep', '{"a":'.repeat(10_000)],
    ['33 deep', 'too-deep', `${'['.repeat(33)}${']'.repeat(33)}`],
    ['32 deep', 'wrong-kind', `${'['.repeat(32)}${']'.repeat(32)}`],
    ['brackets in a text', 'wrong-kind', `"${'['.repeat(1_000)}"`],
    ['brackets behind a quote in a text', 'wrong-kind', String.raw`"\"${'['.repeat(1_000)}"`],
    ['a byte too large', 'too-large', ' '.repeat(longestFile.certificate + 1)],
  ];
  test.each(cases)('%s: %s', (_, reason, written) => {
    expect(ofCertificate(typeof written === 'string' ? bytesOf(written) : written)).toBe(reason);
  });

  test('100 MB are refused before anything is made of them', () => {
    const before = performance.now();
    expect(ofCertificate(new Uint8Array(100_000_000).fill(0x5b))).toBe('too-large');
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});

describe('[BY-2] a certificate is refused that is of another kind, version or shape', () => {
  const { met: _, ...withoutMet } = certificate;
  const file = (changes: object) => ({ ...certificateFile, certificate: { ...certificate, ...changes } });
  const cases: readonly (readonly [string, RefusalReason, unknown])[] = [
    ['null', 'wrong-kind', null],
    ['a list', 'wrong-kind', [certificateFile]],
    ['a record file', 'wrong-kind', recordFile],
    [
      'a record in the place of the certificate',
      'wrong-kind',
      { ...certificateFile, certificate: recordFile.record },
    ],
    ['a file of version 2', 'unknown-version', { ...certificateFile, v: 2 }],
    ['a certificate of version 2', 'unknown-version', file({ v: 2, new: 'member' })],
    [
      'a certificate without version',
      'unknown-version',
      { ...certificateFile, certificate: { kind: 'purge-certificate' } },
    ],
    ['a member too many', 'wrong-shape', { ...certificateFile, note: '' }],
    ['a member too many inside', 'wrong-shape', file({ note: '' })],
    ['a member named __proto__', 'wrong-shape', JSON.parse(`${text.slice(0, -1)},"__proto__":{}}`)],
    ['a member too few', 'wrong-shape', { ...certificateFile, certificate: withoutMet }],
    ['a member of another type', 'wrong-shape', file({ met: 'true' })],
    ['a control character in a text', 'wrong-shape', file({ storesNotCovered: ['\u001b[2J'] })],
    ['a day that is none', 'wrong-shape', file({ scope: { ...certificate.scope, day: '2026-02-30' } })],
    ['a time that is none', 'wrong-shape', file({ deletedAt: '2026-11-05T25:00:00.000Z' })],
    ['a time without milliseconds', 'wrong-shape', file({ deletedAt: '2026-11-05T09:41:12Z' })],
    ['a shard as text', 'wrong-shape', file({ scope: { ...certificate.scope, shard: '02' } })],
    [
      'a hash in capitals',
      'wrong-shape',
      { ...certificateFile, inclusion: { ...certificateFile.inclusion, path: ['A'.repeat(64)] } },
    ],
    [
      'a path without end',
      'wrong-shape',
      {
        ...certificateFile,
        inclusion: { ...certificateFile.inclusion, path: Array(65).fill('a'.repeat(64)) },
      },
    ],
    [
      'a place beyond whole numbers',
      'wrong-shape',
      { ...certificateFile, inclusion: { ...certificateFile.inclusion, index: 2 ** 53 } },
    ],
  ];
  test.each(cases)('%s: %s', (_, reason, value) => {
    expect(ofCertificate(fileOf(value))).toBe(reason);
  });
});

describe('[BY-2] a certificate is refused whose checkpoint is not signed by a key that is trusted', () => {
  const signedAnew = exampleLog('us', other).log.certificateFile(certificate);
  const renamed = { ...named, kid: other.jwk.kid };
  const cases: readonly (readonly [string, RefusalReason, unknown])[] = [
    ['signed anew with another key', 'unknown-key', signedAnew],
    [
      'signed anew with another key, under the name of the right one',
      'bad-signature',
      withJws(header, payload, toBase64url(other.sign(`${header}.${payload}`))),
    ],
    ['the name of another key', 'unknown-key', withJws(renamed, payload, signature)],
    ['alg none without signature', 'wrong-shape', withJws({ ...named, alg: 'none' }, payload, '')],
    ['alg none with a signature', 'wrong-algorithm', withJws({ ...named, alg: 'none' }, payload, signature)],
    ['alg HS256', 'wrong-algorithm', withJws({ ...named, alg: 'HS256' }, payload, signature)],
    ['alg ES384', 'wrong-algorithm', withJws({ ...named, alg: 'ES384' }, payload, signature)],
    ['alg es256', 'wrong-algorithm', withJws({ ...named, alg: 'es256' }, payload, signature)],
    ['a key in the header', 'bad-checkpoint', withJws({ ...named, jwk: other.jwk }, payload, signature)],
    ['crit in the header', 'bad-checkpoint', withJws({ ...named, crit: ['b64'] }, payload, signature)],
    ['another typ', 'bad-checkpoint', withJws({ ...named, typ: 'JWT' }, payload, signature)],
    [
      'a header laid out',
      'bad-checkpoint',
      withJws(toBase64url(bytesOf(JSON.stringify(named, null, 1))), payload, signature),
    ],
    ['a header that is no UTF-8', 'bad-checkpoint', withJws('_w', payload, signature)],
    ['two parts', 'wrong-shape', withJws(header, payload)],
    ['four parts', 'wrong-shape', withJws(header, payload, signature, signature)],
    ['a signature cut off', 'bad-signature', withJws(header, payload, signature.slice(0, 84))],
    ['a signature of zeros', 'bad-signature', withJws(header, payload, toBase64url(new Uint8Array(64)))],
    [
      'last bits set that no byte takes',
      'bad-checkpoint',
      withJws(
        header,
        payload,
        `${signature.slice(0, -1)}${signature.endsWith('A') ? 'B' : `${signature.at(-1)}` === 'Q' ? 'R' : 'h'}`,
      ),
    ],
    ['padding', 'wrong-shape', withJws(header, payload, `${signature}==`)],
    [
      'a checkpoint of version 2',
      'unknown-version',
      { ...certificateFile, checkpoint: log.checkpoint(8, { v: 2 }) },
    ],
    [
      'a member too many in the checkpoint',
      'wrong-shape',
      { ...certificateFile, checkpoint: log.checkpoint(8, { note: '' }) },
    ],
    [
      'another kind of signed text',
      'wrong-kind',
      { ...certificateFile, checkpoint: log.checkpoint(8, { kind: 'receipt' }) },
    ],
  ];
  test.each(cases)('%s: %s', (_, reason, value) => {
    expect(ofCertificate(fileOf(value))).toBe(reason);
  });
});

describe('[BY-2] a certificate is refused that is not in the log of the checkpoint', () => {
  const { inclusion } = certificateFile;
  const eu = exampleLog('eu');
  const euFile = eu.log.certificateFile(certificateOf('eu', 2));
  const elsewhere = logOf('eu', [certificate, ledgerFile.anchor.document]);
  const cases: readonly (readonly [string, RefusalReason, unknown])[] = [
    [
      'a proof for another leaf',
      'not-in-log',
      { ...certificateFile, inclusion: log.certificateFile(certificateOf('us', 1)).inclusion },
    ],
    ['another certificate', 'not-in-log', { ...certificateFile, certificate: certificateOf('us', 1) }],
    ['another place', 'not-in-log', { ...certificateFile, inclusion: { ...inclusion, index: 4 } }],
    ['a place after the end', 'not-in-log', { ...certificateFile, inclusion: { ...inclusion, index: 8 } }],
    [
      'a path too short',
      'not-in-log',
      { ...certificateFile, inclusion: { ...inclusion, path: inclusion.path.slice(1) } },
    ],
    [
      'a path too long',
      'not-in-log',
      { ...certificateFile, inclusion: { ...inclusion, path: [...inclusion.path, ...inclusion.path] } },
    ],
    ['another size', 'not-in-log', { ...certificateFile, inclusion: { ...inclusion, size: 7 } }],
    ['the checkpoint of another size', 'not-in-log', { ...certificateFile, checkpoint: log.checkpoint(7) }],
    ['the checkpoint of another cell', 'other-cell', { ...certificateFile, checkpoint: eu.log.checkpoint() }],
    ['a certificate of another cell', 'other-cell', { ...certificateFile, certificate: euFile.certificate }],
    [
      'a certificate that stands in the log of another cell',
      'other-cell',
      elsewhere.certificateFile(certificate),
    ],
  ];
  test.each(cases)('%s: %s', (_, reason, value) => {
    expect(ofCertificate(fileOf(value))).toBe(reason);
  });

  test('and taken where it is that of another cell altogether', () => {
    expect(ofCertificate(fileOf(euFile))).toBe('verified');
  });
});

describe('[BY-2] a certificate is refused that contradicts itself, though it is signed', () => {
  const cases: readonly (readonly [string, object])[] = [
    [
      'a workspace of another cell',
      { scope: { ...certificate.scope, workspace: 'eu_ws_01JDEM0EXAMP00000000000002' } },
    ],
    ['revision 2 of nothing', { revision: 2 }],
    [
      'revision 3 in the place of 1',
      {
        revision: 3,
        supersedes: { revision: 1, leaf: 'a'.repeat(64), cause: 'corrected', reason: 'It was wrong.' },
      },
    ],
    ['counts that do not add up, and are said to', { counts: { ...certificate.counts, deleted: 1 } }],
    ['counts that add up, and are said not to', { counts: { ...certificate.counts, verdict: 'uncounted' } }],
    ['more held than moved', { heldRemainder: 1 }],
    ['a later deadline than its reasons', { deadline: '2027-01-01T00:00:00.000Z' }],
    ['a cause without reason', { cause: 'request' }],
    [
      'complete before its last copy is gone',
      { otherCopies: [{ store: 'content', until: '2026-11-20T00:00:00.000Z' }] },
    ],
    [
      'met after its deadline',
      { deletedAt: '2026-12-03T00:00:00.001Z', completeBy: '2026-12-03T00:00:00.001Z' },
    ],
    ['missed before its deadline', { met: false }],
    ['waiting for no copy', { status: 'active-deleted' }],
    [
      'deleted after the checkpoint',
      { deletedAt: '2026-11-05T11:00:00.000Z', completeBy: '2026-11-05T11:00:00.000Z' },
    ],
    [
      'complete before the time',
      {
        completeBy: '2026-11-20T00:00:00.000Z',
        otherCopies: [{ store: 'content', until: '2026-11-20T00:00:00.000Z' }],
      },
    ],
  ];
  test.each(cases)('%s', (_, changes) => {
    const wrong = { ...certificate, ...changes };
    const signed = logOf('us', [certificateOf('us', 0), wrong, chosen]);
    expect(ofCertificate(fileOf(signed.certificateFile(wrong)))).toBe('contradiction');
  });
});

describe('[BY-2] with an earlier checkpoint a file is refused whose log did not grow from it', () => {
  const earlier = fileOf(earlierFile);
  const forged = exampleLog('us');
  const rewritten = logOf('us', [
    certificateOf('us', 3),
    ...forged.certificates,
    chosen,
    recordFile.record,
    ledgerFile.anchor.document,
  ]);
  const cases: readonly (readonly [string, RefusalReason, object, Uint8Array | undefined])[] = [
    ['no proof', 'no-consistency-proof', certificateFile, earlier],
    ['a proof from another size', 'no-consistency-proof', log.certificateFile(certificate, 4), earlier],
    ['a proof for who has no checkpoint', 'earlier-needed', grownFile, undefined],
    [
      'an older file',
      'older-than-earlier',
      log.certificateFile(certificate, undefined, 7),
      fileOf(log.checkpointFile(8)),
    ],
    [
      'an older file that proves its own growth',
      'older-than-earlier',
      log.certificateFile(certificate, 6, 7),
      fileOf(log.checkpointFile(8)),
    ],
    [
      'another log of that size',
      'inconsistent',
      rewritten.certificateFile(certificate),
      fileOf(log.checkpointFile(8)),
    ],
    ['a log that was written anew', 'inconsistent', rewritten.certificateFile(certificate, 5), earlier],
    ['a proof from another size than both', 'inconsistent', grownFile, fileOf(log.checkpointFile(8))],
    [
      'a path that is not needed',
      'inconsistent',
      { ...certificateFile, consistency: { from: 8, path: ['a'.repeat(64)] } },
      fileOf(log.checkpointFile(8)),
    ],
    [
      'a path cut off',
      'inconsistent',
      { ...grownFile, consistency: { from: 5, path: grownFile.consistency?.path.slice(1) } },
      earlier,
    ],
    [
      'an earlier checkpoint of another cell',
      'other-cell',
      grownFile,
      fileOf(exampleLog('eu').log.checkpointFile(5)),
    ],
    [
      'an earlier checkpoint of another key',
      'earlier-refused',
      grownFile,
      fileOf(exampleLog('us', other).log.checkpointFile(5)),
    ],
    ['an earlier checkpoint that is a file of keys', 'earlier-refused', grownFile, keys],
    [
      'an earlier checkpoint with a wrong signature',
      'earlier-refused',
      grownFile,
      fileOf({ ...earlierFile, checkpoint: `${log.checkpoint(5).slice(0, -86)}${signature}` }),
    ],
    [
      'an earlier checkpoint laid out',
      'earlier-refused',
      grownFile,
      bytesOf(JSON.stringify(earlierFile, null, 2)),
    ],
    ['an empty earlier checkpoint', 'earlier-refused', grownFile, bytesOf('')],
  ];
  test.each(cases)('%s: %s', (_, reason, value, before) => {
    expect(ofCertificate(fileOf(value), { keys, ...(before && { earlier: before }) })).toBe(reason);
  });

  test.each([
    ['with its proof', grownFile, earlier],
    ['of the same size', certificateFile, fileOf(log.checkpointFile(8))],
    [
      'of the same size, with an empty proof',
      log.certificateFile(certificate, 8),
      fileOf(log.checkpointFile(8)),
    ],
    [
      'kept in a certificate file',
      grownFile,
      fileOf(log.certificateFile(certificateOf('us', 1), undefined, 5)),
    ],
    ['kept in a record file', grownFile, fileOf(log.recordFile(chosen, undefined, undefined, 5))],
    ['kept in a ledger file', certificateFile, fileOf(ledgerFile)],
  ])('a file is taken %s', (_, value, before) => {
    expect(ofCertificate(fileOf(value), { keys, earlier: before })).toBe('verified');
  });

  test('what to ask for is said', () => {
    const verdict = verifiers.certificate(fileOf(certificateFile), { keys, earlier });
    expect(verdict).toMatchObject({ sentence: expect.stringContaining('?since=5') });
  });
});

describe('keys are refused', () => {
  const { jwk } = signingKey;
  const ec = (namedCurve: string) =>
    generateKeyPairSync('ec', { namedCurve }).publicKey.export({ format: 'jwk' });
  const set = (...list: readonly object[]) => bytesOf(JSON.stringify({ keys: list }));
  const cases: readonly (readonly [string, Uint8Array])[] = [
    ['none', set()],
    ['no JSON', bytesOf('keys')],
    ['a key outside of a set', bytesOf(JSON.stringify(jwk))],
    ['a key twice', set(jwk, jwk)],
    ['two keys of one kid', set(jwk, { ...other.jwk, kid: jwk.kid })],
    ['a kid that is not the thumbprint', set({ ...jwk, kid: other.jwk.kid })],
    ['a key of P-384', set(jwk, { ...ec('P-384'), kid: jwk.kid, alg: 'ES384', use: 'sig' })],
    ['a key of secp256k1', set({ ...ec('secp256k1'), kid: jwk.kid, alg: 'ES256', use: 'sig' })],
    ['a point of another curve under the name of P-256', set({ ...jwk, ...ec('secp256k1'), crv: 'P-256' })],
    ['a private key', set({ ...jwk, d: jwk.x })],
    ['a symmetric key', set({ kty: 'oct', k: 'AAAA', kid: jwk.kid, alg: 'HS256' })],
    ['a member twice', bytesOf(JSON.stringify({ keys: [jwk] }).replace('"crv"', '"crv":"P-384","crv"'))],
    ['keys twice', bytesOf(`{"keys":[],"keys":${JSON.stringify([jwk])}}`)],
    ['more than 1 MiB', new Uint8Array(2_000_000).fill(0x20)],
  ];
  test.each(cases)('%s', (_, given) => {
    expect(['bad-keys', 'too-large']).toContain(ofCertificate(fileOf(certificateFile), { keys: given }));
  });

  test.each([
    ['laid out', bytesOf(`${JSON.stringify({ keys: [jwk] }, null, 2)}\n`)],
    ['with older keys', keysOf(other, signingKey)],
    ['with the time since when', set({ ...jwk, since: '2026-11-01T00:00:00.000Z' })],
  ])('and taken %s', (_, given) => {
    expect(ofCertificate(fileOf(certificateFile), { keys: given })).toBe('verified');
  });
});

describe('[BY-10] a record is refused', () => {
  const { record, entry } = recordFile;
  const [created, , optedOut] = ledger.entries;
  const signedAs = (changes: object) => {
    const wrong = { ...record, ...changes };
    const { inclusion, checkpoint } = logOf('us', [wrong, record]).certificateFile(wrong as never);
    return { ...recordFile, record: wrong, inclusion, checkpoint };
  };
  const cases: readonly (readonly [string, RefusalReason, object])[] = [
    ['a certificate file', 'wrong-kind', certificateFile],
    ['with another entry', 'other-entry', { ...recordFile, entry: optedOut }],
    ['with an entry that is no choice', 'other-entry', { ...recordFile, entry: created }],
    [
      'with an entry that was changed',
      'broken-ledger',
      { ...recordFile, entry: { ...entry, at: '2026-11-02T10:15:00.001Z' } },
    ],
    ['with an entry of version 2', 'unknown-version', { ...recordFile, entry: { ...entry, v: 2 } }],
    [
      'with somebody else’s name',
      'bad-name',
      { ...recordFile, name: { ...chosenName, actor: { ...chosenName.actor, tokenSubject: 'b' } } },
    ],
    ['with another salt', 'bad-name', { ...recordFile, name: { ...chosenName, salt: 'a'.repeat(64) } }],
    ['of another value', 'other-entry', signedAs({ event: { ...record.event, event_state: 'off' } })],
    [
      'of another time',
      'other-entry',
      signedAs({ event: { ...record.event, event_time: '2026-11-02T10:15:00.001Z' } }),
    ],
    [
      'of another act',
      'other-entry',
      signedAs({ event: { ...record.event, event_type: 'default-applied' } }),
    ],
    ['of somebody else', 'other-entry', signedAs({ event: { ...record.event, entity_id: 'a'.repeat(64) } })],
    [
      'of another party',
      'other-entry',
      signedAs({ authority: { ...record.authority, party: 'us_org_01JDEM0EXAMP00000000000009' } }),
    ],
    ['of another program', 'other-entry', signedAs({ program: { ...record.program, id: 'another' } })],
    [
      'of another version of the program',
      'other-entry',
      signedAs({ program: { ...record.program, version: 2 } }),
    ],
    ['of another setting', 'other-entry', signedAs({ program: { ...record.program, setting: 'another' } })],
    ['of another number', 'other-entry', signedAs({ record_id: record.record_id.replace(/1$/, '2') })],
    ['of another ledger', 'other-entry', signedAs({ ledger: { ...record.ledger, hash: 'a'.repeat(64) } })],
  ];
  test.each(cases)('%s', (_, reason, value) => {
    expect(ofRecord(value)).toBe(reason);
  });

  test.each([
    ['another notice', { id: 'another' }],
    ['another version of the notice', { version: 2 }],
    ['other words', { hash: 'a'.repeat(64) }],
  ])('[DS-12] bound to %s than the choice was', (_, changes) => {
    expect(ofRecord(signedAs({ privacy_notice: { ...record.privacy_notice, ...changes } }))).toBe(
      'other-entry',
    );
  });

  test('and taken without the name, once it was erased', () => {
    const { name: _, ...erased } = recordFile;
    expect(ofRecord(erased)).toBe('verified');
    expect(canonicalize(erased)).not.toContain('a1b2c3');
  });
});

describe('[BY-10] a ledger is refused', () => {
  const { entries } = ledger;
  const without = (index: number) => ({ ...ledgerFile, entries: entries.toSpliced(index, 1) });
  const { organization: _, ...event } = { ...entries[0]?.event, organization: undefined };
  const cases: readonly (readonly [string, RefusalReason, object])[] = [
    ['with a hole', 'broken-ledger', without(1)],
    ['without its beginning', 'broken-ledger', without(0)],
    ['without its end', 'broken-ledger', without(3)],
    ['without entries', 'broken-ledger', { ...ledgerFile, entries: [] }],
    ['in another order', 'broken-ledger', { ...ledgerFile, entries: entries.toReversed() }],
    [
      'with an entry twice',
      'broken-ledger',
      { ...ledgerFile, entries: entries.toSpliced(1, 0, ...entries.slice(1, 2)) },
    ],
    [
      'with an entry that was changed',
      'broken-ledger',
      { ...ledgerFile, entries: [{ ...entries[0], event: { ...event, home: 'eu' } }, ...entries.slice(1)] },
    ],
    ['of another subject', 'broken-ledger', { ...ledgerFile, subject: 'us_org_01JDEM0EXAMP00000000000009' }],
    ['of another cell', 'broken-ledger', { ...ledgerFile, entries: exampleLog('eu').ledger.entries }],
    [
      'with an entry of version 2',
      'broken-ledger',
      { ...ledgerFile, entries: [{ ...entries[0], v: 2 }, ...entries.slice(1)] },
    ],
    ['with a name of another entry', 'bad-name', { ...ledgerFile, names: { 0: chosenName } }],
    ['with a name of no entry', 'bad-name', { ...ledgerFile, names: { 4: chosenName } }],
    ['with a name under another spelling', 'wrong-shape', { ...ledgerFile, names: { '01': chosenName } }],
    [
      'with the anchor of another entry',
      'not-in-log',
      { ...ledgerFile, anchor: { ...ledgerFile.anchor, document: recordFile.record } },
    ],
  ];
  test.each(cases)('%s', (_, reason, value) => {
    expect(ofLedger(value)).toBe(reason);
  });

  test('and taken without names, and where its last entries are not signed for yet', () => {
    const { names: _, ...erased } = ledgerFile;
    expect(ofLedger(erased)).toBe('verified');
    const verdict = verifiers.ledger(fileOf(log.ledgerFile(ledger, 1)), { keys });
    expect(verdict).toMatchObject({ verified: true, anchored: 2, named: 4 });
  });

  test('a rewritten end of a ledger is refused by who holds an earlier checkpoint', () => {
    const rewritten = logOf('us', [...example.certificates, ledgerFile.anchor.document]);
    const file = rewritten.ledgerFile(ledger, 3, 4);
    expect(reasonOf(verifiers.ledger(fileOf(file), { keys, earlier: fileOf(log.checkpointFile(4)) }))).toBe(
      'inconsistent',
    );
  });
});
