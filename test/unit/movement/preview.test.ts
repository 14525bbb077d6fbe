import { describe, expect, test } from 'vitest';
import type { TransfersReply } from '../../../contract/api/transfer-replies.ts';
import { programById } from '../../../domain/programs/catalog.ts';
import { type Category, categories } from '../../../domain/programs/data.ts';
import { decide as admit, askFor } from '../../support/admissions.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { answerTo, asking, everyInstrument, registerOf, usAnswers } from '../../support/movement.ts';
import { preview } from '../../support/settings.ts';
import { anOrganization, aWorkspace, choose, expectStatus, owner, readSetting } from '../../support/story.ts';

describe('the limited preview of another geography', () => {
  const toUnitedStates = (cell: TestCell, given: Readonly<Record<string, unknown>> = {}) =>
    asking(cell, usAnswers, 'prompt', { to: 'us', askedBy: 'ann', answersTo: 'ann', ...given });

  const anAdmittedCustomer = async () => {
    const cell = aCell('eu', { instruments: everyInstrument });
    const organization = await anOrganization(cell);
    const workspace = await aWorkspace(cell, organization);
    const asksNow = async () => (await answerTo(cell, workspace, toUnitedStates(cell))) as { reason: string };
    return { cell, organization, workspace, asksNow };
  };

  test('[CC-2] [CC-4] moves nothing before the organization asked, was admitted and opted in', async () => {
    const { cell, organization, asksNow } = await anAdmittedCustomer();

    expect(await asksNow()).toMatchObject({ outcome: 'denied', reason: 'not-admitted' });
    expectStatus(await askFor(cell, organization), 201);
    expect(await asksNow()).toMatchObject({ outcome: 'denied', reason: 'not-admitted' });
    expectStatus(await admit(cell, organization, 'admitted'), 200);
    expect(await asksNow()).toMatchObject({ outcome: 'denied', reason: 'setting-off' });
    expectStatus(await choose(cell, organization, preview, 'on'), 200);
    expect(await asksNow()).toMatchObject({ outcome: 'permitted', reason: 'chosen', instrument: 'eu-us' });
  });

  test('[CC-6] moves nothing more from the opt-out on, and a permission from before ends within a minute', async () => {
    const { cell, organization, workspace, asksNow } = await anAdmittedCustomer();
    expectStatus(await askFor(cell, organization), 201);
    expectStatus(await admit(cell, organization, 'admitted'), 200);
    expectStatus(await choose(cell, organization, preview, 'on'), 200);
    const { expiresAt } = await answerTo(cell, workspace, toUnitedStates(cell));

    const { lastGrantEnds = '' } = expectStatus(await choose(cell, organization, preview, 'off'), 200);

    expect(await asksNow()).toMatchObject({ outcome: 'denied', reason: 'setting-off' });
    expect(expiresAt <= lastGrantEnds).toBe(true);
    expect(await registerOf(cell, workspace)).toHaveLength(1);
    const query = { subject: workspace };
    const listed = await cell.call<TransfersReply>(owner, 'GET /v1/transfers', { query });
    expect(expectStatus(listed, 200).transfers).toMatchObject([
      { use: usAnswers, categories: ['prompt'], state: 'open', ways: [{ to: 'us' }] },
    ]);
  });

  test.each([
    ['en', 'What has moved by then cannot be called back.'],
    ['de', 'übermittelt wurde, lässt sich nicht zurückholen.'],
    ['fr', 'ne peut pas être rappelé.'],
    ['pt', 'não pode ser trazido de volta.'],
  ])(
    '[CC-6] says in %s before the choice that what has moved cannot be called back',
    async (language, words) => {
      const cell = aCell('eu');
      const organization = await anOrganization(cell);
      const { notice } = (await readSetting(cell, organization, preview)).setting;
      const shown = await cell.call<{ paragraphs: readonly { topic: string; text: string }[] }>(
        owner,
        'GET /v1/notices/{notice}',
        { path: { notice: notice.id }, query: { language } },
      );
      const { paragraphs } = expectStatus(shown, 200);
      expect(paragraphs.find(({ topic }) => topic === 'withdrawal')?.text).toContain(words);
    },
  );

  test('[CC-5] takes what the program declares, and no other category', async () => {
    const { cell, organization, workspace } = await anAdmittedCustomer();
    expectStatus(await askFor(cell, organization), 201);
    expectStatus(await admit(cell, organization, 'admitted'), 200);
    expectStatus(await choose(cell, organization, preview, 'on'), 200);
    const declared = programById(preview.program)?.uses[usAnswers]?.categories ?? [];
    const asked = { to: 'us', askedBy: 'ann', answersTo: 'ann' };
    const told = async (category: Category) =>
      (await answerTo(cell, workspace, asking(cell, usAnswers, category, asked))).outcome;

    const permitted = await Promise.all(
      categories.map(async (category) => ((await told(category)) === 'permitted' ? [category] : [])),
    );

    expect(permitted.flat().sort()).toEqual([...declared].sort());
    expect(declared.length).toBeGreaterThan(5);
  });

  test('[CC-7] answers the user who asked, and nobody else', async () => {
    const { cell, organization, workspace } = await anAdmittedCustomer();
    expectStatus(await askFor(cell, organization), 201);
    expectStatus(await admit(cell, organization, 'admitted'), 200);
    expectStatus(await choose(cell, organization, preview, 'on'), 200);

    for (const given of [{ answersTo: 'bob' }, { answersTo: undefined }, { askedBy: undefined }])
      expect(await answerTo(cell, workspace, toUnitedStates(cell, given))).toMatchObject({
        outcome: 'denied',
        reason: 'personal-data-for-another',
      });
    expect(
      await answerTo(cell, workspace, {
        ...toUnitedStates(cell),
        category: 'knowledge-article',
        answersTo: 'bob',
      }),
    ).toMatchObject({ outcome: 'permitted' });
  });

  test('[CC-1] [CC-3] in the United States there is nothing to choose, and nothing that moves', async () => {
    const cell = aCell('us');
    const workspace = await aWorkspace(cell);

    const answer = await answerTo(cell, workspace, toUnitedStates(cell));

    expect(answer).toMatchObject({ outcome: 'permitted', reason: 'not-applicable' });
    expect(answer).not.toHaveProperty('transfer');
  });
});
