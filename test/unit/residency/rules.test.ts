import { describe, expect, test } from 'vitest';
import { everyRule } from '../../../lib/residency/every-rule.ts';
import { judge } from '../../../lib/residency/judge.ts';
import type { Fields } from '../../../lib/residency/template/values.ts';
import { askedCases } from './asked-cases.ts';
import { policyCases } from './policy-cases.ts';
import { europe, saidOf, templateOf } from './templates.ts';

/** Of each rule: a type, properties that break it, and properties that look alike and are fine. */
type Pair = readonly [rule: string, type: string, breaks: Fields, fine: Fields];

const abroad = 'arn:aws:sqs:us-west-2:111122223333:q';
const near = 'arn:aws:sqs:eu-central-1:111122223333:q';
const own = { 'Fn::GetAtt': ['Own', 'Arn'] };
const bus = (region: string) => `arn:aws:events:${region}:111122223333:event-bus/b`;
const vault = (region: string) => `arn:aws:backup:${region}:111122223333:backup-vault:v`;
const copyTo = (vaultArn: string) => ({
  BackupPlan: { BackupPlanRule: [{ CopyActions: [{ DestinationBackupVaultArn: vaultArn }] }] },
});
const replicas = (...regions: string[]) => ({ Replicas: regions.map((Region) => ({ Region })) });
const host = (region: string) => `https://a.execute-api.${region}.amazonaws.com/x`;
const ownHost = (region: string) => ({
  'Fn::Sub': ['https://', `{Own}.execute-api.${region}.amazonaws.com/x`].join('$'),
});

const copies: readonly Pair[] = [
  [
    'table-replicas',
    'AWS::DynamoDB::GlobalTable',
    replicas('eu-central-1', 'us-west-2'),
    replicas('eu-central-1', 'eu-west-1'),
  ],
  [
    'table-replicas',
    'AWS::DynamoDB::GlobalTable',
    { ...replicas('eu-central-1', 'eu-west-1'), GlobalTableWitnesses: [{ Region: 'eu-north-1' }] },
    { ...replicas('eu-central-1'), GlobalTableWitnesses: [{ Region: 'eu-west-1' }] },
  ],
  [
    'secret-replicas',
    'AWS::SecretsManager::Secret',
    { ReplicaRegions: [{ Region: 'us-east-1' }] },
    { ReplicaRegions: [{ Region: 'eu-west-1' }] },
  ],
  ['backup-copies', 'AWS::Backup::BackupPlan', copyTo(vault('us-west-2')), copyTo(vault('eu-west-1'))],
  [
    'volume-copies',
    'AWS::EFS::FileSystem',
    { ReplicationConfiguration: { ReplicationDestinations: [{ Region: 'us-east-2' }] } },
    { ReplicationConfiguration: { ReplicationDestinations: [{ Region: 'eu-west-1' }] } },
  ],
  [
    'volume-copies',
    'AWS::ECR::ReplicationConfiguration',
    {
      ReplicationConfiguration: {
        Rules: [{ Destinations: [{ Region: 'sa-east-1', RegistryId: '111122223333' }] }],
      },
    },
    {
      ReplicationConfiguration: {
        Rules: [{ Destinations: [{ Region: 'eu-west-1', RegistryId: '111122223333' }] }],
      },
    },
  ],
  [
    'volume-copies',
    'AWS::RDS::DBInstance',
    { AutomaticBackupReplicationRegion: 'us-east-1' },
    { AutomaticBackupReplicationRegion: 'eu-west-1' },
  ],
  [
    'table-feeds',
    'AWS::DynamoDB::Table',
    { KinesisStreamSpecification: { StreamArn: 'arn:aws:kinesis:us-east-1:111122223333:stream/s' } },
    { KinesisStreamSpecification: { StreamArn: own } },
  ],
];

