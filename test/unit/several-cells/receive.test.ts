import { beforeEach, describe, expect, test } from 'vitest';
import type { InstructionFile } from '../../../cli/instruct/files.ts';
import type { HandedPart } from '../../../cli/instruct/hand-over.ts';
import { instructionKeys } from '../../../contract/tables/instructions.ts';
import { days, hours, instantOf, isoOf, minutes, seconds } from '../../../domain/time.ts';
import { aPerson } from '../../support/callers.ts';
import { platformSharing, sharing } from '../../support/settings.ts';
import {
  aCellWithPart,
  type CellWithPart,
  handedOf,
  handTo,
  signedFor,
} from '../../support/several-cells.ts';
import { anOrganization, aWorkspace, choose, expectStatus, owner, readSetting } from '../../support/story.ts';

let us: CellWithPart;
let eu: CellWithPart;
let file: InstructionFile;
beforeEach(async () => {
  us = await aCellWithPart('us');
  eu = await aCellWithPart('eu');
  us.cell.clock.now += hours(1);
  eu.cell.clock.now += hours(2);
  file = signedFor([us.part, eu.part], { at: us.cell.clock.now - minutes(1) });
});

const handed = (to: CellWithPart, more: Partial<HandedPart> = {}): HandedPart =>
  handedOf(file, to.organization, more);

const entriesOf = async ({ cell, organization }: CellWithPart) => {
  const reply = await cell.call<{ entries: { entry: { event: Record<string, unknown> } }[] }>(
    owner,
    'GET /v1/consents',
    { query: { subject: organization } },
  );
  return expectStatus(reply, 200).entries.map(({ entry }) => entry);
};
const closureOf = async ({ cell, epoch }: CellWithPart) =>
  expectStatus(
    await cell.call<{ deadline: string; countsFrom?: unknown }>(owner, 'GET /v1/closures/{epoch}', {
      path: { epoch },
    }),
    200,
  );

test('[BY-13] one instruction turns off in two cells, and both deadlines run from the first receipt', async () => {
  const first = expectStatus(await handTo(us.cell, handed(us)), 200);
  const stated = { receivedAt: first.receivedAt, entry: first.hash };
  const second = expectStatus(await handTo(eu.cell, handed(eu, { first: stated })), 200);

  const deadline = isoOf(instantOf(first.receivedAt) + days(30));
  expect(first).toMatchObject({ countsFrom: first.receivedAt, deadline });
  expect(second).toMatchObject({
    receivedAt: isoOf(eu.cell.clock.now),
    countsFrom: first.receivedAt,
    deadline,
  });
  expect(await closureOf(us)).toMatchObject({ deadline });
  expect(await closureOf(eu)).toMatchObject({
    deadline,
    countsFrom: { instruction: file.instruction.id, ...stated },
  });
});

test('[BY-13] the ledger of each part says which instruction it carried out, and no other part of it', async () => {
  expectStatus(await handTo(us.cell, handed(us)), 200);
  const entries = await entriesOf(us);
  expect(entries.map(({ event }) => event.type)).toEqual([
    'subject-created',
    'setting-chosen',
    'setting-chosen',
    'closure-ended',
  ]);
  expect(entries[2]?.event).toMatchObject({
    value: 'off',
    customerSignature: 'carried',
    group: { id: file.instruction.id, parts: file.instruction.parts },
  });
  const kept = JSON.stringify([
    entries,
    await us.cell.store.query({ table: 'registry', pk: us.organization, consistency: 'strong' }),
  ]);
  expect(kept).not.toContain(eu.organization);
  expect(kept).not.toContain(eu.part.link);
});

test('[BY-13] a part that is handed over again gets the same receipt, and nothing happens twice', async () => {
  const first = expectStatus(await handTo(us.cell, handed(us)), 200);
  us.cell.clock.now += days(8);
  expect(expectStatus(await handTo(us.cell, handed(us)), 200)).toEqual(first);
  expect(await entriesOf(us)).toHaveLength(4);
});

