import { days } from '../time.ts';
import { defineProgram, everywhere, locationChoice, toggle } from './program.ts';
import { use, useInPassing } from './use.ts';

/** What holds for all that the vendor takes for itself. */
const sharedWithTheVendor = {
  categories: ['prompt', 'response', 'retrieved-content', 'pinned-content'], // SC-4: no logs
  humanReview: true,
  vendorRole: 'controller', // it measures and builds its own product
  customerAct: 'permission',
  placement: 'stays', // within SC-8, which would permit more
  recipients: 'none', // SC-19
  prohibitedPurposes: ['sales', 'advertising', 'foundation-model-of-another-maker'], // SC-19
  retention: days(90), // SC-11
  afterOptOut: { deletedWithin: days(30) }, // SC-12
  lockbox: 'not-applicable',
  customerManagedKeys: 'not-applicable',
} as const;

/** What the assistant does for its customer: it keeps nothing in Domicile, and nobody at the vendor looks. */
const doneForTheCustomer = {
  humanReview: false,
  vendorRole: 'processor',
  customerAct: 'instruction',
  recipients: 'none',
  purposes: ['agreed-services'],
  prohibitedPurposes: ['sales', 'advertising', 'foundation-model-of-another-maker'],
  lockbox: 'covered',
  customerManagedKeys: 'covered',
} as const;

/**
 * The security assistant. Its sharing is on by default, as two settings that are chosen apart (SC-1); the default
 * takes effect only when an owner has been shown the notice, and nothing is captured before.
 */
export const securityCopilot = defineProgram({
  id: 'security-copilot',
  version: 1,
  title: 'The security assistant',
  settings: {
    'validate-performance': toggle({
      title: 'Let people at the vendor check how well the assistant works',
      scope: 'workspace',
      default: 'on', // SC-1
      availableIn: everywhere(),
      decidedBy: ['owner'], // SC-2
      permits: ['performance-validation'],
      notice: 'security-performance-validation',
    }),
    'build-security-model': toggle({
      title: "Help to build the vendor's own security model",
      scope: 'workspace',
      default: 'on', // SC-1
      availableIn: everywhere(),
      decidedBy: ['owner'], // SC-2
      permits: ['security-model-building'],
      notice: 'security-model-building',
    }),
    'access-compliance-services': toggle({
      title: 'Let the assistant read from connected compliance services',
      scope: 'workspace',
      default: 'off', // SC-23: the administrator's gate is opened, never open by itself
      availableIn: everywhere(),
      decidedBy: ['owner'],
      permits: ['compliance-retrieval'],
      notice: 'security-compliance-access', // SC-24
    }),
    'prompt-evaluation-location': locationChoice({
      title: 'Where prompts are evaluated',
      scope: 'workspace',
      among: ['au', 'eu', 'uk', 'us', 'anywhere'], // SC-17
      availableIn: everywhere(),
      decidedBy: ['owner'],
      permits: ['prompt-evaluation'],
      notice: 'security-prompt-evaluation',
    }),
    'collect-feedback': toggle({
      title: 'Collect feedback on answers',
      scope: 'organization',
      default: 'on', // SC-22
      availableIn: everywhere(),
      decidedBy: ['owner'],
      permits: ['feedback-collection'],
      notice: 'security-feedback',
    }),
    'use-compliance-plugins': toggle({
      title: 'Ask compliance services through the assistant',
      scope: 'user',
      default: 'off', // SC-23: the user's gate
      availableIn: everywhere(),
      decidedBy: ['owner'],
      permits: ['compliance-questions'],
      notice: 'security-compliance-plugins',
    }),
    'use-vendor-plugins': toggle({
      title: "Ask the vendor's other products through the assistant",
      scope: 'user',
      default: 'on', // SC-23
      availableIn: everywhere(),
      decidedBy: ['owner'],
      permits: ['vendor-product-questions'],
      notice: 'security-vendor-plugins',
    }),
  },
  uses: {
    'performance-validation': use({
      ...sharedWithTheVendor,
      title: 'Checking how well the assistant works',
      purposes: ['validating', 'improving'],
    }),
    'security-model-building': use({
      ...sharedWithTheVendor,
      title: "Building and validating the vendor's own security model",
      purposes: ['building', 'validating'],
    }),
    'compliance-retrieval': useInPassing({
      ...doneForTheCustomer,
      title: 'Reading from connected compliance services',
      categories: [
        'loss-prevention-alert',
        'labeling-activity',
        'review-set-content',
        'insider-risk-alert',
        'communication-match',
        'posture-activity',
      ],
      placement: 'stays', // SC-24
      services: {
        'data-loss-prevention': ['loss-prevention-alert'],
        'information-protection': ['labeling-activity'],
        ediscovery: ['review-set-content'],
        'insider-risk-management': ['insider-risk-alert'],
        'communication-compliance': ['communication-match'],
        'security-posture-management': ['posture-activity'],
      }, // SC-5
    }),
    'prompt-evaluation': useInPassing({
      ...doneForTheCustomer,
      title: 'Evaluating prompts',
      categories: ['prompt', 'response', 'retrieved-content', 'pinned-content'], // SC-8: no uploaded file
      placement: 'as-chosen', // SC-17
      carriedOutBy: 'services-of-the-vendor',
    }),
    'feedback-collection': use({
      ...sharedWithTheVendor,
      title: 'Learning from feedback on answers',
      categories: ['feedback'], // SC-22: a class of its own
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
