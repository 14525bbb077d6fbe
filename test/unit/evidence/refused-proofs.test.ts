import { describe, expect, test } from 'vitest';
import type { RefusalReason } from '../../../domain/evidence/refusal.ts';
import type { Trust } from '../../../domain/evidence/verify-in-log.ts';
import { certificate as certificateOf, exampleLog, logOf, testKey } from '../../support/evidence-log.ts';
import {
  bytesOf,
  certificate,
  certificateFile,
  chosen,
  earlierFile,
  example,
  fileOf,
  grownFile,
  keys,
  ledgerFile,
  reasonOf,
  recordFile,
  verifiers,
} from './files.ts';

const { log } = example;
const other = testKey('of somebody else');

/** Why bytes are refused as a certificate. */
const ofCertificate = (bytes: Uint8Array, trust: Trust = { keys }) =>
  reasonOf(verifiers.certificate(bytes, trust));

const [, , signature = ''] = certificateFile.checkpoint.split('.');

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
      'deleted after the checkpoint, and waiting for a copy',
      {
        status: 'active-deleted',
        deletedAt: '2026-11-05T11:00:00.000Z',
        completeBy: '2026-11-20T00:00:00.000Z',
        otherCopies: [{ store: 'content', until: '2026-11-20T00:00:00.000Z' }],
      },
    ],
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
    [
      'another log of that size, with a proof from elsewhere',
      'inconsistent',
      rewritten.certificateFile(certificate, 5),
      fileOf(log.checkpointFile(8)),
    ],
    ['a proof from another size than both', 'no-consistency-proof', grownFile, fileOf(log.checkpointFile(8))],
    [
      'an empty path from another size',
      'no-consistency-proof',
      { ...certificateFile, consistency: { from: 5, path: [] } },
      fileOf(log.checkpointFile(8)),
    ],
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
