import { expect, test } from 'vitest';
import { days, hours, isoOf, minutes, startOfDay } from '../../../domain/time.ts';
import { aCell, purgeBudget, type TestCell } from '../../support/cell.ts';
import { sharing, sharingUse, validation, validationUse } from '../../support/settings.ts';
import {
  anOrganization,
  aWorkspace,
  capture,
  choose,
  expectStatus,
  freshKey,
  noticeFor,
  optIn,
  owner,
  readSetting,
  records,
  showNotice,
} from '../../support/story.ts';

const building = { program: 'security-copilot', setting: 'build-security-model' } as const;
const stored = async (cell: TestCell, { epoch, lot }: { epoch: string; lot: string }) =>
  (await cell.store.query({ table: 'content', pk: `${epoch}#${lot}`, consistency: 'strong' })).items.length;

test('a workspace that is created after the opt-in joins its organization’s open epoch', async () => {
  const cell = aCell('us');
  const organization = await anOrganization(cell);
  const epoch = await optIn(cell, organization, sharing);
  cell.clock.now += days(2);
  const later = await aWorkspace(cell, organization);

  const captured = expectStatus(await capture(cell, later, sharingUse), 201);

  expect(captured.epoch).toBe(epoch);
  await choose(cell, organization, sharing, 'off');
  expect((await capture(cell, later, sharingUse)).status).toBe(409);
  await cell.tick();
  expect(await stored(cell, captured)).toBe(0);
});

test('a workspace of another organization joins nothing', async () => {
  const cell = aCell('us');
  await optIn(cell, await anOrganization(cell), sharing);

  const refused = await capture(cell, await aWorkspace(cell), sharingUse);

  expect(refused).toMatchObject({ status: 409, body: { type: 'urn:domicile:problem:sharing-off' } });
});

test('[DS-10] what is shared is declared to stay, lies under keys of its geography, and is promised to be gone after 30 days', async () => {
  const cell = aCell('us');
  const organization = await anOrganization(cell);
  await optIn(cell, organization, sharing);

  const captured = expectStatus(await capture(cell, await aWorkspace(cell, organization), sharingUse), 201);
  const program = await cell.call(owner, 'GET /v1/programs/{program}', { path: sharing });

  expect(captured.deadline).toBe(isoOf(startOfDay('2026-03-01') + days(30)));
  expect([captured.epoch, captured.lot]).toEqual([
    expect.stringMatching(/^us_/),
    expect.stringMatching(/^us_/),
  ]);
  expect(expectStatus(program, 200).uses).toMatchObject({ [sharingUse]: { placement: 'stays' } });
});

test.each([
  ['version 2 of the notice', { id: 'data-sharing', version: 2 }],
  ['another notice', { id: 'platform-data-sharing', version: 1 }],
])('[DS-12] a choice under %s than the one that was shown is not taken', async (_, notice) => {
  const cell = aCell('us');
  const organization = await anOrganization(cell);
  const { etag } = await readSetting(cell, organization, sharing);

  const reply = await cell.call(owner, 'PUT /v1/settings/{subject}/{program}/{setting}', {
    path: { subject: organization, ...sharing },
    body: { value: 'on', notice },
    headers: { 'if-match': etag, 'idempotency-key': freshKey() },
  });

  expect(reply).toMatchObject({ status: 409, body: { current: { id: 'data-sharing', version: 1 } } });
  expect((await readSetting(cell, organization, sharing)).setting.value).toBe('off');
});

test('[DS-12] the ledger holds the hash of exactly the words that the notice shows', async () => {
  const cell = aCell('us');
  const organization = await anOrganization(cell);
  await choose(cell, organization, sharing, 'on');

  const notice = await cell.call(owner, 'GET /v1/notices/{notice}', {
    path: { notice: noticeFor(sharing).id },
  });
  const ledger = await cell.call<{ entries: readonly { entry: { event: object } }[] }>(
    owner,
    'GET /v1/consents',
    { query: { subject: organization } },
  );

  const { hash } = expectStatus(notice, 200);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(expectStatus(ledger, 200).entries[1]?.entry.event).toMatchObject({ notice: { hash } });
});

