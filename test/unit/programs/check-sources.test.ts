import { describe, expect, test } from 'vitest';
import { everyNotice } from '../../../domain/notices/catalog.ts';
import { everyProgram } from '../../../domain/programs/catalog.ts';
import { faultsOfCatalog } from '../../../domain/programs/check-catalog.ts';
import { categories, complianceServices } from '../../../domain/programs/data.ts';
import { securityCopilot } from '../../../domain/programs/security-copilot.ts';
import { comesFrom } from '../../../domain/programs/sources.ts';
import { changed, faultAt } from '../../support/faulty-programs.ts';

const building = 'uses.security-model-building';
const sensitive = 'uses.model-building-with-ediscovery';

type Faulty = readonly [
  what: string,
  changes: readonly (readonly [field: string, value: readonly string[] | string | undefined])[],
  at: string,
  given: string,
  allowed: string,
];

const faulty: readonly Faulty[] = [
  ['no source', [[`${building}.sources`, []]], `${building}.sources`, 'empty', 'person, assistant'],
  [
    'an unknown source',
    [[`${building}.sources`, ['person', 'assistant', 'vendor-plugin', 'rumor']]],
    `${building}.sources`,
    'the unknown source `rumor`',
    'other-plugin',
  ],
  [
    'a category that comes from no source of the use',
    [[`${building}.categories`, ['prompt', 'telemetry']]],
    `${building}.sources`,
    'none that `telemetry` comes from',
    'product',
  ],
  [
    '[SC-10] a whole file',
    [[`${building}.categories`, ['prompt', 'uploaded-file']]],
    `${building}.categories`,
    '`uploaded-file`',
    '`retrieved-content` from `upload`',
  ],
  [
    '[SC-25] a sensitive service under a setting that is on by default',
    [[`${building}.sources`, ['person', 'assistant', 'vendor-plugin', 'ediscovery']]],
    `${building}.sources`,
    'ediscovery',
    'off by default',
  ],
  [
    '[SC-25] two sensitive services under one setting',
    [
      [
        `${sensitive}.sources`,
        ['person', 'assistant', 'vendor-plugin', 'ediscovery', 'insider-risk-management'],
      ],
    ],
    `${sensitive}.sources`,
    'ediscovery, insider-risk-management',
    'one sensitive service',
  ],
  [
    '[SC-5] services, where nothing says what they yield',
    [['uses.compliance-retrieval.services', undefined]],
    `${sensitive}.sources`,
    'ediscovery',
    'what each of them yields',
  ],
  [
    'a second setting of another scope',
    [[`${sensitive}.alsoNeeds`, 'collect-feedback']],
    `${sensitive}.alsoNeeds`,
    '`collect-feedback` of each organization',
    'a setting of each workspace',
  ],
  [
    'a second setting that needs a third',
    [[`${sensitive}.alsoNeeds`, 'build-model-with-insider-risk']],
    `${sensitive}.alsoNeeds`,
    '`build-model-with-insider-risk`, which needs build-security-model',
    'a setting that needs none',
  ],
];

describe('a faulty declaration of where records come from stops the synthesis', () => {
  test.each(faulty)('%s', (_, changes, at, given, allowed) => {
    const program = changes.reduce(
      (before, [field, value]) => changed(before, field.split('.'), value),
      securityCopilot,
    );
    expect(faultAt(securityCopilot, at)).toBeUndefined();
    expect(faultAt(program, at)).toMatchObject({ given, allowed: expect.stringContaining(allowed) });
  });

  test('the programs of the catalog have none', () => {
    expect(faultsOfCatalog(everyProgram, everyNotice)).toEqual([]);
  });
});

test('[SC-5] what services yield comes from services alone, and everything comes from somewhere', () => {
  for (const category of categories) expect(comesFrom[category].length).toBeGreaterThan(0);
  const ofServices = categories.filter((category) =>
    comesFrom[category].some((source) => complianceServices.some((service) => service === source)),
  );
  const yielded = Object.values(securityCopilot.uses).flatMap((use) =>
    use.keeps === 'nothing' && use.services !== undefined ? Object.values(use.services).flat() : [],
  );
  expect([...ofServices].sort()).toEqual([...yielded].sort());
});
