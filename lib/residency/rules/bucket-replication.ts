import { judgeDestination } from '../places.ts';
import { broken, rule } from '../rule.ts';

const fix = 'Replicate into a bucket of the same stack, or not at all.';

/** The objects of a bucket are replicated and listed into buckets whose place is known, and reached in one region. */
export const bucketReplication = rule({
  id: 'bucket-replication',
  sentence:
    'The objects of a bucket are replicated into buckets whose place is known, and reached in one region.',
  appliesTo: ['AWS::S3::Bucket', 'AWS::S3::MultiRegionAccessPoint'],
  check: (bucket, pin, { type }) => {
    if (type === 'AWS::S3::MultiRegionAccessPoint') {
      return [
        broken(bucket, 'requests to it are answered from any of its regions', 'Use the bucket itself.'),
      ];
    }
    const copies = [
      ...bucket.at('ReplicationConfiguration', 'Rules', 'Destination', 'Bucket'),
      ...bucket.at('InventoryConfigurations', 'Destination', 'BucketArn'),
      ...bucket.at(
        'AnalyticsConfigurations',
        'StorageClassAnalysis',
        'DataExport',
        'Destination',
        'BucketArn',
      ),
    ];
    return copies.map((copy) => judgeDestination(copy, pin, fix));
  },
});
