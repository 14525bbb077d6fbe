import { describe, expect, test } from 'vitest';
import { everyNotice } from '../../../domain/notices/catalog.ts';
import { businessAppsDataSharing } from '../../../domain/programs/business-apps-data-sharing.ts';
import { faultsOfCatalog } from '../../../domain/programs/check-catalog.ts';
import { customerServiceCopilot } from '../../../domain/programs/customer-service-copilot.ts';
import type { Program } from '../../../domain/programs/program.ts';
import { securityCopilot } from '../../../domain/programs/security-copilot.ts';
import { days } from '../../../domain/time.ts';
import { changed, type FaultyDeclaration, faultAt } from '../../support/faulty-programs.ts';

const movesToUs = 'settings.process-in-united-states';
const location = 'settings.prompt-evaluation-location';
const retrieval = 'uses.compliance-retrieval';

const cases: readonly FaultyDeclaration[] = [
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
    'no directory role where one is required (SC-2)',
    securityCopilot,
    'settings.validate-performance.requires.directoryRoles',
    [],
    'empty',
    'global-administrator, security-administrator',
  ],
  [
    'an unknown directory role',
    securityCopilot,
    'settings.validate-performance.requires.directoryRoles',
    ['king'],
    'the unknown directory role `king`',
    'global-administrator',
  ],
  [
    'an unknown right to a capacity',
    securityCopilot,
    'settings.validate-performance.requires.capacity',
    'read',
    'the unknown right `read`',
    'write',
  ],
  [
    'a capacity of an organization, which has none',
    securityCopilot,
    'settings.collect-feedback.requires.capacity',
    'write',
    'for a setting of scope organization',
    'only for those of a workspace',
  ],
  [
    'a directory role of users, who decide about themselves',
    securityCopilot,
    'settings.use-vendor-plugins.requires',
    { directoryRoles: ['global-administrator'] },
    'given',
    'nothing: users decide about themselves',
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
    'a move that nobody carries out',
    customerServiceCopilot,
    'uses.answers-from-united-states.carriedOutBy',
    undefined,
    'missing',
    'services-of-the-vendor, the-cell',
  ],
  [
    'a move that somebody unknown carries out',
    customerServiceCopilot,
    'uses.answers-from-united-states.carriedOutBy',
    'a-partner',
    'the unknown performer `a-partner`',
    'services-of-the-vendor, the-cell',
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
    ['improving', 'research'],
    'the unknown purpose `research`',
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
];

/** A fault of a whole list, or of a choice and its use, stands at another field than the value that causes it. */
const whereFound: Readonly<Record<string, string>> = {
  'a toggle for what waits for a location': `${location}.default`,
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
        sources: ['person', 'assistant'],
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
