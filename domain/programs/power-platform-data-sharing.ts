import { days } from '../time.ts';
import { defineProgram, everywhere, toggle } from './program.ts';
import { use } from './use.ts';

/** Optional sharing by the assistant of the low-code platform: as for business applications, but everywhere. */
export const powerPlatformDataSharing = defineProgram({
  id: 'power-platform-data-sharing',
  version: 1,
  title: 'Data sharing for the low-code platform',
  settings: {
    'share-for-improvement': toggle({
      title: 'Share data to improve the assistant of the platform',
      scope: 'organization',
      default: 'off', // PP-1, as DS-1
      availableIn: everywhere(), // PP-1
      decidedBy: ['owner'], // PP-1, as DS-3
      permits: ['platform-improvement'],
      notice: 'platform-data-sharing', // PP-1, as DS-12
    }),
  },
  uses: {
    'platform-improvement': use({
      title: 'Building, improving and validating the assistant of the platform',
      categories: ['prompt', 'response', 'telemetry'], // PP-1, as DS-5
      sources: ['person', 'assistant', 'product'],
      humanReview: true, // PP-1, as DS-5
      vendorRole: 'controller', // it improves its own product
      customerAct: 'permission',
      placement: 'stays',
      recipients: 'none', // PP-1, as DS-13
      purposes: ['building', 'improving', 'validating', 'agreed-services'], // PP-1, as DS-14
      prohibitedPurposes: ['sales', 'advertising', 'foundation-model-of-another-maker'], // PP-1, as DS-14
      retention: days(30), // PP-1
      afterOptOut: { deletedWithin: days(30) }, // PP-1, as DS-7
      lockbox: 'not-applicable', // PP-2
      customerManagedKeys: 'covered', // PP-2
    }),
  },
});
