import { describe, expect, test } from 'vitest';
import { everyNotice } from '../../../domain/notices/catalog.ts';
import { everyPublished } from '../../../domain/notices/published.ts';
import { businessAppsDataSharing } from '../../../domain/programs/business-apps-data-sharing.ts';
import { everyProgram } from '../../../domain/programs/catalog.ts';
import { checkCatalog, faultsOfCatalog, faultsOfPublished } from '../../../domain/programs/check-catalog.ts';
import { customerServiceCopilot } from '../../../domain/programs/customer-service-copilot.ts';
import { customerServiceInsights } from '../../../domain/programs/customer-service-insights.ts';
import type { Fault } from '../../../domain/programs/fault.ts';
import type { Program } from '../../../domain/programs/program.ts';
import { securityCopilot } from '../../../domain/programs/security-copilot.ts';
import { days } from '../../../domain/time.ts';

/** A value that another source would bring: the types would refuse many of these. */
type Value = string | number | readonly string[] | { readonly [name: string]: Value } | undefined;

/** A program with one value changed, at a path as faults name it. */
const changed = (program: Program, path: readonly string[], value: Value): Program => {
  const [name = '', ...rest] = path;
  const inner = (program as unknown as Record<string, unknown>)[name];
  return { ...program, [name]: rest.length === 0 ? value : changed(inner as Program, rest, value) };
};

const faultAt = (program: Program, field: string): Fault | undefined =>
  faultsOfCatalog([program], everyNotice).find((fault) => fault.field === field);

const movesToUs = 'settings.process-in-united-states';
const location = 'settings.prompt-evaluation-location';
const retrieval = 'uses.compliance-retrieval';
const exceptions = 'locations.exceptions';

