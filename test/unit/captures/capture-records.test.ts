import { randomBytes } from 'node:crypto';
import { ulid } from 'ulid';
import { beforeEach, describe, expect, test } from 'vitest';
import { registryKeys } from '../../../contract/tables/registry.ts';
import type { WorkspaceId } from '../../../domain/identifiers.ts';
import { days, hours, isoOf, minutes, startOfDay } from '../../../domain/time.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { sharing, sharingUse, validation, validationUse } from '../../support/settings.ts';
import { aSharingCustomer } from '../../support/sharing-customer.ts';
import {
  anOrganization,
  assistant,
  aWorkspace,
  callId,
  capture,
  choose,
  expectStatus,
  optIn,
  owner,
  readSetting,
  records,
  showNotice,
} from '../../support/story.ts';

let cell: TestCell;
let workspace: WorkspaceId;
let organization: Awaited<ReturnType<typeof anOrganization>>;

beforeEach(async () => {
  cell = aCell('us');
  organization = await anOrganization(cell);
  workspace = await aWorkspace(cell, organization);
});

/** Everything that the content table holds for a lot. */
const stored = async (epoch: string, lot: string) =>
  (await cell.store.query({ table: 'content', pk: `${epoch}#${lot}`, consistency: 'strong' })).items;

const read = (epoch: string, more: Readonly<Record<string, string>> = {}) =>
  cell.call<{ records: readonly { body: string }[]; next?: string }>(assistant, 'GET /v1/captures', {
    query: { workspace, use: sharingUse, day: '2026-03-01', epoch, ...more },
  });

const readPage = async (epoch: string, cursor: string | undefined) =>
  expectStatus(await read(epoch, cursor === undefined ? {} : { cursor }), 200);

