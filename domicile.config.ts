import { hours } from './domain/time.ts';
import { defineConfig } from './lib/config.ts';

/** The one file that a vendor edits. What is allowed is said by whatever `npx cdk synth` refuses. */
export default defineConfig({
  geographies: ['us', 'eu'],
  programs: ['business-apps-data-sharing', 'security-copilot'],
  identity: { kind: 'user-pool', callbackUrls: ['https://{geography}.console.example.com/signed-in'] },
  services: [
    { name: 'assistant', scopes: ['captures.write', 'settings.read'] },
    { name: 'evaluation', scopes: ['captures.read', 'settings.read'] },
  ],
  retention: { every: hours(1) },
});
