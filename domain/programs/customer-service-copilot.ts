import { defineProgram, everywhere, limitedPreview, toggle } from './program.ts';
import { useInPassing } from './use.ts';

/**
 * Answers for people in customer service, worked out in the United States (CC-1). Whoever is elsewhere can let
 * prompts move there for the time of an answer; nothing of them is kept here.
 */
export const customerServiceCopilot = defineProgram({
  id: 'customer-service-copilot',
  version: 1,
  title: 'Answers for customer service',
  settings: {
    'process-in-united-states': toggle({
      title: 'Let the assistant process data in the United States',
      scope: 'organization',
      default: 'off', // CC-2
      availableIn: everywhere(),
      notApplicable: {
        within: 'us',
        because: 'The assistant works where the data already is, and needs no opt-in.',
      }, // CC-1, CC-3
      admission: limitedPreview('nothing-is-stored'), // CC-4, DL-6
      decidedBy: ['owner'],
      permits: ['answers-from-united-states'],
      notice: 'processing-in-united-states',
    }),
  },
  uses: {
    'answers-from-united-states': useInPassing({
      title: 'Answering people in customer service, in the United States',
      categories: [
        'prompt',
        'response',
        'chat-message',
        'email',
        'case-attribute',
        'knowledge-article',
        'agent-name',
        'email-address',
        'customer-name',
      ], // CC-5
      humanReview: false,
      vendorRole: 'processor', // it answers for its customer
      customerAct: 'instruction',
      placement: { movesTo: 'us' }, // CC-1
      carriedOutBy: 'services-of-the-vendor',
      personalData: 'for-the-user-who-asked', // CC-7
      recipients: 'none',
      purposes: ['agreed-services'],
      prohibitedPurposes: ['sales', 'advertising', 'foundation-model-of-another-maker'],
      lockbox: 'covered',
      customerManagedKeys: 'not-applicable', // what passes through is not stored under anybody's key
    }),
  },
});
