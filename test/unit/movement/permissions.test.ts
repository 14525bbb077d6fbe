import { describe, expect, test } from 'vitest';
import { aCell } from '../../support/cell.ts';
import {
  abroad,
  aChoosingCustomer,
  answerTo,
  ask,
  asking,
  evaluation,
  evaluationUse,
  everyInstrument,
  outsideReports,
  outsideReportsUse,
  registerOf,
  waitingIn,
} from '../../support/movement.ts';
import { aWorkspace, choose, expectStatus } from '../../support/story.ts';

describe('a permission', () => {
  test('[BY-7] to leave the geography is entered before it is given, with its instrument and without a name', async () => {
    const { cell, workspace } = await aChoosingCustomer('us');

    const { transfer, expiresAt } = await answerTo(
      cell,
      workspace,
      abroad(cell, { askedBy: 'ann@example.com' }),
    );

    expect(await registerOf(cell, workspace)).toEqual([
      {
        is: 'entry',
        entry: {
          kind: 'decision',
          id: transfer,
          subject: workspace,
          program: 'security-copilot',
          use: evaluationUse,
          categories: ['prompt'],
          dataClasses: ['customer-data'],
          purpose: 'agreed-services',
          recipient: 'vendor',
          from: 'eu',
          // In force for 180 days around noon of the day.
          places: [{ to: 'us', instrument: 'eu-us', ground: 'a 20250902 20260828' }],
          rule: 'security-copilot/prompt-evaluation',
          at: '2026-03-01T12:00:00.000Z',
          usableUntil: expiresAt,
          askedFor: 'a-user',
        },
      },
    ]);
    expect(await waitingIn(cell)).toEqual([`${expiresAt}#${workspace}#${transfer}`]);
  });

  test('[BY-7] is not given without an instrument, and not entered', async () => {
    const cell = aCell('eu');
    const workspace = await aWorkspace(cell);
    expectStatus(await choose(cell, workspace, evaluation, 'us'), 200);

    const answer = await answerTo(cell, workspace, abroad(cell));

    expect(answer).toMatchObject({ outcome: 'denied', reason: 'no-instrument' });
    expect(answer).not.toHaveProperty('transfer');
    expect(await registerOf(cell, workspace)).toEqual([]);
  });

  test('to stay is not entered', async () => {
    const { cell, workspace } = await aChoosingCustomer('eu');

    const answer = await answerTo(cell, workspace, asking(cell, evaluationUse, 'prompt'));

    expect(answer).toMatchObject({ outcome: 'permitted', usableForSeconds: 60 });
    expect(answer).not.toHaveProperty('transfer');
    expect(await registerOf(cell, workspace)).toEqual([]);
  });

  test('[DL-7] for a connected service is entered also where the service is in the geography', async () => {
    const cell = aCell('eu');
    const workspace = await aWorkspace(cell);
    const outside = asking(cell, outsideReportsUse, 'case-attribute', { recipient: 'connected-service' });
    expect(await answerTo(cell, workspace, outside)).toMatchObject({
      outcome: 'denied',
      reason: 'setting-off',
    });
    expectStatus(await choose(cell, workspace, outsideReports, 'eu'), 200);

    const { outcome, transfer } = await answerTo(cell, workspace, outside);

    expect(outcome).toBe('permitted');
    expect(await registerOf(cell, workspace)).toMatchObject([
      { entry: { id: transfer, places: [{ to: 'eu' }] } },
    ]);
    expect(await answerTo(cell, workspace, { ...outside, to: 'us' })).toMatchObject({
      reason: 'location-not-as-chosen',
    });
  });

  test('ends within a minute of the question, and with its instrument', async () => {
    const validUntil = Date.parse('2026-03-01T12:00:10.500Z');
    const instruments = everyInstrument.map((one) => ({ ...one, validUntil }));
    const cell = aCell('eu', { instruments });
    const workspace = await aWorkspace(cell);
    expectStatus(await choose(cell, workspace, evaluation, 'us'), 200);

    expect(await answerTo(cell, workspace, abroad(cell))).toMatchObject({
      usableForSeconds: 10,
      expiresAt: '2026-03-01T12:00:10.000Z',
    });
    cell.clock.now = validUntil;
    expect(await answerTo(cell, workspace, abroad(cell))).toMatchObject({ reason: 'no-instrument' });
  });

  test('is not given where the register takes no entry: the answer is 503, and nothing is there', async () => {
    const { cell, workspace } = await aChoosingCustomer('us');
    const throttled = { ok: false, refusal: 'throttled' } as const;
    const refusing = aCell('eu', {
      instruments: everyInstrument,
      store: { ...cell.store, transact: async () => throttled },
    });

    const reply = await ask(refusing, workspace, [abroad(cell)]);

    expect(reply).toMatchObject({ status: 503, body: { type: 'urn:domicile:problem:store-unavailable' } });
    expect(await registerOf(cell, workspace)).toEqual([]);
  });
});
