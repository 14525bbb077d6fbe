import { describe, expect, test } from 'vitest';
import { canonicalize } from '../../../domain/canonical-form.ts';
import type { RefusalReason } from '../../../domain/evidence/refusal.ts';
import { longestFile } from '../../../domain/evidence/strict-file.ts';
import {
  bytesOf,
  certificate,
  certificateFile,
  fileOf,
  keys,
  reasonOf,
  recordFile,
  verifiers,
} from './files.ts';

const text = canonicalize(certificateFile);

/** Why bytes are refused as a certificate. */
const ofCertificate = (bytes: Uint8Array) => reasonOf(verifiers.certificate(bytes, { keys }));

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
