import { days } from '../time.ts';
import { defineProgram, everywhere, toggle, use } from './program.ts';

/**
 * Sharing by the security assistant: on by default, as two settings that are chosen apart (SC-1). The default
 * takes effect only when an owner has been shown the notice; nothing is captured before.
 */
export const securityCopilot = defineProgram({
  id: 'security-copilot',
  version: 1,
  title: 'Data sharing for the security assistant',
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
  },
  uses: {
    'performance-validation': use({
      title: 'Checking how well the assistant works',
      categories: ['prompt', 'response', 'retrieved-content', 'pinned-content'], // SC-4: no logs
      humanReview: true,
      vendorRole: 'controller', // it measures its own product
      customerAct: 'permission',
      placement: 'stays', // within SC-8, which would permit more
      recipients: 'none', // SC-19
      prohibitedPurposes: ['sales', 'advertising', 'foundation-model-of-another-maker'], // SC-19
      retention: days(90), // SC-11
      afterOptOut: { deletedWithin: days(30) }, // SC-12
      lockbox: 'not-applicable',
      customerManagedKeys: 'not-applicable',
    }),
    'security-model-building': use({
      title: "Building and validating the vendor's own security model",
      categories: ['prompt', 'response', 'retrieved-content', 'pinned-content'], // SC-4: no logs
      humanReview: true,
      vendorRole: 'controller', // it builds a model of its own
      customerAct: 'permission',
      placement: 'stays', // within SC-8, which would permit more
      recipients: 'none', // SC-19
      prohibitedPurposes: ['sales', 'advertising', 'foundation-model-of-another-maker'], // SC-19
      retention: days(90), // SC-11
      afterOptOut: { deletedWithin: days(30) }, // SC-12
      lockbox: 'not-applicable',
      customerManagedKeys: 'not-applicable',
    }),
  },
});