test('[BY-13] an earlier first receipt that is learned of later brings the deadline nearer, and no later one puts it off', async () => {
  expectStatus(await handTo(us.cell, handed(us)), 200);
  const { cell, organization } = eu;
  const workspace = await aWorkspace(cell, organization);
  void workspace;
  const own = expectStatus(await handTo(cell, handed(eu)), 200);
  expect(own.countsFrom).toBe(own.receivedAt);
  const entry = 'a'.repeat(64);
  const later = isoOf(instantOf(own.receivedAt) + seconds(1));
  expect(expectStatus(await handTo(cell, handed(eu, { first: { receivedAt: later, entry } })), 200)).toEqual(
    own,
  );
  const earlier = isoOf(instantOf(own.receivedAt) - minutes(1));
  const told = expectStatus(await handTo(cell, handed(eu, { first: { receivedAt: earlier, entry } })), 200);
  expect(told).toMatchObject({
    receivedAt: own.receivedAt,
    entry: own.entry,
    hash: own.hash,
    countsFrom: earlier,
  });
  expect((await entriesOf(eu)).at(-1)?.event).toMatchObject({
    type: 'first-receipt-stated',
    instruction: file.instruction.id,
    first: { receivedAt: earlier, entry },
  });
});

test('[BY-13] turned on, each part opens an epoch of its own, and has no deadline', async () => {
  expectStatus(await choose(us.cell, us.organization, platformSharing, 'off'), 200);
  us.cell.clock.now += minutes(10);
  file = signedFor([us.part, eu.part], { at: us.cell.clock.now, value: 'on' });
  const receipt = expectStatus(await handTo(us.cell, handed(us)), 200);
  const { setting } = await readSetting(us.cell, us.organization, platformSharing);
  expect(receipt).toMatchObject({ value: 'on', epoch: setting.epoch });
  expect(receipt).not.toHaveProperty('deadline');
});

test('[BY-13] a workspace is a part under the link of its organization', async () => {
  const workspace = await aWorkspace(us.cell, us.organization);
  const address = { program: 'security-copilot', setting: 'validate-performance' };
  file = signedFor([{ subject: workspace, link: us.part.link }, eu.part], { at: us.cell.clock.now, address });
  const receipt = expectStatus(await handTo(us.cell, handed(us, { subject: workspace })), 200);
  expect(receipt).toMatchObject({ subject: workspace, value: 'off', closures: [] });
});

