import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CallInQuestion, partsOf, type ToldRecord } from '../../../domain/captures/call.ts';
import { isOfItsClass } from '../../../domain/captures/categories.ts';
import { asksForServices, refusalOf } from '../../../domain/captures/refusal-of-call.ts';
import { findUse } from '../../../domain/programs/catalog.ts';
import { categories, dataClasses, dataClassOf } from '../../../domain/programs/data.ts';
import { sources } from '../../../domain/programs/sources.ts';
import { type KeepingUse, keepsRecords } from '../../../domain/programs/use.ts';
import { instantOf, isoOf, minutes } from '../../../domain/time.ts';

const now = instantOf('2026-03-01T12:00:00.000Z');
const since = now - minutes(60);

const useNamed = (id: string): KeepingUse => {
  const use = findUse(id)?.use;
  if (!keepsRecords(use)) throw new Error(`${id} keeps nothing`);
  return use;
};

const prompt: ToldRecord = {
  category: 'prompt',
  source: 'person',
  dataClass: 'customer-data',
  occurredAt: isoOf(now),
};

const aCall = (records: readonly ToldRecord[], more: Partial<CallInQuestion> = {}): CallInQuestion => {
  const use = useNamed('security-model-building');
  return { records, use, promised: use, since, now, ...more };
};

describe('a call', () => {
  test('is taken where every part of it may be', () => {
    expect(refusalOf(aCall([prompt, { ...prompt, parts: [prompt] }]))).toBeUndefined();
  });

  test('[SC-10] holds no whole file, even where a program would take one', () => {
    const use = { ...useNamed('performance-validation'), categories: ['uploaded-file'] } as const;
    const file = { ...prompt, category: 'uploaded-file', source: 'upload', uploader: 'somebody' } as const;
    expect(refusalOf(aCall([file], { use, promised: use }))).toMatchObject({
      problem: 'category-not-allowed',
      given: 'uploaded-file',
      allowed: [],
    });
  });

  test('[SC-4] tells what people write, what logs are and what feedback is apart: each category has one class', () => {
    for (const category of categories) {
      for (const dataClass of dataClasses) {
        const refusal = isOfItsClass({ ...prompt, category, dataClass }, '/records/0');
        if (dataClass === dataClassOf[category]) expect(refusal).toBeUndefined();
        else expect(refusal).toMatchObject({ given: `${category} as ${dataClass}` });
      }
    }
    const whole = { ...useNamed('product-improvement'), categories } as const;
    const asLog: ToldRecord = { ...prompt, dataClass: 'system-log' };
    const asContent: ToldRecord = { ...prompt, category: 'telemetry', source: 'product' };
    for (const told of [asLog, asContent])
      expect(refusalOf(aCall([prompt, told], { use: whole, promised: whole }))).toMatchObject({
        problem: 'category-not-allowed',
        at: '/records/1/dataClass',
      });
  });

  test('[BY-5] takes from nowhere that was not promised when its epoch opened', () => {
    const use = { ...useNamed('security-model-building'), sources: ['person', 'other-plugin'] } as const;
    const found = { ...prompt, category: 'retrieved-content', source: 'other-plugin' } as const;
    const promised = { categories: use.categories, sources: ['person'] } as const;
    expect(refusalOf(aCall([found], { use, promised }))).toMatchObject({
      problem: 'source-not-allowed',
      allowed: ['person'],
    });
    expect(refusalOf(aCall([found], { use, promised: { categories: use.categories } }))).toBeUndefined();
  });

  test('[SC-18] is of the time from the choice until now, give or take what clocks may be ahead', () => {
    const at = (instant: number) =>
      refusalOf(aCall([{ ...prompt, parts: [{ ...prompt, occurredAt: isoOf(instant) }] }]));
    for (const instant of [since, now, now + minutes(5)]) expect(at(instant)).toBeUndefined();
    for (const instant of [since - 1, now + minutes(5) + 1]) {
      expect(at(instant)).toMatchObject({
        problem: 'origin-outside-epoch',
        at: '/records/0/parts/0/occurredAt',
        given: isoOf(instant),
      });
    }
  });

  test('[SC-5] takes nothing from services of a program that connects none', () => {
    const use = useNamed('performance-validation');
    const alert = { ...prompt, category: 'posture-activity', source: 'security-posture-management' } as const;
    expect(asksForServices([prompt, { ...prompt, parts: [alert] }])).toBe(true);
    expect(asksForServices([prompt])).toBe(false);
    expect(refusalOf(aCall([alert], { use, promised: use, access: { on: true, since } }))).toMatchObject({
      problem: 'source-not-allowed',
      allowed: [],
    });
  });
});

const anyPart = fc.record({
  category: fc.constantFrom(...categories),
  source: fc.constantFrom(...sources),
  occurredAt: fc.integer({ min: since - minutes(30), max: now + minutes(30) }).map(isoOf),
});

const anyRecord: fc.Arbitrary<ToldRecord> = fc
  .tuple(anyPart, fc.array(anyPart, { maxLength: 3 }), fc.boolean())
  .map(([told, parts, named]) => ({
    ...told,
    dataClass: dataClassOf[told.category],
    parts,
    ...(named && { uploader: 'somebody' }),
  }));

test('[SC-18] [SC-25] no call is taken of which any part is from elsewhere or from another time, however it is nested', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constant(prompt), anyRecord), { minLength: 1, maxLength: 4 }),
      (records) => {
        const call = aCall(records, { access: { on: true, since } });
        const mayBe = partsOf(records).every(
          ({ category, source, occurredAt }) =>
            ['prompt', 'response', 'retrieved-content', 'pinned-content'].includes(category) &&
            ['person', 'assistant', 'vendor-plugin'].includes(source) &&
            instantOf(occurredAt) >= since &&
            instantOf(occurredAt) <= now + minutes(5),
        );
        if (refusalOf(call) === undefined) expect(mayBe).toBe(true);
      },
    ),
    { numRuns: 2_000 },
  );
});
