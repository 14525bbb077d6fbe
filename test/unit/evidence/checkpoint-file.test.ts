import { describe, expect, test } from 'vitest';
import { evidenceRoutes } from '../../../contract/api/routes/evidence.ts';
import { writtenCheckpoint, writtenFile } from '../../../domain/evidence/evidence-files.ts';
import { filesInWords } from '../../../domain/evidence/files-in-words.ts';
import type { RefusalReason } from '../../../domain/evidence/refusal.ts';
import { verifyCertificateFile } from '../../../domain/evidence/verify-certificate.ts';
import { verifyCheckpointFile } from '../../../domain/evidence/verify-checkpoint-file.ts';
import { evidenceHandlers } from '../../../lambdas/evidence/handlers.ts';
import { httpHandler } from '../../../lambdas/shared/http/edge.ts';
import { aCell } from '../../support/cell.ts';
import { anEvent } from '../../support/events.ts';
import { exampleLog, logOf, testKey } from '../../support/evidence-log.ts';
import { aSigner } from '../../support/signing.ts';
import { anOrganization, owner } from '../../support/story.ts';
import {
  bytesOf,
  certificate,
  certificateFile,
  earlierFile,
  example,
  fileOf,
  grownFile,
  keys,
  reasonOf,
} from './files.ts';

const { log } = example;
const words = (bytes: Uint8Array, earlier?: Uint8Array) => {
  const verdict = verifyCheckpointFile(bytes, { keys, ...(earlier && { earlier }) });
  if (!verdict.verified) throw new Error(verdict.sentence);
  const { headline, proven, notProven, currency } = filesInWords(verdict);
  return [headline, ...proven, ...notProven, ...currency].join('\n');
};

describe('[BY-2] a checkpoint file', () => {
  test('has one form, whoever writes it', () => {
    expect(writtenCheckpoint(log.checkpoint(5))).toBe(writtenFile(earlierFile));
    expect(writtenCheckpoint('a.b.c')).toBe('{"checkpoint":"a.b.c","kind":"checkpoint-file","v":1}\n');
  });

  test('is verified by itself, and says what to ask for later', () => {
    const told = words(fileOf(earlierFile));
    expect(told).toContain('Checkpoint of the log of cell us, 5 leaves: verified.');
    expect(told).toContain('?since=5');
    expect(told).toContain('no earlier checkpoint was given');
  });

  test('shows that the log grew from an earlier one', () => {
    expect(words(fileOf(log.checkpointFile(8, 5)), fileOf(earlierFile))).toContain(
      'The log grew from the checkpoint that you hold (5 leaves): nothing before it was changed.',
    );
  });

  test('says of a log that has not grown that it has the same size, and so does every other file', () => {
    const same = words(fileOf(earlierFile), fileOf(earlierFile));
    expect(same).toContain('It has the same size and root as the checkpoint that you hold (5 leaves).');
    expect(same).not.toContain('grew from the checkpoint that you hold');
    const trust = { keys, earlier: fileOf(log.checkpointFile(8)) };
    const verdict = verifyCertificateFile(fileOf(certificateFile), trust);
    if (!verdict.verified) throw new Error(verdict.sentence);
    const { proven, currency } = filesInWords(verdict);
    expect(proven.join('\n')).toContain('the same size and root as the checkpoint that you hold (8 leaves)');
    expect([...proven, ...currency].join('\n')).not.toMatch(/The log grew|is not older/);
  });

  const rewritten = logOf('us', [...example.certificates, certificate]);
  const cases: readonly (readonly [string, RefusalReason, object, Uint8Array | undefined])[] = [
    ['that is a certificate file', 'wrong-kind', certificateFile, undefined],
    ['of another version', 'unknown-version', { ...earlierFile, v: 2 }, undefined],
    ['with something else in it', 'wrong-shape', { ...earlierFile, size: 5 }, undefined],
    ['whose checkpoint is none', 'bad-checkpoint', { ...earlierFile, checkpoint: 'a.b.c' }, undefined],
    [
      'of another key',
      'unknown-key',
      exampleLog('us', testKey('of somebody else')).log.checkpointFile(5),
      undefined,
    ],
    ['that shows growth to nobody', 'earlier-needed', log.checkpointFile(8, 5), undefined],
    ['that does not show its growth', 'no-consistency-proof', log.checkpointFile(8), fileOf(earlierFile)],
    ['that is older', 'older-than-earlier', earlierFile, fileOf(log.checkpointFile(8))],
    ['of another log of that size', 'inconsistent', rewritten.checkpointFile(5), fileOf(earlierFile)],
    ['of another cell', 'other-cell', exampleLog('eu').log.checkpointFile(5), fileOf(earlierFile)],
  ];
  test.each(cases)('%s is refused', (_, reason, file, earlier) => {
    expect(reasonOf(verifyCheckpointFile(fileOf(file), { keys, ...(earlier && { earlier }) }))).toBe(reason);
  });

  test('is what `--checkpoint` takes', () => {
    const earlier = bytesOf(writtenCheckpoint(log.checkpoint(5)));
    expect(reasonOf(verifyCertificateFile(fileOf(grownFile), { keys, earlier }))).toBe('verified');
  });
});

test('[BY-2] a cell answers with the very bytes of the file, also of its growth', async () => {
  const cell = aCell('us');
  const signer = aSigner(cell);
  const answer = async (query: Record<string, string> = {}) => {
    const edge = {
      ...cell.ports,
      programs: [],
      cellDirectory: {},
      tokenRules: { kind: 'user-pool' },
      log: () => {},
    };
    const event = anEvent('GET /v1/log/checkpoint', owner, { query });
    return bytesOf(
      (await httpHandler('evidence', evidenceRoutes, evidenceHandlers, {}, edge as never)(event)).body ?? '',
    );
  };
  await anOrganization(cell);
  const first = await signer.run();
  const earlier = await answer();
  await anOrganization(cell);
  await signer.run();
  const trust = { keys: bytesOf(JSON.stringify({ keys: [signer.key.jwk] })) };
  const kept = verifyCheckpointFile(earlier, trust);
  expect(kept).toMatchObject({ verified: true, checkpoint: { size: first.size } });
  const grown = await answer({ since: String(first.size) });
  expect(reasonOf(verifyCheckpointFile(grown, { ...trust, earlier }))).toBe('verified');
  const { checkpoint } = JSON.parse(new TextDecoder().decode(earlier));
  expect(new TextDecoder().decode(earlier)).toBe(writtenCheckpoint(checkpoint));
});
