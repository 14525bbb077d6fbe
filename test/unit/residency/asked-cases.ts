import type { Fields, Json } from '../../../lib/residency/template/values.ts';
import type { Case } from './policy-cases.ts';
import { europe, templateOf } from './templates.ts';

const own = { 'Fn::GetAtt': ['Own', 'Arn'] };

/** Nothing may live longer than five days. */
const fiveDays = { ...europe, longestLife: () => 5 };

const lives = (what: string, type: string, breaks: Fields, fine: Fields): Case => ({
  ...{ rule: 'longest-life', what, answer: 'broken', pin: fiveDays },
  breaks: templateOf(type, breaks),
  fine: templateOf(type, fine),
});

const recovery = (days?: number) => ({
  PointInTimeRecoverySpecification: {
    PointInTimeRecoveryEnabled: true,
    ...(days !== undefined && { RecoveryPeriodInDays: days }),
  },
});
const backup = (Lifecycle: Fields) => ({ BackupPlan: { BackupPlanRule: [{ Lifecycle }] } });
const versions = (Status: string, NoncurrentDays: number) => ({
  VersioningConfiguration: { Status: 'Enabled' },
  LifecycleConfiguration: { Rules: [{ Status, NoncurrentVersionExpiration: { NoncurrentDays } }] },
});

const longestLife: readonly Case[] = [
  lives('a log without an end', 'AWS::Logs::LogGroup', {}, { RetentionInDays: 5 }),
  lives('a log', 'AWS::Logs::LogGroup', { RetentionInDays: '7' }, { RetentionInDays: '3' }),
  lives(
    'a queue',
    'AWS::SQS::Queue',
    { MessageRetentionPeriod: 1_209_600 },
    { MessageRetentionPeriod: 432_000 },
  ),
  lives('a recovery window', 'AWS::DynamoDB::Table', recovery(6), recovery(5)),
  lives(
    'the longest recovery window, which is the default',
    'AWS::DynamoDB::GlobalTable',
    { Replicas: [{ Region: 'eu-central-1', ...recovery() }] },
    { Replicas: [{ Region: 'eu-central-1', ...recovery(1) }] },
  ),
  lives('a stream', 'AWS::Kinesis::Stream', { RetentionPeriodHours: 168 }, {}),
  lives(
    'an archive',
    'AWS::Events::Archive',
    { SourceArn: own, RetentionDays: 0 },
    { SourceArn: own, RetentionDays: 5 },
  ),
  lives('a backup without an end', 'AWS::Backup::BackupPlan', backup({}), backup({ DeleteAfterDays: 5 })),
  lives('backups of a database', 'AWS::RDS::DBCluster', { BackupRetentionPeriod: 35 }, {}),
  lives('old versions of objects', 'AWS::S3::Bucket', versions('Disabled', 5), versions('Enabled', 5)),
  {
    ...lives('a life that is chosen at deployment', 'AWS::Logs::LogGroup', {}, { RetentionInDays: 1 }),
    answer: 'cannot tell',
    breaks: templateOf(
      'AWS::Logs::LogGroup',
      { RetentionInDays: { Ref: 'Days' } },
      { Parameters: { Days: { Type: 'Number' } } },
    ),
  },
  {
    ...lives('the stream of a table, for a day', 'AWS::DynamoDB::Table', {}, {}),
    pin: { ...europe, longestLife: ({ id }) => (id === 'It' ? 0 : undefined) },
    breaks: templateOf('AWS::DynamoDB::Table', { StreamSpecification: { StreamViewType: 'NEW_IMAGE' } }),
    // The other store may live as long as it likes.
    fine: templateOf('AWS::DynamoDB::Table', {}),
  },
];

const machine = (Resource: Json, more: Fields = {}): Fields =>
  templateOf(
    'AWS::StepFunctions::StateMachine',
    { DefinitionString: { 'Fn::Join': ['', ['{"States":{"A":{"Resource":"', Resource, '"}}}']] } },
    more,
  );
const calls = (what: string, breaks: Fields, fine: Fields, answer: Case['answer'] = 'broken'): Case => ({
  ...{ rule: 'state-machines', what, answer, breaks, fine },
});

const stateMachines: readonly Case[] = [
  calls(
    'an export of a table',
    machine('arn:aws:states:::aws-sdk:dynamodb:exportTableToPointInTime'),
    machine('arn:aws:states:::aws-sdk:dynamodb:describeTable'),
  ),
  calls(
    'a call whose service has another name in policies',
    machine('arn:aws:states:::aws-sdk:eventbridge:putTargets'),
    machine('arn:aws:states:::events:putEvents.waitForTaskToken'),
  ),
  calls(
    'replication of a bucket',
    machine('arn:aws:states:::aws-sdk:s3:putBucketReplication'),
    machine('arn:aws:states:::aws-sdk:s3:putObject'),
  ),
  calls(
    'a call that is chosen at deployment',
    machine({ Ref: 'Call' }, { Parameters: { Call: { Type: 'String' } } }),
    machine({ 'Fn::GetAtt': ['Own', 'Arn'] }),
    'cannot tell',
  ),
];

const recorder = (type: string, breaks: Fields, fine: Fields, answer: Case['answer'] = 'broken'): Case => ({
  ...{ rule: 'recorders', what: `${type} ${JSON.stringify(breaks)}`, answer },
  breaks: templateOf(`AWS::Config::${type}`, breaks),
  fine: templateOf(`AWS::Config::${type}`, fine),
});
const gathers = (source: Fields) => ({ AccountAggregationSources: [source] });

