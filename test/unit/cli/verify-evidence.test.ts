import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { customerKey, customerKeySet } from '../../support/customer-key.ts';
import { certificate as certificateOf, logOf } from '../../support/evidence-log.ts';
import {
  bytesOf,
  certificateFile,
  earlierFile,
  example,
  fileOf,
  grownFile,
  keys,
  ledgerFile,
  pages,
  recordFile,
} from '../evidence/files.ts';
import { signedExample, theirKey } from '../evidence/signed-example.ts';

const directory = mkdtempSync(join(tmpdir(), 'domicile-evidence-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const main = join(import.meta.dirname, '../../../cli/domicile.mjs');

const run = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    encoding: 'utf8',
    // Whoever has neither AWS nor a network has no environment either.
    env: { PATH: process.env.PATH ?? '' },
  });
  return { status, stdout, stderr };
};

const file = (name: string, bytes: Uint8Array): string => {
  const path = join(directory, name);
  writeFileSync(path, bytes);
  return path;
};

/** A file of 100 MB with a hole: it takes no room, and whoever reads it gets all of it. */
const hollow = (name: string): string => {
  const path = join(directory, name);
  const opened = openSync(path, 'w');
  ftruncateSync(opened, 100_000_000);
  closeSync(opened);
  return path;
};

const keysPath = file('jwks.json', keys);
const certificatePath = file('certificate.json', fileOf(certificateFile));
const grownPath = file('grown.json', fileOf(grownFile));
const earlierPath = file('earlier.json', fileOf(earlierFile));
const verify = (kind: string, path: string, ...more: readonly string[]) =>
  run('verify', kind, path, '--keys', keysPath, ...more);

describe('what is verified has status 0, and is told in words', () => {
  test('[BY-2] a certificate: what is shown, what is not, and that currency was not checked', () => {
    const { status, stdout, stderr } = verify('certificate', certificatePath);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(`Certificate ${certificateFile.certificate.id}, revision 1: verified.`);
    expect(stdout).toContain('414 records');
    expect(stdout).toContain('The deadline 2026-12-03T00:00:00.000Z was met');
    expect(stdout).toMatch(/What it does not show:\n.*media were wiped/);
    expect(stdout).toContain('without a witness its owner could show two');
    expect(stdout).toMatch(/How current it is:\n {2}- Not checked\./);
  });

  test('[BY-2] a certificate with an earlier checkpoint: that the log grew from it', () => {
    const { status, stdout } = verify('certificate', grownPath, '--checkpoint', earlierPath);
    expect(status).toBe(0);
    expect(stdout).toContain('The log grew from the checkpoint that you hold (5 leaves)');
    expect(stdout).toContain('Checked against your checkpoint of 2026-11-05T10:25:00.000Z');
  });

  test('[BY-10] a record, with who acted', () => {
    const { status, stdout } = verify('record', file('record.json', fileOf(recordFile)));
    expect(status).toBe(0);
    expect(stdout).toContain('business-apps-data-sharing/share-for-improvement is on since');
    expect(stdout).toContain('Who acted: a1b2c3 (then owner), of whose sign-in nothing was kept');
    expect(stdout).toContain('That a person consented');
  });

  test('[BY-10] a ledger', () => {
    const { status, stdout } = verify('ledger', file('ledger.json', fileOf(ledgerFile)));
    expect(status).toBe(0);
    expect(stdout).toContain('entries 0 to 3: verified');
    expect(stdout).toContain('Names are given, and fit, for 4 of 4 entries');
    expect(stdout).toContain('The customer signed no choice');
  });

  test('[BY-10] a ledger whose names are gone, and how many are given', () => {
    const { status, stdout } = verify('ledger', file('nameless.json', fileOf({ ...ledgerFile, names: {} })));
    expect(status).toBe(0);
    expect(stdout).toContain('Names are given, and fit, for 0 of 4 entries');
  });

  test('[BY-10] a ledger in pages, and that a page is missing', () => {
    const [one, two] = pages.map((page, number) => file(`page-${number}.json`, fileOf(page)));
    const whole = run('verify', 'ledger', one ?? '', two ?? '', '--keys', keysPath);
    expect(whole.status).toBe(0);
    expect(whole.stdout).toContain('entries 0 to 3: verified.');
    expect(whole.stdout).toContain('It came in 2 pages');
    const turned = run('verify', 'ledger', two ?? '', one ?? '', '--keys', keysPath);
    expect(turned.status).toBe(1);
    expect(turned.stdout).toContain('REFUSED (broken-ledger)');
  });

  test('[BY-2] several certificates, and two that do not belong together', () => {
    const others = [0, 1].map((shard) => certificateOf('us', shard));
    const files = others.map((each, number) =>
      file(`certificate-${number}.json`, fileOf(example.log.certificateFile(each))),
    );
    const all = run('verify', 'certificate', certificatePath, ...files, '--keys', keysPath);
    expect(all.status).toBe(0);
    expect(all.stdout).toContain('3 certificates: verified');
    const wrong = certificateOf('us', 2, { captured: 500, deleted: 500 });
    const second = file('second.json', fileOf(logOf('us', [wrong]).certificateFile(wrong)));
    const both = run('verify', 'certificate', certificatePath, second, '--keys', keysPath);
    expect(both.status).toBe(1);
    expect(both.stdout).toContain('REFUSED (second-certificate)');
  });

  test('[BY-2] a checkpoint, and which size to ask from later', () => {
    const { status, stdout } = verify('checkpoint', earlierPath);
    expect(status).toBe(0);
    expect(stdout).toContain('5 leaves: verified.');
    expect(JSON.parse(verify('checkpoint', earlierPath, '--json').stdout)).toMatchObject({
      checkpoint: { size: 5 },
    });
  });

  test('[BY-10] a signature of the customer, with its keys', () => {
    const path = file('signed.json', fileOf(signedExample.recordFile));
    const theirs = file('customer.json', customerKeySet(theirKey));
    expect(verify('record', path).stdout).toContain('is carried, and was not checked');
    const checked = verify('record', path, '--customer-keys', theirs);
    expect(checked.status).toBe(0);
    expect(checked.stdout).toContain('signed exactly this instruction');
    const others = file('others.json', customerKeySet(customerKey('of somebody else')));
    const refusedBy = verify('record', path, '--customer-keys', others);
    expect(refusedBy.status).toBe(1);
    expect(refusedBy.stdout).toContain('REFUSED (unknown-customer-key)');
    expect(verify('record', path, '--customer-keys', file('no.json', bytesOf('{}'))).stdout).toContain(
      'REFUSED (bad-customer-keys)',
    );
  });

  test('--json tells the same to machines', () => {
    const { status, stdout } = verify('certificate', certificatePath, '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      verified: true,
      kind: 'certificate',
      checkpoint: { size: 8, cell: 'us' },
      words: { headline: expect.any(String) },
    });
  });
});

