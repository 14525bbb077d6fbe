import { expect, test } from 'vitest';
import { contendedStore } from '../../support/contended-store.ts';
import { aCustomer, choose, newKey, readSetting } from '../../support/customers.ts';
import { settingRoute, sharing } from '../../support/settings.ts';
import { aWatchedCell } from '../../support/watched-cell.ts';

const optedOutUnderLoad = async () => {
  const cell = aWatchedCell('us', (store) => {
    const contended = contendedStore(store);
    contended.crowded = true;
    return contended.store;
  });
  const { owner, organization } = await aCustomer(cell);
  const path = { subject: organization, ...sharing };
  const on = await choose(cell, owner, path, 'on');
  const headers = { 'If-Match': on.headers.etag ?? '', 'Idempotency-Key': 'opt out' };
  const body = { value: 'off', notice: { id: 'data-sharing', version: 1 } };
  const put = (more: Record<string, string> = {}) =>
    cell.call(owner, `PUT ${settingRoute}`, { path, headers: { ...headers, ...more }, body });
  return { cell, owner, path, on, put, answer: await put() };
};

test('[DS-6] an opt-out that captures keep from its gates is accepted all the same, with its deadline', async () => {
  const { cell, owner, path, on, answer } = await optedOutUnderLoad();

  expect(answer).toMatchObject({
    status: 200,
    body: {
      value: 'off',
      closing: '2026-11-21T09:30:00.000Z',
      lastGrantEnds: '2026-11-21T09:31:00.000Z',
      closures: [{ epoch: on.body.epoch, state: 'deleting', deadline: '2026-12-21T09:30:00.000Z' }],
    },
  });
  const read = await readSetting(cell, owner, path);
  expect(read.body).toMatchObject({ value: 'off', closing: '2026-11-21T09:30:00.000Z' });
  expect(read.body).not.toHaveProperty('epoch');
});

test('while it is being completed no other choice is taken: 409 closing, and nothing is stored', async () => {
  const { cell, put } = await optedOutUnderLoad();
  const before = cell.watch.writes;

  const other = await put(newKey());

  expect(other.body).toMatchObject({ status: 409, type: 'urn:domicile:problem:closing' });
  expect(other.headers['retry-after']).toMatch(/^\d+$/);
  expect(cell.watch.writes).toBe(before);
});

test('the same opt-out sent again is answered as it was', async () => {
  const { answer, put } = await optedOutUnderLoad();

  expect(await put()).toEqual(answer);
});
