import { broken, rule } from '../rule.ts';

/** No database spans regions. */
export const globalDatabases = rule({
  id: 'global-databases',
  sentence: 'No database spans regions.',
  appliesTo: [
    'AWS::DocDB::GlobalCluster',
    'AWS::ElastiCache::GlobalReplicationGroup',
    'AWS::MemoryDB::MultiRegionCluster',
    'AWS::Neptune::GlobalCluster',
    'AWS::RDS::GlobalCluster',
  ],
  check: (database, _pin, { type }) => [
    broken(database, `${type} exists to hold copies in several regions`, 'Use a database of one region.'),
  ],
});
