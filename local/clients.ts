import type { Emulator } from './ministack.ts';
import { rootCredentials } from './ministack.ts';

/** Where an embedded cloud answers, and what to trust: all that an SDK client or a test needs to reach it. */
export type CloudAddress = Pick<Emulator, 'endpoint' | 'ca'>;

/**
 * The configuration of an AWS SDK client of the embedded cloud, as its root caller. The certificate comes
 * along with the client: NODE_EXTRA_CA_CERTS would have to be set before Node starts.
 */
export const clientConfig = (cloud: CloudAddress, region: string) => ({
  endpoint: cloud.endpoint,
  region,
  credentials: rootCredentials,
  maxAttempts: 2,
  requestHandler: { httpsAgent: { ca: cloud.ca, keepAlive: true, maxSockets: 16 } },
});
