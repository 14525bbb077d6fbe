import { beforeAll, expect, test } from 'vitest';
import { anOperator } from '../../support/callers.ts';
import { aCustomer, type Customer, newKey, readSetting } from '../../support/customers.ts';
import type { Sent } from '../../support/events.ts';
import { type BadInput, describeRefusals, oneError } from '../../support/refusals.ts';
import { settingRoute, sharing } from '../../support/settings.ts';
import { aWatchedCell, type WatchedCell } from '../../support/watched-cell.ts';

let cell: WatchedCell;
let customer: Customer;
let etag: string;

beforeAll(async () => {
  cell = aWatchedCell('us');
  customer = await aCustomer(cell);
  const { headers } = await readSetting(cell, customer.owner, { subject: customer.organization, ...sharing });
  etag = headers.etag ?? '';
});

const put = (sent: Sent, to: WatchedCell = cell, { owner, organization }: Customer = customer) =>
  to.call(owner, `PUT ${settingRoute}`, {
    path: { subject: organization, ...sharing },
    body: { value: 'on', notice: { id: 'data-sharing', version: 1 } },
    ...sent,
    headers: { 'If-Match': etag, ...newKey(), ...sent.headers },
  });

const cases: readonly BadInput[] = [
  ['no If-Match', () => put({ headers: { 'If-Match': '' } }), 428, {}],
  ['a stale If-Match', () => put({ headers: { 'If-Match': '"0"' } }), 412, { given: '"0"' }],
  [
    'If-Match: *',
    () => put({ headers: { 'If-Match': '*' } }),
    400,
    oneError('header.If-Match', '*', 'not *'),
  ],
  [
    'a weak If-Match',
    () => put({ headers: { 'If-Match': 'W/"0"' } }),
    400,
    oneError('header.If-Match', 'W/"0"'),
  ],
  [
    'several entity tags',
    () => put({ headers: { 'If-Match': '"0", "1"' } }),
    400,
    oneError('header.If-Match', '"0", "1"', 'one strong'),
  ],
  [
    'no Idempotency-Key',
    () => put({ headers: { 'Idempotency-Key': '' } }),
    400,
    { allowed: expect.any(String) },
  ],
  [
    'an Idempotency-Key that is too long',
    () => put({ headers: { 'Idempotency-Key': 'k'.repeat(129) } }),
    400,
    oneError('header.Idempotency-Key', 'a text of 129 characters', '128'),
  ],
  [
    'an Idempotency-Key with control characters',
    () => put({ headers: { 'Idempotency-Key': 'k\u0007' } }),
    400,
    oneError('header.Idempotency-Key', 'a text of 2 characters', 'printable'),
  ],
];

describeRefusals(cases, () => cell, /diary/);

test('the same request again is answered again and changes nothing, although its If-Match is stale by now', async () => {
  const again = aWatchedCell('us');
  const someone = await aCustomer(again);
  const headers = { 'Idempotency-Key': 'first choice' };
  const first = await put({ headers }, again, someone);
  const writes = again.watch.writes;

  const second = await put({ headers }, again, someone);

  expect(first.status).toBe(200);
  expect(second).toEqual(first);
  expect(again.watch.writes).toBe(writes);
});

test('an opt-out that is sent again names the same closure and the same end of the last grant', async () => {
  const again = aWatchedCell('us');
  const someone = await aCustomer(again);
  const on = await put({}, again, someone);
  const headers = { 'If-Match': on.headers.etag ?? '', 'Idempotency-Key': 'opt out' };
  const body = { value: 'off', notice: { id: 'data-sharing', version: 1 } };

  const first = await put({ headers, body }, again, someone);
  const second = await put({ headers, body }, again, someone);

  expect(first.body.closures).toHaveLength(1);
  expect(second).toEqual(first);
});

test('an Idempotency-Key with another body is 422, and nothing is stored', async () => {
  const again = aWatchedCell('us');
  const someone = await aCustomer(again);
  const headers = { 'Idempotency-Key': 'first choice' };
  await put({ headers }, again, someone);
  const writes = again.watch.writes;

  const body = { value: 'off', notice: { id: 'data-sharing', version: 1 } };
  const other = await put({ headers, body }, again, someone);

  expect(other.body).toMatchObject({ status: 422, type: 'urn:domicile:problem:idempotency-key-reused' });
  expect(again.watch.writes).toBe(writes);
});

test('an Idempotency-Key with the same body on another path is 422, and nothing is stored', async () => {
  const again = aWatchedCell('us');
  const { owner, workspace } = await aCustomer(again);
  const show = (notice: string) =>
    again.call(owner, 'POST /v1/notices/{notice}/displays', {
      path: { notice },
      headers: { 'Idempotency-Key': 'one key' },
      body: { subject: workspace, version: 1, language: 'en' },
    });
  expect((await show('security-performance-validation')).status).toBe(200);
  const writes = again.watch.writes;

  const other = await show('security-model-building');

  expect(other.body).toMatchObject({ status: 422, type: 'urn:domicile:problem:idempotency-key-reused' });
  expect(again.watch.writes).toBe(writes);
});

test('an organization is created once for one key, and not at all for the key with another body', async () => {
  const fresh = aWatchedCell('us');
  const create = (owner: string) =>
    fresh.call(anOperator(), 'POST /v1/organizations', {
      body: { home: 'us', owner },
      headers: { 'Idempotency-Key': 'create' },
    });

  const first = await create('ann');
  const writes = fresh.watch.writes;
  const second = await create('ann');
  const other = await create('bob');

  expect(first.status).toBe(201);
  expect(second).toEqual(first);
  expect(other.status).toBe(422);
  expect(fresh.watch.writes).toBe(writes);
});

test('the same key of two people stands for two requests', async () => {
  const headers = { 'Idempotency-Key': 'shared key' };
  const body = { home: 'us', owner: 'ann' };

  const one = await cell.call(anOperator('operator-1'), 'POST /v1/organizations', { body, headers });
  const two = await cell.call(anOperator('operator-2'), 'POST /v1/organizations', { body, headers });

  expect(one.body.organization).not.toBe(two.body.organization);
});
