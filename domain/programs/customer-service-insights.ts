import { everyGeography } from '../geographies.ts';
import { defineProgram, destinationChoice, everywhere } from './program.ts';
import { useInPassing } from './use.ts';

/** What holds for every service that a customer can connect: off, until an owner says where it is (DL-7). */
const connected = {
  scope: 'workspace',
  among: everyGeography,
  availableIn: everywhere(),
  decidedBy: ['owner'],
  notice: 'connected-services',
} as const;

/** What goes to a connected service goes there for the customer, and nothing of it is kept here. */
const handedOver = {
  humanReview: false,
  vendorRole: 'processor',
  customerAct: 'instruction',
  placement: 'as-chosen',
  carriedOutBy: 'services-of-the-vendor',
  recipients: 'connected-service', // DL-7: nobody but the service that an owner connected
  purposes: ['agreed-services'],
  prohibitedPurposes: ['sales', 'advertising', 'foundation-model-of-another-maker'],
  lockbox: 'not-applicable', // it does not reach into another's service
  customerManagedKeys: 'not-applicable',
} as const;

/**
 * Reports on customer service, and which services outside can be connected. No sharing. Where their data lies stands
 * in customer-service-insights-locations.ts, because few need its words.
 */
export const customerServiceInsights = defineProgram({
  id: 'customer-service-insights',
  version: 2, // services that can be connected
  title: 'Reports on customer service',
  settings: {
    'connect-machine-learning': destinationChoice({
      ...connected,
      title: 'Connect a service of machine learning',
      permits: ['machine-learning-outside'],
    }),
    'connect-data-integration': destinationChoice({
      ...connected,
      title: 'Connect a service that integrates data',
      permits: ['data-integration-outside'],
    }),
    'connect-reports-apps-and-flows': destinationChoice({
      ...connected,
      title: 'Connect a service for reports, apps and flows',
      permits: ['reports-apps-and-flows-outside'],
    }),
    'connect-development': destinationChoice({
      ...connected,
      title: 'Connect a service for development',
      permits: ['development-outside'],
    }),
  },
  uses: {
    'machine-learning-outside': useInPassing({
      ...handedOver,
      title: 'Working out recommendations in a connected service',
      categories: ['case-attribute', 'knowledge-article'],
    }),
    'data-integration-outside': useInPassing({
      ...handedOver,
      title: 'Keeping data of a connected service and this one alike',
      categories: ['case-attribute', 'knowledge-article', 'agent-name', 'email-address', 'customer-name'],
    }),
    'reports-apps-and-flows-outside': useInPassing({
      ...handedOver,
      title: 'Showing and working on data in a connected service',
      categories: ['case-attribute', 'knowledge-article', 'agent-name', 'email-address', 'customer-name'],
    }),
    'development-outside': useInPassing({
      ...handedOver,
      title: 'Keeping what a customer develops in a connected service',
      categories: ['customization'],
    }),
  },
});
