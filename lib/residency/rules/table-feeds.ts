import { destinationRule } from '../destinations.ts';

/** The changes of a table flow to streams within the pin, and its account holds all of its replicas. DL-2. */
export const tableFeeds = destinationRule({
  id: 'table-feeds',
  sentence:
    'The changes of a table flow to streams within the pin, and other accounts hold no replica of it.',
  fix: 'Name a stream of the same stack, or none; import and replicate within the region and the account.',
  destinations: {
    'AWS::DynamoDB::Table': [
      'KinesisStreamSpecification.StreamArn',
      'ImportSourceSpecification.S3BucketSource.S3Bucket',
    ],
    'AWS::DynamoDB::GlobalTable': ['Replicas.KinesisStreamSpecification.StreamArn', 'GlobalTableSourceArn'],
  },
});
