import type { Pin } from '../../../lib/residency/pin.ts';
import type { Fields, Json } from '../../../lib/residency/template/values.ts';
import { europe, pinned } from './templates.ts';

/** A template that a rule is broken by, or cannot tell of, and one that looks alike and is fine. */
export type Case = {
  readonly rule: string;
  readonly what: string;
  readonly answer: 'broken' | 'cannot tell';
  readonly breaks: Fields;
  readonly fine: Fields;
  /** Default: Europe. */
  readonly pin?: Pin;
};

const trust = {
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
export const allow = (Action: Json, rest: Fields = {}): Fields => ({
  Effect: 'Allow',
  Action,
  Resource: '*',
  ...rest,
});
export const deny = (Action: Json, rest: Fields = {}): Fields => ({ ...allow(Action, rest), Effect: 'Deny' });
export const resources = (Resources: Fields): Fields => ({ Rules: pinned, Resources });
const policy = (...Statement: readonly Json[]): Fields => ({ Statement });

/** A role with statements of its own, and whatever else it has. */
export const roleWith = (statements: readonly Json[], rest: Fields = {}): Fields => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: trust,
    Policies: [{ PolicyName: 'own', PolicyDocument: policy(...statements) }],
    ...rest,
  },
});
export const managed = (...statements: readonly Json[]): Fields => ({
  Type: 'AWS::IAM::ManagedPolicy',
  Properties: { PolicyDocument: policy(...statements) },
});
const bounded = (boundary: readonly Json[], ...statements: readonly Json[]): Fields =>
  resources({
    Boundary: managed(...boundary),
    It: roleWith(statements, { PermissionsBoundary: { Ref: 'Boundary' } }),
  });
const onlyRole = (...statements: readonly Json[]): Fields => resources({ It: roleWith(statements) });
const everything = allow('*');

const copies = (what: string, breaks: Fields, fine: Fields): Case => ({
  ...{ rule: 'allowed-copies', what, answer: 'broken', breaks, fine },
});

const allowedCopies: readonly Case[] = [
  copies(
    'an action by its name',
    onlyRole(allow('backup:StartCopyJob')),
    onlyRole(allow('backup:ListCopyJobs')),
  ),
  copies(
    'an action by a pattern, in any capitals',
    onlyRole(allow(['dynamodb:GetItem', 'DynamoDB:Export*'])),
    onlyRole(allow(['dynamodb:GetItem', 'DynamoDB:Describe*'])),
  ),
  copies('a whole service', onlyRole(allow('kms:*')), onlyRole(allow('xray:*'))),
  copies(
    'everything but something',
    onlyRole({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
    onlyRole({ Effect: 'Deny', NotAction: 'iam:*', Resource: '*' }),
  ),
  copies('everything', onlyRole(everything), bounded([everything, deny('*')], everything)),
  copies(
    'what the boundary denies under a condition only',
    bounded(
      [everything, deny('events:PutTargets', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
      allow('events:PutTargets'),
    ),
    bounded([everything, deny('events:Put*')], allow('events:PutTargets')),
  ),
  copies(
    'what the boundary denies for one resource only',
    bounded([everything, { ...deny('events:PutTargets'), Resource: 'x' }], allow('events:PutTargets')),
    bounded([allow('events:PutEvents')], allow('events:PutTargets')),
  ),
  copies(
    'what a boundary that may be left out denies',
    {
      ...resources({
        Boundary: managed(deny('*')),
        It: roleWith([everything], {
          PermissionsBoundary: { 'Fn::If': ['Bound', { Ref: 'Boundary' }, { Ref: 'AWS::NoValue' }] },
        }),
      }),
      Parameters: { Side: { Type: 'String' } },
      Conditions: { Bound: { 'Fn::Equals': [{ Ref: 'Side' }, 'yes'] } },
    },
    bounded([deny('*')], everything),
  ),
  copies(
    'a policy beside the role',
    resources({
      Role: roleWith([]),
      It: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          Roles: [{ Ref: 'Role' }],
          PolicyDocument: policy(allow('s3:PutReplicationConfiguration')),
        },
      },
    }),
    resources({
      Role: roleWith([deny('s3:PutReplication*')]),
      It: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          Roles: [{ Ref: 'Role' }],
          PolicyDocument: policy(allow('s3:PutReplicationConfiguration')),
        },
      },
    }),
  ),
  copies(
    'a bucket as a whole, and not its objects',
    onlyRole(allow('s3:*', { Resource: 'arn:aws:s3:::b' })),
    onlyRole(allow('s3:P*', { Resource: 'arn:aws:s3:::b/*' })),
  ),
  copies(
    'every action, on something that copies',
    onlyRole(allow('*', { Resource: 'arn:aws:events:eu-central-1:111122223333:rule/r' })),
    onlyRole(allow('*', { Resource: 'arn:aws:xray:eu-central-1:111122223333:group/g' })),
  ),
  copies(
    'a copy to a region that a condition names',
    onlyRole(
      allow('kms:ReplicateKey', { Condition: { StringEquals: { 'kms:ReplicaRegion': 'us-east-1' } } }),
    ),
    onlyRole(
      allow('kms:ReplicateKey', { Condition: { StringEquals: { 'kms:ReplicaRegion': 'eu-west-1' } } }),
    ),
  ),
  copies(
    'a copy whose region a condition tells only where there is one',
    onlyRole(
      allow('kms:ReplicateKey', {
        Condition: { StringEqualsIfExists: { 'kms:ReplicaRegion': 'eu-west-1' } },
      }),
    ),
    onlyRole(
      allow('events:PutTargets', {
        Condition: { ArnLike: { 'events:TargetArn': 'arn:aws:sqs:eu-central-1:111122223333:*' } },
      }),
    ),
  ),
  copies(
    'a policy that AWS writes',
    resources({ It: roleWith([], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }) }),
    resources({
      It: roleWith([], {
        ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
      }),
    }),
  ),
  {
    ...copies('', {}, bounded([everything, deny('*')], allow('events:PutTargets'))),
    what: 'a boundary that stands elsewhere',
    answer: 'cannot tell',
    breaks: resources({
      It: roleWith([allow('events:PutTargets')], {
        PermissionsBoundary: 'arn:aws:iam::111122223333:policy/Platform',
      }),
    }),
  },
  {
    ...copies('', {}, resources({ It: managed(allow('dynamodb:Query')) })),
    what: 'a policy that is attached to nobody here',
    answer: 'cannot tell',
    breaks: resources({ It: managed(everything) }),
  },
  {
    ...copies('', {}, onlyRole(allow('dynamodb:Query'))),
    what: 'an action that is chosen at deployment',
    answer: 'cannot tell',
    breaks: { ...onlyRole(allow({ Ref: 'What' })), Parameters: { What: { Type: 'String' } } },
  },
];

