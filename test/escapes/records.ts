import { arnAbroad, declares, type Escape, tries } from './escape.ts';

const abroad = arnAbroad('sqs', 'q');
const address = 'https://a.execute-api.us-east-1.amazonaws.com/x';
const own = { 'Fn::GetAtt': ['Own', 'Arn'] };

/** Logs, metrics, trails, records of configuration and streams, and where they lead. */
export const records: readonly Escape[] = [
  {
    id: 'log-written-abroad',
    way: 'Lines written to a log of another region',
    layers: {
      policy: [
        tries('logs:PutLogEvents', 'arn:aws:logs:{abroad}:{account}:log-group:g:log-stream:s', {
          at: '{abroad}',
        }),
        tries('logs:CreateLogStream', 'arn:aws:logs:{abroad}:{account}:log-group:g:log-stream:s', {
          at: '{abroad}',
        }),
      ],
    },
  },
  {
    id: 'log-subscription',
    way: 'Logs delivered abroad as they are written',
    layers: {
      template: declares('log-subscriptions', 'AWS::Logs::SubscriptionFilter', { DestinationArn: abroad }),
      policy: [tries('logs:PutSubscriptionFilter', 'arn:aws:logs:{here}:{account}:log-group:g')],
    },
  },
  {
    id: 'log-export',
    way: 'Logs exported into a bucket',
    layers: { policy: [tries('logs:CreateExportTask', 'arn:aws:logs:{here}:{account}:log-group:g')] },
  },
  {
    id: 'log-delivery',
    way: 'Logs delivered elsewhere by account policy, delivery or destination',
    layers: {
      policy: [
        tries('logs:PutAccountPolicy'),
        tries('logs:CreateDelivery', 'arn:aws:logs:{here}:{account}:delivery-source:s'),
        tries('logs:PutDestination', 'arn:aws:logs:{here}:{account}:destination:d'),
        tries('logs:PutResourcePolicy'),
      ],
    },
  },
  {
    id: 'metric-stream',
    way: 'Metrics streamed abroad',
    layers: {
      template: declares('log-subscriptions', 'AWS::CloudWatch::MetricStream', {
        FirehoseArn: arnAbroad('firehose', 'deliverystream/d'),
      }),
      policy: [tries('cloudwatch:PutMetricStream', 'arn:aws:cloudwatch:{here}:{account}:metric-stream/m')],
    },
  },
  {
    id: 'observability-link',
    way: 'Logs and metrics linked to a monitoring account',
    layers: {
      template: declares('log-subscriptions', 'AWS::Oam::Link', {
        SinkIdentifier: 'arn:aws:oam:eu-central-1:444455556666:sink/s',
      }),
      policy: [tries('oam:CreateLink', 'arn:aws:oam:{here}:{other}:sink/s')],
    },
  },
  {
    id: 'trail',
    way: 'A trail of every region, or an event store',
    layers: {
      template: declares('trails', 'AWS::CloudTrail::Trail', { IsMultiRegionTrail: true, S3BucketName: own }),
      policy: [
        tries('cloudtrail:CreateTrail', 'arn:aws:cloudtrail:{here}:{account}:trail/t'),
        tries('cloudtrail:CreateEventDataStore', 'arn:aws:cloudtrail:{here}:{account}:eventdatastore/e'),
      ],
    },
  },
  {
    id: 'recorder',
    way: 'Configuration recorded into a bucket, or gathered in another account',
    layers: {
      template: declares('recorders', 'AWS::Config::ConfigurationAggregator', {
        AccountAggregationSources: [{ AccountIds: ['444455556666'], AllAwsRegions: true }],
      }),
      policy: [
        tries('config:PutDeliveryChannel'),
        tries(
          'config:PutConfigurationAggregator',
          'arn:aws:config:{here}:{account}:config-aggregator/aws-config-x',
        ),
      ],
    },
  },
  {
    id: 'stream-abroad',
    way: 'Records put on a stream, or handed to a delivery stream',
    layers: {
      template: declares('delivery-streams', 'AWS::KinesisFirehose::DeliveryStream', {
        HttpEndpointDestinationConfiguration: { EndpointConfiguration: { Url: address } },
      }),
      policy: [
        tries('kinesis:PutRecord', 'arn:aws:kinesis:{here}:{account}:stream/s'),
        tries('firehose:CreateDeliveryStream', 'arn:aws:firehose:{here}:{account}:deliverystream/d'),
        tries('firehose:PutRecord', 'arn:aws:firehose:{here}:{account}:deliverystream/d'),
      ],
    },
  },
];
