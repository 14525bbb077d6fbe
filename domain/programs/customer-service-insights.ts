import { everyGeography } from '../geographies.ts';
import { applies, notUsed } from './locations.ts';
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

const whereConnected = applies(
  'Only where an owner connects one: what the program names for it goes to the geography that the owner names.',
);

/**
 * Reports on customer service: where their data lies, under which exceptions it can be elsewhere, and which services
 * outside can be connected. No sharing.
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
  locations: {
    geographies: everyGeography, // DL-1
    copies: 'same-geography', // DL-2
    accessFrom: 'anywhere', // DL-3
    global: ['application-name', 'application-description', 'application-logo'], // DL-5
    exceptions: {
      'customer-support': applies('What a case of support needs, for as long as it needs it.'),
      troubleshooting: applies('What is needed to find and end a fault of the service.'),
      'legal-duty': applies('What a law or a court orders, and no more.'),
      'global-email-sending': notUsed('The program sends no marketing messages.'),
      'home-page-attributes': applies('Name, description and logo of an application, for its home page.'),
      directory: applies(
        'Only where the vendor brings an issuer of its own: what it keeps about people is outside the cell. User pools are in the geography.',
      ),
      'multi-factor-sign-in': applies(
        'Only where the vendor brings an issuer of its own, which then keeps second factors. User pools keep them in the geography.',
      ),
      'onboarding-data': notUsed('Organizations are created in the cell of their geography.'),
      'global-routing': applies('Names of hosts are looked up globally. No customer data takes part in it.'),
      previews: notUsed('The program has no preview. One that came would name its store first.'),
      'machine-learning-services': whereConnected,
      'data-integration': whereConnected,
      'reports-apps-and-flows': whereConnected,
      'development-services': whereConnected,
    }, // DL-4
  },
});
