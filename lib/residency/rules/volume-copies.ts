import { partsAt } from '../destinations.ts';
import { judgeRegion } from '../places.ts';
import { rule } from '../rule.ts';

const places: Readonly<Record<string, readonly string[]>> = {
  'AWS::DLM::LifecyclePolicy': [
    'CrossRegionCopyTargets.TargetRegion',
    'PolicyDetails.CrossRegionCopyTargets.TargetRegion',
    'PolicyDetails.Schedules.CrossRegionCopyRules.Target',
    'PolicyDetails.Schedules.CrossRegionCopyRules.TargetRegion',
    'PolicyDetails.Actions.CrossRegionCopy.Target',
  ],
  'AWS::EFS::FileSystem': ['ReplicationConfiguration.ReplicationDestinations.Region'],
  'AWS::RDS::DBInstance': ['AutomaticBackupReplicationRegion', 'SourceRegion'],
  'AWS::RDS::DBCluster': ['SourceRegion'],
  'AWS::ECR::ReplicationConfiguration': ['ReplicationConfiguration.Rules.Destinations.Region'],
};

/** Snapshots, file systems, databases and images are copied to allowed regions only. DL-2. */
export const volumeCopies = rule({
  id: 'volume-copies',
  sentence: 'Snapshots, file systems, databases and images are copied to allowed regions only.',
  appliesTo: Object.keys(places),
  check: (properties, pin, { type }) =>
    (places[type] ?? [])
      .flatMap((path) => partsAt(properties, path))
      .map((region) => judgeRegion(region, pin, 'Remove the copy, or allow its region.')),
});
