import { deliveries } from './deliveries.ts';
import type { Escape } from './escape.ts';
import { identities, onPaper, templates } from './identities.ts';
import { services } from './services.ts';
import { tablesAndKeys } from './tables-and-keys.ts';

/** Every way out that is tried, by what it uses. The tests of each layer walk this list, and the docs print it. */
export const escapeGroups = {
  'Tables, keys and buckets': tablesAndKeys,
  'Deliveries and logs': deliveries,
  'Other services': services,
  'Identities and deployments': identities,
  'Templates alone': templates,
  'Not shown by a test': onPaper,
} as const satisfies Record<string, readonly Escape[]>;

export const everyEscape: readonly Escape[] = Object.values(escapeGroups).flat();