const destinations: readonly Pair[] = [
  [
    'event-targets',
    'AWS::Events::Rule',
    { Targets: [{ Arn: bus('us-east-1') }] },
    { Targets: [{ Arn: bus('eu-central-1') }] },
  ],
  [
    'event-targets',
    'AWS::Events::Rule',
    { Targets: [{ Arn: own, DeadLetterConfig: { Arn: abroad } }] },
    { Targets: [{ Arn: own, DeadLetterConfig: { Arn: near } }] },
  ],
  [
    'event-endpoints',
    'AWS::Events::Endpoint',
    { RoutingConfig: { FailoverConfig: { Secondary: { Route: 'us-east-1' } } } },
    { RoutingConfig: { FailoverConfig: { Secondary: { Route: 'eu-west-1' } } } },
  ],
  [
    'api-destinations',
    'AWS::Events::ApiDestination',
    { InvocationEndpoint: host('us-east-1') },
    { InvocationEndpoint: ownHost('eu-central-1') },
  ],
  ['pipes', 'AWS::Pipes::Pipe', { Source: own, Target: abroad }, { Source: own, Target: near }],
  [
    'schedules',
    'AWS::Scheduler::Schedule',
    { Target: { Arn: near, DeadLetterConfig: { Arn: abroad } } },
    { Target: { Arn: near, DeadLetterConfig: { Arn: own } } },
  ],
  [
    'subscriptions',
    'AWS::SNS::Subscription',
    { Endpoint: abroad, Protocol: 'sqs' },
    { Endpoint: near, Protocol: 'sqs' },
  ],
  [
    'subscriptions',
    'AWS::SNS::Subscription',
    { Endpoint: own, Region: 'us-east-1' },
    { Endpoint: own, Region: 'eu-west-1' },
  ],
  [
    'function-destinations',
    'AWS::Lambda::EventInvokeConfig',
    { DestinationConfig: { OnFailure: { Destination: abroad } } },
    { DestinationConfig: { OnFailure: { Destination: own } } },
  ],
  [
    'function-destinations',
    'AWS::SQS::Queue',
    { RedrivePolicy: { deadLetterTargetArn: abroad } },
    { RedrivePolicy: { deadLetterTargetArn: own } },
  ],
  [
    'log-subscriptions',
    'AWS::Logs::SubscriptionFilter',
    { DestinationArn: abroad },
    { DestinationArn: near },
  ],
  [
    'log-subscriptions',
    'AWS::CloudWatch::MetricStream',
    { FirehoseArn: 'arn:aws:firehose:us-east-1:111122223333:deliverystream/d' },
    { FirehoseArn: 'arn:aws:firehose:eu-central-1:111122223333:deliverystream/d' },
  ],
  [
    'delivery-streams',
    'AWS::KinesisFirehose::DeliveryStream',
    { HttpEndpointDestinationConfiguration: { EndpointConfiguration: { Url: host('us-east-1') } } },
    { HttpEndpointDestinationConfiguration: { EndpointConfiguration: { Url: ownHost('eu-west-1') } } },
  ],
  [
    'integrations',
    'AWS::ApiGatewayV2::Integration',
    { IntegrationUri: host('us-east-1') },
    { IntegrationUri: own },
  ],
  [
    'state-machines',
    'AWS::StepFunctions::StateMachine',
    {
      DefinitionString: `{"Resource":"arn:aws:states:::http:invoke","Parameters":{"ApiEndpoint":"${host('us-east-1')}"}}`,
    },
    { DefinitionString: '{"Resource":"arn:aws:states:::sqs:sendMessage"}' },
  ],
  [
    'network-exits',
    'AWS::EC2::VPCEndpoint',
    { ServiceName: 'com.amazonaws.us-east-1.sqs' },
    { ServiceName: 'com.amazonaws.eu-central-1.sqs' },
  ],
  [
    'network-exits',
    'AWS::EC2::VPCEndpoint',
    { ServiceName: 'com.amazonaws.eu-central-1.sqs', ServiceRegion: 'us-east-1' },
    { ServiceName: 'com.amazonaws.eu-central-1.sqs', ServiceRegion: 'eu-central-1' },
  ],
  [
    'network-exits',
    'AWS::EC2::VPCPeeringConnection',
    { VpcId: 'vpc-1', PeerVpcId: 'vpc-2', PeerRegion: 'us-east-1' },
    { VpcId: 'vpc-1', PeerVpcId: 'vpc-2', PeerRegion: 'eu-west-1' },
  ],
  [
    'user-pool-senders',
    'AWS::Cognito::UserPool',
    { SmsConfiguration: { SnsRegion: 'us-east-1' } },
    { SmsConfiguration: { SnsRegion: 'eu-west-1' } },
  ],
];