describe('capturing', () => {
  test('[DS-4] stores nothing while sharing is off, and says why', async () => {
    const reply = await capture(cell, workspace, sharingUse);
    expect(reply).toMatchObject({ status: 409, body: { type: 'urn:domicile:problem:sharing-off' } });
    expect(JSON.stringify(reply.body)).toContain('off by default');
  });

  test('[DS-5] stores prompts, responses and telemetry while sharing is on', async () => {
    const epoch = await optIn(cell, organization, sharing);
    const said = ['prompt', 'response', 'telemetry'].map((category) => ({
      category,
      source: { prompt: 'person', response: 'assistant' }[category] ?? 'product',
      dataClass: category === 'telemetry' ? 'system-log' : 'customer-data',
      occurredAt: isoOf(cell.clock.now),
      body: `a ${category}`,
    }));
    const receipt = expectStatus(await capture(cell, workspace, sharingUse, { records: said }), 201);
    expect(receipt).toMatchObject({
      epoch,
      captured: 3,
      deadline: isoOf(startOfDay('2026-03-01') + days(30)),
    });
    const page = expectStatus(await read(epoch), 200);
    expect(page.records.map(({ body }) => body)).toEqual(['a prompt', 'a response', 'a telemetry']);
  });

  test('[SC-1] stores nothing before an owner was shown the notice, although sharing is on by default', async () => {
    expect((await readSetting(cell, workspace, validation)).setting).toMatchObject({
      value: 'on',
      source: 'default',
    });
    const before = await capture(cell, workspace, validationUse);
    expect(before).toMatchObject({ status: 409, body: { type: 'urn:domicile:problem:sharing-off' } });
    const epoch = await showNotice(cell, workspace, validation);
    expect(expectStatus(await capture(cell, workspace, validationUse), 201).epoch).toBe(epoch);
  });

  test('repeated under its call id lands on itself and is counted once', async () => {
    const epoch = await optIn(cell, organization, sharing);
    const call = { callId: callId(cell), records: records(cell, 5) };
    const first = expectStatus(await capture(cell, workspace, sharingUse, call), 201);
    cell.clock.now += minutes(1);
    expect(expectStatus(await capture(cell, workspace, sharingUse, call), 200)).toEqual(first);
    expect(await stored(epoch, first.lot)).toHaveLength(5);
    const lot = await cell.store.get('registry', registryKeys.lot(epoch, first.lot), 'strong');
    expect(lot).toMatchObject({ captured: 5 });
  });

  test('repeated with records that fill several pages lands on itself too', async () => {
    await optIn(cell, organization, sharing);
    const large = randomBytes(90_000).toString('base64');
    const call = { callId: callId(cell), records: records(cell, 20, large) };
    expect((await capture(cell, workspace, sharingUse, call)).status).toBe(201);
    expect((await capture(cell, workspace, sharingUse, call)).status).toBe(200);
  });

  test.each([
    ['another body', 5, 'another body'],
    ['fewer records', 4, undefined],
    ['more records', 6, undefined],
  ])('repeated with %s is refused and changes nothing', async (_, count, body) => {
    const epoch = await optIn(cell, organization, sharing);
    const id = callId(cell);
    const { lot } = expectStatus(
      await capture(cell, workspace, sharingUse, { callId: id, records: records(cell, 5) }),
      201,
    );
    const repeated = await capture(cell, workspace, sharingUse, {
      callId: id,
      records: records(cell, count, body),
    });
    expect(repeated).toMatchObject({ status: 422, body: { type: 'urn:domicile:problem:record-differs' } });
    expect(await stored(epoch, lot)).toHaveLength(5);
  });

  test('[SC-18] refuses a part that is older than the choice, or comes from the future', async () => {
    cell.clock.now += hours(1);
    await optIn(cell, organization, sharing);
    const [record] = records(cell, 1);
    const early = isoOf(cell.clock.now - 1);
    const older = [{ ...record, parts: [{ category: 'prompt', source: 'person', occurredAt: early }] }];
    expect(await capture(cell, workspace, sharingUse, { records: older })).toMatchObject({
      status: 422,
      body: { errors: [{ at: '/records/0/parts/0/occurredAt', given: early }] },
    });
    const later = [{ ...record, occurredAt: isoOf(cell.clock.now + minutes(6)) }];
    expect((await capture(cell, workspace, sharingUse, { records: later })).status).toBe(422);
  });

  test('[SC-18] what a fast clock tells as later than the opt-out lies in the closed epoch, unread, and goes with it', async () => {
    const epoch = await optIn(cell, organization, sharing);
    const ahead = records(cell, 1).map((record) => ({
      ...record,
      occurredAt: isoOf(cell.clock.now + minutes(4)),
    }));
    const { lot } = expectStatus(await capture(cell, workspace, sharingUse, { records: ahead }), 201);
    cell.clock.now += minutes(1);
    expectStatus(await choose(cell, organization, sharing, 'off'), 200);

    expect((await capture(cell, workspace, sharingUse, { records: ahead })).status).toBe(409);
    expect((await read(epoch)).status).toBe(410);
    await cell.tick();
    expect(await stored(epoch, lot)).toEqual([]);
  });

  test('takes calls of today, and of yesterday for an hour', async () => {
    cell = aCell('us', { startsAt: startOfDay('2026-03-02') + minutes(59) });
    ({ organization, workspace } = await aSharingCustomer(cell));
    const yesterday = ulid(startOfDay('2026-03-02') - 1);
    expect((await capture(cell, workspace, sharingUse, { callId: yesterday })).status).toBe(201);
    cell.clock.now += minutes(1);
    const late = ulid(startOfDay('2026-03-02') - 2);
    expect(await capture(cell, workspace, sharingUse, { callId: late })).toMatchObject({
      status: 409,
      body: { type: 'urn:domicile:problem:stale-call', allowed: ['2026-03-02'] },
    });
    const tomorrow = ulid(startOfDay('2026-03-03'));
    expect((await capture(cell, workspace, sharingUse, { callId: tomorrow })).status).toBe(409);
  });

  test('refuses an epoch that is not the open one', async () => {
    const first = await optIn(cell, organization, sharing);
    await choose(cell, organization, sharing, 'off');
    const second = await optIn(cell, organization, sharing);
    expect(second).not.toBe(first);
    expect(await capture(cell, workspace, sharingUse, { epoch: first })).toMatchObject({
      status: 409,
      body: { type: 'urn:domicile:problem:stale-epoch', given: first, allowed: second },
    });
  });

  test.each(['feedback', 'review-set-content', 'pinned-content'])(
    '[DS-5] refuses a record with a part of %s, which the use does not take',
    async (category) => {
      const epoch = await optIn(cell, organization, sharing);
      const [record] = records(cell, 1);
      const part = (of: string) => ({
        category: of,
        source: of === 'response' ? 'assistant' : 'person',
        occurredAt: isoOf(cell.clock.now),
      });
      const withParts = (...parts: readonly object[]) =>
        capture(cell, workspace, sharingUse, { records: [{ ...record, parts }] });

      expect(await withParts(part('prompt'), part(category))).toMatchObject({
        status: 422,
        body: { type: 'urn:domicile:problem:category-not-allowed', given: category },
      });
      expect(expectStatus(await read(epoch), 200).records).toEqual([]);
      expect((await withParts(part('prompt'), part('response'))).status).toBe(201);
    },
  );

  test('[DS-5] refuses a record under a class that is not the one of its category', async () => {
    await optIn(cell, organization, sharing);
    const [record] = records(cell, 1);
    const asLog = [{ ...record, category: 'prompt', dataClass: 'system-log' }];
    expect(await capture(cell, workspace, sharingUse, { records: asLog })).toMatchObject({
      status: 422,
      body: { type: 'urn:domicile:problem:category-not-allowed', given: 'prompt as system-log' },
    });
  });

  test('refuses a category that the use does not take, and a record that is too large', async () => {
    await optIn(cell, organization, sharing);
    const [record] = records(cell, 1);
    const pinned = [{ ...record, category: 'pinned-content' }];
    expect((await capture(cell, workspace, sharingUse, { records: pinned })).status).toBe(422);
    const large = [{ ...record, body: 'ä'.repeat(128 * 1024 + 1) }];
    expect((await capture(cell, workspace, sharingUse, { records: large })).status).toBe(413);
  });

  test('[SC-4] writes no content to the log, whatever happens', async () => {
    const epoch = await optIn(cell, organization, sharing);
    await capture(cell, workspace, sharingUse, { records: records(cell, 2, 'marked-string') });
    await capture(cell, workspace, sharingUse, { records: [{ body: 'marked-string' }] });
    await read(epoch);
    expect(JSON.stringify(cell.log)).not.toContain('marked-string');
  });
});

