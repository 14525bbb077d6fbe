import { describe, expect, test } from 'vitest';
import type { ProgramReply } from '../../../contract/api/replies.ts';
import { verifyChain } from '../../../domain/consent/ledger.ts';
import { everyGeography } from '../../../domain/geographies.ts';
import type { OrganizationId } from '../../../domain/identifiers.ts';
import { limitedPreview } from '../../../domain/programs/program.ts';
import { previewStoreOf } from '../../../domain/settings/admission-record.ts';
import { readEntries } from '../../../lambdas/shared/repositories/ledger.ts';
import { admissionsSeenBy, askFor, decide } from '../../support/admissions.ts';
import { anOperator, aService } from '../../support/callers.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { eventsTold } from '../../support/outbox.ts';
import { preview, sharing, validation } from '../../support/settings.ts';
import {
  anOrganization,
  aWorkspace,
  choose,
  expectStatus,
  freshKey,
  operator,
  owner,
  readSetting,
  stranger,
} from '../../support/story.ts';
import { userOf } from '../../support/users.ts';

const aEuropean = async (): Promise<{ cell: TestCell; organization: OrganizationId }> => {
  const cell = aCell('eu');
  return { cell, organization: await anOrganization(cell) };
};

const entriesOf = async (cell: TestCell, organization: OrganizationId) =>
  (await readEntries(cell.store, organization, { limit: 100 })).entries;

