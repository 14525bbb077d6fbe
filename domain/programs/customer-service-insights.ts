import { everyGeography } from '../geographies.ts';
import { applies, notUsed } from './locations.ts';
import { defineProgram } from './program.ts';

/** Reports on customer service: where their data lies, and under which exceptions it can be elsewhere. No sharing. */
export const customerServiceInsights = defineProgram({
  id: 'customer-service-insights',
  version: 1,
  title: 'Reports on customer service',
  settings: {},
  uses: {},
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
      'machine-learning-services': notUsed(
        'None is registered. One that is connected names its destination.',
      ),
      'data-integration': notUsed('None is registered. One that is connected names its destination.'),
      'reports-apps-and-flows': notUsed('None is registered. One that is connected names its destination.'),
      'development-services': notUsed('None is registered. One that is connected names its destination.'),
    }, // DL-4
  },
});