const queue = (statement: Fields): Fields =>
  resources({
    Queue: { Type: 'AWS::SQS::Queue' },
    It: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Queue' }],
        PolicyDocument: policy({ ...allow('sqs:SendMessage'), ...statement }),
      },
    },
  });
const key = (Principal: Json): Fields =>
  resources({
    It: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: policy({ ...allow('kms:Decrypt'), Principal }) } },
  });
const permission = (properties: Fields): Fields =>
  resources({ It: { Type: 'AWS::Lambda::Permission', Properties: properties } });
const withViewer = ({ Resources, ...rest }: Fields): Fields => ({
  ...rest,
  Resources: {
    ...(Resources as Fields),
    Viewer: { Type: 'AWS::CloudFront::CloudFrontOriginAccessIdentity' },
  },
});
const onlyFrom = (account: Json): Fields => ({
  Condition: { StringEquals: { 'aws:SourceAccount': account } },
});
const sns = { Service: 'sns.amazonaws.com' };
const accountRoot = { 'Fn::Sub': ['arn:aws:iam::', '{AWS::AccountId}:root'].join('$') };
const logPolicy = (account: string): Fields =>
  resources({
    It: {
      Type: 'AWS::Logs::ResourcePolicy',
      Properties: {
        PolicyDocument: JSON.stringify(
          policy({ ...allow('logs:PutLogEvents'), Principal: { AWS: account } }),
        ),
      },
    },
  });

const comesIn = (what: string, breaks: Fields, fine: Fields, answer: Case['answer'] = 'broken'): Case => ({
  ...{ rule: 'principals', what, answer, breaks, fine },
});