describe('what is refused has status 1 and says why', () => {
  test('[BY-2] a changed certificate', () => {
    const changed = {
      ...certificateFile,
      certificate: { ...certificateFile.certificate, deadline: '2027-12-03T00:00:00.000Z' },
    };
    const path = file('changed.json', fileOf(changed));
    const { status, stdout, stderr } = verify('certificate', path);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toMatch(/^REFUSED \(not-in-log\): /);
    expect(JSON.parse(verify('certificate', path, '--json').stdout)).toMatchObject({
      verified: false,
      reason: 'not-in-log',
    });
  });

  test.each([
    ['a file of 100 MB', 'certificate', 'too-large'],
    ['a record of 100 MB', 'record', 'too-large'],
    ['a ledger of 100 MB', 'ledger', 'too-large'],
  ])('%s, which is not read', (_, kind, reason) => {
    const path = hollow(`${kind}-of-100-mb.json`);
    const { status, stdout } = verify(kind, path);
    expect({ status, reason: /\((.*?)\)/.exec(stdout)?.[1] }).toEqual({ status: 1, reason });
  });

  test('keys and earlier checkpoints of 100 MB', () => {
    const path = hollow('much.json');
    expect(run('verify', 'certificate', certificatePath, '--keys', path).stdout).toContain('too-large');
    expect(verify('certificate', certificatePath, '--checkpoint', path).stdout).toContain('too-large');
  });

  test('a text that would move the cursor is not shown', () => {
    const wild = fileOf({ ...certificateFile, '\u001b[2J': 1 });
    const { status, stdout } = verify('certificate', file('wild.json', wild));
    expect(status).toBe(1);
    expect(stdout).not.toContain('\u001b');
  });

  test('a pipe without end', () => {
    const zeros = execFileSync(
      'sh',
      [
        '-c',
        `"$0" "$1" verify certificate /dev/zero --keys "$2" || echo "status $?"`,
        process.execPath,
        main,
        keysPath,
      ],
      { encoding: 'utf8' },
    );
    expect(zeros).toMatch(/too-large[\s\S]*status 1/);
  });
});

describe('wrong use has status 2, says why, and prints nothing that looks like a verdict', () => {
  test.each([
    ['no file', ['verify', 'certificate', '--keys', keysPath], /Name one file/],
    [
      'two files',
      ['verify', 'record', certificatePath, certificatePath, '--keys', keysPath],
      /Name one file/,
    ],
    ['no keys', ['verify', 'certificate', certificatePath], /--keys/],
    [
      'a file that is not there',
      ['verify', 'certificate', join(directory, 'nowhere'), '--keys', keysPath],
      /nowhere cannot be read/,
    ],
    [
      'keys that are not there',
      ['verify', 'record', certificatePath, '--keys', join(directory, 'nowhere')],
      /cannot be read/,
    ],
    ['a folder', ['verify', 'ledger', directory, '--keys', keysPath], /cannot be read/],
    ['another option', ['verify', 'certificate', certificatePath, '--keys', keysPath, '--trust'], /--trust/],
    ['another noun', ['verify', 'setting', certificatePath], /no command "verify setting"/],
    [
      'keys of a customer for a certificate',
      ['verify', 'certificate', certificatePath, '--keys', keysPath, '--customer-keys', keysPath],
      /for records and ledgers/,
    ],
  ])('%s', (_, args, said) => {
    const { status, stdout, stderr } = run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(said);
    expect(stderr).toContain('Usage: npx domicile verify certificate');
  });
});

test.each([
  [['--help'], ['verify certificate', 'verify templates', 'statement']],
  [
    ['verify', '--help'],
    ['verify certificate', 'verify templates'],
  ],
  [['verify', 'certificate', '--help'], ['verify certificate']],
  [['verify', 'ledger', '-h'], ['verify ledger']],
  [['verify', 'templates', '--help'], ['verify templates']],
  [['statement', '--help'], ['statement']],
  [['--help', 'statement'], ['statement']],
])('%o prints how to call it, with status 0', (args, named) => {
  const { status, stdout, stderr } = run(...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  for (const command of named) expect(stdout).toContain(`npx domicile ${command}`);
});

test('an earlier file may be any evidence file', () => {
  const path = file('earlier-ledger.json', fileOf(ledgerFile));
  expect(verify('certificate', certificatePath, '--checkpoint', path).status).toBe(0);
  expect(
    verify('certificate', certificatePath, '--checkpoint', file('none.json', bytesOf('{}'))).status,
  ).toBe(1);
});
