import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { instruct } from '../../../cli/instruct/command.ts';
import { type CellsOverHttp, cellsOverHttp, tokenOf } from '../../support/cells-over-http.ts';
import { validation } from '../../support/settings.ts';
import { aWorkspaceWithRecord, pemOf, type SharingPart, wantedFor } from '../../support/several-cells.ts';
import { readSetting } from '../../support/story.ts';

/** What an address answers that is no cell, or one that is not well. */
type Answer = (request: IncomingMessage, body: string) => { readonly status: number; readonly body: object };

let directory: string;
let parts: readonly SharingPart[];
let cells: CellsOverHttp;
let falseCell: Server;
let answers: Answer;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'domicile-instruct-'));
  parts = await Promise.all(
    (['us', 'eu'] as const).map((geography) =>
      aWorkspaceWithRecord(geography, { startsAt: Date.now() - 60_000 }),
    ),
  );
  for (const { cell } of parts) cell.clock.now = Date.now();
  cells = await cellsOverHttp(...parts.map(({ cell }) => cell));
  falseCell = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { status, body } = answers(request, Buffer.concat(chunks).toString());
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => falseCell.listen(0, '127.0.0.1', resolve));
  const { port } = falseCell.address() as AddressInfo;
  write('cells.json', { us: cells.addresses.us, eu: `http://127.0.0.1:${port}` });
  write('tokens.json', { us: tokenOf('us'), eu: tokenOf('eu') });
  write('key.pem', pemOf());
  write(
    'wanted.json',
    wantedFor(
      parts.map(({ subject, link }) => ({ subject, link })),
      'off',
      validation,
    ),
  );
  await run('make', at('wanted.json'), '--key', at('key.pem'), '--out', at('off.json'));
});
afterEach(async () => {
  await cells.stop();
  falseCell.closeAllConnections();
  await new Promise((resolve) => falseCell.close(resolve));
  rmSync(directory, { recursive: true });
});

const at = (name: string) => join(directory, name);
const write = (name: string, content: object | string) =>
  writeFileSync(at(name), typeof content === 'string' ? content : JSON.stringify(content));
const run = (...args: readonly string[]) =>
  instruct(['instruct', ...args], { environment: {}, wait: async () => {} });
const send = () => run('send', at('off.json'), '--cells', at('cells.json'), '--tokens', at('tokens.json'));

/** A receipt in its form, whatever else is in it. */
const receiptAt = (receivedAt: string, body: string, more: object = {}) => ({
  instruction: JSON.parse(body).instruction.id,
  subject: JSON.parse(body).subject,
  value: 'off',
  ...{ receivedAt, countsFrom: receivedAt, entry: 1, hash: 'a'.repeat(64), closures: [] },
  ...more,
});

test.each([
  ['long ago', '1999-12-31T23:59:59.999Z'],
  ['only in years', '2999-12-31T23:59:59.999Z'],
])(
  '[BY-13] a cell that says it received the instruction %s keeps no other from carrying it out',
  async (_, when) => {
    answers = (_request, body) => ({ status: 200, body: receiptAt(when, body) });
    const { output, status } = await send();

    expect(status).toBe(1);
    expect(output).toContain('1 of 2 cells confirmed');
    expect(output).toMatch(/Missing: eu_ws_\w+ in eu: .*no receipt of this part/);
    const [us] = parts;
    if (us === undefined) throw new Error('There is no part in us.');
    expect(await readSetting(us.cell, us.subject, validation)).toMatchObject({ setting: { value: 'off' } });
  },
);

test.each([
  ['as a problem', 403, (token: string) => ({ title: `You said ${token}`, detail: token })],
  ['as a part of a receipt', 200, (token: string) => ({ debug: { authorization: token } })],
])(
  '[BY-13] an address that sends the token back %s does not bring it to the terminal or into a file',
  async (_, status, more) => {
    answers = (request, body) => {
      const token = String(request.headers.authorization);
      const told = more(token);
      return { status, body: status === 200 ? receiptAt(new Date().toISOString(), body, told) : told };
    };
    const { output } = await send();

    expect(output).not.toContain(tokenOf('eu'));
    const progress = readFileSync(at('off.json.progress'), 'utf8');
    expect(progress).not.toContain(tokenOf('eu'));
    expect(statSync(at('off.json.progress')).mode & 0o077).toBe(0);
  },
);
