import { describe, expect, test } from 'vitest';
import { registryKeys } from '../../../contract/tables/registry.ts';
import { prohibitablePurposes } from '../../../domain/programs/use.ts';
import { aCell } from '../../support/cell.ts';
import {
  abroad,
  aChoosingCustomer,
  answerTo,
  ask,
  asking,
  complianceAccess,
  evaluationUse,
  everyInstrument,
  registerOf,
} from '../../support/movement.ts';
import { compliancePlugins, sharing, sharingUse } from '../../support/settings.ts';
import {
  anOrganization,
  aWorkspace,
  choose,
  expectStatus,
  noticeFor,
  optIn,
  owner,
  showNotice,
} from '../../support/story.ts';
import { userOf } from '../../support/users.ts';

describe('what an owner chose', () => {
  test('[SC-17] permits the chosen place and no other, from the commit on', async () => {
    const { cell, workspace } = await aChoosingCustomer('us');

    const answers = expectStatus(
      await ask(cell, workspace, [abroad(cell), asking(cell, evaluationUse, 'prompt')]),
      200,
    );

    expect(answers.decisions).toMatchObject([
      {
        outcome: 'permitted',
        reason: 'chosen',
        rule: 'security-copilot/prompt-evaluation',
        instrument: 'eu-us',
      },
      { outcome: 'denied', reason: 'location-not-as-chosen' },
    ]);
  });

  test('[SC-17] nothing is evaluated anywhere before that', async () => {
    const cell = aCell('eu', { instruments: everyInstrument });
    const workspace = await aWorkspace(cell);

    for (const to of ['eu', 'us'])
      expect(await answerTo(cell, workspace, asking(cell, evaluationUse, 'prompt', { to }))).toMatchObject({
        outcome: 'denied',
        reason: 'location-not-chosen',
      });
  });

  test('[DS-14] permits the purposes that its program names, and no setting permits another', async () => {
    const cell = aCell('us');
    const organization = await anOrganization(cell);
    const workspace = await aWorkspace(cell, organization);
    const epoch = await optIn(cell, organization, sharing);
    const shared = (purpose: string) => asking(cell, sharingUse, 'prompt', { purpose });

    expect(await answerTo(cell, workspace, shared('improving'))).toMatchObject({
      outcome: 'permitted',
      epoch,
    });
    for (const purpose of prohibitablePurposes)
      expect(await answerTo(cell, workspace, shared(purpose))).toMatchObject({
        reason: 'purpose-prohibited',
      });
    const otherwise = asking(cell, evaluationUse, 'prompt', { purpose: 'improving' });
    expect(await answerTo(cell, workspace, otherwise)).toMatchObject({
      reason: 'purpose-not-declared',
    });
  });

  test.each(['model-maker', 'third-party', 'connected-service'])(
    '[DS-13] [SC-19] lets nothing go to a %s',
    async (recipient) => {
      const cell = aCell('us');
      const workspace = await aWorkspace(cell);
      const epoch = await showNotice(cell, workspace, {
        program: 'security-copilot',
        setting: 'validate-performance',
      });
      const shared = (to: string) =>
        asking(cell, 'performance-validation', 'prompt', { purpose: 'validating', recipient: to });

      expect(await answerTo(cell, workspace, shared('vendor'))).toMatchObject({
        outcome: 'permitted',
        epoch,
      });
      expect(await answerTo(cell, workspace, shared(recipient))).toMatchObject({
        outcome: 'denied',
        reason: recipient === 'connected-service' ? 'recipient-not-declared' : 'recipient-prohibited',
      });
    },
  );

  test('[SC-8] lets no uploaded file move, whatever was chosen', async () => {
    const { cell, workspace } = await aChoosingCustomer('anywhere');

    expect(
      await answerTo(cell, workspace, asking(cell, evaluationUse, 'uploaded-file', { to: 'us' })),
    ).toMatchObject({
      outcome: 'denied',
      reason: 'category-not-declared',
    });
    expect(
      await answerTo(cell, workspace, asking(cell, evaluationUse, 'retrieved-content', { to: 'us' })),
    ).toMatchObject({
      outcome: 'permitted',
    });
  });

  test('[SC-5] of a connected service what its closed list names, and at once nothing when access is turned off', async () => {
    const cell = aCell('eu');
    const workspace = await aWorkspace(cell);
    const retrieval = (category: 'review-set-content' | 'insider-risk-alert') =>
      asking(cell, 'compliance-retrieval', category, { service: 'ediscovery' });
    expectStatus(await choose(cell, workspace, complianceAccess, 'on'), 200);

    expect(await answerTo(cell, workspace, retrieval('review-set-content'))).toMatchObject({
      outcome: 'permitted',
    });
    expect(await answerTo(cell, workspace, retrieval('insider-risk-alert'))).toMatchObject({
      reason: 'not-yielded-by-service',
    });
    expectStatus(await choose(cell, workspace, complianceAccess, 'off'), 200);
    expect(await answerTo(cell, workspace, retrieval('review-set-content'))).toMatchObject({
      reason: 'setting-off',
    });
  });

  test('[SC-23] a compliance service is asked where the administrator and the very user both let it', async () => {
    const cell = aCell('eu');
    const workspace = await aWorkspace(cell);
    const mine = 'eu_user_me';
    expectStatus(await choose(cell, mine, compliancePlugins, 'on'), 200);
    const askedBy = await userOf(cell, owner);
    const question = (by?: string) =>
      asking(cell, 'compliance-questions', 'prompt', by === undefined ? {} : { askedBy: by, answersTo: by });

    expect(await answerTo(cell, workspace, question(askedBy))).toMatchObject({ reason: 'other-setting-off' });
    expectStatus(await choose(cell, workspace, complianceAccess, 'on'), 200);
    expect(await answerTo(cell, workspace, question(askedBy))).toMatchObject({ outcome: 'permitted' });
    expect(await answerTo(cell, workspace, question('eu_user_01J9Z3QK8V5W2X7Y4T6R1N0M9P'))).toMatchObject({
      reason: 'setting-off',
    });
    for (const nobodyHere of ['somebody', askedBy.replace('eu_', 'us_')])
      expect(await answerTo(cell, workspace, question(nobodyHere))).toMatchObject({
        reason: 'user-not-named',
      });
    expectStatus(await choose(cell, mine, compliancePlugins, 'off'), 200);
    expect(await answerTo(cell, workspace, question(askedBy))).toMatchObject({ reason: 'setting-off' });
  });
});

