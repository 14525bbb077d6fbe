import { days } from '../time.ts';
import { complianceServices, type sensitiveServices } from './data.ts';
import { defineProgram, everywhere, locationChoice, toggle } from './program.ts';
import { use, useInPassing } from './use.ts';

/** What nothing of it is used for, whoever it is for (SC-19). */
const prohibitedPurposes = ['sales', 'advertising', 'foundation-model-of-another-maker'] as const;

/** What holds for all that the vendor takes for itself. */
const sharedWithTheVendor = {
  humanReview: true,
  vendorRole: 'controller', // it measures and builds its own product
  customerAct: 'permission',
  placement: 'stays', // within SC-8, which would permit more
  recipients: 'none', // SC-19
  prohibitedPurposes,
  retention: days(90), // SC-11
  afterOptOut: { deletedWithin: days(30) }, // SC-12
  lockbox: 'not-applicable',
  customerManagedKeys: 'not-applicable',
} as const;

/** What people type and get. No logs (SC-4), no uploaded file (SC-10). */
const whatPeopleSay = ['prompt', 'response', 'retrieved-content', 'pinned-content'] as const;

/** Where what builds the vendor's model comes from: no plugin of another maker, and no connected service (SC-25). */
const forTheModel = ['person', 'assistant', 'vendor-plugin'] as const;

/** What each connected service yields, and nothing else (SC-5). */
const yields = {
  'data-loss-prevention': ['loss-prevention-alert'],
  'information-protection': ['labeling-activity'],
  ediscovery: ['review-set-content'],
  'insider-risk-management': ['insider-risk-alert'],
  'communication-compliance': ['communication-match'],
  'security-posture-management': ['posture-activity'],
} as const;

/** What holds for every setting: it is offered in all geographies, and an owner decides. */
const forOwners = { availableIn: everywhere(), decidedBy: ['owner'] } as const;

const directoryRoles = ['global-administrator', 'security-administrator'] as const;
/** Settings of a workspace are for an owner who is an administrator, and may write what it runs on (SC-2). */
const forAdministrators = { ...forOwners, requires: { directoryRoles, capacity: 'write' } } as const;

/** What each sensitive service adds, in words. */
const sensitive = {
  ediscovery: 'content of eDiscovery',
  'insider-risk-management': 'alerts of insider risk',
  'communication-compliance': 'matches of communication compliance',
} as const satisfies Record<(typeof sensitiveServices)[number], string>;

/** A setting that lets one sensitive service build the model too: chosen apart, and only beside the model's own (SC-25). */
const withSensitive = (service: keyof typeof sensitive, use: string) =>
  toggle({
    title: `Help to build the vendor's security model with ${sensitive[service]}`,
    scope: 'workspace',
    default: 'off',
    ...forAdministrators,
    permits: [use],
    notice: 'security-sensitive-model-building',
  });

/** What is captured where a sensitive service was chosen: what it yields, and the conversation around it. */
const modelBuildingWith = (service: keyof typeof sensitive) =>
  use({
    ...sharedWithTheVendor,
    title: `Building and validating the security model with ${sensitive[service]}`,
    categories: [...whatPeopleSay, ...yields[service]],
    sources: [...forTheModel, service],
    purposes: ['building', 'validating'],
    alsoNeeds: 'build-security-model', // both gates, and both end together
  });

/** What the assistant does for its customer: it keeps nothing in Domicile, and nobody at the vendor looks. */
const doneForTheCustomer = {
  humanReview: false,
  vendorRole: 'processor',
  customerAct: 'instruction',
  recipients: 'none',
  purposes: ['agreed-services'],
  prohibitedPurposes,
  lockbox: 'covered',
  customerManagedKeys: 'covered',
} as const;

/**
 * The security assistant. Its sharing is on by default, as two settings that are chosen apart (SC-1); the default
 * takes effect only when an owner has been shown the notice, and nothing is captured before.
 */
