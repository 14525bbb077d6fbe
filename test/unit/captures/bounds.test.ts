import { beforeEach, describe, expect, test } from 'vitest';
import { contentKeys } from '../../../contract/tables/content.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import { sha256Hex } from '../../../domain/canonical-form.ts';
import { type EpochId, identifier, type WorkspaceId } from '../../../domain/identifiers.ts';
import { fullLot, spreadOver } from '../../../domain/retention/lot.ts';
import { inMemoryStore } from '../../../lambdas/shared/store/in-memory/in-memory-store.ts';
import { itemBytes } from '../../../lambdas/shared/store/item-size.ts';
import { present } from '../../../lambdas/shared/store/store.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { aPersonHeld } from '../../support/holds.ts';
import { sharingUse } from '../../support/settings.ts';
import { aSharingCustomer } from '../../support/sharing-customer.ts';
import { assistant, callId, capture, expectStatus, records } from '../../support/story.ts';

const kilobyte = 1_024;
const ulidOfSomebody = '01J00000000000000000000004';

let cell: TestCell;
let workspace: WorkspaceId;
let epoch: EpochId;
let contentQueries: number;

beforeEach(async () => {
  contentQueries = 0;
  const store = inMemoryStore();
  const query: typeof store.query = (asked) => {
    if (asked.table === 'content') contentQueries += 1;
    return store.query(asked);
  };
  cell = aCell('us', { store: { ...store, query } });
  ({ workspace, epoch } = await aSharingCustomer(cell));
});

/** A call with so many records, each with a body of so many bytes. */
const call = (count: number, bytes: number) =>
  capture(cell, workspace, sharingUse, {
    records: records(cell, count).map((record) => ({ ...record, body: 'x'.repeat(bytes) })),
  });

describe('one capture call', () => {
  test.each([
    ['the uploader of something', { uploader: identifier('eu', 'user', ulidOfSomebody) }],
    ['somebody among others', { people: [aPersonHeld, identifier('eu', 'user', ulidOfSomebody)] }],
  ])('[SC-9] names nobody of another cell, where that person would never find it: %s', async (_, naming) => {
    const [record] = records(cell, 1);
    const sent = await capture(cell, workspace, sharingUse, { records: [{ ...record, ...naming }] });
    expect(sent).toMatchObject({
      status: 421,
      body: { type: 'urn:domicile:problem:misdirected-request' },
    });
    expect(contentQueries).toBe(0);
  });

  test.each([
    ['25 records', 25, 1, 201],
    ['a record of 256 KB', 1, 256 * kilobyte, 201],
    ['just under 3 MB in all', 11, 256 * kilobyte, 201],
  ])('takes %s', async (_, count, bytes, status) => {
    expect((await call(count, bytes)).status).toBe(status);
  });

  test('refuses 26 records, and says how many are allowed', async () => {
    expect(await call(26, 1)).toMatchObject({
      status: 400,
      body: { errors: [{ at: '/records', allowed: expect.stringContaining('25') }] },
    });
  });

  test('refuses a record of one byte more than 256 KB', async () => {
    expect(await call(1, 256 * kilobyte + 1)).toMatchObject({
      status: 413,
      body: { type: 'urn:domicile:problem:record-too-large' },
    });
  });

  test('refuses more than 3 MB in all, though each record is small enough', async () => {
    const refused = await call(12, 256 * kilobyte);
    expect(refused).toMatchObject({ status: 413, body: { type: 'urn:domicile:problem:body-too-large' } });
  });
});

/** A cursor as this API seals it: its digest has no key, so anybody can make one. */
const forgedCursor = (place: string): string => {
  const pk = `${epoch}#${workspace}#${sharingUse}#2026-03-01`;
  const digest = sha256Hex(JSON.stringify([pk, '', ['GET /v1/captures', 'assistant'], place])).slice(0, 16);
  return Buffer.from(`${digest}${place}`).toString('base64url');
};

const readFrom = (place: string) =>
  cell.call(assistant, 'GET /v1/captures', {
    query: { workspace, use: sharingUse, day: '2026-03-01', epoch, cursor: forgedCursor(place) },
  });

