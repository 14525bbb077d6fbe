import { describe, expect, test } from 'vitest';
import { everyGeography } from '../../../domain/geographies.ts';
import type { Location } from '../../../domain/programs/use.ts';
import { readSubject } from '../../../lambdas/shared/repositories/subjects.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import {
  evaluation,
  everyInstrument,
  place,
  placementOf,
  registerOf,
  waitingIn,
} from '../../support/movement.ts';
import { sharing } from '../../support/settings.ts';
import { assistant, aWorkspace, choose, expectStatus } from '../../support/story.ts';

/** A workspace in Europe whose owner chose where prompts are evaluated, or has not yet. */
const aCustomerWith = async (location?: Location, instruments = everyInstrument) => {
  const cell = aCell('eu', { instruments });
  const workspace = await aWorkspace(cell);
  if (location !== undefined) expectStatus(await choose(cell, workspace, evaluation, location), 200);
  return { cell, workspace };
};

const placesOf = async (cell: TestCell, workspace: string) => {
  const reply = await place(cell, workspace);
  return reply.outcome === 'placed' ? reply.places.map(({ geography }) => geography) : reply.reason;
};

describe('where a prompt may be evaluated', () => {
  test('[SC-17] is nowhere before an owner chose, and then the chosen place', async () => {
    const { cell, workspace } = await aCustomerWith();
    expect(await placesOf(cell, workspace)).toBe('location-not-chosen');

    expectStatus(await choose(cell, workspace, evaluation, 'eu'), 200);

    expect(await place(cell, workspace)).toMatchObject({
      subject: workspace,
      outcome: 'placed',
      reason: 'chosen',
      rule: 'security-copilot/prompt-evaluation',
      places: [{ geography: 'eu', region: 'eu-central-1', inferenceProfilePrefix: 'eu.' }],
      usableForSeconds: 60,
      expiresAt: '2026-03-01T12:01:00.000Z',
    });
  });

  test('[SC-17] is anywhere only after that was chosen: at home first, and the others as fallbacks', async () => {
    const { cell, workspace } = await aCustomerWith('anywhere');

    const reply = await place(cell, workspace);

    expect(reply).toMatchObject({ outcome: 'placed', anywhere: { inferenceProfilePrefix: 'global.' } });
    expect(await placesOf(cell, workspace)).toEqual([
      'eu',
      ...everyGeography.filter((geography) => geography !== 'eu'),
    ]);
  });

  test('[BY-7] is only where an instrument leads, and not just anywhere where one is missing', async () => {
    const { cell, workspace } = await aCustomerWith(
      'anywhere',
      everyInstrument.filter(({ to }) => to !== 'in'),
    );

    const reply = await place(cell, workspace);

    expect(reply).not.toHaveProperty('anywhere');
    expect(await placesOf(cell, workspace)).not.toContain('in');
    expect(await placesOf(cell, workspace)).toHaveLength(everyGeography.length - 1);
  });

  test('[SC-8] is nowhere for a prompt that an uploaded file goes with', async () => {
    const { cell, workspace } = await aCustomerWith('anywhere');
    const ingredients = ['prompt', 'uploaded-file'].map((category) => ({
      category,
      dataClass: 'customer-data',
    }));

    expect(await place(cell, workspace, { ingredients })).toMatchObject({
      outcome: 'denied',
      reason: 'category-not-declared',
    });
  });

  test('[BY-7] stands in the register before it is told, also at home', async () => {
    const { cell, workspace } = await aCustomerWith('eu');
    const ingredients = ['prompt', 'retrieved-content', 'prompt'].map((category) => ({
      category,
      dataClass: 'customer-data',
    }));

    const reply = await place(cell, workspace, { ingredients, askedBy: 'ann@example.com' });

    const id = placementOf(reply);
    expect(id).toMatch(/^eu_pl_[0-9A-Z]{26}$/);
    const register = await registerOf(cell, workspace);
    expect(register).toEqual([
      {
        is: 'entry',
        entry: {
          kind: 'placement',
          id,
          subject: workspace,
          program: 'security-copilot',
          use: 'prompt-evaluation',
          categories: ['prompt', 'retrieved-content'],
          dataClasses: ['customer-data'],
          purpose: 'agreed-services',
          recipient: 'vendor',
          from: 'eu',
          places: [{ to: 'eu' }],
          rule: 'security-copilot/prompt-evaluation',
          at: '2026-03-01T12:00:00.000Z',
          usableUntil: '2026-03-01T12:01:00.000Z',
          askedFor: 'a-user',
        },
      },
    ]);
    expect(JSON.stringify(register)).not.toContain('ann');
    expect(await waitingIn(cell)).toEqual([`2026-03-01T12:01:00.000Z#${workspace}#${id}`]);
  });

  test('is not told where the register takes no entry', async () => {
    const { cell, workspace } = await aCustomerWith('eu');
    const conflict = { ok: false, refusal: 'conflict' } as const;
    const refusing = aCell('eu', { store: { ...cell.store, transact: async () => conflict } });
    const ingredients = [{ category: 'prompt', dataClass: 'customer-data' }];

    const reply = await refusing.call(assistant, 'POST /v1/placements', {
      body: { subject: workspace, use: 'prompt-evaluation', purpose: 'agreed-services', ingredients },
    });

    expect(reply.status).toBe(503);
    expect(await registerOf(cell, workspace)).toEqual([]);
  });

  test('is denied with the reason of what goes with it, and entered nowhere', async () => {
    const { cell, workspace } = await aCustomerWith('eu');

    expect(await place(cell, workspace, { purpose: 'foundation-model-of-another-maker' })).toMatchObject({
      outcome: 'denied',
      reason: 'purpose-prohibited',
      rule: 'security-copilot/prompt-evaluation',
    });
    expect(await registerOf(cell, workspace)).toEqual([]);
  });

  test('is where the data is, for a use whose data stays', async () => {
    const cell = aCell('us');
    const workspace = await aWorkspace(cell);
    const shared = { use: 'product-improvement', purpose: 'improving' };

    expect(await place(cell, workspace, shared)).toMatchObject({ outcome: 'denied', reason: 'setting-off' });
    expectStatus(await choose(cell, await organizationOf(cell, workspace), sharing, 'on'), 200);
    expect(await place(cell, workspace, shared)).toMatchObject({
      outcome: 'placed',
      places: [{ geography: 'us' }],
      epoch: expect.stringMatching(/^us_ep_/),
    });
  });
});

const organizationOf = async ({ store }: TestCell, workspace: Parameters<typeof readSubject>[1]) => {
  const subject = await readSubject(store, workspace);
  if (subject?.kind !== 'workspace') throw new Error(`${workspace} is no workspace`);
  return subject.organization;
};