const principals: readonly Case[] = [
  comesIn('an account by its bare number', key({ AWS: '444455556666' }), key({ AWS: '111122223333' })),
  comesIn('anybody', key('*'), key({ AWS: accountRoot })),
  comesIn(
    'anybody, as an account',
    queue({ Principal: { AWS: ['*'] } }),
    queue({ Principal: { AWS: '*' }, ...onlyFrom({ Ref: 'AWS::AccountId' }) }),
  ),
  comesIn(
    'anybody of another account',
    queue({ Principal: '*', ...onlyFrom('444455556666') }),
    queue({ Principal: '*', ...onlyFrom('111122223333') }),
  ),
  comesIn(
    'anybody on a condition that holds where the key is absent',
    queue({
      Principal: '*',
      Condition: { StringEqualsIfExists: { 'aws:PrincipalAccount': '111122223333' } },
    }),
    queue({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalAccount': '111122223333' } } }),
  ),
  comesIn(
    'anybody of an organization',
    queue({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a' } } }),
    queue({ Principal: '*', ...onlyFrom('111122223333'), Effect: 'Allow' }),
    'cannot tell',
  ),
  comesIn(
    'a service on behalf of whoever asks it',
    queue({ Principal: sns }),
    queue({ Principal: sns, Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:111122223333:t' } } }),
    'cannot tell',
  ),
  comesIn(
    'a service on behalf of a bucket, whose name tells no account',
    queue({ Principal: sns, Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::b' } } }),
    queue({
      Principal: sns,
      Condition: { ArnLike: { 'aws:SourceArn': { 'Fn::GetAtt': ['Queue', 'Arn'] } } },
    }),
    'cannot tell',
  ),
  comesIn(
    'a canonical user',
    key({ CanonicalUser: '79a59df900b949e55d96a1e698fbaced' }),
    withViewer(key({ CanonicalUser: { 'Fn::GetAtt': ['Viewer', 'S3CanonicalUserId'] } })),
    'cannot tell',
  ),
  comesIn(
    'all but somebody',
    queue({ NotPrincipal: { AWS: accountRoot } }),
    queue({ NotPrincipal: { AWS: accountRoot }, Effect: 'Deny' }),
    'cannot tell',
  ),
  comesIn(
    'another account that may call a function',
    permission({ Principal: '444455556666' }),
    permission({ Principal: '111122223333' }),
  ),
  comesIn(
    'a service that may call a function for anybody',
    permission({ Principal: 'events.amazonaws.com' }),
    permission({
      Principal: 'events.amazonaws.com',
      SourceArn: 'arn:aws:events:eu-central-1:111122223333:rule/r',
    }),
    'cannot tell',
  ),
  comesIn(
    'another account that may become a role',
    resources({
      It: roleWith([], {
        AssumeRolePolicyDocument: policy({ ...allow('sts:AssumeRole'), Principal: { AWS: '444455556666' } }),
      }),
    }),
    resources({ It: roleWith([]) }),
  ),
  comesIn(
    'an account on a bus, in the old form',
    resources({ It: { Type: 'AWS::Events::EventBusPolicy', Properties: { Principal: '444455556666' } } }),
    resources({ It: { Type: 'AWS::Events::EventBusPolicy', Properties: { Principal: '111122223333' } } }),
  ),
  comesIn('an account in a policy that is a text', logPolicy('444455556666'), logPolicy('111122223333')),
  comesIn(
    'an account on a table',
    resources({
      It: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          ResourcePolicy: {
            PolicyDocument: policy({ ...allow('dynamodb:Query'), Principal: { AWS: '444455556666' } }),
          },
        },
      },
    }),
    resources({
      It: { Type: 'AWS::DynamoDB::Table', Properties: { ResourcePolicy: { PolicyDocument: policy() } } },
    }),
  ),
];

const withPrefix: Pin = { ...europe, keyPrefix: 'eu_' };
const keysLike = (operator: string, ...prefixes: readonly string[]): Fields => ({
  [operator]: { 'dynamodb:LeadingKeys': prefixes },
});
const guarded = { Null: { 'dynamodb:LeadingKeys': 'false' } };
const get = (Condition: Fields = {}): Fields =>
  allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem'], { Condition });
const denyOthers = deny('dynamodb:*Item', { Condition: keysLike('ForAnyValue:StringNotLike', 'eu_*') });
const prefixed = (what: string, breaks: Fields, fine: Fields): Case => ({
  ...{ rule: 'key-prefixes', what, answer: 'broken', breaks, fine, pin: withPrefix },
});

const keyPrefixes: readonly Case[] = [
  prefixed('no condition', onlyRole(get()), bounded([everything, denyOthers], get())),
  prefixed(
    'ForAllValues, which holds where there are no keys',
    onlyRole(get(keysLike('ForAllValues:StringLike', 'eu_*'))),
    onlyRole(get({ ...keysLike('ForAllValues:StringLike', 'eu_*'), ...guarded })),
  ),
  prefixed(
    'a prefix of another geography beside it',
    onlyRole(get({ ...keysLike('ForAllValues:StringLike', 'eu_*', 'us_*'), ...guarded })),
    onlyRole(get({ ...keysLike('ForAllValues:StringLike', 'eu_a*', 'eu_b*'), ...guarded })),
  ),
  prefixed(
    'ForAnyValue, which one good key of a batch is enough for',
    onlyRole(get({ ...keysLike('ForAnyValue:StringLike', 'eu_*'), ...guarded })),
    bounded([everything, denyOthers], get({ ...keysLike('ForAnyValue:StringLike', 'eu_*') })),
  ),
  prefixed(
    'a boundary that denies where all keys are foreign only',
    bounded(
      [everything, deny('dynamodb:*Item', { Condition: keysLike('ForAllValues:StringNotLike', 'eu_*') })],
      get(),
    ),
    bounded([everything, denyOthers], get()),
  ),
  prefixed(
    'a boundary of another geography',
    bounded(
      [everything, deny('dynamodb:*Item', { Condition: keysLike('ForAnyValue:StringNotLike', 'us_*') })],
      get(),
    ),
    bounded([everything, denyOthers], get()),
  ),
  prefixed(
    'a scan',
    bounded([everything, denyOthers], allow('dynamodb:Scan')),
    bounded([everything, denyOthers, deny('dynamodb:Scan')], allow(['dynamodb:Scan', 'dynamodb:GetItem'])),
  ),
  prefixed(
    'statements of PartiQL',
    onlyRole(
      allow('dynamodb:PartiQL*', {
        Condition: { ...keysLike('ForAllValues:StringLike', 'eu_*'), ...guarded },
      }),
    ),
    onlyRole(allow('dynamodb:DescribeTable')),
  ),
];

/** Every case of the rules about policies. */
export const policyCases: readonly Case[] = [...allowedCopies, ...principals, ...keyPrefixes];
