import { deliveries } from './deliveries.ts';
import type { Escape } from './escape.ts';
import { identities, onPaper, templates } from './identities.ts';
import { liveCalls } from './live/calls.ts';
import { records } from './records.ts';
import { services } from './services.ts';
import { tablesAndKeys } from './tables-and-keys.ts';
import { witnesses } from './witness.ts';

/** Each way with the calls that are made of it in the embedded cloud. */
const withLive = (escapes: readonly Escape[]): readonly Escape[] =>
  escapes.map((one) => {
    const live = liveCalls[one.id];
    return live === undefined ? one : { ...one, layers: { ...one.layers, live } };
  });

/** Every way out that is tried, by what it uses. The tests of each layer walk this list, and the docs print it. */
export const escapeGroups = {
  'Tables, keys and buckets': withLive(tablesAndKeys),
  'Deliveries and logs': withLive([...deliveries, ...records]),
  'The outside witness': withLive(witnesses),
  'Other services': withLive(services),
  'Identities and deployments': withLive(identities),
  'Templates alone': templates,
  'Not shown by a test': onPaper,
} as const satisfies Record<string, readonly Escape[]>;

export const everyEscape: readonly Escape[] = Object.values(escapeGroups).flat();
