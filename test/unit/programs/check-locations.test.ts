import { describe, expect, test } from 'vitest';
import { everyNotice, noticeCatalog } from '../../../domain/notices/catalog.ts';
import { everyPublished } from '../../../domain/notices/published.ts';
import { businessAppsDataSharing } from '../../../domain/programs/business-apps-data-sharing.ts';
import { checkCatalog, faultsOfCatalog, faultsOfPublished } from '../../../domain/programs/check-catalog.ts';
import { customerServiceInsights as bare } from '../../../domain/programs/customer-service-insights.ts';
import { everyWholeProgram, withLocations } from '../../../domain/programs/located.ts';
import { securityCopilot } from '../../../domain/programs/security-copilot.ts';
import { changed, type FaultyDeclaration, faultAt } from '../../support/faulty-programs.ts';

const customerServiceInsights = withLocations(bare);
const now = Date.parse('2026-03-01T12:00:00.000Z');

const exceptions = 'locations.exceptions';

const cases: readonly FaultyDeclaration[] = [
  [
    'a deletion before it was asked for',
    securityCopilot,
    'clocks.afterDeletionRequest.deletedWithin',
    0,
    '0 ms',
    'a duration above 0',
  ],
  [
    'an uploaded file among what can leave its geography (SC-8)',
    securityCopilot,
    'uses.prompt-evaluation.categories',
    ['prompt', 'uploaded-file'],
    '`uploaded-file`',
    '`retrieved-content`',
  ],
  [
    'another duty under the data-processing agreement',
    businessAppsDataSharing,
    'dataProcessingAgreement',
    'void',
    'void',
    'unchanged',
  ],
  [
    'an exception that is not answered (DL-4)',
    customerServiceInsights,
    `${exceptions}.legal-duty`,
    undefined,
    'not answered',
    'applies and to what, or not-used and why',
  ],
  [
    'an exception that applies to nothing in particular',
    customerServiceInsights,
    `${exceptions}.legal-duty`,
    { status: 'applies', what: '' },
    'applies',
    'applies and to what',
  ],
  [
    'a global attribute beyond the list (DL-5)',
    customerServiceInsights,
    'locations.global',
    ['application-name', 'customer-name'],
    'the unknown attribute `customer-name`',
    'application-name, application-description, application-logo',
  ],
  [
    'global attributes without the exception that permits them',
    customerServiceInsights,
    `${exceptions}.home-page-attributes`,
    { status: 'not-used', because: 'There is no home page.' },
    'application-name, application-description, application-logo',
    'nothing, where `home-page-attributes` is not used',
  ],
  [
    'a copy elsewhere (DL-2)',
    customerServiceInsights,
    'locations.copies',
    'anywhere',
    'the unknown rule `anywhere`',
    'same-geography',
  ],
  ['no geography', customerServiceInsights, 'locations.geographies', [], 'empty', 'eu, us, au'],
];

/** A fault between two values stands at the one that has to go. */
const whereFound: Readonly<Record<string, string>> = {
  'global attributes without the exception that permits them': 'locations.global',
};

describe('a program that says wrong where data lies or when it goes is refused', () => {
  test.each(cases)('%s', (what, program, field, value, given, allowed) => {
    const wanted = whereFound[what] ?? field;

    const faults = faultsOfCatalog([changed(program, field.split('.'), value)], everyNotice);
    const fault = faults.find((found) => found.field === wanted && found.given === given);

    expect(faultAt(program, wanted)).toBeUndefined();
    expect(fault, JSON.stringify(faults)).toMatchObject({
      file: `domain/programs/${program.id}.ts`,
      allowed: expect.stringContaining(allowed),
    });
  });
});

describe('what was published stays as it is', () => {
  const [first] = everyNotice;
  if (first === undefined) throw new Error('no notice is published');

  test('a changed word, a text without its row and a row without its text stop the synthesis', () => {
    const reworded = { ...first, title: `${first.title}!` };
    const others = everyNotice.filter((notice) => notice !== first);
    const field = `${first.id}.1.en`;

    expect(faultsOfPublished(everyNotice, everyPublished)).toEqual([]);
    expect(faultsOfPublished([reworded, ...others], everyPublished)).toMatchObject([
      { file: 'domain/notices/published.ts', field, allowed: expect.stringContaining('in a new version') },
    ]);
    expect(faultsOfPublished([{ ...first, version: 2 }, ...everyNotice], everyPublished)).toMatchObject([
      { field: `${first.id}.2.en`, given: 'not published' },
    ]);
    expect(faultsOfPublished(others, everyPublished)).toMatchObject([
      { field, given: 'published without words' },
    ]);
    expect(() =>
      checkCatalog(everyWholeProgram, { ...noticeCatalog, notices: [reworded, ...others] }, now),
    ).toThrow(field);
  });
});
