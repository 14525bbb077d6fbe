import { describe, expect, test } from 'vitest';
import { everyRule } from '../../../lib/residency/every-rule.ts';
import { judge } from '../../../lib/residency/judge.ts';
import { isRegion, regionsNamedIn } from '../../../lib/residency/regions.ts';
import type { Json } from '../../../lib/residency/template/values.ts';
import { europe, saidOf, templateOf } from './templates.ts';

const abroad = 'arn:aws:sqs:us-west-2:111122223333:q';

/** By rule and type, each place that names a destination: none of them may be forgotten. */
const places: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'bucket-replication': {
    'AWS::S3::Bucket': [
      'ReplicationConfiguration.Rules.Destination.Bucket',
      'InventoryConfigurations.Destination.BucketArn',
      'AnalyticsConfigurations.StorageClassAnalysis.DataExport.Destination.BucketArn',
    ],
  },
  'backup-copies': {
    'AWS::Backup::BackupPlan': [
      'BackupPlan.BackupPlanRule.CopyActions.DestinationBackupVaultArn',
      'BackupPlan.BackupPlanRule.TargetLogicallyAirGappedBackupVaultArn',
    ],
  },
  'event-targets': {
    'AWS::AutoScaling::LifecycleHook': ['NotificationTargetARN'],
    'AWS::Backup::BackupVault': ['Notifications.SNSTopicArn'],
    'AWS::CloudWatch::Alarm': ['AlarmActions', 'InsufficientDataActions', 'OKActions'],
    'AWS::Events::Archive': ['SourceArn'],
    'AWS::Events::EventBus': ['DeadLetterConfig.Arn'],
    'AWS::Events::Rule': ['Targets.Arn', 'Targets.DeadLetterConfig.Arn'],
  },
  'function-destinations': {
    'AWS::Lambda::Function': ['DeadLetterConfig.TargetArn'],
    'AWS::Lambda::EventInvokeConfig': [
      'DestinationConfig.OnFailure.Destination',
      'DestinationConfig.OnSuccess.Destination',
    ],
    'AWS::Lambda::EventSourceMapping': ['EventSourceArn', 'DestinationConfig.OnFailure.Destination'],
    'AWS::SecretsManager::RotationSchedule': ['RotationLambdaARN'],
    'AWS::SQS::Queue': ['RedrivePolicy.deadLetterTargetArn'],
  },
  'log-subscriptions': {
    'AWS::ApiGatewayV2::Stage': ['AccessLogSettings.DestinationArn'],
    'AWS::CloudWatch::MetricStream': ['FirehoseArn'],
    'AWS::EC2::FlowLog': ['LogDestination'],
    'AWS::Logs::Delivery': ['DeliveryDestinationArn'],
    'AWS::Logs::DeliveryDestination': ['DestinationResourceArn'],
    'AWS::Logs::Destination': ['TargetArn'],
    'AWS::Logs::SubscriptionFilter': ['DestinationArn'],
    'AWS::Oam::Link': ['SinkIdentifier'],
  },
  pipes: {
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
  recorders: { 'AWS::Config::DeliveryChannel': ['S3BucketName', 'SnsTopicARN'] },
  schedules: { 'AWS::Scheduler::Schedule': ['Target.Arn', 'Target.DeadLetterConfig.Arn'] },
  subscriptions: {
    'AWS::SNS::Subscription': ['Endpoint', 'TopicArn', 'RedrivePolicy.deadLetterTargetArn'],
    'AWS::SNS::Topic': ['Subscription.Endpoint'],
  },
  'table-feeds': {
    'AWS::DynamoDB::GlobalTable': ['Replicas.KinesisStreamSpecification.StreamArn', 'GlobalTableSourceArn'],
    'AWS::DynamoDB::Table': [
      'KinesisStreamSpecification.StreamArn',
      'ImportSourceSpecification.S3BucketSource.S3Bucket',
    ],
  },
  trails: { 'AWS::CloudTrail::Trail': ['S3BucketName', 'CloudWatchLogsLogGroupArn'] },
};

const every = Object.entries(places).flatMap(([rule, types]) =>
  Object.entries(types).flatMap(([type, paths]) => paths.map((path) => [rule, type, path] as const)),
);

const nested = (path: string, value: Json): { readonly [name: string]: Json } => {
  const [name = '', ...rest] = path.split('.');
  return { [name]: rest.length === 0 ? value : nested(rest.join('.'), value) };
};

// Rules about every text would speak for one that is silent: each is asked alone.
test.each(every)('[DL-2] %s of %s reads %s', (id, type, path) => {
  const rules = everyRule.filter((rule) => rule.id === id);
  const content = templateOf(type, nested(path, abroad));
  expect(judge([{ name: 'a', content }], europe, rules)).toEqual([
    expect.objectContaining({
      answer: 'broken',
      path: `Resources/It/Properties/${path.replaceAll('.', '/')}`,
    }),
  ]);
});

describe('what a name says of a place', () => {
  test.each([
    'us-gov-west-1',
    'us-iso-east-1',
    'us-isob-east-1',
    'eu-isoe-west-1',
    'eusc-de-east-1',
    'cn-north-1',
  ])('%s is a region, wherever it stands', (region) => {
    expect(isRegion(region)).toBe(true);
    expect(regionsNamedIn(`arn:aws:sqs:${region}:111122223333:q`)).toEqual([region]);
  });

  test.each(['SomeUrl', 'SomeUri', 'SomeEndpoint', 'SomeArn', 'SomeRegion', 'Target', 'Destination'])(
    'a value of %s that is not known cannot be told',
    (name) => {
      const content = templateOf(
        'AWS::SQS::Queue',
        { [name]: { Ref: 'P' } },
        { Parameters: { P: { Type: 'String' } } },
      );
      expect(saidOf(content)).toEqual(['cannot tell: unknown-places']);
    },
  );
});