test('[SC-11] what the security assistant shares is promised to be gone after 90 days, and is gone before', async () => {
  const cell = aCell('ca');
  const workspace = await aWorkspace(cell);
  await showNotice(cell, workspace, validation);
  const captured = expectStatus(await capture(cell, workspace, validationUse), 201);
  const promised = startOfDay('2026-03-01') + days(90);

  expect(captured.deadline).toBe(isoOf(promised));
  cell.clock.now = promised - purgeBudget - 1;
  await cell.tick();
  expect(await stored(cell, captured)).toBe(1);
  cell.clock.now = promised - purgeBudget;
  await cell.tick();
  expect(await stored(cell, captured)).toBe(0);
});

test('[SC-18] sharing starts at the choice and stops at the opt-out, for earlier turns and retrieved content too', async () => {
  const cell = aCell('uk');
  const workspace = await aWorkspace(cell);
  const [before] = records(cell, 1);
  cell.clock.now += hours(1);
  await showNotice(cell, workspace, validation);
  const [after] = records(cell, 1);
  const withPart = (occurredAt = '') => [
    { ...after, parts: [{ category: 'retrieved-content', source: 'vendor-plugin', occurredAt }] },
  ];

  const answers = [
    await capture(cell, workspace, validationUse, { records: [before] }),
    await capture(cell, workspace, validationUse, { records: withPart(before?.occurredAt) }),
    await capture(cell, workspace, validationUse, { records: withPart(after?.occurredAt) }),
  ];
  cell.clock.now += minutes(1);
  await choose(cell, workspace, validation, 'off');
  const late = await capture(cell, workspace, validationUse, { records: [after] });

  expect(answers.map(({ status }) => status)).toEqual([422, 422, 201]);
  expect(late.status).toBe(409);
});

test('[SC-18] what was said while sharing was off is refused after it was turned on again', async () => {
  const cell = aCell('uk');
  const workspace = await aWorkspace(cell);
  await showNotice(cell, workspace, validation);
  await choose(cell, workspace, validation, 'off');
  cell.clock.now += hours(1);
  const said = records(cell, 1);
  cell.clock.now += hours(1);
  await choose(cell, workspace, validation, 'on');

  expect(await capture(cell, workspace, validationUse, { records: said })).toMatchObject({
    status: 422,
    body: { type: 'urn:domicile:problem:origin-outside-epoch' },
  });
});

test('[SC-26] whatever is chosen about sharing, what the vendor owes for everything else reads the same', async () => {
  const cell = aCell('eu');
  const workspace = await aWorkspace(cell);
  const owed = async () => {
    const program = await cell.call(owner, 'GET /v1/programs/{program}', { path: validation });
    const others = await Promise.all(
      ['access-compliance-services', 'prompt-evaluation-location'].map(
        async (setting) => (await readSetting(cell, workspace, { ...validation, setting })).setting,
      ),
    );
    return { program: expectStatus(program, 200), others };
  };
  const before = await owed();

  for (const value of ['on', 'off', 'on'] as const) {
    for (const setting of [validation, building]) {
      expectStatus(await choose(cell, workspace, setting, value), 200);
      expect(await owed()).toEqual(before);
    }
  }

  expect(before.program).toMatchObject({ dataProcessingAgreement: 'unchanged' });
});

test.each([validation, building])(
  '[SC-26] the notice of $setting says so before the choice',
  async (setting) => {
    const reply = await aCell('eu').call<{ paragraphs: readonly { topic: string; text: string }[] }>(
      owner,
      'GET /v1/notices/{notice}',
      { path: { notice: noticeFor(setting).id } },
    );

    expect(expectStatus(reply, 200).paragraphs.find(({ topic }) => topic === 'role')?.text).toContain(
      'Your agreement on data processing with the vendor stays as it is.',
    );
  },
);

test('feedback is collected once an owner saw the notice, as a class of its own, until it is turned off', async () => {
  const cell = aCell('eu');
  const organization = await anOrganization(cell);
  const workspace = await aWorkspace(cell, organization);
  const feedback = { program: 'security-copilot', setting: 'collect-feedback' } as const;
  const given = () => ({
    records: records(cell, 1).map((record) => ({ ...record, category: 'feedback', dataClass: 'feedback' })),
  });
  const collect = (more: object) => capture(cell, workspace, 'feedback-collection', { ...more });

  const early = await collect(given());
  await showNotice(cell, organization, feedback);
  const asPrompt = await collect({ records: records(cell, 1) });
  const taken = expectStatus(await collect(given()), 201);
  await choose(cell, organization, feedback, 'off');
  const late = await collect(given());
  await cell.tick();

  expect([early.status, asPrompt.status, late.status]).toEqual([409, 422, 409]);
  expect(await stored(cell, taken)).toBe(0);
});
