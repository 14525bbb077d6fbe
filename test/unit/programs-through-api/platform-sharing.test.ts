import { describe, expect, test } from 'vitest';
import { everyGeography } from '../../../domain/geographies.ts';
import { days, isoOf, startOfDay } from '../../../domain/time.ts';
import { aCell, purgeBudget, type TestCell } from '../../support/cell.ts';
import { platformSharing, platformUse, sharing, sharingUse } from '../../support/settings.ts';
import {
  anOrganization,
  assistant,
  aWorkspace,
  capture,
  choose,
  expectStatus,
  noticeFor,
  optIn,
  owner,
  readSetting,
  records,
  stranger,
} from '../../support/story.ts';
import { userOf } from '../../support/users.ts';

const aCustomer = async (cell: TestCell) => {
  const organization = await anOrganization(cell);
  return { organization, workspace: await aWorkspace(cell, organization) };
};

const read = (cell: TestCell, workspace: string, epoch: string) =>
  cell.call<{ records: readonly unknown[] }>(assistant, 'GET /v1/captures', {
    query: { workspace, use: platformUse, day: '2026-03-01', epoch },
  });

const stored = async (cell: TestCell, epoch: string, lot: string) =>
  (await cell.store.query({ table: 'content', pk: `${epoch}#${lot}`, consistency: 'strong' })).items.length;

describe.each(everyGeography)('sharing for the platform in %s', (geography) => {
  test('[PP-1] is offered, off by default, and nothing is captured while it is off', async () => {
    const cell = aCell(geography);
    const { organization, workspace } = await aCustomer(cell);

    const { setting } = await readSetting(cell, organization, platformSharing);
    const refused = await capture(cell, workspace, platformUse);

    expect(setting).toMatchObject({ value: 'off', source: 'default', transfers: [] });
    expect(refused).toMatchObject({ status: 409, body: { type: 'urn:domicile:problem:sharing-off' } });
  });

  test('[PP-1] is turned on by an owner, kept with who, when and which notice; then inputs, outputs and telemetry are taken', async () => {
    const cell = aCell(geography);
    const { organization, workspace } = await aCustomer(cell);

    const chosen = expectStatus(await choose(cell, organization, platformSharing, 'on'), 200);
    const [prompt] = records(cell, 1);
    const said = [
      prompt,
      { ...prompt, category: 'response', source: 'assistant' },
      { ...prompt, category: 'telemetry', source: 'product', dataClass: 'system-log' },
    ];
    const receipt = expectStatus(await capture(cell, workspace, platformUse, { records: said }), 201);

    expect(chosen).toMatchObject({
      value: 'on',
      source: 'chosen',
      decidedBy: await userOf(cell, owner),
      since: isoOf(cell.clock.now),
      noticeVersion: 1,
    });
    expect(receipt).toMatchObject({
      captured: 3,
      deadline: isoOf(startOfDay('2026-03-01') + days(30)),
    });
  });

  test('[PP-1] ends at the opt-out: no use from that moment on, and all is deleted by the next tick', async () => {
    const cell = aCell(geography);
    const { organization, workspace } = await aCustomer(cell);
    const epoch = await optIn(cell, organization, platformSharing);
    const { lot } = expectStatus(await capture(cell, workspace, platformUse), 201);
    expect(expectStatus(await read(cell, workspace, epoch), 200).records).toHaveLength(1);
    cell.clock.now += days(3);

    const { closures } = expectStatus(await choose(cell, organization, platformSharing, 'off'), 200);

    expect(closures).toMatchObject([{ deadline: isoOf(cell.clock.now + days(30)) }]);
    expect((await read(cell, workspace, epoch)).status).toBe(410);
    await cell.tick();
    expect(await stored(cell, epoch, lot)).toBe(0);
  });
});

test('[PP-1] a record lives 30 days at most, without anybody doing anything', async () => {
  const cell = aCell('in');
  const { organization, workspace } = await aCustomer(cell);
  const epoch = await optIn(cell, organization, platformSharing);
  const { lot } = expectStatus(await capture(cell, workspace, platformUse), 201);
  const due = startOfDay('2026-03-01') + days(30) - purgeBudget;

  cell.clock.now = due - 1;
  await cell.tick();
  expect(await stored(cell, epoch, lot)).toBe(1);
  cell.clock.now = due;
  await cell.tick();
  expect(await stored(cell, epoch, lot)).toBe(0);
});

test('[PP-2] the program says that Lockbox does not cover what is shared, and that keys of the customer do', async () => {
  const reply = await aCell('eu').call(stranger, 'GET /v1/programs/{program}', { path: platformSharing });

  expect(expectStatus(reply, 200).uses).toMatchObject({
    [platformUse]: { lockbox: 'not-applicable', customerManagedKeys: 'covered' },
  });
});

test('[PP-2] the notice says so in words, before anybody chooses, and that both stay on for all other data', async () => {
  const { id } = noticeFor(platformSharing);
  const reply = await aCell('eu').call<{ paragraphs: readonly { topic: string; text: string }[] }>(
    owner,
    'GET /v1/notices/{notice}',
    { path: { notice: id } },
  );
  const { paragraphs } = expectStatus(reply, 200);

  expect(paragraphs.find(({ topic }) => topic === 'protections')?.text).toMatch(
    /Lockbox.*does not cover.*keys cover what you share.*Both stay on for all your other data/s,
  );
});

describe.each([
  ['[DS-14]', sharing, sharingUse],
  ['[PP-1]', platformSharing, platformUse],
] as const)('purposes', (id, setting, use) => {
  test(`${id} ${use} names its purposes and rules out others; what no program declares is refused`, async () => {
    const cell = aCell('us');
    const { organization, workspace } = await aCustomer(cell);
    const epoch = await optIn(cell, organization, setting);
    expectStatus(await capture(cell, workspace, use), 201);
    const program = expectStatus(
      await cell.call(owner, 'GET /v1/programs/{program}', { path: setting }),
      200,
    );

    expect(program.uses).toMatchObject({
      [use]: {
        purposes: ['building', 'improving', 'validating', 'agreed-services'],
        prohibitedPurposes: ['sales', 'advertising', 'foundation-model-of-another-maker'],
      },
    });
    for (const other of ['sales', 'advertising', 'foundation-model-of-another-maker', 'profiling']) {
      const captured = await capture(cell, workspace, other);
      const query = { workspace, use: other, day: '2026-03-01', epoch };
      const readAs = await cell.call(assistant, 'GET /v1/captures', { query });
      expect([captured.status, readAs.status]).toEqual([404, 404]);
      expect(readAs.body).toMatchObject({ type: 'urn:domicile:problem:unknown-use' });
    }
  });

  test(`${id} what was captured for ${use} is not read for another declared use`, async () => {
    const cell = aCell('us');
    const { organization, workspace } = await aCustomer(cell);
    const epoch = await optIn(cell, organization, setting);
    expectStatus(await capture(cell, workspace, use), 201);
    const other = use === sharingUse ? platformUse : sharingUse;

    const reply = await cell.call(assistant, 'GET /v1/captures', {
      query: { workspace, use: other, day: '2026-03-01', epoch },
    });

    expect(reply).toMatchObject({ status: 404, body: { type: 'urn:domicile:problem:not-found' } });
  });
});
