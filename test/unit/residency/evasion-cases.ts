import type { Fields, Json } from '../../../lib/residency/template/values.ts';
import { allow, type Case, deny, managed, resources, roleWith } from './policy-cases.ts';
import { europe, templateOf } from './templates.ts';

/** Of a rule: something that was taken for kept and is not, and what looks alike and is. Default: broken. */
export const evades = (
  rule: string,
  what: string,
  breaks: Fields,
  fine: Fields,
  more: Partial<Case> = {},
): Case => ({
  ...{ rule, what, answer: 'broken', breaks, fine },
  ...more,
});

/** A template with a condition, `Chosen`, that somebody decides when it is deployed. */
export const withChoice = (content: Fields): Fields => ({
  ...content,
  Parameters: { Side: { Type: 'String' } },
  Conditions: { Chosen: { 'Fn::Equals': [{ Ref: 'Side' }, 'yes'] } },
});
export const chosen = (one: Json, other: Json = { Ref: 'AWS::NoValue' }): Fields => ({
  'Fn::If': ['Chosen', one, other],
});
export const only = (Type: string, Properties: Fields): Fields => resources({ It: { Type, Properties } });

const replicaIn = (region: string) => ({ StringEquals: { 'kms:ReplicaRegion': region } });
const replicates = (Condition: Json) =>
  withChoice(resources({ It: roleWith([allow('kms:ReplicateKey', { Condition })]) }));
const sends = (Condition: Json) =>
  withChoice(
    resources({
      Queue: { Type: 'AWS::SQS::Queue' },
      It: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          Queues: [{ Ref: 'Queue' }],
          PolicyDocument: { Statement: [allow('sqs:*', { Principal: '*', Condition })] },
        },
      },
    }),
  );
const fromUs = { StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } };
const gets = (Condition: Json) =>
  withChoice(resources({ It: roleWith([allow('dynamodb:GetItem', { Condition })]) }));
const ofEurope = {
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['eu_*'] },
  Null: { 'dynamodb:LeadingKeys': 'false' },
};
const attached = (Roles: Json, Resource: Json = '*') => {
  const policy = managed(deny('events:*', { Resource }));
  return withChoice(
    resources({
      It: roleWith([allow('events:PutTargets')]),
      Deny: { ...policy, Properties: { ...(policy.Properties as Fields), Roles } },
    }),
  );
};
const permission = (SourceAccount: Json) =>
  withChoice(only('AWS::Lambda::Permission', { Principal: '*', SourceAccount }));
const withTwo = (content: Fields): Fields => {
  const { Conditions, ...rest } = withChoice(content);
  return {
    ...rest,
    Conditions: { ...(Conditions as Fields), Other: { 'Fn::Equals': [{ Ref: 'Side' }, 'other'] } },
  };
};
const endOfVersions = { Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 5 } };
const versioned = (rule: Json): Fields => ({
  VersioningConfiguration: { Status: 'Enabled' },
  LifecycleConfiguration: { Rules: [rule] },
});
const asked = { pin: { ...europe, keyPrefix: 'eu_', longestLife: () => 5 } };