describe('whoever asks', () => {
  test('about several things is answered in the order of the questions, on one reading of each setting', async () => {
    const { cell, workspace } = await aChoosingCustomer('us');
    const reads: string[] = [];
    const counting = aCell('eu', {
      instruments: everyInstrument,
      store: {
        ...cell.store,
        get: (table, key, consistency) => {
          reads.push(`${table} ${key.sk} ${consistency}`);
          return cell.store.get(table, key, consistency);
        },
      },
    });
    const questions = Array.from({ length: 25 }, (_, index) =>
      abroad(cell, { to: index % 2 === 0 ? 'us' : 'eu' }),
    );

    const { decisions } = expectStatus(await ask(counting, workspace, questions), 200);

    expect(decisions.map(({ outcome }) => outcome)).toEqual(
      questions.map(({ to }) => (to === 'us' ? 'permitted' : 'denied')),
    );
    expect(reads).toEqual([
      'registry subject strong',
      'registry setting#security-copilot#prompt-evaluation-location strong',
    ]);
    expect(await registerOf(cell, workspace)).toHaveLength(13);
  });

  test('is denied for a closed epoch, and for one that never was', async () => {
    const cell = aCell('us');
    const organization = await anOrganization(cell);
    const workspace = await aWorkspace(cell, organization);
    const first = await optIn(cell, organization, sharing);
    expectStatus(await choose(cell, organization, sharing, 'off'), 200);
    const second = await optIn(cell, organization, sharing);
    const under = (epoch: string) => asking(cell, sharingUse, 'prompt', { purpose: 'improving', epoch });

    expect(await answerTo(cell, workspace, under(second))).toMatchObject({
      outcome: 'permitted',
      epoch: second,
    });
    expect(await answerTo(cell, workspace, under(first))).toMatchObject({ reason: 'epoch-not-open' });
    expect(await answerTo(cell, workspace, under('us_ep_01J9Z3QK8V5W2X7Y4T6R1N0M9P'))).toMatchObject({
      reason: 'epoch-not-open',
    });
  });

  test('about data that lies elsewhere is denied: this cell knows nothing of it', async () => {
    const { cell, workspace } = await aChoosingCustomer('us');

    expect(await answerTo(cell, workspace, abroad(cell, { from: 'us' }))).toMatchObject({
      outcome: 'denied',
      reason: 'not-in-this-geography',
    });
  });

  test('for an organization where the workspace would have chosen is told to name the workspace', async () => {
    const { cell, organization } = await aChoosingCustomer('us');

    expect(await answerTo(cell, organization, abroad(cell))).toMatchObject({ reason: 'workspace-not-named' });
  });

  test.each([
    ['is being closed', { state: 'closing' }, 'subject-not-open'],
    ['was created without the program', { programs: [{ id: 'another', version: 1 }] }, 'program-not-in-use'],
  ])('is denied where the workspace %s', async (_, set, reason) => {
    const { cell, workspace } = await aChoosingCustomer('us');
    await cell.store.write({
      kind: 'update',
      table: 'registry',
      key: registryKeys.subject(workspace),
      update: { set },
    });

    expect(await answerTo(cell, workspace, abroad(cell))).toMatchObject({ outcome: 'denied', reason });
  });

  test('must be a service with the scope; a subject that never was is 404, one of another cell 421', async () => {
    const { cell, workspace } = await aChoosingCustomer('us');
    const never = 'eu_ws_01J9Z3QK8V5W2X7Y4T6R1N0M9P';

    expect((await ask(cell, workspace, [abroad(cell)], owner)).status).toBe(403);
    expect((await ask(cell, never, [abroad(cell)])).status).toBe(404);
    expect((await ask(cell, never.replace('eu_', 'us_'), [abroad(cell)])).status).toBe(421);
  });

  test.each([
    ['no question', []],
    ['too many', Array.from({ length: 26 }, () => ({}))],
    ['a word that is too long', [{ use: 'x'.repeat(101) }]],
    ['a word that steers', [{ use: '\u001b[31m' }]],
    ['a place that is none', [{ to: 'mars' }]],
    ['a field that nobody knows', [{ permit: true }]],
  ])('with %s is refused, and nothing is repeated', async (_, given) => {
    const { cell, workspace } = await aChoosingCustomer('us');

    const reply = await ask(
      cell,
      workspace,
      given.map((words) => abroad(cell, words)),
    );

    expect(reply).toMatchObject({ status: 400, body: { type: 'urn:domicile:problem:invalid-body' } });
    expect(JSON.stringify(reply.body)).not.toContain('x'.repeat(101));
  });
});

test('a notice that nobody was shown lets its default permit nothing', async () => {
  const cell = aCell('us');
  const workspace = await aWorkspace(cell);
  const shared = asking(cell, 'performance-validation', 'prompt', { purpose: 'validating' });

  expect(await answerTo(cell, workspace, shared)).toMatchObject({ reason: 'notice-not-shown' });
  expect(noticeFor({ program: 'security-copilot', setting: 'validate-performance' }).version).toBeGreaterThan(
    0,
  );
});
