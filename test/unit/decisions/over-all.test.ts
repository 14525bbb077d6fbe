import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileRules } from '../../../domain/decisions/compiled-rules.ts';
import { decide } from '../../../domain/decisions/decide.ts';
import { type Question, recipients } from '../../../domain/decisions/question.ts';
import { everyGeography, type Geography } from '../../../domain/geographies.ts';
import { everyProgram } from '../../../domain/programs/catalog.ts';
import { type Category, categories, complianceServices } from '../../../domain/programs/data.ts';
import { valuesOf } from '../../../domain/programs/program.ts';
import {
  keepsRecords,
  prohibitablePurposes,
  purposes,
  type UseDefinition,
} from '../../../domain/programs/use.ts';
import {
  admitted,
  chosen,
  everyInstrument,
  everySetting,
  now,
  question,
  type Stands,
  standing,
} from './standings.ts';

const rules = compileRules(everyProgram, everyInstrument);

const anyStands = fc
  .record({
    geography: fc.constantFrom(...everyGeography),
    home: fc.constantFrom(...everyGeography),
    values: fc.tuple(...everySetting.map(({ setting }) => fc.option(fc.constantFrom(...valuesOf(setting))))),
    isAdmitted: fc.boolean(),
  })
  .map(
    ({ geography, home, values, isAdmitted }): Stands => ({
      geography,
      home,
      stored: Object.fromEntries(
        everySetting.flatMap(({ program, settingId }, index) => {
          const value = values[index];
          return value === null || value === undefined
            ? []
            : [[`${program.id}/${settingId}`, chosen(value)] as const];
        }),
      ),
      ...(isAdmitted && { admission: admitted }),
    }),
  );

/** Mostly what is declared, so that much is permitted; and sometimes any word there is. */
const mostly = <Word>(declared: readonly Word[], known: readonly Word[]) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...declared) },
    { weight: 1, arbitrary: fc.constantFrom(...known) },
  );

const everyUse = everyProgram.flatMap(({ uses }) => Object.entries(uses));

const anyQuestion = (at: Geography) =>
  fc.constantFrom(...everyUse).chain(([id, use]) =>
    fc
      .record({
        category: mostly<Category>(use.categories, categories),
        purpose: mostly<string>(use.purposes, [...purposes, ...prohibitablePurposes]),
        recipient: mostly<string>([use.recipients === 'none' ? 'vendor' : 'connected-service'], recipients),
        from: mostly<Geography>([at], everyGeography),
        to: mostly<Geography>([at, 'us'], everyGeography),
        service: fc.option(fc.constantFrom(...complianceServices), { nil: undefined }),
      })
      .map(
        ({ service, ...given }): Question => ({
          ...question(id, given.category, given),
          ...(service !== undefined && { service }),
        }),
      ),
  );

const anyCase = anyStands.chain((stands) =>
  anyQuestion(stands.geography ?? 'eu').map((given) => ({ stands, given })),
);

const prohibitedWords: readonly Partial<Question>[] = [
  ...['sales', 'advertising', 'foundation-model-of-another-maker'].map((purpose) => ({ purpose })),
  ...['model-maker', 'third-party'].map((recipient) => ({ recipient })),
];

/** Every setting as far open as it goes: `on`, or a place. */
const everythingChosen = (geography: Geography): Stands => ({
  geography,
  admission: admitted,
  stored: Object.fromEntries(
    everySetting.map(({ program, settingId, setting }) => {
      const widest = valuesOf(setting).find((value) => value === 'on' || value === 'anywhere') ?? 'us';
      return [`${program.id}/${settingId}`, chosen(widest)];
    }),
  ),
});

/** A question that a use permits where everything is chosen, and that leads abroad where the use can. */
const permittedUnder = (id: string, use: UseDefinition, category: Category, from: Geography): Question => {
  const service = keepsRecords(use)
    ? undefined
    : complianceServices.find((each) => use.services?.[each].some((yielded) => yielded === category));
  return question(id, category, {
    from,
    purpose: use.purposes[0] ?? '',
    recipient: use.recipients === 'none' ? 'vendor' : 'connected-service',
    to: use.placement === 'stays' ? from : 'us',
    ...(service && { service }),
  });
};