/** What a condition of the template may leave out demands nothing, and what it may leave out is not there. */
export const leftOut: readonly Case[] = [
  evades(
    'allowed-copies',
    'a condition that may be left out',
    replicates(chosen(replicaIn('eu-west-1'))),
    replicates(chosen(replicaIn('eu-west-1'), replicaIn('eu-central-1'))),
  ),
  evades(
    'allowed-copies',
    'an operator that may be left out',
    replicates({ StringEquals: chosen({ 'kms:ReplicaRegion': 'eu-west-1' }) }),
    replicates({ StringEquals: { 'kms:ReplicaRegion': chosen('eu-west-1', 'eu-central-1') } }),
  ),
  evades(
    'allowed-copies',
    'a key of a condition that may be left out',
    replicates({ StringEquals: { 'kms:ReplicaRegion': chosen('eu-west-1') } }),
    replicates({ ...replicaIn('eu-west-1'), Bool: chosen({ 'aws:SecureTransport': 'true' }) }),
  ),
  evades(
    'allowed-copies',
    'an action that may not be spared',
    withChoice(
      resources({ It: roleWith([{ Effect: 'Allow', NotAction: [chosen('*'), 'iam:*'], Resource: '*' }]) }),
    ),
    withChoice(resources({ It: roleWith([{ Effect: 'Allow', NotAction: ['*'], Resource: '*' }]) })),
  ),
  evades(
    'allowed-copies',
    'a denial that may be attached to nobody',
    attached([chosen({ Ref: 'It' })]),
    attached([{ Ref: 'It' }]),
  ),
  evades(
    'allowed-copies',
    'a denial that may be of one resource',
    attached([{ Ref: 'It' }], chosen('*', 'x')),
    attached([{ Ref: 'It' }], ['*', chosen('x')]),
  ),
  evades(
    'principals',
    'a condition that may be left out',
    sends(chosen(fromUs)),
    sends(chosen(fromUs, { StringEquals: { 'aws:PrincipalAccount': '111122223333' } })),
  ),
  evades(
    'principals',
    'an account of a permission that may be left out',
    permission(chosen('111122223333')),
    permission(chosen('111122223333', { Ref: 'AWS::AccountId' })),
  ),
  evades(
    'key-prefixes',
    'a condition that may be left out',
    gets(chosen(ofEurope)),
    gets(chosen(ofEurope, ofEurope)),
    asked,
  ),
  evades(
    'edge-services',
    'an endpoint whose type may be left out',
    withChoice(only('AWS::ApiGateway::RestApi', { EndpointConfiguration: chosen({ Types: ['REGIONAL'] }) })),
    withChoice(
      only('AWS::ApiGateway::RestApi', { EndpointConfiguration: { Types: [chosen('REGIONAL', 'PRIVATE')] } }),
    ),
  ),
  evades(
    'edge-services',
    'a list of types that may be empty',
    withChoice(only('AWS::ApiGateway::RestApi', { EndpointConfiguration: { Types: [chosen('REGIONAL')] } })),
    withChoice(
      only('AWS::ApiGateway::RestApi', { EndpointConfiguration: { Types: ['REGIONAL', chosen('PRIVATE')] } }),
    ),
  ),
  evades(
    'longest-life',
    'two lives, and none',
    withTwo(only('AWS::Logs::LogGroup', { RetentionInDays: chosen({ 'Fn::If': ['Other', 1, 3] }) })),
    withChoice(only('AWS::Logs::LogGroup', { RetentionInDays: chosen(1, 3) })),
    asked,
  ),
  evades(
    'longest-life',
    'old versions that a rule ends which may be left out',
    withChoice(only('AWS::S3::Bucket', versioned(chosen(endOfVersions)))),
    withChoice(only('AWS::S3::Bucket', versioned(endOfVersions))),
    asked,
  ),
];

export const sub = (text: string): Fields => ({ 'Fn::Sub': text.replaceAll('#', '$') });
const replicatesTo = (Bucket: Json) =>
  templateOf('AWS::S3::Bucket', { ReplicationConfiguration: { Rules: [{ Destination: { Bucket } }] } });
/** A template of one resource beside others that speak for somebody else. */
export const beside = (type: string, properties: Fields, others: Fields): Fields => {
  const { Resources, ...rest } = templateOf(type, properties);
  return { ...rest, Resources: { ...(Resources as Fields), ...others } };
};
const keyFor = (AWS: Json): Fields => ({
  Type: 'AWS::KMS::Key',
  Properties: { KeyPolicy: { Statement: [allow('kms:Decrypt', { Principal: { AWS } })] } },
});
const signalled = { Wait: { Type: 'AWS::CloudFormation::WaitCondition' } };
const parameter = (Value: Json, Name = 'somewhere') => ({
  Kept: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Name, Value } },
});
const trail = (S3BucketName: Json, others: Fields = {}) =>
  beside('AWS::CloudTrail::Trail', { S3BucketName }, others);
const kept = { 'Fn::GetAtt': ['Kept', 'Value'] };
export const unsure = { answer: 'cannot tell' } as const;
const { account: _, ...anyAccount } = europe;
export const anybody = { ...unsure, pin: anyAccount };

