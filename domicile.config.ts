import { hours } from './domain/time.ts';
import { cellAddressesFrom } from './lib/cell-addresses.ts';
import { defineConfig } from './lib/config.ts';

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
  // What `npx cdk deploy '**' --outputs-file cells.json` writes, for the deployment after it.
  cellDirectory: cellAddressesFrom('cells.json'),
});