describe('[CC-4] a limited preview', () => {
  test('is turned on only once the organization asked and was admitted', async () => {
    const { cell, organization } = await aEuropean();
    const refused = {
      status: 409,
      body: { type: 'urn:domicile:problem:setting-unavailable' },
    };
    expect(await choose(cell, organization, preview, 'on')).toMatchObject({
      ...refused,
      body: { detail: expect.stringContaining('has not been admitted') },
    });

    expectStatus(await askFor(cell, organization), 201);
    expect(await choose(cell, organization, preview, 'on')).toMatchObject({
      ...refused,
      body: { detail: expect.stringContaining('waits for an answer') },
    });

    expectStatus(await decide(cell, organization, 'admitted'), 200);
    expect((await readSetting(cell, organization, preview)).setting).toMatchObject({
      value: 'off',
      source: 'default',
      preview: { store: 'nothing-is-stored', state: 'admitted' },
    });
    const chosen = expectStatus(await choose(cell, organization, preview, 'on'), 200);
    expect(chosen).toMatchObject({ value: 'on', source: 'chosen', preview: { state: 'admitted' } });
  });

  test('stays shut to who was declined, and the reason of the vendor is told', async () => {
    const { cell, organization } = await aEuropean();
    expectStatus(await askFor(cell, organization), 201);
    const reason = 'The preview is full until May.';

    expectStatus(await decide(cell, organization, 'declined', { reason }), 200);

    const { setting } = await readSetting(cell, organization, preview);
    expect(setting).toMatchObject({ value: 'off', source: 'unavailable', preview: { state: 'declined' } });
    expect(setting.explain.join(' ')).toContain(reason);
    expect(await choose(cell, organization, preview, 'on')).toMatchObject({
      status: 409,
      body: { type: 'urn:domicile:problem:setting-unavailable', detail: expect.stringContaining(reason) },
    });
    const { admissions } = await admissionsSeenBy(cell, owner, { subject: organization });
    expect(admissions).toMatchObject([{ ...preview, state: 'declined', reason }]);
  });

  test('may be asked for again by who was declined, and by nobody else', async () => {
    const { cell, organization } = await aEuropean();
    expectStatus(await askFor(cell, organization), 201);
    expect(await askFor(cell, organization)).toMatchObject({
      status: 409,
      body: { type: 'urn:domicile:problem:admission-asked-before', given: 'asked' },
    });
    expectStatus(await decide(cell, organization, 'declined'), 200);
    expect(expectStatus(await askFor(cell, organization), 201)).toMatchObject({ state: 'asked', asked: 3 });
    expect((await admissionsSeenBy(cell, operator, { state: 'decided' })).admissions).toEqual([]);
    expectStatus(await decide(cell, organization, 'admitted'), 200);
    expect(await askFor(cell, organization)).toMatchObject({
      status: 409,
      body: { type: 'urn:domicile:problem:admission-asked-before', given: 'admitted' },
    });
    expect(await entriesOf(cell, organization)).toHaveLength(5);
  });

  test('is not given twice: what was decided stands', async () => {
    const { cell, organization } = await aEuropean();
    expect(await decide(cell, organization, 'admitted')).toMatchObject({
      status: 409,
      body: { type: 'urn:domicile:problem:admission-not-asked' },
    });
    expectStatus(await askFor(cell, organization), 201);
    expectStatus(await decide(cell, organization, 'admitted'), 200);
    for (const outcome of ['admitted', 'declined'] as const) {
      expect(await decide(cell, organization, outcome)).toMatchObject({
        status: 409,
        body: { type: 'urn:domicile:problem:admission-decided-before', given: 'admitted' },
      });
    }
    expect((await readSetting(cell, organization, preview)).setting.source).toBe('default');
    expect(await entriesOf(cell, organization)).toHaveLength(3);
  });

  test('is asked for and decided once, however often the same request comes', async () => {
    const { cell, organization } = await aEuropean();
    const headers = { 'idempotency-key': freshKey() };
    const asked = expectStatus(await askFor(cell, organization, { headers }), 201);
    expect(await askFor(cell, organization, { headers })).toMatchObject({ status: 201, body: asked });
    const decided = expectStatus(await decide(cell, organization, 'admitted', { headers }), 200);
    expect(await decide(cell, organization, 'admitted', { headers })).toMatchObject({
      status: 200,
      body: decided,
    });
    expect(await decide(cell, organization, 'declined', { headers })).toMatchObject({
      status: 422,
      body: { type: 'urn:domicile:problem:idempotency-key-reused' },
    });
    expect(await entriesOf(cell, organization)).toHaveLength(3);
  });

  test('is asked for by an owner and decided by an operator, and by nobody else', async () => {
    const { cell, organization } = await aEuropean();
    expect((await askFor(cell, organization, { by: stranger })).status).toBe(404);
    expect((await askFor(cell, organization, { by: operator })).status).toBe(404);
    expect((await askFor(cell, organization, { by: aService('assistant') })).status).toBe(403);
    expectStatus(await askFor(cell, organization), 201);
    expect((await decide(cell, organization, 'admitted', { by: owner })).status).toBe(403);
    expect((await decide(cell, 'eu_org_01J9Z3V8Q2T4N6R8S0W2Y4A6C8', 'admitted')).status).toBe(404);
    expect((await decide(cell, 'eu_user_me', 'admitted')).status).toBe(404);
    expect(await entriesOf(cell, organization)).toHaveLength(2);
  });

  test('is told to both: by events without a name, and in their lists', async () => {
    const { cell, organization } = await aEuropean();
    expectStatus(await askFor(cell, organization), 201);
    expect((await admissionsSeenBy(cell, operator, {})).admissions).toMatchObject([
      { subject: organization, ...preview, state: 'asked', askedBy: await userOf(cell, owner) },
    ]);
    expectStatus(await decide(cell, organization, 'admitted'), 200);

    const told = await eventsTold(cell, 'AdmissionAsked', 'AdmissionDecided');
    expect([...told].sort((one, other) => (one.type < other.type ? -1 : 1))).toEqual([
      { type: 'AdmissionAsked', detail: { subject: organization, ...preview, entry: 1 } },
      {
        type: 'AdmissionDecided',
        detail: { subject: organization, ...preview, outcome: 'admitted', entry: 2 },
      },
    ]);
    expect((await admissionsSeenBy(cell, operator, {})).admissions).toEqual([]);
    const decided = { state: 'admitted', decidedBy: await userOf(cell, operator), reason: 'There is room.' };
    expect((await admissionsSeenBy(cell, operator, { state: 'decided' })).admissions).toMatchObject([
      decided,
    ]);
    expect((await admissionsSeenBy(cell, owner, { subject: organization })).admissions).toMatchObject([
      decided,
    ]);
  });

  test('is listed page by page, the one that waited longest first', async () => {
    const cell = aCell('eu');
    const asked: OrganizationId[] = [];
    for (let count = 0; count < 3; count += 1) {
      asked.push(await anOrganization(cell));
      cell.clock.now += 1_000;
      expectStatus(await askFor(cell, asked[count] as OrganizationId), 201);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await admissionsSeenBy(cell, operator, { limit: '2', ...(cursor && { cursor }) });
      seen.push(...page.admissions.map(({ subject }) => subject));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toEqual(asked);
  });

  test('shows a customer nothing of others', async () => {
    const { cell, organization } = await aEuropean();
    expectStatus(await askFor(cell, organization), 201);
    const list = (by: typeof owner, query: Record<string, string>) =>
      cell.call(by, 'GET /v1/admissions', { query });
    expect((await list(stranger, { subject: organization })).status).toBe(404);
    expect((await list(owner, {})).status).toBe(400);
    expect((await list(operator, { subject: organization, state: 'waiting' })).status).toBe(400);
    expect((await list(anOperator('another'), { subject: organization })).status).toBe(200);
  });

  test.each([
    ['what nobody has to be admitted to', 'eu', 'eu', sharing, 'admission-not-needed', 'no limited preview'],
    ['what is not applicable', 'us', 'us', preview, 'setting-not-applicable', 'needs no opt-in'],
  ] as const)('is not asked for: %s', async (_, geography, home, to, problem, detail) => {
    const cell = aCell(geography);
    const organization = await anOrganization(cell, home);
    expect(await askFor(cell, organization, { to })).toMatchObject({
      status: 409,
      body: { type: `urn:domicile:problem:${problem}`, detail: expect.stringContaining(detail) },
    });
    expect(await entriesOf(cell, organization)).toHaveLength(1);
  });

  test('is not asked for where the vendor does not run the program, nor for another kind of subject', async () => {
    const whole = aCell('eu');
    const organization = await anOrganization(whole);
    const cell = aCell('eu', { store: whole.store, programs: [] });
    expect(await askFor(cell, organization)).toMatchObject({
      status: 409,
      body: { type: 'urn:domicile:problem:setting-unavailable' },
    });
    const workspace = await aWorkspace(whole, organization);
    expect((await askFor(whole, workspace)).status).toBe(404);
    expect((await askFor(whole, organization, { to: { ...validation, setting: 'nothing' } })).status).toBe(
      404,
    );
  });

  test('leaves a ledger that verifies, in which who asked and who decided can be erased', async () => {
    const { cell, organization } = await aEuropean();
    expectStatus(await askFor(cell, organization), 201);
    const decider = anOperator('decider-1');
    expectStatus(await decide(cell, organization, 'declined', { by: decider }), 200);
    const namesOf = async () =>
      (await entriesOf(cell, organization)).map(({ name }) =>
        name?.actor.kind === 'person' ? name.actor.tokenSubject : undefined,
      );
    expect(await namesOf()).toEqual([operator.sub, owner.sub, 'decider-1']);

    for (const tokenSubject of [owner.sub, 'decider-1']) {
      expectStatus(await cell.call(operator, 'POST /v1/erasures', { body: { tokenSubject } }), 202);
    }

    expect(await namesOf()).toEqual([operator.sub, undefined, undefined]);
    const entries = (await entriesOf(cell, organization)).map(({ entry }) => entry);
    expect(entries.map(({ event }) => event.type)).toEqual([
      'subject-created',
      'admission-asked',
      'admission-decided',
    ]);
    expect(verifyChain(organization, entries)).toMatchObject({ verified: true, entries: 3 });
    expect(JSON.stringify(entries)).not.toMatch(/decider-1|owner-1/);
  });
});

describe('[DL-6] where a preview stores data', () => {
  test.each(everyGeography.filter((name) => name !== 'us'))(
    'is told in %s by the program and by its setting before it is used',
    async (geography) => {
      const cell = aCell(geography);
      const organization = await anOrganization(cell);
      const { programs } = expectStatus(
        await cell.call<{ programs: readonly ProgramReply[] }>(owner, 'GET /v1/programs', {}),
        200,
      );
      const program = programs.find(({ id }) => id === preview.program);
      expect(program?.settings[preview.setting]?.admission).toEqual({
        kind: 'limited-preview',
        store: 'nothing-is-stored',
      });
      const shown = async () => (await readSetting(cell, organization, preview)).setting;
      expect(await shown()).toMatchObject({
        preview: { store: 'nothing-is-stored', state: 'not-asked' },
        explain: expect.arrayContaining(['The preview stores nothing.']),
      });
      expectStatus(await askFor(cell, organization), 201);
      expectStatus(await decide(cell, organization, 'admitted'), 200);
      expect(await shown()).toMatchObject({
        value: 'off',
        explain: expect.arrayContaining(['The preview stores nothing.']),
      });
      expect((await readSetting(cell, organization, sharing)).setting).not.toHaveProperty('preview');
    },
  );

  test('is the geography of the subject where it says so, or the one that it names', async () => {
    const { settings } = expectStatus(
      await aCell('eu').call<ProgramReply>(owner, 'GET /v1/programs/{program}', {
        path: { program: preview.program },
      }),
      200,
    );
    const setting = settings[preview.setting];
    if (setting === undefined) throw new Error('the program has no such setting');
    const storeOf = (store: Parameters<typeof limitedPreview>[0]) =>
      previewStoreOf({ ...setting, admission: limitedPreview(store) }, 'br');
    expect([storeOf('own-geography'), storeOf('jp'), storeOf('nothing-is-stored')]).toEqual([
      'br',
      'jp',
      'nothing-is-stored',
    ]);
  });
});
