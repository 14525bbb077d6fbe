import { plainTypes } from './plain-types.ts';
import type { ResourceRule, Rule, TemplateRule } from './rule.ts';
import { accessPoints } from './rules/access-points.ts';
import { allowedCopies } from './rules/allowed-copies.ts';
import { apiDestinations } from './rules/api-destinations.ts';
import { backupCopies } from './rules/backup-copies.ts';
import { bucketReplication } from './rules/bucket-replication.ts';
import { customResources } from './rules/custom-resources.ts';
import { deliveryStreams } from './rules/delivery-streams.ts';
import { edgeServices } from './rules/edge-services.ts';
import { eventEndpoints } from './rules/event-endpoints.ts';
import { eventTargets } from './rules/event-targets.ts';
import { foreignArns } from './rules/foreign-arns.ts';
import { foreignEndpoints } from './rules/foreign-endpoints.ts';
import { functionDestinations } from './rules/function-destinations.ts';
import { globalDatabases } from './rules/global-databases.ts';
import { inferenceProfiles } from './rules/inference-profiles.ts';
import { integrations } from './rules/integrations.ts';
import { keyMultiRegion } from './rules/key-multi-region.ts';
import { keyPrefixes } from './rules/key-prefixes.ts';
import { logSubscriptions } from './rules/log-subscriptions.ts';
import { longestLife } from './rules/longest-life.ts';
import { macros } from './rules/macros.ts';
import { networkExits } from './rules/network-exits.ts';
import { pipes } from './rules/pipes.ts';
import { principals } from './rules/principals.ts';
import { recorders } from './rules/recorders.ts';
import { references } from './rules/references.ts';
import { regionNames } from './rules/region-names.ts';
import { schedules } from './rules/schedules.ts';
import { secretReplicas } from './rules/secret-replicas.ts';
import { serviceLogs } from './rules/service-logs.ts';
import { stackSets } from './rules/stack-sets.ts';
import { stateMachines } from './rules/state-machines.ts';
import { subscriptions } from './rules/subscriptions.ts';
import { tableFeeds } from './rules/table-feeds.ts';
import { tableReplicas } from './rules/table-replicas.ts';
import { trails } from './rules/trails.ts';
import { unknownPlaces } from './rules/unknown-places.ts';
import { unknownTypes } from './rules/unknown-types.ts';
import { userPoolReplicas } from './rules/user-pool-replicas.ts';
import { userPoolSenders } from './rules/user-pool-senders.ts';
import { vacuousPin } from './rules/vacuous-pin.ts';
import { volumeCopies } from './rules/volume-copies.ts';

const ofResources: readonly ResourceRule[] = [
  ...[
    tableReplicas,
    tableFeeds,
    keyMultiRegion,
    bucketReplication,
    secretReplicas,
    backupCopies,
    volumeCopies,
    userPoolReplicas,
  ],
  ...[globalDatabases, eventTargets, eventEndpoints, apiDestinations, pipes, schedules, subscriptions],
  ...[
    functionDestinations,
    logSubscriptions,
    serviceLogs,
    trails,
    userPoolSenders,
    edgeServices,
    networkExits,
    stackSets,
    deliveryStreams,
    stateMachines,
    recorders,
    accessPoints,
    principals,
    longestLife,
  ],
  ...[
    integrations,
    foreignArns,
    foreignEndpoints,
    regionNames,
    unknownPlaces,
    inferenceProfiles,
    customResources,
  ],
];
const ofTemplates: readonly TemplateRule[] = [allowedCopies, keyPrefixes, vacuousPin, macros, references];

/**
 * Types that a rule about places is about, and those that were looked at and need none. How long something lives tells
 * nothing of where.
 */
const knownTypes: ReadonlySet<string> = new Set([
  ...plainTypes,
  ...ofResources
    .filter((one) => one !== longestLife)
    .flatMap(({ appliesTo }) => (appliesTo === 'every type' ? [] : appliesTo)),
]);

/** The rules, in the order in which their findings are shown. */
export const everyRule: readonly Rule[] = [...ofResources, unknownTypes(knownTypes), ...ofTemplates];
