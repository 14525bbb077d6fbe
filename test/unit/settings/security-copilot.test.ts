import { ulid } from 'ulid';
import { expect, test } from 'vitest';
import { aPerson, aService, scopesOnly } from '../../support/callers.ts';
import { aCustomer, type Customer, choose, newKey, readSetting, show } from '../../support/customers.ts';
import { aWatchedCell, type WatchedCell } from '../../support/watched-cell.ts';

const program = 'security-copilot';
const settings = ['validate-performance', 'build-security-model'] as const;

const noticeOf = async (
  cell: WatchedCell,
  { owner, workspace }: Customer,
  setting: string,
): Promise<string> =>
  (await readSetting(cell, owner, { subject: workspace, program, setting })).body.notice.id;

const capture = (cell: WatchedCell, { workspace }: Customer, occurredAt: string) =>
  cell.call(aService(), 'POST /v1/captures', {
    body: {
      workspace,
      use: 'performance-validation',
      callId: ulid(cell.ports.clock.now()),
      records: [
        {
          category: 'prompt',
          source: 'person',
          dataClass: 'customer-data',
          occurredAt,
          body: 'What is wrong?',
        },
      ],
    },
  });

test.each(settings)(
  '[SC-1] %s is on by default but has no effect before an owner saw the notice',
  async (setting) => {
    const cell = aWatchedCell();
    const customer = await aCustomer(cell);

    const { body } = await readSetting(cell, customer.owner, {
      subject: customer.workspace,
      program,
      setting,
    });

    expect(body).toMatchObject({ value: 'on', source: 'default' });
    expect(body).not.toHaveProperty('epoch');
    expect(body).not.toHaveProperty('since');
  },
);

test('[SC-1] before the notice was shown nothing is captured; afterwards it is', async () => {
  const cell = aWatchedCell();
  const customer = await aCustomer(cell);
  const now = '2026-11-21T09:30:00.000Z';

  const before = await capture(cell, customer, now);
  await show(
    cell,
    customer.owner,
    await noticeOf(cell, customer, 'validate-performance'),
    customer.workspace,
  );
  const after = await capture(cell, customer, now);

  expect(before.body.type).toBe('urn:domicile:problem:sharing-off');
  expect(after.status).toBe(201);
});

test('[SC-1] a default is recorded as applied, never as given', async () => {
  const cell = aWatchedCell();
  const customer = await aCustomer(cell);
  const notice = await noticeOf(cell, customer, 'validate-performance');

  const shown = await show(cell, customer.owner, notice, customer.workspace);

  expect(shown.body.applied).toEqual([`${program}/validate-performance`]);
  const { body } = await cell.call(customer.owner, 'GET /v1/consents', {
    query: { subject: customer.workspace },
  });
  expect(body.entries.map(({ entry }) => entry.event.type)).toEqual(['subject-created', 'default-applied']);
  const setting = { subject: customer.workspace, program, setting: 'validate-performance' };
  const read = await readSetting(cell, customer.owner, setting);
  expect(read.body).toMatchObject({ source: 'default', epoch: expect.stringMatching(/^us_ep_/) });
  expect(read.body).not.toHaveProperty('decidedBy');
});

test('[SC-1] the two settings are chosen apart: turning one off leaves the other as it is', async () => {
  const cell = aWatchedCell();
  const customer = await aCustomer(cell);
  for (const setting of settings) {
    await show(cell, customer.owner, await noticeOf(cell, customer, setting), customer.workspace);
  }

  await choose(
    cell,
    customer.owner,
    { subject: customer.workspace, program, setting: 'build-security-model' },
    'off',
  );

  const { body } = await cell.call(customer.owner, 'GET /v1/settings', {
    query: { subject: customer.workspace },
  });
  const ofProgram = body.settings.filter((each: { readonly program: string }) => each.program === program);
  expect(ofProgram).toMatchObject([
    { setting: 'validate-performance', value: 'on', source: 'default' },
    { setting: 'build-security-model', value: 'off', source: 'chosen' },
    { setting: 'build-model-with-ediscovery', value: 'off', source: 'default' },
    { setting: 'build-model-with-insider-risk', value: 'off', source: 'default' },
    { setting: 'build-model-with-communications', value: 'off', source: 'default' },
    { setting: 'access-compliance-services', value: 'off', source: 'default' },
    { setting: 'prompt-evaluation-location', value: 'unset', source: 'default' },
  ]);
});

