import { beforeAll, describe, expect, test } from 'vitest';
import { problemType } from '../../contract/api/problem-names.ts';
import { bodyOf, tagOf } from '../../local/api.ts';
import { type Actors, actorsIn } from '../../local/demo/story.ts';
import { theCell } from './running-cloud.ts';

const evaluation = 'security-copilot/prompt-evaluation-location';
const outside = 'customer-service-insights/connect-reports-apps-and-flows';
const ingredients = [{ category: 'prompt', dataClass: 'customer-data' }];

/** One workspace's way through questions and reports; each test goes on where the last one ended. */
describe('what may be done with data, asked of a deployed cell', () => {
  let eu: Actors;
  let placement = '';

  beforeAll(async () => {
    eu = await actorsIn(theCell('eu'));
  });

  const choose = async (setting: string, value: string) => {
    const shown = await eu.owner.setting(eu.workspace, setting);
    return eu.owner.choose(eu.workspace, setting, { value, notice: shown.body.notice }, tagOf(shown));
  };

  const place = () =>
    eu.assistant.place({
      subject: eu.workspace,
      use: 'prompt-evaluation',
      purpose: 'agreed-services',
      ingredients,
    });

  const reported = (given: Readonly<Record<string, string>>) => ({
    subject: eu.workspace,
    outcome: 'executed',
    at: new Date().toISOString(),
    ...given,
  });

  test('[SC-17] a prompt is evaluated nowhere before an owner chose, and then where they chose', async () => {
    expect(await place()).toMatchObject({
      status: 200,
      body: { outcome: 'denied', reason: 'location-not-chosen' },
    });
    expect(await choose(evaluation, 'eu')).toMatchObject({ status: 200 });

    const placed = bodyOf('Placing a prompt', 200, await place());

    expect(placed).toMatchObject({
      outcome: 'placed',
      places: [{ geography: 'eu', region: 'eu-central-1', inferenceProfilePrefix: 'eu.' }],
      usableForSeconds: 60,
    });
    placement = placed.outcome === 'placed' ? placed.placement : '';
  });

  test('[BY-7] what came of it is taken in once, and stays', async () => {
    const report = reported({ place: 'eu' });
    const first = await eu.assistant.report('placements', placement, report);
    expect(first).toMatchObject({
      status: 200,
      body: { movement: placement, outcome: 'executed', place: 'eu' },
    });
    expect(first.body).not.toHaveProperty('notAsPermitted');
    expect(await eu.assistant.report('placements', placement, report)).toMatchObject({ body: first.body });
    expect(await eu.assistant.report('placements', placement, reported({ place: 'us' }))).toMatchObject({
      status: 409,
      body: { type: problemType('report-differs') },
    });
  });

  test('[DL-7] [BY-7] what goes to a connected service is entered, once an owner said where it is', async () => {
    const question = {
      use: 'reports-apps-and-flows-outside',
      category: 'case-attribute',
      dataClass: 'customer-data',
      purpose: 'agreed-services',
      recipient: 'connected-service',
      to: 'eu',
    };
    const ask = async () =>
      bodyOf('Asking', 200, await eu.assistant.ask(eu.workspace, [question])).decisions[0];
    expect(await ask()).toMatchObject({ outcome: 'denied', reason: 'setting-off' });
    expect(await choose(outside, 'eu')).toMatchObject({ status: 200 });

    const answer = await ask();

    expect(answer).toMatchObject({ outcome: 'permitted', transfer: expect.stringMatching(/^eu_tr_/) });
    // It went elsewhere: that is what the register has to say then.
    expect(
      await eu.assistant.report('transfers', answer?.transfer ?? '', reported({ place: 'us' })),
    ).toMatchObject({ status: 200, body: { place: 'us', notAsPermitted: ['place-not-permitted'] } });
  });

  test('a person may not ask, and a service without the scope neither', async () => {
    const body = { subject: eu.workspace, use: 'prompt-evaluation', purpose: 'agreed-services', ingredients };
    expect((await eu.owner.place(body)).status).toBe(403);
    expect((await eu.evaluation.place(body)).status).toBe(403);
  });
});
