import { everyGeography } from '../geographies.ts';
import { applies, type DataLocations, notUsed } from './locations.ts';

const whereConnected = applies(
  'Only where an owner connects one: what the program names for it goes to the geography that the owner names.',
);

/** Where the data of reports on customer service lies, and under which exceptions it can be elsewhere. */
export const customerServiceInsightsLocations: DataLocations = {
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
};
