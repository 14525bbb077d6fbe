import { describe, expect, test } from 'vitest';
import { verifyCheckpointFile } from '../../../domain/evidence/verify-checkpoint-file.ts';
import {
  certificateFile,
  earlierFile,
  example,
  fileOf,
  grownFile,
  keys,
  ledgerFile,
  pages,
  reasonOf,
  recordFile,
  verifiers,
} from './files.ts';
import { signedExample } from './signed-example.ts';

/** Other values of a byte: each bit turned, and what means something to JSON. */
const othersOf = (byte: number): readonly number[] =>
  [0, 1, 2, 3, 4, 5, 6, 7]
    .map((bit) => byte ^ (1 << bit))
    .concat(0x20, 0x22, 0x5c)
    .filter((other) => other !== byte);

/** Verdicts on a file with one byte changed that are no refusal: where, and to what. */
const acceptedChanges = (
  file: Uint8Array,
  isVerified: (changed: Uint8Array) => boolean,
  others: (byte: number) => readonly number[],
): readonly (readonly [position: number, byte: number])[] =>
  [...file].flatMap((byte, position) =>
    others(byte)
      .filter((other) => isVerified(file.with(position, other)))
      .map((other) => [position, other] as const),
  );

const trust = { keys };
const grown = { keys, earlier: fileOf(earlierFile) };
const cases = [
  [
    '[BY-2] a certificate with its proofs',
    fileOf(grownFile),
    (bytes: Uint8Array) => verifiers.certificate(bytes, grown),
  ],
  ['[BY-10] a record', fileOf(recordFile), (bytes: Uint8Array) => verifiers.record(bytes, trust)],
  ['[BY-10] a ledger', fileOf(ledgerFile), (bytes: Uint8Array) => verifiers.ledger(bytes, trust)],
  ['[BY-10] a page of a ledger', fileOf(pages[1]), (bytes: Uint8Array) => verifiers.ledger(bytes, trust)],
  [
    '[BY-2] a checkpoint with its proof of growth',
    fileOf(example.log.checkpointFile(8, 5)),
    (bytes: Uint8Array) => verifyCheckpointFile(bytes, grown),
  ],
  [
    '[BY-10] a record with a signature of the customer',
    fileOf(signedExample.recordFile),
    (bytes: Uint8Array) => verifiers.record(bytes, { keys, checkSignature: signedExample.checkSignature }),
  ],
] as const;

describe.each(cases)('%s', (_, file, verify) => {
  test('is verified as it is', () => {
    expect(reasonOf(verify(file))).toBe('verified');
  });

  test('is refused with any single byte changed, at every position', { timeout: 120_000 }, () => {
    expect(acceptedChanges(file, (changed) => verify(changed).verified, othersOf)).toEqual([]);
  });

  test('is refused without any single byte, and with one twice', { timeout: 120_000 }, () => {
    const taken = [...file.keys()].filter((position) => {
      const without = Uint8Array.from([...file.subarray(0, position), ...file.subarray(position + 1)]);
      // Without the newline at its end it is still the same file.
      return position !== file.length - 1 && verify(without).verified;
    });
    const doubled = [...file.keys()].filter((position) => {
      const twice = Uint8Array.from([...file.subarray(0, position + 1), ...file.subarray(position)]);
      return verify(twice).verified;
    });
    expect({ taken, doubled }).toEqual({ taken: [], doubled: [] });
  });

  test('is refused when it ends early, anywhere', { timeout: 120_000 }, () => {
    const ends = [...file.keys()].filter(
      (end) => end < file.length - 1 && verify(file.subarray(0, end)).verified,
    );
    expect(ends).toEqual([]);
  });
});

test('[BY-2] an earlier checkpoint is refused with any single byte changed', { timeout: 120_000 }, () => {
  const earlier = fileOf(earlierFile);
  const verify = (changed: Uint8Array) =>
    verifiers.certificate(fileOf(grownFile), { keys, earlier: changed }).verified;
  expect(verify(earlier)).toBe(true);
  expect(acceptedChanges(earlier, verify, othersOf)).toEqual([]);
});

test('[BY-2] a signature is refused with any other character in a place of it', { timeout: 120_000 }, () => {
  const { checkpoint } = certificateFile;
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const start = checkpoint.lastIndexOf('.') + 1;
  // Each verification multiplies a point of the curve: the ends of both numbers are tried with every character.
  const places = [0, 42, 43, 84, 85].map((offset) => start + offset);
  const accepted = places.flatMap((place) =>
    [...alphabet]
      .filter((other) => other !== checkpoint[place])
      .map((other) => `${checkpoint.slice(0, place)}${other}${checkpoint.slice(place + 1)}`)
      .filter(
        (changed) =>
          verifiers.certificate(fileOf({ ...certificateFile, checkpoint: changed }), trust).verified,
      ),
  );
  expect(checkpoint.length).toBe(start + 86);
  expect(accepted).toEqual([]);
});
