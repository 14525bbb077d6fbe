import { days, hours } from './domain/time.ts';
import { cellAddressesFrom } from './lib/cell-addresses.ts';
import { defineConfig } from './lib/config.ts';

const term = { validFrom: '2026-01-01', validUntil: '2029-01-01' } as const;
/** Between companies of the vendor, which both process for the same customers. */
const clauses = {
  kind: 'standard-contractual-clauses',
  module: 'processor-to-processor',
  ...term,
} as const;
const adequate = { kind: 'adequacy', ...term } as const;

/**
 * The one file that a vendor edits; docs/deployment.md goes through it. Without `geographies` there is a cell for
 * each of the nine. What is not allowed, `npx cdk synth` refuses.
 */
export default defineConfig({
  programs: [
    'business-apps-data-sharing',
    'customer-service-copilot',
    'customer-service-insights',
    'power-platform-data-sharing',
    'security-copilot',
  ],
  identity: { kind: 'user-pool', callbackUrls: ['https://{geography}.console.example.com/signed-in'] },
  services: [
    { name: 'assistant', scopes: ['captures.write', 'decisions.write', 'settings.read'] },
    { name: 'evaluation', scopes: ['captures.read', 'settings.read'] },
  ],
  retention: { every: hours(1) },
  // Examples: write your own. Without an instrument in force nothing leaves a geography.
  transfers: {
    vendor: {
      name: 'Example Assistants GmbH',
      contact: 'privacy@example.com',
      dataProtectionOfficer: 'dpo@example.com',
    },
    entities: {
      eu: { name: 'Example Assistants GmbH', country: 'DE' },
      uk: { name: 'Example Assistants Ltd', country: 'GB' },
      us: { name: 'Example Assistants Inc.', country: 'US' },
    },
    instruments: [
      { ...clauses, id: 'eu-to-us-clauses', from: 'eu', to: 'us' },
      { ...clauses, id: 'uk-to-us-clauses', from: 'uk', to: 'us' },
      { ...adequate, id: 'eu-to-uk-adequacy', from: 'eu', to: 'uk' },
      { ...adequate, id: 'uk-to-eu-adequacy', from: 'uk', to: 'eu' },
    ],
    processors: [
      {
        name: 'Example Support Desk AG',
        country: 'CH',
        geographies: ['eu', 'uk'],
        purpose: 'First answers to requests for support',
        categories: ['account-information', 'usage-data'],
        announced: '2026-10-01',
        from: '2026-11-15',
      },
    ],
    objectionPeriod: days(30),
    securityMeasures: ['Access of employees is reviewed every three months.'],
  },
  // One more key a cell, so that gateways verify by themselves where a prompt may go.
  placements: { tokens: 'signed' },
  // What `npx cdk deploy '**' --outputs-file cells.json` writes, for the deployment after it.
  cellDirectory: cellAddressesFrom('cells.json'),
});