const recorders: readonly Case[] = [
  recorder('ConfigurationAggregator', gathers({ AllAwsRegions: true }), gathers({ AllAwsRegions: false })),
  recorder(
    'ConfigurationAggregator',
    gathers({ AwsRegions: ['us-east-1'] }),
    gathers({ AwsRegions: ['eu-west-1'] }),
  ),
  recorder(
    'AggregationAuthorization',
    { AuthorizedAccountId: '444455556666', AuthorizedAwsRegion: 'eu-central-1' },
    { AuthorizedAccountId: '111122223333', AuthorizedAwsRegion: 'eu-central-1' },
  ),
  recorder(
    'DeliveryChannel',
    { S3BucketName: 'somewhere' },
    { S3BucketName: { Ref: 'Bucket' } },
    'cannot tell',
  ),
];

const copies: readonly Case[] = [
  {
    ...{ rule: 'user-pool-replicas', what: 'a replica of a user pool', answer: 'broken' },
    breaks: templateOf('AWS::Cognito::UserPoolReplica', { RegionName: 'us-east-1' }),
    fine: templateOf('AWS::Cognito::UserPoolReplica', { RegionName: 'eu-west-1' }),
  },
  {
    ...{ rule: 'access-points', what: 'an access point for the bucket of another account', answer: 'broken' },
    breaks: templateOf('AWS::S3::AccessPoint', {
      Bucket: { Ref: 'Bucket' },
      BucketAccountId: '444455556666',
    }),
    fine: templateOf('AWS::S3::AccessPoint', {
      Bucket: { Ref: 'Bucket' },
      BucketAccountId: { Ref: 'AWS::AccountId' },
    }),
  },
  {
    ...{ rule: 'access-points', what: 'an access point for a bucket by its name', answer: 'cannot tell' },
    breaks: templateOf('AWS::S3::AccessPoint', { Bucket: 'somewhere' }),
    fine: templateOf('AWS::S3::AccessPoint', { Bucket: { Ref: 'Bucket' } }),
  },
];

const abroad = 'arn:aws:sqs:us-west-2:111122223333:q';
const told = (
  rule: string,
  type: string,
  breaks: Fields,
  fine: Fields,
  answer: Case['answer'] = 'broken',
): Case => ({
  ...{ rule, what: `${type} ${JSON.stringify(breaks).slice(0, 60)}`, answer },
  breaks: templateOf(type, breaks),
  fine: templateOf(type, fine),
});
const containerLog = (LogDriver: string, region: string) => ({
  ContainerDefinitions: [{ LogConfiguration: { LogDriver, Options: { 'awslogs-region': region } } }],
});
const attribute = (Value: Json) => ({ LoadBalancerAttributes: [{ Key: 'access_logs.s3.bucket', Value }] });

/** Properties that a look through CloudFormation's specification brought up. */
const found: readonly Case[] = [
  told('event-targets', 'AWS::CloudWatch::Alarm', { AlarmActions: [abroad] }, { AlarmActions: [own] }),
  told(
    'event-targets',
    'AWS::AutoScaling::AutoScalingGroup',
    { NotificationConfigurations: [{ TopicARN: abroad }] },
    { NotificationConfigurations: [{ TopicARN: own }] },
  ),
  told(
    'log-subscriptions',
    'AWS::EC2::FlowLog',
    { LogDestination: 'arn:aws:s3:::somewhere' },
    { LogDestination: own },
    'cannot tell',
  ),
  told(
    'function-destinations',
    'AWS::SecretsManager::RotationSchedule',
    { RotationLambdaARN: 'arn:aws:lambda:us-east-1:111122223333:function:f' },
    { RotationLambdaARN: own },
  ),
  told(
    'user-pool-senders',
    'AWS::Cognito::UserPoolClient',
    { AnalyticsConfiguration: { ApplicationId: 'a' } },
    {
      AnalyticsConfiguration: { ApplicationArn: 'arn:aws:mobiletargeting:eu-central-1:111122223333:apps/a' },
    },
    'cannot tell',
  ),
  told(
    'user-pool-replicas',
    'AWS::Cognito::UserPoolDomain',
    { Routing: { Failover: { SecondaryRegion: 'us-east-1' } } },
    { Routing: { Failover: { SecondaryRegion: 'eu-west-1' } } },
  ),
  told(
    'integrations',
    'AWS::ApiGatewayV2::Api',
    { BodyS3Location: { Bucket: 'b' } },
    { Body: {} },
    'cannot tell',
  ),
  told(
    'integrations',
    'AWS::ElasticLoadBalancingV2::Listener',
    { DefaultActions: [{ AuthenticateOidcConfig: { TokenEndpoint: 'https://login.example.com' } }] },
    { DefaultActions: [{ Type: 'forward' }] },
    'cannot tell',
  ),
  told(
    'service-logs',
    'AWS::ECS::TaskDefinition',
    containerLog('awslogs', 'us-east-1'),
    containerLog('awslogs', 'eu-central-1'),
  ),
  told('service-logs', 'AWS::ECS::TaskDefinition', containerLog('splunk', ''), {}, 'cannot tell'),
  told(
    'service-logs',
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    attribute('somewhere'),
    attribute({ Ref: 'Bucket' }),
    'cannot tell',
  ),
];

/** Every case of the rules about copies that were added beside policies, and of those that are asked for. */
export const askedCases: readonly Case[] = [
  ...longestLife,
  ...stateMachines,
  ...recorders,
  ...copies,
  ...found,
];