const cases: readonly (readonly [
  what: string,
  Program,
  field: string,
  Value,
  given: string,
  allowed: string,
])[] = [
  [
    'a preview that does not name where it stores data (DL-6)',
    customerServiceCopilot,
    `${movesToUs}.admission.store`,
    'somewhere',
    'the unknown store `somewhere`',
    'nothing-is-stored, own-geography, eu',
  ],
  [
    'a preview that is silent about it',
    customerServiceCopilot,
    `${movesToUs}.admission.store`,
    undefined,
    'the unknown store `none`',
    'nothing-is-stored',
  ],
  [
    'an unknown admission',
    customerServiceCopilot,
    `${movesToUs}.admission.kind`,
    'for-friends',
    'the unknown admission `for-friends`',
    'open, limited-preview',
  ],
  [
    'a reason that is missing where a setting is not applicable',
    customerServiceCopilot,
    `${movesToUs}.notApplicable.because`,
    ' ',
    'empty',
    'a reason',
  ],
  [
    'an unknown geography in which it is not applicable',
    customerServiceCopilot,
    `${movesToUs}.notApplicable.within`,
    'mars',
    'the unknown geography `mars`',
    'eu, us',
  ],
  [
    'a move to an unknown geography',
    customerServiceCopilot,
    'uses.answers-from-united-states.placement.movesTo',
    'mars',
    'the unknown geography `mars`',
    'eu, us',
  ],
  [
    'a move that the notice does not tell',
    customerServiceCopilot,
    'uses.answers-from-united-states.placement',
    { movesTo: 'in' },
    'moves to in',
    'moves to us, as version 1',
  ],
  [
    'a category twice',
    businessAppsDataSharing,
    'uses.product-improvement.categories',
    ['prompt', 'prompt'],
    '`prompt` twice',
    'each only once',
  ],
  [
    'feedback among other categories',
    businessAppsDataSharing,
    'uses.product-improvement.categories',
    ['prompt', 'feedback'],
    'prompt, feedback',
    'not both',
  ],
  [
    'a purpose that is none (DS-14)',
    businessAppsDataSharing,
    'uses.product-improvement.purposes',
    ['improving', 'sales'],
    'the unknown purpose `sales`',
    'agreed-services, building, improving, validating',
  ],
  ['no purpose', businessAppsDataSharing, 'uses.product-improvement.purposes', [], 'empty', 'improving'],
  [
    'a purpose that the notice does not tell',
    securityCopilot,
    'uses.performance-validation.purposes',
    ['validating', 'building'],
    '`building`',
    'validating, improving, as version 1',
  ],
  [
    'a lawful basis of a processor',
    securityCopilot,
    'uses.prompt-evaluation.lawfulBasis',
    'contract',
    'contract',
    'none, where the vendor is processor',
  ],
  [
    'an unknown lawful basis',
    businessAppsDataSharing,
    'uses.product-improvement.lawfulBasis',
    'habit',
    'the unknown basis `habit`',
    'consent, contract',
  ],
  [
    'an unknown vendor role',
    businessAppsDataSharing,
    'uses.product-improvement.vendorRole',
    'bystander',
    'the unknown role `bystander`',
    'processor, controller, joint',
  ],
  [
    'a service that yields what the use does not take (SC-5)',
    securityCopilot,
    `${retrieval}.services.ediscovery`,
    ['review-set-content', 'email'],
    'the unknown category `email`',
    'loss-prevention-alert',
  ],
  [
    'a service that is left out',
    securityCopilot,
    `${retrieval}.services.ediscovery`,
    [],
    'empty',
    'at least one of',
  ],
  [
    'a second gate that is none',
    securityCopilot,
    'uses.compliance-questions.alsoNeeds',
    'goodwill',
    'the unknown other setting `goodwill`',
    'access-compliance-services',
  ],
  [
    'a second gate that is the first',
    securityCopilot,
    'uses.compliance-questions.alsoNeeds',
    'use-compliance-plugins',
    'the unknown other setting `use-compliance-plugins`',
    'access-compliance-services',
  ],
  ['one location only', securityCopilot, `${location}.among`, ['eu'], 'eu', 'two locations or more'],
  [
    'an unknown location',
    securityCopilot,
    `${location}.among`,
    ['eu', 'moon'],
    'the unknown location `moon`',
    'anywhere',
  ],
  ['a location by default', securityCopilot, `${location}.default`, 'us', '`us`', '`unset`'],
  [
    'a choice of location for what does not go there',
    securityCopilot,
    'uses.prompt-evaluation.placement',
    'stays',
    'stays',
    'as-chosen',
  ],
  [
    'a toggle for what waits for a location',
    securityCopilot,
    `${location}.kind`,
    'toggle',
    'the unknown value `unset`',
    'on, off',
  ],
  [
    'an unknown scope',
    businessAppsDataSharing,
    'settings.share-for-improvement.scope',
    'planet',
    'the unknown scope `planet`',
    'organization, workspace, user',
  ],
  [
    'a deletion before it was asked for',
    securityCopilot,
    'clocks.afterDeletionRequest.deletedWithin',
    0,
    '0 ms',
    'a duration above 0',
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

/** A fault of a whole list, or of a choice and its use, stands at another field than the value that causes it. */
const whereFound: Readonly<Record<string, string>> = {
  'a toggle for what waits for a location': `${location}.default`,
  'global attributes without the exception that permits them': 'locations.global',
};

describe('a faulty declaration is refused with file, field, what was given and what is allowed', () => {
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

  test('a basis that a controller declares is taken', () => {
    const field = 'uses.product-improvement.lawfulBasis';
    const program = changed(businessAppsDataSharing, field.split('.'), 'legitimate-interests');

    expect(faultsOfCatalog([program], everyNotice)).toEqual([]);
  });

  test('records where the notice promises that none are kept', () => {
    const uses = {
      ...customerServiceCopilot.uses,
      'answers-from-united-states': {
        ...customerServiceCopilot.uses['answers-from-united-states'],
        keeps: 'records',
        placement: 'stays',
        retention: days(1),
        afterOptOut: { deletedWithin: days(1) },
        lotShards: 1,
      },
    };

    expect(
      faultAt({ ...customerServiceCopilot, uses } as Program, 'uses.answers-from-united-states.keeps'),
    ).toMatchObject({ given: 'records', allowed: expect.stringContaining('nothing, as version 1') });
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
    expect(() => checkCatalog(everyProgram, [reworded, ...others], everyPublished)).toThrow(field);
  });
});
