import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { certificateFile, fileOf, keys, ledgerFile, recordFile } from './files.ts';

/** What the verifier is to a page: one script, from the entry points that the command uses. */
const script = async (): Promise<string> => {
  const entry = `
    import { inWords } from './domain/evidence/in-words.ts';
    import { verifyCertificateFile } from './domain/evidence/verify-certificate.ts';
    import { verifyLedgerFile } from './domain/evidence/verify-ledger.ts';
    import { verifyRecordFile } from './domain/evidence/verify-record.ts';
    globalThis.verifiers = { verifyCertificateFile, verifyRecordFile, verifyLedgerFile, inWords };`;
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'iife',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
};

test('[BY-2] [BY-10] the same code verifies where there is no Node, and is small enough for a page', async () => {
  const text = await script();
  // Of a browser it takes no more than these: no network, no clock beside Date, no random numbers.
  const page = createContext({ TextEncoder, TextDecoder, atob, btoa });
  runInContext(text, page);
  const verdictOn = (verifier: string, file: object) => {
    Object.assign(page, { file: fileOf(file), keys });
    return JSON.parse(
      String(
        runInContext(
          `JSON.stringify(verifiers.${verifier}(Uint8Array.from(file), { keys: Uint8Array.from(keys) }))`,
          page,
        ),
      ),
    );
  };
  expect(verdictOn('verifyCertificateFile', certificateFile)).toMatchObject({ verified: true });
  expect(verdictOn('verifyRecordFile', recordFile)).toMatchObject({ verified: true });
  expect(verdictOn('verifyLedgerFile', ledgerFile)).toMatchObject({ verified: true });
  expect(verdictOn('verifyRecordFile', certificateFile)).toMatchObject({ reason: 'wrong-kind' });
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(72_000);
});
