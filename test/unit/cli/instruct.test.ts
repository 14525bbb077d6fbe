import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { instruct } from '../../../cli/instruct/command.ts';
import type { InstructionFile, Progress } from '../../../cli/instruct/files.ts';
import { whyNotReceived } from '../../../cli/instruct/not-received.ts';
import { UsageError } from '../../../cli/usage-error.ts';
import { type CellsOverHttp, cellsOverHttp, tokenOf } from '../../support/cells-over-http.ts';
import { validation } from '../../support/settings.ts';
import { aWorkspaceWithRecord, pemOf, type SharingPart, wantedFor } from '../../support/several-cells.ts';
import { choose, expectStatus } from '../../support/story.ts';

let directory: string;
let parts: readonly SharingPart[];
let cells: CellsOverHttp;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'domicile-instruct-'));
  // The command signs by the clock of its machine: the cells have the same time.
  parts = await Promise.all(
    (['us', 'eu'] as const).map((geography) =>
      aWorkspaceWithRecord(geography, { startsAt: Date.now() - 60_000 }),
    ),
  );
  for (const { cell } of parts) cell.clock.now = Date.now();
  cells = await cellsOverHttp(...parts.map(({ cell }) => cell));
  write('cells.json', cells.addresses);
  write('tokens.json', { us: tokenOf('us'), eu: tokenOf('eu') });
  write('key.pem', pemOf());
  const wanted = wantedFor(
    parts.map(({ subject, link }) => ({ subject, link })),
    'off',
    validation,
  );
  write('wanted.json', wanted);
});
afterEach(async () => {
  await cells.stop();
  rmSync(directory, { recursive: true });
});

const at = (name: string) => join(directory, name);
const write = (name: string, content: object | string) =>
  writeFileSync(at(name), typeof content === 'string' ? content : JSON.stringify(content));
const read = <Content>(name: string): Content => JSON.parse(readFileSync(at(name), 'utf8'));

const run = (environment: Record<string, string>, ...args: readonly string[]) =>
  instruct(['instruct', ...args], { environment, wait: async () => {} });
const make = (key = 'key.pem', out = 'instruction.json') =>
  run({}, 'make', at('wanted.json'), '--key', at(key), '--out', at(out));
const withTokens = ['--cells', 'cells.json', '--tokens', 'tokens.json'] as const;
const send = (how: 'send' | 'status' = 'send') =>
  run(
    {},
    how,
    at('instruction.json'),
    ...withTokens.map((each) => (each.endsWith('.json') ? at(each) : each)),
  );

test('[BY-13] hands one signed instruction to each cell, and tells how many have confirmed and deleted', async () => {
  expect((await make()).status).toBe(0);
  cells.down.add('eu');
  const first = await send();
  expect(first.status).toBe(1);
  expect(first.output).toContain('1 of 2 cells confirmed');
  expect(first.output).toMatch(/Missing: eu_ws_\w+ in eu: no answer \(\w+\); it may have been received\./);

  cells.down.clear();
  for (const { cell } of parts) cell.clock.now += 60_000;
  const second = await send();
  expect(second).toMatchObject({ status: 0, output: expect.stringContaining('2 of 2 cells confirmed') });
  const { receipts } = read<Progress>('instruction.json.progress');
  const [us, eu] = parts.map(({ subject }) => receipts[subject]);
  expect(eu?.receivedAt).not.toBe(us?.receivedAt);
  expect([us?.countsFrom, eu?.countsFrom]).toEqual([us?.receivedAt, us?.receivedAt]);

  expect((await send('status')).output).toMatch(
    /Deleted in 0 of 2 cells\.\nNot yet in eu: eu_ep_\w+ is being deleted\./,
  );
  for (const { cell } of parts) for (const _ of [1, 2]) await cell.tick();
  expect((await send('status')).output).toContain('Deleted in 2 of 2 cells.');
  expect(`${first.output}${second.output}`).not.toContain('token-of');
});

test.each(['P-256', 'Ed25519'] as const)('[BY-13] signs with a key on %s, as PEM or JWK', async (curve) => {
  write('key.pem', pemOf(curve));
  expect((await make()).output).toMatch(/for 2 parts is signed with [\w-]{43}\./);
  const made =
    curve === 'P-256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519');
  write('key.jwk', made.privateKey.export({ format: 'jwk' }));
  expect((await make('key.jwk', 'other.json')).status).toBe(0);
  expect(statSync(at('other.json')).mode & 0o077).toBe(0);
  expect(await send()).toMatchObject({ status: 0 });
});

