import type { LiveCalls } from './call.ts';
import { deliveries } from './deliveries.ts';
import { identities } from './identities.ts';
import { records } from './records.ts';
import { services } from './services.ts';
import { tablesAndKeys } from './tables-and-keys.ts';

/** Every call that adversaries make in the embedded cloud, by the escape that it tries. */
export const liveCalls: LiveCalls = {
  ...tablesAndKeys,
  ...deliveries,
  ...records,
  ...services,
  ...identities,
};
