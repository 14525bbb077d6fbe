import { describe, expect, test } from 'vitest';
import { registryKeys } from '../../../contract/tables/registry.ts';
import type { MovementId } from '../../../domain/identifiers.ts';
import { isoOf, minutes, seconds } from '../../../domain/time.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import {
  answerTo,
  asking,
  evaluation,
  everyInstrument,
  place,
  placementOf,
  registerOf,
  reportOn,
  waitingIn,
} from '../../support/movement.ts';
import { aWorkspace, choose, expectStatus, owner } from '../../support/story.ts';

/** A workspace in Europe whose prompts may be evaluated in the United States: one was placed, and one decided. */
const aMovement = async () => {
  const cell = aCell('eu', { instruments: everyInstrument });
  const workspace = await aWorkspace(cell);
  expectStatus(await choose(cell, workspace, evaluation, 'us'), 200);
  const placement: MovementId = placementOf(await place(cell, workspace));
  const { transfer } = await answerTo(
    cell,
    workspace,
    asking(cell, 'prompt-evaluation', 'prompt', { to: 'us' }),
  );
  if (transfer === undefined) throw new Error('nothing was permitted to move');
  return { cell, workspace, placement, transfer };
};

const eventsOf = async ({ store, geography }: TestCell, type: string) => {
  const pages = await Promise.all(
    registryKeys
      .outboxBuckets(geography)
      .map((pk) => store.query({ table: 'registry', pk, consistency: 'strong' })),
  );
  const events = pages.flatMap(({ items }) => items.map((item) => item.event as { readonly type: string }));
  return events.filter((event) => event.type === type);
};

const reportIn = async (cell: TestCell, workspace: Parameters<typeof registerOf>[1], id: MovementId) =>
  (await registerOf(cell, workspace)).flatMap((item) =>
    item.is === 'report' && item.report.id === id ? [item.report] : [],
  );

describe('what came of a permission', () => {
  test('[BY-7] is taken in once, and nobody waits for it any more', async () => {
    const { cell, workspace, placement, transfer } = await aMovement();

    const placed = expectStatus(await reportOn(cell, workspace, placement, { place: 'us' }), 200);
    const moved = expectStatus(
      await reportOn(cell, workspace, transfer, { outcome: 'not-executed', place: undefined }),
      200,
    );

    expect(placed).toEqual({
      subject: workspace,
      movement: placement,
      outcome: 'executed',
      place: 'us',
      at: '2026-03-01T12:00:00.000Z',
      reportedAt: '2026-03-01T12:00:00.000Z',
    });
    expect(moved).toMatchObject({ movement: transfer, outcome: 'not-executed' });
    expect(await waitingIn(cell)).toEqual([]);
    expect(await registerOf(cell, workspace)).toHaveLength(4);
  });

  test('said twice gets the same answer, and said otherwise it is refused with what stands', async () => {
    const { cell, workspace, placement } = await aMovement();
    const first = await reportOn(cell, workspace, placement, { place: 'us' });
    cell.clock.now += minutes(1);

    const again = await reportOn(cell, workspace, placement, { place: 'us', at: '2026-03-01T12:00:00Z' });
    const otherwise = await reportOn(cell, workspace, placement, { place: 'eu' });

    expect(again).toEqual(first);
    expect(otherwise).toMatchObject({
      status: 409,
      body: {
        type: 'urn:domicile:problem:report-differs',
        allowed: 'executed in us at 2026-03-01T12:00:00.000Z',
      },
    });
    expect(await reportIn(cell, workspace, placement)).toHaveLength(1);
  });

  test('told by two at once is what one of them told, and both know', async () => {
    const { cell, workspace, placement } = await aMovement();

    const [one, other] = await Promise.all([
      reportOn(cell, workspace, placement, { place: 'us' }),
      reportOn(cell, workspace, placement, { outcome: 'not-executed', place: undefined }),
    ]);

    expect([one.status, other.status].sort()).toEqual([200, 409]);
    expect(await reportIn(cell, workspace, placement)).toHaveLength(1);
  });

  test.each([
    ['at a place that was not permitted', { place: 'in' }, 0, ['place-not-permitted']],
    ['after its end', { place: 'us' }, seconds(60) + minutes(5) + 1, ['after-its-end']],
    ['before it was permitted', { place: 'us', at: '2026-03-01T11:54:59Z' }, 0, ['before-permission']],
    ['elsewhere and late', { place: 'br' }, minutes(10), ['place-not-permitted', 'after-its-end']],
  ])(
    '[BY-7] is taken in also where it happened %s: marked, counted and told',
    async (_, given, later, departures) => {
      const { cell, workspace, placement } = await aMovement();
      cell.clock.now += later;

      const reply = expectStatus(await reportOn(cell, workspace, placement, given), 200);

      expect(reply).toMatchObject({ ...('at' in given ? {} : given), notAsPermitted: departures });
      expect(await reportIn(cell, workspace, placement)).toMatchObject([{ notAsPermitted: departures }]);
      expect(cell.alarming).toEqual([{ metric: 'TransfersNotAsPermitted', count: 1 }]);
      expect(await eventsOf(cell, 'TransferNotAsPermitted')).toEqual([
        {
          type: 'TransferNotAsPermitted',
          detail: { subject: workspace, movement: placement, place: given.place, departures },
        },
      ]);
    },
  );

  test('in time, by clocks that are as far apart as they may be, is as permitted', async () => {
    const { cell, workspace, placement } = await aMovement();
    cell.clock.now += seconds(60) + minutes(5);

    const reply = expectStatus(await reportOn(cell, workspace, placement, { place: 'us' }), 200);

    expect(reply).not.toHaveProperty('notAsPermitted');
    expect(cell.alarming).toEqual([]);
  });

  test('is not taken in of what never was, of what is another subject’s, or under the other kind', async () => {
    const { cell, workspace, placement, transfer } = await aMovement();
    const another = await aWorkspace(cell);
    const never = `eu_pl_${transfer.slice(-26)}` as MovementId;

    for (const [subject, id] of [
      [workspace, 'eu_pl_01J9Z3QK8V5W2X7Y4T6R1N0M9P'],
      [workspace, never],
      [another, placement],
    ] as const)
      expect((await reportOn(cell, subject, id)).body).toMatchObject({
        type: 'urn:domicile:problem:not-found',
      });
    expect((await reportOn(cell, workspace, 'us_pl_01J9Z3QK8V5W2X7Y4T6R1N0M9P')).status).toBe(421);
    expect(await registerOf(cell, workspace)).toHaveLength(2);
  });

  test.each([
    ['without the place where it was', { place: undefined }, '/place'],
    ['with a place where it was not', { outcome: 'not-executed' }, '/place'],
    ['from a time to come', { at: '2026-03-01T12:05:01Z' }, '/at'],
  ])('%s is refused, and nothing is written', async (_, given, at) => {
    const { cell, workspace, placement } = await aMovement();

    const reply = await reportOn(cell, workspace, placement, given);

    expect(reply).toMatchObject({ status: 400, body: { errors: [{ at }] } });
    expect(await reportIn(cell, workspace, placement)).toEqual([]);
  });

  test('is for services to tell', async () => {
    const { cell, workspace, placement } = await aMovement();
    const at = isoOf(cell.ports.clock.now());

    const reply = await cell.call(owner, 'POST /v1/placements/{placement}/report', {
      path: { placement },
      body: { subject: workspace, outcome: 'executed', place: 'us', at },
    });

    expect(reply.status).toBe(403);
  });
});