/** What the stack does not make itself, though its name begins so, or comes out of the stack. */
export const notMadeHere: readonly Case[] = [
  evades(
    'bucket-replication',
    'a bucket whose name begins like one of the stack',
    replicatesTo(sub('arn:aws:s3:::#{Bucket}-replica')),
    replicatesTo(sub('arn:aws:s3:::#{Bucket}')),
    unsure,
  ),
  evades(
    'bucket-replication',
    'a bucket that is named after the account',
    replicatesTo(sub('arn:aws:s3:::#{AWS::AccountId}-replica')),
    replicatesTo(sub('#{Bucket.Arn}')),
    anybody,
  ),
  evades(
    'bucket-replication',
    'a bucket that is named like a queue',
    replicatesTo(sub('arn:aws:s3:::#{Own}')),
    replicatesTo(sub('arn:aws:s3:::#{Bucket}/below')),
    unsure,
  ),
  evades(
    'trails',
    'a bucket called like the account',
    trail({ Ref: 'AWS::AccountId' }),
    trail({ Ref: 'Bucket' }),
    anybody,
  ),
  evades(
    'trails',
    'a bucket called like the stack',
    trail({ Ref: 'AWS::StackName' }),
    trail({ Ref: 'Bucket' }),
    unsure,
  ),
  evades(
    'log-subscriptions',
    'what somebody signals to the stack',
    beside(
      'AWS::Logs::SubscriptionFilter',
      { DestinationArn: { 'Fn::GetAtt': ['Wait', 'Data'] } },
      signalled,
    ),
    beside('AWS::Logs::SubscriptionFilter', { DestinationArn: { 'Fn::GetAtt': ['Own', 'Arn'] } }, signalled),
    unsure,
  ),
  evades(
    'unknown-places',
    'a policy that somebody signals to the stack',
    resources({
      ...signalled,
      It: roleWith([], { ManagedPolicyArns: [{ 'Fn::GetAtt': ['Wait', 'Data'] }] }),
    }),
    resources({ Policy: managed(), It: roleWith([], { ManagedPolicyArns: [{ Ref: 'Policy' }] }) }),
    unsure,
  ),
  evades(
    'trails',
    'a name that a parameter hands on',
    trail(kept, parameter('somewhere-abroad')),
    trail({ Ref: 'Bucket' }, parameter('somewhere-abroad')),
    unsure,
  ),
  evades(
    'secret-replicas',
    'a region that a parameter hands on',
    beside('AWS::SecretsManager::Secret', { ReplicaRegions: [{ Region: kept }] }, parameter('us-east-1')),
    beside('AWS::SecretsManager::Secret', { ReplicaRegions: [{ Region: kept }] }, parameter('eu-west-1')),
  ),
  evades(
    'secret-replicas',
    'a parameter that hands on itself',
    beside('AWS::SecretsManager::Secret', { ReplicaRegions: [{ Region: kept }] }, parameter(kept)),
    beside(
      'AWS::SecretsManager::Secret',
      { ReplicaRegions: [{ Region: kept }] },
      parameter({ Ref: 'AWS::Region' }),
    ),
    unsure,
  ),
  evades(
    'schedules',
    'a target called like a parameter',
    beside('AWS::Scheduler::Schedule', { Target: { Arn: { Ref: 'Kept' } } }, parameter('x')),
    beside('AWS::Scheduler::Schedule', { Target: { Arn: { Ref: 'Own' } } }, parameter('x')),
    unsure,
  ),
  evades(
    'foreign-arns',
    'a region that begins like something of the stack',
    templateOf('AWS::Lambda::Function', { Role: sub('arn:aws:sqs:#{Own}-1:111122223333:q') }),
    templateOf('AWS::Lambda::Function', { Role: sub('arn:aws:sqs:#{AWS::Region}:#{AWS::AccountId}:#{Own}') }),
    unsure,
  ),
  evades(
    'principals',
    'an account that is the name of a parameter',
    resources({ ...parameter('x', '444455556666'), It: keyFor({ Ref: 'Kept' }) }),
    resources({ Role: roleWith([]), It: keyFor({ 'Fn::GetAtt': ['Role', 'Arn'] }) }),
    unsure,
  ),
];