export const securityCopilot = defineProgram({
  id: 'security-copilot',
  version: 2, // where each part comes from is told, and sensitive services are chosen apart
  title: 'The security assistant',
  settings: {
    'validate-performance': toggle({
      title: 'Let people at the vendor check how well the assistant works',
      scope: 'workspace',
      default: 'on', // SC-1
      ...forAdministrators,
      permits: ['performance-validation'],
      notice: 'security-performance-validation',
    }),
    'build-security-model': toggle({
      title: "Help to build the vendor's own security model",
      scope: 'workspace',
      default: 'on', // SC-1
      ...forAdministrators,
      permits: ['security-model-building'],
      notice: 'security-model-building',
    }),
    'build-model-with-ediscovery': withSensitive('ediscovery', 'model-building-with-ediscovery'),
    'build-model-with-insider-risk': withSensitive(
      'insider-risk-management',
      'model-building-with-insider-risk',
    ),
    'build-model-with-communications': withSensitive(
      'communication-compliance',
      'model-building-with-communications',
    ),
    'access-compliance-services': toggle({
      title: 'Let the assistant read from connected compliance services',
      scope: 'workspace',
      default: 'off', // SC-23: the administrator's gate is opened, never open by itself
      ...forAdministrators,
      permits: ['compliance-retrieval'],
      notice: 'security-compliance-access', // SC-24
    }),
    'prompt-evaluation-location': locationChoice({
      title: 'Where prompts are evaluated',
      scope: 'workspace',
      among: ['au', 'eu', 'uk', 'us', 'anywhere'], // SC-17
      ...forAdministrators,
      permits: ['prompt-evaluation'],
      notice: 'security-prompt-evaluation',
    }),
    'collect-feedback': toggle({
      title: 'Collect feedback on answers',
      scope: 'organization',
      default: 'on', // SC-22
      ...forOwners,
      requires: { directoryRoles }, // SC-2: an organization has no capacity of its own
      permits: ['feedback-collection'],
      notice: 'security-feedback',
    }),
    'use-compliance-plugins': toggle({
      title: 'Ask compliance services through the assistant',
      scope: 'user',
      default: 'off', // SC-23: the user's gate
      ...forOwners,
      permits: ['compliance-questions'],
      notice: 'security-compliance-plugins',
    }),
    'use-vendor-plugins': toggle({
      title: "Ask the vendor's other products through the assistant",
      scope: 'user',
      default: 'on', // SC-23
      ...forOwners,
      permits: ['vendor-product-questions'],
      notice: 'security-vendor-plugins',
    }),
  },
  uses: {
    'performance-validation': use({
      ...sharedWithTheVendor,
      title: 'Checking how well the assistant works',
      categories: [...whatPeopleSay, ...Object.values(yields).flat()],
      sources: ['person', 'assistant', 'vendor-plugin', 'other-plugin', 'upload', ...complianceServices],
      purposes: ['validating', 'improving'],
    }),
    'security-model-building': use({
      ...sharedWithTheVendor,
      title: "Building and validating the vendor's own security model",
      categories: whatPeopleSay,
      sources: forTheModel, // SC-25
      purposes: ['building', 'validating'],
    }),
    'model-building-with-ediscovery': modelBuildingWith('ediscovery'),
    'model-building-with-insider-risk': modelBuildingWith('insider-risk-management'),
    'model-building-with-communications': modelBuildingWith('communication-compliance'),
    'compliance-retrieval': useInPassing({
      ...doneForTheCustomer,
      title: 'Reading from connected compliance services',
      categories: Object.values(yields).flat(),
      placement: 'stays', // SC-24
      services: yields, // SC-5
    }),
    'prompt-evaluation': useInPassing({
      ...doneForTheCustomer,
      title: 'Evaluating prompts',
      categories: whatPeopleSay, // SC-8: no uploaded file
      placement: 'as-chosen', // SC-17
      carriedOutBy: 'services-of-the-vendor',
    }),
    'feedback-collection': use({
      ...sharedWithTheVendor,
      title: 'Learning from feedback on answers',
      categories: ['feedback'], // SC-22: a class of its own
      sources: ['person'],
      purposes: ['improving'],
    }),
    'compliance-questions': useInPassing({
      ...doneForTheCustomer,
      title: 'Asking compliance services as the user who is signed in',
      categories: ['prompt'],
      placement: 'stays',
      personalData: 'for-the-user-who-asked',
      alsoNeeds: 'access-compliance-services', // SC-23: two gates
    }),
    'vendor-product-questions': useInPassing({
      ...doneForTheCustomer,
      title: "Asking the vendor's other products as the user who is signed in",
      categories: ['prompt', 'retrieved-content'],
      placement: 'stays',
      personalData: 'for-the-user-who-asked',
    }),
  },
  clocks: {
    afterOffboarding: { deletedWithin: days(180) }, // SC-13
    afterDeletionRequest: { deletedWithin: days(30) }, // SC-14
  },
});