const shapes: readonly Pair[] = [
  ['key-multi-region', 'AWS::KMS::Key', { MultiRegion: true }, { MultiRegion: false }],
  [
    'key-multi-region',
    'AWS::KMS::ReplicaKey',
    { PrimaryKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/mrk-1' },
    { PrimaryKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/mrk-1' },
  ],
  [
    'bucket-replication',
    'AWS::S3::Bucket',
    {
      ReplicationConfiguration: {
        Rules: [{ Destination: { Bucket: 'arn:aws:s3:us-east-1:111122223333:b' } }],
      },
    },
    {
      ReplicationConfiguration: { Rules: [{ Destination: { Bucket: { 'Fn::GetAtt': ['Bucket', 'Arn'] } } }] },
    },
  ],
  [
    'trails',
    'AWS::CloudTrail::Trail',
    { IsMultiRegionTrail: true, S3BucketName: { Ref: 'Bucket' } },
    { IsMultiRegionTrail: 'false', S3BucketName: { Ref: 'Bucket' } },
  ],
  ['edge-services', 'AWS::ApiGateway::RestApi', {}, { EndpointConfiguration: { Types: ['REGIONAL'] } }],
  ['edge-services', 'AWS::WAFv2::WebACL', { Scope: 'CLOUDFRONT' }, { Scope: 'REGIONAL' }],
  ['foreign-arns', 'AWS::SSM::Parameter', { Value: `sends to ${abroad}` }, { Value: `sends to ${near}` }],
  [
    'foreign-arns',
    'AWS::SSM::Parameter',
    { Value: 'arn:aws:lambda:eu-central-1:444455556666:function:f' },
    { Value: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
  ],
  [
    'foreign-endpoints',
    'AWS::SSM::Parameter',
    { Value: 'https://s3-us-west-2.amazonaws.com/b' },
    { Value: 'https://s3.eu-west-1.amazonaws.com/b' },
  ],
  [
    'region-names',
    'AWS::Lambda::Function',
    { Environment: { Variables: { WHERE: 'ap-south-1' } } },
    { Environment: { Variables: { WHERE: 'eu-west-1' } }, Description: 'as in ap-south-1' },
  ],
  [
    'inference-profiles',
    'AWS::Lambda::Function',
    { Environment: { Variables: { MODEL: 'global.anthropic.claude-x' } } },
    { Environment: { Variables: { MODEL: 'anthropic.claude-x' } } },
  ],
  [
    'inference-profiles',
    'AWS::IAM::Policy',
    {
      PolicyDocument: {
        Resource: 'arn:aws:bedrock:eu-central-1:111122223333:inference-profile/eu.amazon.nova-x',
      },
    },
    { PolicyDocument: { Resource: 'arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-x' } },
  ],
  [
    'stack-sets',
    'AWS::CloudFormation::StackSet',
    { StackInstancesGroup: [{ Regions: ['eu-central-1', 'us-east-1'] }] },
    { StackInstancesGroup: [{ Regions: ['eu-central-1'] }] },
  ],
];

describe.each(copies)('[DL-2] %s of %s', (rule, type, breaks, fine) => {
  test('a copy outside the geography breaks it', () => {
    expect(saidOf(templateOf(type, breaks))).toEqual([`broken: ${rule}`]);
  });
  test('a copy in the region that the geography allows is fine', () => {
    expect(saidOf(templateOf(type, fine))).toEqual([]);
  });
});

describe.each(destinations)('%s of %s', (rule, type, breaks, fine) => {
  test('a destination abroad breaks it', () => {
    expect(saidOf(templateOf(type, breaks))).toEqual([`broken: ${rule}`]);
  });
  test('one that looks alike and is near is fine', () => {
    expect(saidOf(templateOf(type, fine))).toEqual([]);
  });
});

describe.each(shapes)('%s of %s', (rule, type, breaks, fine) => {
  test('is broken by what leaves the pin, and not by what looks alike', () => {
    expect(saidOf(templateOf(type, breaks))).toContain(`broken: ${rule}`);
    expect(saidOf(templateOf(type, fine))).not.toContain(`broken: ${rule}`);
  });
});

describe('what the rules cannot tell is said', () => {
  const cannotTell: readonly Pair[] = [
    ['unknown-types', 'AWS::Tomorrow::Thing', {}, {}],
    ['network-exits', 'AWS::EC2::InternetGateway', {}, {}],
    ['network-exits', 'AWS::EC2::NatGateway', { ConnectivityType: 'private' }, {}],
    ['network-exits', 'AWS::EC2::EgressOnlyInternetGateway', {}, {}],
    ['network-exits', 'AWS::EC2::VPNGateway', {}, {}],
    ['network-exits', 'AWS::EC2::TransitGateway', {}, {}],
    ['network-exits', 'AWS::EC2::VPCEndpoint', { ServiceName: { Ref: 'Key' } }, {}],
    ['custom-resources', 'Custom::Thing', {}, {}],
    [
      'stack-sets',
      'AWS::CloudFormation::Stack',
      { TemplateURL: 'https://s3.eu-central-1.amazonaws.com/t' },
      {},
    ],
    [
      'bucket-replication',
      'AWS::S3::Bucket',
      { ReplicationConfiguration: { Rules: [{ Destination: { Bucket: 'arn:aws:s3:::b' } }] } },
      {},
    ],
    ['api-destinations', 'AWS::Events::ApiDestination', { InvocationEndpoint: 'https://example.com' }, {}],
    ['unknown-places', 'AWS::Lambda::Function', { Layers: [], KmsKeyArn: { Ref: 'Key' } }, {}],
    ['macros', 'AWS::SNS::TopicPolicy', { 'Fn::Transform': { Name: 'AWS::Include' }, Topics: [] }, {}],
  ];

  test.each(cannotTell)('%s: %s', (rule, type, properties) => {
    expect(saidOf(templateOf(type, properties, { Parameters: { Key: { Type: 'String' } } }))).toContain(
      `cannot tell: ${rule}`,
    );
  });

  test('every rule says something somewhere in these tests', () => {
    const here = [...copies, ...destinations, ...shapes, ...cannotTell].map(([rule]) => rule);
    const tried = [...here, ...[...policyCases, ...askedCases].map(({ rule }) => rule)];
    const apart = ['global-databases', 'references', 'vacuous-pin'];
    expect(everyRule.map(({ id }) => id).filter((id) => ![...tried, ...apart].includes(id))).toEqual([]);
  });
});

test.each(['AWS::RDS::GlobalCluster', 'AWS::ElastiCache::GlobalReplicationGroup'])(
  'global-databases: %s is never of one region',
  (type) => expect(saidOf(templateOf(type, {}))).toEqual(['broken: global-databases']),
);

test('bucket-replication: an access point of many regions is never of one', () => {
  expect(saidOf(templateOf('AWS::S3::MultiRegionAccessPoint', {}))).toEqual(['broken: bucket-replication']);
});

describe('an address is where its beginning says, and only where that is said', () => {
  const sendTo = (address: string) =>
    saidOf(templateOf('AWS::Scheduler::Schedule', { Target: { Arn: address } }));

  test.each([
    [
      'another host that mentions one of the region',
      'https://example.com/?a.execute-api.eu-central-1.amazonaws.com',
    ],
    [
      'another host that begins like one of the region',
      'https://sqs.eu-central-1.amazonaws.com.example.com/q',
    ],
    ['a host that answers for every region', 'https://dynamodb.amazonaws.com'],
    ['any action of any service', 'arn:aws:scheduler:::aws-sdk:dynamodb:exportTableToPointInTime'],
    ['any region', 'arn:aws:sqs:*:111122223333:q'],
    ['nothing', ''],
  ])('%s', (_, address) => expect(sendTo(address)).toEqual(['cannot tell: schedules']));

  test.each([near, 'https://sqs.eu-central-1.amazonaws.com/111122223333/q'])('%s is near', (address) => {
    expect(sendTo(address)).toEqual([]);
  });
});

test('properties that a condition chooses are both looked at', () => {
  const Properties = { 'Fn::If': ['Chosen', { MultiRegion: false }, { MultiRegion: true }] };
  const sections = {
    Parameters: { Side: { Type: 'String' } },
    Conditions: { Chosen: { 'Fn::Equals': [{ Ref: 'Side' }, 'yes'] } },
  };
  expect(saidOf(templateOf('AWS::KMS::Key', Properties, sections))).toEqual(['broken: key-multi-region']);
});

test('a table of one region is no copy', () => {
  expect(saidOf(templateOf('AWS::DynamoDB::GlobalTable', replicas('eu-central-1')))).toEqual([]);
});

test('a finding names its place, gives a reason with what is allowed, and a fix', () => {
  const content = templateOf('AWS::DynamoDB::GlobalTable', replicas('eu-central-1', 'us-west-2'));
  expect(judge([{ name: 'storage.json', content }], europe)).toEqual([
    {
      rule: 'table-replicas',
      template: 'storage.json',
      resource: 'It',
      answer: 'broken',
      path: 'Resources/It/Properties/Replicas/1/Region',
      reason: 'names us-west-2; allowed: eu-central-1, eu-west-1',
      fix: 'Remove the replica, or allow its region.',
    },
  ]);
});