describe('a cursor that somebody made', () => {
  test('leads to a lot of the day that was asked for', async () => {
    expect((await readFrom('3|')).status).toBe(200);
    expect(contentQueries).toBe(1);
  });

  test.each(['-50000|', '4|', '1e3|', '99|', '0.5|', '|', 'x|', ' 1|'])(
    'is refused where it names no such lot: %j',
    async (place) => {
      expect(await readFrom(place)).toMatchObject({
        status: 400,
        body: { type: 'urn:domicile:problem:invalid-cursor' },
      });
      expect(contentQueries).toBe(0);
    },
  );
});

describe('a lot', () => {
  /** Fills the lot of a call, as captures of a whole day would. */
  const fill = async (lot: string, kilobytes: number) =>
    cell.store.write({
      kind: 'update',
      table: 'registry',
      key: registryKeys.lot(epoch, lot),
      update: { set: { kilobytes } },
      condition: present('pk'),
    });

  test('that is full takes nothing more, and a new call id leads to another lot', async () => {
    const first = expectStatus(await capture(cell, workspace, sharingUse), 201);
    await fill(first.lot, fullLot);
    const statuses = new Map<string, Set<number>>();
    for (let number = 0; number < 40; number += 1) {
      const reply = await capture(cell, workspace, sharingUse);
      const lot = reply.status === 201 ? reply.body.lot : 'none';
      statuses.set(lot, (statuses.get(lot) ?? new Set()).add(reply.status));
    }
    expect(statuses.get('none')).toEqual(new Set([409]));
    expect(statuses.size).toBe(4);
    expect(statuses.has(first.lot)).toBe(false);
  });

  test('that is full knows the call that filled it when that comes again', async () => {
    const call = { callId: callId(cell), records: records(cell, 2) };
    const { lot } = expectStatus(await capture(cell, workspace, sharingUse, call), 201);
    await fill(lot, fullLot);
    expect((await capture(cell, workspace, sharingUse, call)).status).toBe(200);
  });

  test('that is being purged knows no call any more, be it a new one or one that it holds', async () => {
    const call = { callId: callId(cell), records: records(cell, 2) };
    const { lot } = expectStatus(await capture(cell, workspace, sharingUse, call), 201);
    await cell.store.write({
      kind: 'update',
      table: 'registry',
      key: registryKeys.lot(epoch, lot),
      update: { set: { state: 'purging' } },
      condition: present('pk'),
    });
    const epochClosed = { status: 409, body: { type: 'urn:domicile:problem:epoch-closed' } };
    expect(await capture(cell, workspace, sharingUse, call)).toMatchObject(epochClosed);
    for (let other = callId(cell); ; other = callId(cell)) {
      if (spreadOver(other, 4) !== spreadOver(call.callId, 4)) continue;
      const sent = { callId: other, records: records(cell, 2) };
      expect(await capture(cell, workspace, sharingUse, sent)).toMatchObject(epochClosed);
      break;
    }
  });

  test('is full by all that its records weigh, not by their bodies alone', async () => {
    const heaviest = records(cell, 1).map((record) => ({
      ...record,
      body: 'x',
      parts: Array.from({ length: 50 }, () => ({
        category: record.category,
        source: record.source,
        occurredAt: record.occurredAt,
      })),
      people: Array.from({ length: 20 }, () => aPersonHeld),
    }));
    const call = { callId: callId(cell), records: heaviest };
    const { lot } = expectStatus(await capture(cell, workspace, sharingUse, call), 201);
    const pk = contentKeys.partition(epoch, lot);
    const { items } = await cell.store.query({ table: 'content', pk, consistency: 'strong' });
    const stored = Math.ceil(items.reduce((sum, item) => sum + itemBytes(item), 0) / kilobyte);
    expect(stored).toBeGreaterThan(2);
    const counted = await cell.store.get('registry', registryKeys.lot(epoch, lot), 'strong');
    expect(counted?.kilobytes).toBeGreaterThanOrEqual(stored);
  });

  test('is purged in under five minutes by what one partition writes a second', () => {
    const largestCall = 3 * kilobyte + 25;
    expect((fullLot + largestCall) / 1_000).toBeLessThan(300);
  });
});
