import { describe, expect, test } from 'vitest';
import { compileRules } from '../../../domain/decisions/compiled-rules.ts';
import { decide } from '../../../domain/decisions/decide.ts';
import type { Instrument } from '../../../domain/decisions/instruments.ts';
import {
  inferenceProfileOf,
  type PlacementQuestion,
  placePrompt,
} from '../../../domain/decisions/placement.ts';
import { everyGeography } from '../../../domain/geographies.ts';
import { everyProgram } from '../../../domain/programs/catalog.ts';
import { keepsRecords, type Location } from '../../../domain/programs/use.ts';
import { chosen, everyInstrument, now, type Stands, standing } from './standings.ts';

const setting = 'security-copilot/prompt-evaluation-location';

const prompt: PlacementQuestion = {
  use: 'prompt-evaluation',
  purpose: 'agreed-services',
  from: 'eu',
  ingredients: [{ category: 'prompt', dataClass: 'customer-data' }],
};

const placed = (
  location: Location | undefined,
  given: Partial<PlacementQuestion> = {},
  instruments: readonly Instrument[] = everyInstrument,
  stands: Stands = {},
) => {
  const rules = compileRules(everyProgram, instruments);
  const stored = location === undefined ? {} : { [setting]: chosen(location) };
  return placePrompt(rules, standing(rules, { stored, ...stands }), { ...prompt, ...given }, now);
};

describe('where a prompt may be evaluated', () => {
  test('[SC-17] nowhere before an owner has chosen, and then where was chosen', () => {
    expect(placed(undefined)).toMatchObject({ outcome: 'denied', reason: 'location-not-chosen' });
    expect(placed('eu')).toMatchObject({
      outcome: 'placed',
      places: [{ geography: 'eu', region: 'eu-central-1', inferenceProfilePrefix: 'eu.' }],
      usableFor: 60_000,
    });
    expect(placed('us')).toMatchObject({ places: [{ geography: 'us', instrument: 'eu-us' }] });
    expect(placed('eu')).not.toHaveProperty('places[0].instrument');
  });

  test('[SC-17] anywhere only after its opt-in: at home first, each place with its instrument', () => {
    const anywhere = placed('anywhere');
    expect(anywhere.outcome === 'placed' && anywhere.places.map(({ geography }) => geography)).toEqual([
      'eu',
      ...everyGeography.filter((geography) => geography !== 'eu'),
    ]);
    expect(anywhere).toMatchObject({ anywhere: { inferenceProfilePrefix: 'global.' } });
    for (const location of ['au', 'eu', 'uk', 'us'] as const) {
      const result = placed(location);
      expect(result.outcome === 'placed' && result.places).toHaveLength(1);
      expect(result).not.toHaveProperty('anywhere');
    }
  });

  test('[BY-7] a place without an instrument is left out, and then a call is not routed just anywhere', () => {
    const some = everyInstrument.filter(({ to }) => to === 'us' || to === 'uk');
    const result = placed('anywhere', {}, some);
    expect(result.outcome === 'placed' && result.places.map(({ geography }) => geography)).toEqual([
      'eu',
      'us',
      'uk',
    ]);
    expect(result).not.toHaveProperty('anywhere');
    expect(placed('us', {}, [])).toMatchObject({ outcome: 'denied', reason: 'no-instrument' });
  });

  test('[SC-8] an uploaded file goes nowhere; what was retrieved from it may', () => {
    const withUpload = placed('eu', {
      ingredients: [
        { category: 'prompt', dataClass: 'customer-data' },
        { category: 'uploaded-file', dataClass: 'customer-data' },
      ],
    });
    expect(withUpload).toMatchObject({ outcome: 'denied', reason: 'category-not-declared' });
    expect(
      placed('eu', {
        ingredients: [
          { category: 'prompt', dataClass: 'customer-data' },
          { category: 'retrieved-content', dataClass: 'customer-data' },
        ],
      }).outcome,
    ).toBe('placed');
  });

  test.each(['as-chosen', { movesTo: 'us' }] as const)(
    '[SC-8] an uploaded file goes nowhere, whatever a program says: %o',
    (placement) => {
      const asDeclared = everyProgram.find(({ id }) => id === 'security-copilot');
      const use = asDeclared?.uses['prompt-evaluation'];
      if (asDeclared === undefined || use === undefined || keepsRecords(use)) throw new Error('no such use');
      const taking = { ...use, placement, categories: [...use.categories, 'uploaded-file'] as const };
      const program = { ...asDeclared, uses: { ...asDeclared.uses, 'prompt-evaluation': taking } };
      const rules = compileRules([program], everyInstrument);
      const stands = standing(rules, { stored: { [setting]: chosen('us') } });

      const file = { category: 'uploaded-file', dataClass: 'customer-data' } as const;
      const alone = placePrompt(rules, stands, { ...prompt, ingredients: [file] }, now);
      const decided = decide(rules, stands, { ...prompt, ...file, recipient: 'vendor', to: 'us' }, now);

      expect(placePrompt(rules, stands, prompt, now).outcome).toBe('placed');
      expect(alone).toMatchObject({ outcome: 'denied', reason: 'category-not-declared' });
      expect(decided).toMatchObject({ outcome: 'denied', reason: 'category-not-declared' });
    },
  );

  test('[CC-2] prompts of customer service go to the United States after the opt-in, and only there', () => {
    const service = { use: 'answers-from-united-states', askedBy: 'user-1', answersTo: 'user-1' };
    expect(placed(undefined, service)).toMatchObject({ outcome: 'denied', reason: 'not-admitted' });
    const admission = { admittedAt: '2026-11-01T00:00:00.000Z' };
    expect(placed(undefined, service, everyInstrument, { admission })).toMatchObject({
      reason: 'setting-off',
    });
    const stored = { 'customer-service-copilot/process-in-united-states': chosen('on') };
    expect(placed(undefined, service, everyInstrument, { admission, stored })).toMatchObject({
      places: [{ geography: 'us' }],
    });
  });

  test('a use that nobody declared is placed nowhere', () => {
    expect(placed('eu', { use: 'resale' })).toEqual({
      outcome: 'no-rule',
      reason: 'use-not-declared',
      usableFor: 0,
    });
  });
});

test('a profile is named only where it stays within the geography', () => {
  expect(everyGeography.map((geography) => [geography, inferenceProfileOf(geography)])).toEqual([
    ['eu', 'eu.'],
    ['us', 'us.'],
    ['au', 'au.'],
    ['apac', undefined],
    ['uk', undefined],
    ['br', undefined],
    ['ca', undefined],
    ['in', undefined],
    ['jp', 'jp.'],
  ]);
});