describe('what no setting permits', () => {
  test.each(everyUse)(
    '[DS-13] [DS-14] [SC-19] where everything is chosen, %s is denied as soon as one prohibited word is in it',
    (id, use) => {
      const permitted = (['eu', 'us'] as const).flatMap((geography) => {
        const stands = standing(rules, everythingChosen(geography));
        return use.categories
          .map((category) => permittedUnder(id, use, category, geography))
          .filter((given) => decide(rules, stands, given, now).outcome === 'permitted')
          .map((given) => ({ stands, given }));
      });
      expect(new Set(permitted.map(({ given }) => given.category))).toEqual(new Set(use.categories));
      for (const { stands, given } of permitted)
        for (const word of prohibitedWords)
          expect(decide(rules, stands, { ...given, ...word }, now)).toMatchObject({
            outcome: 'denied',
            reason: word.purpose === undefined ? 'recipient-prohibited' : 'purpose-prohibited',
          });
    },
  );

  test('[DS-13] [DS-14] [SC-19] a prohibited word is denied, whatever else was chosen and asked', () => {
    fc.assert(
      fc.property(anyCase, fc.constantFrom(...prohibitedWords), ({ stands, given }, word) => {
        expect(decide(rules, standing(rules, stands), { ...given, ...word }, now).outcome).toBe('denied');
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('over all that can be chosen and asked', () => {
  test('[DS-10] [SC-24] what stays is permitted nowhere else, whatever was chosen', () => {
    const staying = everyUse.filter(([, use]) => use.placement === 'stays');
    for (const [id, use] of staying) {
      for (const from of ['eu', 'us'] as const) {
        const stands = standing(rules, everythingChosen(from));
        const given = use.categories.map((category) => permittedUnder(id, use, category, from));
        for (const to of everyGeography.filter((other) => other !== from))
          for (const each of given)
            expect(decide(rules, stands, { ...each, to }, now).outcome, `${id} to ${to}`).toBe('denied');
      }
    }
    expect(staying.map(([id]) => id)).toContain('performance-validation');
  });

  test('what is permitted was declared: category, purpose, recipient, and a place that was chosen', () => {
    let permitted = 0;
    fc.assert(
      fc.property(anyCase, ({ stands, given }) => {
        const decision = decide(rules, standing(rules, stands), given, now);
        if (decision.outcome !== 'permitted') return;
        permitted += 1;
        const program = everyProgram.find(({ uses }) => Object.hasOwn(uses, given.use));
        const use = program?.uses[given.use];
        expect(use?.categories).toContain(given.category);
        expect(use?.purposes).toContain(given.purpose);
        expect(given.recipient).toBe(use?.recipients === 'none' ? 'vendor' : 'connected-service');
        expect(given.from).toBe(stands.geography);
        const setting = everySetting.find(({ setting: { permits } }) => permits.includes(given.use));
        const value = stands.stored?.[`${setting?.program.id}/${setting?.settingId}`]?.value;
        if (use?.placement === 'stays') expect(given.to).toBe(given.from);
        else if (typeof use?.placement === 'object') expect(given.to).toBe(use.placement.movesTo);
        if (given.to !== given.from) {
          expect(decision.instrument).toBe(`${given.from}-${given.to}`);
          expect([given.to, 'anywhere', 'on']).toContain(value);
        }
        if (decision.reason === 'chosen') expect(value === undefined || value === 'off').toBe(false);
        expect(decision.usableFor).toBeGreaterThan(0);
        expect(decision.usableFor).toBeLessThanOrEqual(60_000);
      }),
      { numRuns: 10_000 },
    );
    // Otherwise nothing was looked at.
    expect(permitted).toBeGreaterThan(100);
  });
});
