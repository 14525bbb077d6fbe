import { json, type LiveCalls } from './call.ts';

const role = 'arn:aws:iam::{account}:role/{role}';
const queueAbroad = 'arn:aws:sqs:{abroad}:{account}:{queueAbroad}';

/** Logs, trails, records of configuration and streams. */
export const records: LiveCalls = {
  'log-subscription': [
    json('logs:PutSubscriptionFilter', {
      logGroupName: '{logs}',
      filterName: 'f',
      filterPattern: '',
      destinationArn: 'arn:aws:logs:{abroad}:{account}:destination:d',
    }),
  ],
  'log-delivery': [
    json('logs:PutDestination', { destinationName: 'd', targetArn: queueAbroad, roleArn: role }),
    json('logs:PutResourcePolicy', { policyName: 'p', policyDocument: '{"Statement":[]}' }),
    json('logs:CreateDelivery', {
      deliverySourceName: 's',
      deliveryDestinationArn: 'arn:aws:logs:{here}:{account}:delivery-destination:d',
    }),
  ],
  'log-written-abroad': [
    json(
      'logs:CreateLogStream',
      { logGroupName: '{logsAbroad}', logStreamName: 'an-escape' },
      { at: '{abroad}' },
    ),
    json(
      'logs:PutLogEvents',
      {
        logGroupName: '{logsAbroad}',
        logStreamName: 'an-escape',
        logEvents: [{ timestamp: 1_700_000_000_000, message: 'data' }],
      },
      { at: '{abroad}' },
    ),
  ],
  trail: [
    json('cloudtrail:CreateTrail', { Name: 'an-escape', S3BucketName: '{bucket}', IsMultiRegionTrail: true }),
  ],
  recorder: [
    json('config:PutDeliveryChannel', { DeliveryChannel: { name: 'default', s3BucketName: '{bucket}' } }),
  ],
  'stream-abroad': [
    json('kinesis:CreateStream', { StreamName: 'an-escape', ShardCount: 1 }, { at: '{abroad}' }),
    json('kinesis:PutRecord', { StreamName: 's', Data: 'aGVsbG8=', PartitionKey: 'p' }),
    json('firehose:CreateDeliveryStream', { DeliveryStreamName: 'an-escape' }),
    json('firehose:PutRecord', { DeliveryStreamName: 'an-escape', Record: { Data: 'aGVsbG8=' } }),
  ],
};
