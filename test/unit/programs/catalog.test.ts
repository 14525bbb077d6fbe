import { describe, expect, test } from 'vitest';
import {
  everyProgram,
  findUse,
  governingSetting,
  programById,
  settingOf,
} from '../../../domain/programs/catalog.ts';
import { type Category, dataClassOf } from '../../../domain/programs/data.ts';
import { termsOf } from '../../../domain/programs/program.ts';
import { days } from '../../../domain/time.ts';

const uses = everyProgram.flatMap((program) =>
  Object.keys(program.uses).map((useId) => ({ program: program.id, useId })),
);

const withSensitiveServices = [
  'build-model-with-ediscovery',
  'build-model-with-insider-risk',
  'build-model-with-communications',
];

describe('the catalog', () => {
  test('holds the programs by their ids, and nothing by another name', () => {
    expect(everyProgram.map((program) => program.id)).toEqual([
      'customer-service-copilot',
      'customer-service-insights',
      'business-apps-data-sharing',
      'power-platform-data-sharing',
      'security-copilot',
    ]);
    for (const program of everyProgram) expect(programById(program.id)).toBe(program);
    for (const id of ['unknown', '', '__proto__', 'constructor']) expect(programById(id)).toBeUndefined();
  });

  test('gives the terms of one setting and of those that end with it: definitions, and the uses that these permit', () => {
    for (const program of everyProgram) {
      for (const [setting, definition] of Object.entries(program.settings)) {
        const terms = termsOf(program, setting);
        expect(terms).toMatchObject({ id: program.id, version: program.version });
        const model = setting === 'build-security-model';
        const names = [setting, ...(model ? withSensitiveServices : [])];
        expect(Object.keys(terms.settings).toSorted()).toEqual(names.toSorted());
        for (const name of names) expect(terms.settings[name]).toBe(program.settings[name]);
        const permits = names.flatMap((name) => program.settings[name]?.permits ?? []);
        expect(Object.keys(terms.uses).toSorted()).toEqual(permits.toSorted());
        for (const use of definition.permits) expect(terms.uses[use]).toBe(program.uses[use]);
      }
      expect(() => termsOf(program, 'unknown')).toThrow(`${program.id} has no setting unknown`);
    }
  });

  test.each(uses)('finds $useId with the one setting that governs it', ({ program, useId }) => {
    const found = findUse(useId);

    expect(found?.program.id).toBe(program);
    expect(found?.setting.permits).toContain(useId);
    expect(found?.use).toBe(programById(program)?.uses[useId]);
    expect(governingSetting(program, useId)?.settingId).toBe(found?.settingId);
  });

  test.each(['unknown', '__proto__', 'constructor', 'toString'])(
    'knows no use and no setting named %s',
    (name) => {
      expect(findUse(name)).toBeUndefined();
      for (const program of everyProgram) {
        expect(governingSetting(program.id, name)).toBeUndefined();
        expect(settingOf(program, name)).toBeUndefined();
      }
      expect(governingSetting('unknown', 'product-improvement')).toBeUndefined();
    },
  );
});

describe('what the programs declare', () => {
  test('sharing for business applications: kept 30 days, gone 30 days after opting out, people may look', () => {
    expect(findUse('product-improvement')?.use).toMatchObject({
      categories: ['prompt', 'response', 'telemetry'],
      humanReview: true,
      retention: days(30),
      afterOptOut: { deletedWithin: days(30) },
      lotShards: 4,
    });
  });

  const spoken: readonly Category[] = ['prompt', 'response', 'retrieved-content', 'pinned-content'];
  test.each<[string, readonly Category[]]>([
    [
      'performance-validation',
      [
        ...spoken,
        'loss-prevention-alert',
        'labeling-activity',
        'review-set-content',
        'insider-risk-alert',
        'communication-match',
        'posture-activity',
      ],
    ],
    ['security-model-building', spoken],
    ['model-building-with-ediscovery', [...spoken, 'review-set-content']],
    ['model-building-with-insider-risk', [...spoken, 'insider-risk-alert']],
    ['model-building-with-communications', [...spoken, 'communication-match']],
  ])(
    'sharing by the security assistant, %s: kept 90 days, gone 30 days after opting out, no logs',
    (useId, categories) => {
      for (const category of categories) expect(dataClassOf[category]).toBe('customer-data');
      expect(findUse(useId)?.use).toMatchObject({
        categories,
        retention: days(90),
        afterOptOut: { deletedWithin: days(30) },
        recipients: 'none',
      });
    },
  );

  test('the settings of the security assistant permit one use each, under a notice each or one for the sensitive services', () => {
    const settings = Object.values(programById('security-copilot')?.settings ?? {});
    const permitted = settings.flatMap((setting) => setting.permits);

    expect(permitted).toEqual([
      'performance-validation',
      'security-model-building',
      'model-building-with-ediscovery',
      'model-building-with-insider-risk',
      'model-building-with-communications',
      'compliance-retrieval',
      'prompt-evaluation',
      'feedback-collection',
      'compliance-questions',
      'vendor-product-questions',
    ]);
    expect(settings.map((setting) => setting.permits.length)).toEqual(permitted.map(() => 1));
    expect(new Set(settings.map((setting) => setting.notice)).size).toBe(settings.length - 2);
  });
});
