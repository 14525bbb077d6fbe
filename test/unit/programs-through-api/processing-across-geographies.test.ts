import { expect, test } from 'vitest';
import { everyGeography } from '../../../domain/geographies.ts';
import { aService } from '../../support/callers.ts';
import { aCustomer, newKey, readSetting } from '../../support/customers.ts';
import { preview as moving, settingRoute } from '../../support/settings.ts';
import { aWatchedCell, type WatchedCell } from '../../support/watched-cell.ts';

const outside = everyGeography.filter((geography) => geography !== 'us');

const turnOn = async (cell: WatchedCell, owner: Parameters<typeof readSetting>[1], subject: string) => {
  const path = { subject, ...moving };
  const { headers, body } = await readSetting(cell, owner, path);
  return cell.call(owner, `PUT ${settingRoute}`, {
    path,
    headers: { 'If-Match': headers.etag ?? '', ...newKey() },
    body: { value: 'on', notice: body.notice },
  });
};

const listed = async (cell: WatchedCell, owner: Parameters<typeof readSetting>[1], subject: string) =>
  (await cell.call(owner, 'GET /v1/settings', { query: { subject } })).body.settings.map(
    ({ program, setting }) => `${program}/${setting}`,
  );

test('[CC-1] data is processed in the United States, and for who is there that is no transfer and needs no opt-in', async () => {
  const cell = aWatchedCell('us');
  const { owner, organization } = await aCustomer(cell);

  const { body } = await cell.call(owner, 'GET /v1/programs/{program}', { path: moving });
  const read = await readSetting(cell, owner, { subject: organization, ...moving });

  expect(body).toMatchObject({
    uses: { 'answers-from-united-states': { placement: { movesTo: 'us' }, keeps: 'nothing' } },
  });
  expect(read.body).toMatchObject({
    source: 'not_applicable',
    transfers: [],
    explain: expect.arrayContaining([expect.stringContaining('needs no opt-in')]),
  });
});

test('[CC-3] an organization in the United States does not see the opt-in in its list, page by page or at once', async () => {
  const cell = aWatchedCell('us');
  const { owner, organization } = await aCustomer(cell);
  const paged: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { subject: organization, limit: '1', ...(cursor !== undefined && { cursor }) };
    const { body } = await cell.call(owner, 'GET /v1/settings', { query });
    paged.push(...body.settings.map(({ program, setting }) => `${program}/${setting}`));
    cursor = body.next;
  } while (cursor !== undefined);

  expect(paged).not.toContain(`${moving.program}/${moving.setting}`);
  expect(paged).toContain('business-apps-data-sharing/share-for-improvement');
  expect(await listed(cell, owner, organization)).toEqual(paged);
});

test('[CC-3] in the United States it is answered by name with the reason, and trying to set it is refused with it', async () => {
  const cell = aWatchedCell('us');
  const { owner, organization } = await aCustomer(cell);
  const { status, body } = await readSetting(cell, owner, { subject: organization, ...moving });
  const before = cell.watch.writes;

  const refused = await turnOn(cell, owner, organization);

  expect(status).toBe(200);
  expect(body).toMatchObject({ value: 'off', source: 'not_applicable' });
  expect(refused).toMatchObject({
    status: 409,
    body: {
      type: 'urn:domicile:problem:setting-not-applicable',
      detail: expect.stringMatching(/not applicable here.*United States.*needs no opt-in/),
    },
  });
  expect(cell.watch.writes).toBe(before);
});

test.each(outside)(
  'in %s it is listed as unavailable until the organization is admitted, and named as a transfer',
  async (geography) => {
    const cell = aWatchedCell(geography);
    const { owner, organization } = await aCustomer(cell);
    const { body } = await readSetting(cell, owner, { subject: organization, ...moving });
    const before = cell.watch.writes;

    expect(await listed(cell, owner, organization)).toContain(`${moving.program}/${moving.setting}`);
    expect(body).toMatchObject({
      value: 'off',
      source: 'unavailable',
      transfers: ['on'],
      explain: [
        expect.stringContaining('limited preview'),
        expect.stringContaining('not been admitted'),
        'The preview stores nothing.',
      ],
    });
    expect(await turnOn(cell, owner, organization)).toMatchObject({
      status: 409,
      body: { type: 'urn:domicile:problem:setting-unavailable' },
    });
    expect(cell.watch.writes).toBe(before);
  },
);

test.each([
  ['the part in the United States of an organization at home in Europe', 'us', 'eu'],
  ['the part in Europe of an organization at home in the United States', 'eu', 'us'],
] as const)('%s has something to decide', async (_, geography, home) => {
  const cell = aWatchedCell(geography);
  const { owner, organization } = await aCustomer(cell, { home });

  const { body } = await readSetting(cell, owner, { subject: organization, ...moving });

  expect(body.source).toBe('unavailable');
});

test.each(['us', 'eu'] as const)(
  'nothing can be captured in %s for a use that keeps nothing',
  async (name) => {
    const cell = aWatchedCell(name);
    const { workspace } = await aCustomer(cell);
    const before = cell.watch.writes;

    const answer = await cell.call(aService(), 'POST /v1/captures', {
      body: {
        workspace,
        use: 'answers-from-united-states',
        callId: '01KAJ3V8Q2T4N6R8S0W2Y4A6C8',
        records: [
          {
            category: 'prompt',
            source: 'person',
            dataClass: 'customer-data',
            occurredAt: '2026-11-21T09:30:00.000Z',
            body: 'Where is my parcel?',
          },
        ],
      },
    });

    expect(answer).toMatchObject({ status: 422, body: { type: 'urn:domicile:problem:use-keeps-nothing' } });
    expect(cell.watch.writes).toBe(before);
  },
);