test('[SC-1] a notice that is shown again, or after a choice, changes nothing', async () => {
  const cell = aWatchedCell();
  const customer = await aCustomer(cell);
  const path = { subject: customer.workspace, program, setting: 'validate-performance' };
  const notice = await noticeOf(cell, customer, 'validate-performance');
  await choose(cell, customer.owner, path, 'off');
  const before = await readSetting(cell, customer.owner, path);

  const first = await show(cell, customer.owner, notice, customer.workspace);
  const second = await show(cell, customer.owner, notice, customer.workspace);

  expect([first.body.applied, second.body.applied]).toEqual([[], []]);
  expect(await readSetting(cell, customer.owner, path)).toEqual(before);
});

test('[SC-3] an owner chooses at first run and at any time after; what was never chosen is shown as default', async () => {
  const cell = aWatchedCell();
  const customer = await aCustomer(cell);
  const path = { subject: customer.workspace, program, setting: 'validate-performance' };

  const never = await readSetting(cell, customer.owner, path);
  const first = await choose(cell, customer.owner, path, 'on');
  const later = await choose(cell, customer.owner, path, 'off');

  expect(never.body.source).toBe('default');
  expect(first.body).toMatchObject({ value: 'on', source: 'chosen' });
  expect(later.body).toMatchObject({ value: 'off', source: 'chosen' });
});

test('[SC-6] the geography is chosen when a workspace is created, and is the one of its cell', async () => {
  const cell = aWatchedCell('eu');
  const { owner, workspace } = await aCustomer(cell);

  const { body } = await cell.call(owner, 'GET /v1/workspaces/{workspace}', { path: { workspace } });

  expect(body.geography).toBe('eu');
  expect(workspace).toMatch(/^eu_ws_/);
});

test('[SC-6] a workspace is not created without a geography, nor in another cell’s', async () => {
  const cell = aWatchedCell('eu');
  const { owner, organization } = await aCustomer(cell);
  const create = (body: object) => cell.call(owner, 'POST /v1/workspaces', { body, headers: newKey() });
  const before = cell.watch.writes;

  const unsaid = await create({ organization });
  const elsewhere = await create({ organization, geography: 'us' });

  expect(unsaid.body).toMatchObject({ status: 400, errors: [{ at: '/geography', given: 'nothing' }] });
  expect(elsewhere.body).toMatchObject({ status: 421, given: 'us', cell: 'https://us.cells.example' });
  expect(cell.watch.writes).toBe(before);
});

test('[SC-6] no route changes where a workspace lies', async () => {
  const cell = aWatchedCell('us');
  const { owner, organization, workspace } = await aCustomer(cell);
  await cell.call(owner, 'POST /v1/workspaces', {
    body: { organization, geography: 'us', workspace },
    headers: newKey(),
  });
  for (const method of ['PUT', 'POST']) {
    const answer = await cell.call(owner, `${method} /v1/workspaces/{workspace}`, {
      path: { workspace },
      body: { geography: 'eu' },
    });
    expect(answer.status).toBe(404);
  }
  const { body } = await cell.call(owner, 'GET /v1/workspaces', { query: { organization } });
  expect(body.workspaces).toMatchObject([{ workspace, geography: 'us' }]);
});

test('only an owner chooses: a stranger is told 404, a service 403', async () => {
  const cell = aWatchedCell();
  const { workspace, owner } = await aCustomer(cell);
  const path = { subject: workspace, program, setting: 'validate-performance' };
  const { headers, body } = await readSetting(cell, owner, path);
  const put = (claims: ReturnType<typeof aPerson>) =>
    cell.call(claims, 'PUT /v1/settings/{subject}/{program}/{setting}', {
      path,
      headers: { 'If-Match': headers.etag ?? '', ...newKey() },
      body: { value: 'off', notice: body.notice },
    });

  expect((await put(aPerson('stranger'))).status).toBe(404);
  expect((await put(aService())).status).toBe(403);
  expect((await readSetting(cell, aService('3assistant', scopesOnly('settings.read')), path)).status).toBe(
    200,
  );
});
