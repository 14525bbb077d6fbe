import { days } from '../time.ts';
import { defineProgram, only, toggle } from './program.ts';
import { use } from './use.ts';

/** Optional sharing of what people ask and get, to make the assistant of the business applications better. */
export const businessAppsDataSharing = defineProgram({
  id: 'business-apps-data-sharing',
  version: 1,
  title: 'Data sharing for business applications',
  settings: {
    'share-for-improvement': toggle({
      title: 'Share data to improve the assistant',
      scope: 'organization',
      default: 'off', // DS-1
      availableIn: only('us'), // DS-2: home and workspace; elsewhere shown, with the reason
      decidedBy: ['owner'], // DS-3
      permits: ['product-improvement'],
      notice: 'data-sharing', // DS-12
    }),
  },
  uses: {
    'product-improvement': use({
      title: 'Building, improving and validating the assistant',
      categories: ['prompt', 'response', 'telemetry'], // DS-5
      sources: ['person', 'assistant', 'product'],
      humanReview: true, // DS-5
      vendorRole: 'controller', // it improves its own product
      customerAct: 'permission',
      placement: 'stays', // DS-10
      recipients: 'none', // DS-13
      purposes: ['building', 'improving', 'validating', 'agreed-services'], // DS-14
      prohibitedPurposes: ['sales', 'advertising', 'foundation-model-of-another-maker'], // DS-14
      retention: days(30), // DS-10: the promise; purging starts earlier, by the budget
      afterOptOut: { deletedWithin: days(30) }, // DS-7; use ends at once, DS-8
      lockbox: 'not-applicable', // DS-11
      customerManagedKeys: 'not-applicable', // DS-11
    }),
  },
});
