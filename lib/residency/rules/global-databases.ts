import { broken, rule } from '../rule.ts';

const spanning = [
  'AWS::DocDB::GlobalCluster',
  'AWS::ElastiCache::GlobalReplicationGroup',
  'AWS::MemoryDB::MultiRegionCluster',
  'AWS::Neptune::GlobalCluster',
  'AWS::RDS::GlobalCluster',
];

/** Databases of one region, unless they join one that spans several. */
const joining = ['AWS::DocDB::DBCluster', 'AWS::Neptune::DBCluster', 'AWS::RDS::DBCluster'];

const fix = 'Use a database of one region.';

/** No database spans regions, or joins one that does. */
export const globalDatabases = rule({
  id: 'global-databases',
  sentence: 'No database spans regions, or joins one that does.',
  appliesTo: [...spanning, ...joining],
  check: (database, _pin, { type }) =>
    spanning.includes(type)
      ? [broken(database, `${type} exists to hold copies in several regions`, fix)]
      : database
          .at('GlobalClusterIdentifier')
          .map((world) => broken(world, 'it joins a database that spans regions', fix)),
});
