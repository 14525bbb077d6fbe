import type { Fields, Json } from '../../../lib/residency/template/values.ts';
import { allow, type Case, deny, managed, resources, roleWith } from './policy-cases.ts';
import { europe } from './templates.ts';

/** Of a rule: something that was taken for kept and is not, and what looks alike and is. Default: broken. */
const evades = (
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
const withChoice = (content: Fields): Fields => ({
  ...content,
  Parameters: { Side: { Type: 'String' } },
  Conditions: { Chosen: { 'Fn::Equals': [{ Ref: 'Side' }, 'yes'] } },
});
const chosen = (one: Json, other: Json = { Ref: 'AWS::NoValue' }): Fields => ({
  'Fn::If': ['Chosen', one, other],
});
const only = (Type: string, Properties: Fields): Fields => resources({ It: { Type, Properties } });

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
