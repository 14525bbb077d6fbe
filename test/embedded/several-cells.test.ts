import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrganizationReply } from '../../contract/api/replies.ts';
import { days, instantOf, isoOf } from '../../domain/time.ts';
import { bodyOf, tagOf } from '../../local/api.ts';
import { ledgerOf } from '../../local/demo/ending.ts';
import { type Actors, actorsIn, captureOf } from '../../local/demo/story.ts';
import { tokenFor } from '../../local/sign-in.ts';
import { platformUse } from '../support/settings.ts';
import { pemOf } from '../support/several-cells.ts';
import { theCell } from './running-cloud.ts';

const program = 'power-platform-data-sharing';
const setting = 'share-for-improvement';
const geographies = ['us', 'eu'] as const;

let directory: string;
let parts: readonly Actors[];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'domicile-several-'));
  parts = await Promise.all(geographies.map((geography) => actorsIn(theCell(geography))));
  for (const { owner, organization, workspace, assistant } of parts) {
    const shown = await owner.setting(organization, `${program}/${setting}`);
    const { notice } = bodyOf('Reading the setting', 200, shown);
    const choice = { value: 'on', notice };
    bodyOf(
      'Turning it on',
      200,
      await owner.choose(organization, `${program}/${setting}`, choice, tagOf(shown)),
    );
    const sent = { ...captureOf(workspace), use: platformUse };
    bodyOf('Capturing', 201, await assistant.capture(sent));
  }
});

afterAll(() => rm(directory, { recursive: true }));

const write = async (name: string, content: unknown): Promise<string> => {
  const path = join(directory, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

/** Runs the command as its user does: a process of its own, which reaches the cells over HTTP. */
const domicile = async (...args: readonly string[]) => {
  const tokens = await Promise.all(geographies.map((geography) => tokenFor(theCell(geography), 'owner')));
  const env = { ...process.env, DOMICILE_TOKEN_US: tokens[0], DOMICILE_TOKEN_EU: tokens[1] };
  return new Promise<{ status: number; output: string }>((resolve) => {
    execFile(process.execPath, ['cli/domicile.mjs', 'instruct', ...args], { env }, (error, out, err) =>
      resolve({ status: Number(error?.code ?? 0), output: `${out}${err}` }),
    );
  });
};

/** Signs an instruction to turn off in both cells, and tells where its file is. */
const anInstruction = async (): Promise<string> => {
  const links = await Promise.all(
    parts.map(async ({ owner, organization }) => {
      const path = `/v1/organizations/${organization}`;
      const { link } = bodyOf('Reading the link', 200, await owner.call<OrganizationReply>('GET', path));
      return { subject: organization, link };
    }),
  );
  const [us] = parts;
  if (us === undefined) throw new Error('There is a first cell.');
  const shown = bodyOf('Reading', 200, await us.owner.setting(us.organization, `${program}/${setting}`));
  const notice = bodyOf('Reading the words', 200, await us.owner.notice(shown.notice.id));
  const wanted = {
    ...{ program, setting, value: 'off', uses: shown.uses, parts: links },
    notice: { id: notice.id, version: notice.version, hash: notice.hash },
  };
  const key = await write('key.pem', pemOf());
  const out = join(directory, `${randomUUID()}.json`);
  const made = await domicile('make', await write('wanted.json', wanted), '--key', key, '--out', out);
  expect(made).toMatchObject({ status: 0, output: expect.stringContaining('2 parts') });
  return out;
};

test('[BY-13] one signed instruction turns off in two cells, with one deadline, and both confirm', async () => {
  const [us, eu] = parts.map(({ cell }) => cell.api);
  const out = await anInstruction();

  // At first only one of the cells can be reached.
  const nowhere = 'http://127.0.0.1:9';
  const half = await write('half.json', { us, eu: nowhere });
  const cells = await write('cells.json', { us, eu });
  const first = await domicile('send', out, '--cells', half);
  expect(first).toMatchObject({ status: 1, output: expect.stringContaining('1 of 2 cells confirmed') });
  const second = await domicile('send', out, '--cells', cells);
  expect(second).toMatchObject({ status: 0, output: expect.stringContaining('2 of 2 cells confirmed') });

  const chosen = await Promise.all(
    parts.map(async ({ owner, organization }) => {
      const { entries, verdict } = await ledgerOf(owner, organization);
      expect(verdict).toMatchObject({ verified: true });
      return entries.map(({ entry }) => entry).filter(({ event }) => 'group' in event);
    }),
  );
  expect(chosen.map((each) => each.length)).toEqual([1, 1]);
  const [received] = chosen
    .flat()
    .map(({ at }) => at)
    .sort();
  const promised = isoOf(instantOf(received ?? '') + days(30));
  const deadlines = await Promise.all(
    parts.map(async ({ owner, organization }) => {
      const path = `/v1/closures?subject=${organization}`;
      const answer = await owner.call<{ closures: { deadline: string }[] }>('GET', path);
      return bodyOf('Reading closures', 200, answer).closures.map(({ deadline }) => deadline);
    }),
  );
  expect(deadlines).toEqual([[promised], [promised]]);
  expect(await domicile('status', out, '--cells', cells)).toMatchObject({
    status: 0,
    output: expect.stringMatching(/Deleted in \d of 2 cells/),
  });
});

test('[BY-13] a part that comes to the cell of another is not carried out there, and the client is told so', async () => {
  const us = theCell('us');
  const token = await tokenFor(us, 'owner');
  const cells = await write('one-cell.json', { us: us.api, eu: us.api });
  const tokens = await write('one-token.json', { us: token, eu: token });
  const sent = await domicile('send', await anInstruction(), '--cells', cells, '--tokens', tokens);
  expect(sent).toMatchObject({
    status: 1,
    output: expect.stringContaining('the address in the file of cells is that of another cell (421)'),
  });
  expect(sent.output).not.toContain(token);
});