describe('[BY-13] refused, with nothing changed, is an instruction', () => {
  const refusedWith = async (part: HandedPart, status: number, type: string, to = us) => {
    const before = await entriesOf(to);
    const reply = await handTo(to.cell, part);
    expect(reply).toMatchObject({ status, body: { type: `urn:domicile:problem:${type}` } });
    expect(await entriesOf(to)).toEqual(before);
    const received = instructionKeys.received(to.organization, part.instruction.id);
    expect(await to.cell.store.get('registry', received, 'strong')).toBeUndefined();
    return reply.body as unknown as { detail: string; allowed?: string };
  };

  test('that another cell is asked to carry out', async () => {
    await refusedWith(handed(eu), 421, 'misdirected-request');
  });

  test('that was signed for another organization of the same owner', async () => {
    const other = await anOrganization(us.cell);
    await refusedWith(handed(us, { subject: other }), 422, 'instruction-not-of-this-part');
  });

  test('that was signed under another link', async () => {
    file = signedFor([{ ...us.part, link: eu.part.link }], { at: us.cell.clock.now });
    await refusedWith(handed(us), 422, 'instruction-not-of-this-part');
  });

  test('whose list of parts is another than was signed', async () => {
    await refusedWith(handed(us, { parts: handed(us).parts.slice(1) }), 422, 'instruction-not-of-this-part');
  });

  test('whose uses are not those of the setting', async () => {
    const { instruction } = file;
    await refusedWith(
      handed(us, { instruction: { ...instruction, uses: ['product-improvement'] } }),
      422,
      'instruction-not-of-this-part',
    );
  });

  test('for a program that the part does not have', async () => {
    const { instruction } = file;
    await refusedWith(
      handed(us, { instruction: { ...instruction, program: 'no-such' } }),
      404,
      'unknown-program',
    );
  });

  test('of words that were never published', async () => {
    const notice = { ...file.instruction.notice, hash: 'b'.repeat(64) };
    await refusedWith(handed(us, { instruction: { ...file.instruction, notice } }), 409, 'notice-outdated');
  });

  test('whose signature has another form', async () => {
    const [header = '', , signature = ''] = file.signature.split('.');
    const other = Buffer.from(header, 'base64url')
      .toString()
      .replace('domicile-group-instruction+jws', 'JWT');
    const forged = `${Buffer.from(other).toString('base64url')}..${signature}`;
    const { allowed } = await refusedWith(handed(us, { signature: forged }), 422, 'signature-not-taken');
    expect(allowed).toContain('ES256 or EdDSA');
  });

  test('whose signature is of another instruction', async () => {
    const { signature } = signedFor([us.part], { at: us.cell.clock.now });
    await refusedWith(handed(us, { signature }), 422, 'signature-not-taken');
  });

  test('that nobody signed', async () => {
    const { signature: _, ...unsigned } = handed(us);
    const reply = await us.cell.call(owner, 'POST /v1/instructions', { body: unsigned });
    expect(reply.status).toBe(400);
  });

  test.each([
    ['too old', -(days(7) + 1)],
    ['of the future', minutes(5) + 1],
  ])('that is %s, and it says what is taken', async (_, offset) => {
    file = signedFor([us.part], { at: us.cell.clock.now + offset });
    const { allowed } = await refusedWith(handed(us), 422, 'instruction-out-of-time');
    const now = us.cell.clock.now;
    expect(allowed).toBe(`${isoOf(now - days(7))} to ${isoOf(now + minutes(5))}`);
  });

  test.each([
    ['in the future', () => us.cell.clock.now + minutes(5) + 1],
    ['before it was signed', () => instantOf(file.instruction.at) - minutes(5) - 1],
  ])('with a first receipt %s', async (_, at) => {
    const first = { receivedAt: isoOf(at()), entry: 'a'.repeat(64) };
    const { detail } = await refusedWith(handed(us, { first }), 422, 'instruction-out-of-time');
    expect(detail).toContain('first');
  });

  test('that a later choice has overtaken', async () => {
    us.cell.clock.now += minutes(10);
    expectStatus(await choose(us.cell, us.organization, platformSharing, 'on'), 200);
    await refusedWith(handed(us), 412, 'instruction-overtaken');
  });

  test('to turn on what was turned off after it was signed', async () => {
    file = signedFor([us.part], { at: us.cell.clock.now - 1, value: 'on' });
    expectStatus(await choose(us.cell, us.organization, platformSharing, 'off'), 200);
    await refusedWith(handed(us), 412, 'instruction-overtaken');
  });

  test('of somebody who is no member', async () => {
    const reply = await handTo(us.cell, handed(us), aPerson('stranger-1'));
    expect(reply.status).toBe(404);
  });

  test('to turn on where it is not available', async () => {
    file = signedFor([eu.part], { at: eu.cell.clock.now, value: 'on', address: sharing });
    await refusedWith(handed(eu), 409, 'setting-unavailable', eu);
  });
});

test('[BY-13] another instruction under the name of one that was received is refused', async () => {
  expectStatus(await handTo(us.cell, handed(us)), 200);
  const { id } = file.instruction;
  file = signedFor([us.part], { id, at: us.cell.clock.now });
  const reply = await handTo(us.cell, handed(us));
  expect(reply).toMatchObject({ status: 422, body: { type: 'urn:domicile:problem:instruction-differs' } });
});