test('[BY-13] takes tokens from the environment, and says which one is missing', async () => {
  await make();
  const { output, status } = await run(
    { DOMICILE_TOKEN_US: tokenOf('us') },
    'send',
    at('instruction.json'),
    '--cells',
    at('cells.json'),
  );
  expect(status).toBe(1);
  expect(output).toContain('in eu: there is no token: set DOMICILE_TOKEN_EU');
});

test('[BY-13] says where a setting was changed after the instruction was signed', async () => {
  await make();
  const [, eu] = parts;
  if (eu === undefined) throw new Error('There is no part in eu.');
  eu.cell.clock.now += 600_000;
  expectStatus(await choose(eu.cell, eu.subject, validation, 'on'), 200);
  const { output, status } = await send();
  expect(status).toBe(1);
  expect(output).toContain('the setting was changed after the instruction was signed; sign a new one');
  expect(output).toContain('(412)');
});

test('[BY-13] says where an address is that of another cell', async () => {
  await make();
  write('cells.json', { us: cells.addresses.us, eu: cells.addresses.us });
  write('tokens.json', { us: tokenOf('us'), eu: tokenOf('us') });
  const { output } = await send();
  expect(output).toContain('the address in the file of cells is that of another cell (421)');
  expect(output).toContain('https://eu.cells.example');
});

describe('[BY-13] refuses, before anything is sent,', () => {
  const refuses = (asked: Promise<unknown>, words: string) =>
    expect(asked).rejects.toThrow(
      expect.objectContaining({ name: UsageError.name, message: expect.stringContaining(words) }),
    );

  test('an instruction that is there already', async () => {
    await make();
    await refuses(make(), 'cannot be written');
  });
  test('a part that is there twice', async () => {
    const wanted = read<{ parts: object[] }>('wanted.json');
    write('wanted.json', { ...wanted, parts: [...wanted.parts, wanted.parts[0]] });
    await refuses(make(), 'a part is there twice');
  });
  test('what is no private key, and says nothing of it', async () => {
    write('key.pem', 'a-secret');
    await refuses(make(), 'no private key as PEM or JWK');
    await expect(make()).rejects.not.toThrow('a-secret');
  });
  test('a key on another curve', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    write('key.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    await refuses(make(), 'allowed are P-256 and Ed25519');
  });
  test('an address that is not encrypted', async () => {
    await make();
    write('cells.json', { us: 'http://cells.example', eu: 'https://eu.cells.example' });
    await refuses(send(), 'cells.us: an https address is expected');
  });
  test('progress of another instruction', async () => {
    await make();
    write('instruction.json.progress', { v: 1, instruction: 'a'.repeat(64), receipts: {} });
    await refuses(send(), 'belongs to another instruction');
  });
  test('an instruction that was changed to have a member more', async () => {
    await make();
    write('instruction.json', { ...read<InstructionFile>('instruction.json'), more: 1 });
    await refuses(send(), 'a member is there that is not known');
  });
});

test.each([
  [{ kind: 'silent', why: 'ECONNRESET' } as const, 'later', 'no answer'],
  [{ kind: 'answered', status: 503, body: undefined, after: 2 } as const, 'later', 'not now (503)'],
  [
    { kind: 'answered', status: 409, body: { type: 'urn:domicile:problem:closing' } } as const,
    'later',
    'is being completed (409)',
  ],
  [
    { kind: 'answered', status: 409, body: { type: 'urn:domicile:problem:conflict-try-again' } } as const,
    'later',
    'not now (409)',
  ],
  [
    { kind: 'answered', status: 409, body: { type: 'urn:domicile:problem:notice-outdated' } } as const,
    'never',
    'refused (409)',
  ],
  [{ kind: 'answered', status: 200, body: {} } as const, 'never', 'no receipt of this part'],
  [{ kind: 'answered', status: 401, body: { title: 'no\u001b[2J\nway' } } as const, 'never', 'no [2J way'],
])('of %j it tells whether it may succeed later', (answer, again, words) => {
  const told = whyNotReceived(answer);
  expect(told.again).toBe(again);
  expect(told.why).toContain(words);
});
