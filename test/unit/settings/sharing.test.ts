import { ulid } from 'ulid';
import { expect, test } from 'vitest';
import { days } from '../../../domain/time.ts';
import { noLongerEmpty } from '../../../lambdas/shared/repositories/epochs.ts';
import { aService } from '../../support/callers.ts';
import { aCustomer, choose, readSetting } from '../../support/customers.ts';
import { sharing } from '../../support/settings.ts';
import { userOf } from '../../support/users.ts';
import { aWatchedCell, type WatchedCell } from '../../support/watched-cell.ts';

test('[DS-1] sharing is off by default, and says so', async () => {
  const cell = aWatchedCell();
  const { owner, organization } = await aCustomer(cell);

  const { status, body } = await readSetting(cell, owner, { subject: organization, ...sharing });

  expect(status).toBe(200);
  expect(body).toMatchObject({
    value: 'off',
    source: 'default',
    explain: [expect.stringContaining('off by default')],
  });
  expect(body).not.toHaveProperty('epoch');
});

test('[DS-2] outside the United States sharing is shown as unavailable, with the reason', async () => {
  const cell = aWatchedCell('eu');
  const { owner, organization } = await aCustomer(cell);

  const { body } = await cell.call(owner, 'GET /v1/settings', { query: { subject: organization } });

  expect(body.settings).toContainEqual(
    expect.objectContaining({
      ...sharing,
      value: 'off',
      source: 'unavailable',
      explain: expect.arrayContaining([expect.stringContaining('United States')]),
    }),
  );
});

test.each([
  ['an organization in Europe', 'eu', 'eu'],
  ['the part in the United States of an organization that is at home in Europe', 'us', 'eu'],
] as const)('[DS-2] %s cannot turn sharing on, and is told why', async (_, geography, home) => {
  const cell = aWatchedCell(geography);
  const { owner, organization } = await aCustomer(cell, { home });
  const before = cell.watch.writes;

  const answer = await choose(cell, owner, { subject: organization, ...sharing }, 'on');

  expect(answer).toMatchObject({
    status: 409,
    body: {
      type: 'urn:domicile:problem:setting-unavailable',
      detail: expect.stringContaining('United States'),
    },
  });
  expect(cell.watch.writes).toBe(before);
});

test('[DS-3] an owner turns sharing on; who, when and which notice are kept', async () => {
  const cell = aWatchedCell();
  const { owner, organization } = await aCustomer(cell);

  const { status, body } = await choose(cell, owner, { subject: organization, ...sharing }, 'on');

  const chosen = {
    value: 'on',
    source: 'chosen',
    since: '2026-11-21T09:30:00.000Z',
    decidedBy: await userOf(cell, owner),
  };
  expect(status).toBe(200);
  expect(body).toMatchObject({ ...chosen, noticeVersion: 1, epoch: expect.stringMatching(/^us_ep_/) });
  const read = await readSetting(cell, owner, { subject: organization, ...sharing });
  expect(read.body).toMatchObject(chosen);
  const ledger = await cell.call(owner, 'GET /v1/consents', { query: { subject: organization } });
  expect(ledger.body.entries[1]).toMatchObject({
    entry: {
      at: '2026-11-21T09:30:00.000Z',
      event: { type: 'setting-chosen', value: 'on', notice: { id: 'data-sharing', version: 1 } },
    },
    name: { actor: { kind: 'person', tokenSubject: owner.sub, roles: ['owner'] } },
  });
});

test('[DS-6] sharing can be turned off at any time; the answer says when use ends and by when all is deleted', async () => {
  const cell = aWatchedCell();
  const { owner, organization } = await aCustomer(cell);
  const opted = await choose(cell, owner, { subject: organization, ...sharing }, 'on');
  await cell.ports.store.write(noLongerEmpty(opted.body.epoch));
  cell.later(days(400));

  const { status, body } = await choose(cell, owner, { subject: organization, ...sharing }, 'off');

  expect(status).toBe(200);
  expect(body).toMatchObject({ value: 'off', source: 'chosen', lastGrantEnds: '2027-12-26T09:31:00.000Z' });
  expect(body).not.toHaveProperty('epoch');
  expect(body.closures).toEqual([
    {
      epoch: opted.body.epoch,
      subject: organization,
      ...sharing,
      cause: 'opt-out',
      state: 'deleting',
      closedAt: '2027-12-26T09:30:00.000Z',
      deadline: '2028-01-25T09:30:00.000Z',
    },
  ]);
});

test('[DS-6] turning sharing on again opens another epoch, whatever happened to the one before', async () => {
  const cell = aWatchedCell();
  const { owner, organization } = await aCustomer(cell);
  const path = { subject: organization, ...sharing };

  const first = await choose(cell, owner, path, 'on');
  await choose(cell, owner, path, 'off');
  const again = await choose(cell, owner, path, 'on');

  expect(again.body.epoch).toMatch(/^us_ep_/);
  expect(again.body.epoch).not.toBe(first.body.epoch);
});

const capture = (cell: WatchedCell, workspace: string) =>
  cell.call(aService(), 'POST /v1/captures', {
    body: {
      workspace,
      use: 'product-improvement',
      callId: ulid(cell.ports.clock.now()),
      records: [
        {
          category: 'prompt',
          source: 'person',
          dataClass: 'customer-data',
          occurredAt: new Date(cell.ports.clock.now()).toISOString(),
          body: 'How do I export a report?',
        },
      ],
    },
  });

test('[DS-4] while sharing is off a capture is refused and nothing is stored', async () => {
  const cell = aWatchedCell();
  const { owner, organization, workspace } = await aCustomer(cell);
  const path = { subject: organization, ...sharing };

  const never = cell.watch.writes;
  expect(await capture(cell, workspace)).toMatchObject({ status: 409 });
  expect(cell.watch.writes).toBe(never);

  const { body: on } = await choose(cell, owner, path, 'on');
  expect((await capture(cell, workspace)).status).toBe(201);

  await choose(cell, owner, path, 'off');
  const off = cell.watch.writes;
  expect(await capture(cell, workspace)).toMatchObject({ status: 409 });
  expect(cell.watch.writes).toBe(off);
  const read = await cell.call(aService(), 'GET /v1/captures', {
    query: { workspace, use: 'product-improvement', day: '2026-11-21', epoch: on.epoch },
  });
  expect(read).toMatchObject({ status: 410, body: { type: 'urn:domicile:problem:sharing-ended' } });
  expect(read.body).not.toHaveProperty('records');
});