describe('reading', () => {
  test('[DS-8] ends at the opt-out: 410, and nothing is returned', async () => {
    const epoch = await optIn(cell, organization, sharing);
    expectStatus(await capture(cell, workspace, sharingUse), 201);
    expect(expectStatus(await read(epoch), 200).records).toHaveLength(1);
    await choose(cell, organization, sharing, 'off');
    expect(await read(epoch)).toMatchObject({
      status: 410,
      body: { type: 'urn:domicile:problem:sharing-ended' },
    });
  });

  test('[DS-8] is not reopened for an old epoch by opting in again', async () => {
    const epoch = await optIn(cell, organization, sharing);
    await choose(cell, organization, sharing, 'off');
    const next = await optIn(cell, organization, sharing);
    expect((await read(epoch)).status).toBe(410);
    expect(expectStatus(await read(next), 200).records).toEqual([]);
  });

  test('pages through a day, over all its lots, each record once', async () => {
    const epoch = await optIn(cell, organization, sharing);
    for (let call = 0; call < 12; call += 1) {
      await capture(cell, workspace, sharingUse, { records: records(cell, 3, `call ${call}`) });
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = expectStatus(await read(epoch, { limit: '5', ...(cursor && { cursor }) }), 200);
      expect(page.records.length).toBeLessThanOrEqual(5);
      seen.push(...page.records.map(({ body }) => body));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(36);
    expect(new Set(seen).size).toBe(36);
  });

  test('bounds an answer by what its records open into, however small they are stored', async () => {
    const epoch = await optIn(cell, organization, sharing);
    const quotes = '"'.repeat(250 * 1024);
    for (let call = 0; call < 6; call += 1) {
      expect((await capture(cell, workspace, sharingUse, { records: records(cell, 5, quotes) })).status).toBe(
        201,
      );
    }
    let read = 0;
    let cursor: string | undefined;
    do {
      const page = await readPage(epoch, cursor);
      // A function answers with a text inside JSON: what is escaped is escaped twice.
      expect(Buffer.byteLength(JSON.stringify(JSON.stringify(page)))).toBeLessThan(6 * 1024 * 1024);
      read += page.records.length;
      cursor = page.next;
    } while (cursor !== undefined);
    expect(read).toBe(30);
  });

  test('is for services only, and for an epoch of that very workspace', async () => {
    const epoch = await optIn(cell, organization, sharing);
    const query = { workspace, use: sharingUse, day: '2026-03-01', epoch };
    expect((await cell.call(owner, 'GET /v1/captures', { query })).status).toBe(403);
    const other = await aWorkspace(cell);
    expect((await read(epoch, { workspace: other })).status).toBe(404);
  });
});
