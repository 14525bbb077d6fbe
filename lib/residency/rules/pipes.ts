import { destinationRule } from '../destinations.ts';

/** A pipe reads, enriches, delivers and logs within the pin, dead letters included. */
export const pipes = destinationRule({
  id: 'pipes',
  sentence: 'A pipe reads, enriches, delivers and logs within the pin, dead letters included.',
  fix: 'Name sources and targets of the same region and account.',
  destinations: {
    'AWS::Pipes::Pipe': [
      'Source',
      'Enrichment',
      'Target',
      'SourceParameters.DynamoDBStreamParameters.DeadLetterConfig.Arn',
      'SourceParameters.KinesisStreamParameters.DeadLetterConfig.Arn',
      'LogConfiguration.CloudwatchLogsLogDestination.LogGroupArn',
      'LogConfiguration.FirehoseLogDestination.DeliveryStreamArn',
    ],
  },
});