describe('what no rule covers', () => {
  const outside = (cell: TestCell, given: Readonly<Record<string, unknown>>) =>
    asking(cell, 'prompt-evaluation', 'prompt', given);

  test.each([
    [{ use: 'a secret of Ann' }, 'use-not-declared', undefined],
    [{ recipient: 'a secret of Ann' }, 'recipient-unknown', 'prompt-evaluation'],
    [{ purpose: 'a secret of Ann' }, 'purpose-unknown', 'prompt-evaluation'],
    [{ category: 'a secret of Ann' }, 'category-unknown', 'prompt-evaluation'],
    [{ dataClass: 'a secret of Ann' }, 'class-unknown', 'prompt-evaluation'],
  ])('[CC-5] is denied, counted and told without the word: %o', async (given, reason, use) => {
    const cell = aCell('eu');
    const workspace = await aWorkspace(cell);

    const answer = await answerTo(cell, workspace, outside(cell, given));

    expect(answer).toEqual({
      outcome: 'no-rule',
      reason,
      usableForSeconds: 0,
      expiresAt: isoOf(cell.ports.clock.now()),
    });
    expect(cell.alarming).toEqual([{ metric: 'DecisionsWithoutRule', count: 1 }]);
    expect(await eventsOf(cell, 'DecisionWithoutRule')).toEqual([
      { type: 'DecisionWithoutRule', detail: { subject: workspace, reason, ...(use && { use }) } },
    ]);
  });

  test('is told once an hour of each subject and reason, however often it is asked', async () => {
    const cell = aCell('eu');
    const [one, other] = [await aWorkspace(cell), await aWorkspace(cell)];
    const ask = () => answerTo(cell, one, outside(cell, { use: 'nothing-like-it' }));

    await Promise.all([ask(), ask()]);
    await ask();
    expect(await eventsOf(cell, 'DecisionWithoutRule')).toHaveLength(1);
    await answerTo(cell, one, outside(cell, { purpose: 'nothing-like-it' }));
    await answerTo(cell, other, outside(cell, { use: 'nothing-like-it' }));
    expect(await eventsOf(cell, 'DecisionWithoutRule')).toHaveLength(3);
    cell.clock.now += minutes(60);
    await ask();
    expect(await eventsOf(cell, 'DecisionWithoutRule')).toHaveLength(4);
    expect(cell.alarming).toHaveLength(6);
  });

  test('is told of a prompt that is to be placed, too', async () => {
    const cell = aCell('eu');
    const workspace = await aWorkspace(cell);

    expect(await place(cell, workspace, { use: 'nothing-like-it' })).toMatchObject({ outcome: 'no-rule' });

    expect(cell.alarming).toEqual([{ metric: 'DecisionsWithoutRule', count: 1 }]);
    expect(await eventsOf(cell, 'DecisionWithoutRule')).toHaveLength(1);
  });
});
