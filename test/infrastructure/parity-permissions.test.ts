import { describe, expect, test } from 'vitest';
import {
  alsoAllowed,
  changed,
  type Editable,
  mismatchesOf,
  planted,
  resource,
  saidOf,
  told,
} from './parity.ts';

const content = { 'Fn::ImportValue': 'content' };
describe('[BY-6] a permission that no decision explains is found', () => {
  const own = (type: string) => planted(type, {});

  test.each<[string, (all: Editable) => void, RegExp]>([
    [
      'a function without an access file',
      planted('AWS::Lambda::Function', { Role: 'arn:x' }),
      /^Planted: a function without an access file; allowed: one for each of organizations, settings, instructions/,
    ],
    [
      'a second function with the role of another',
      planted('AWS::Lambda::Function', { Role: { 'Fn::GetAtt': ['CapturesRole', 'Arn'] } }),
      /^Planted: a function without an access file/,
    ],
    [
      'a role that writes content, and belongs to no function',
      planted('AWS::IAM::Role', {
        Policies: [
          {
            PolicyDocument: {
              Statement: [{ Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: content }],
            },
          },
        ],
      }),
      /^Planted: is allowed dynamodb:PutItem on .*; allowed: nothing/,
    ],
    [
      'one action more',
      alsoAllowed('ConsentRole', 'dynamodb:PutItem', { 'Fn::GetAtt': ['TablesContent3E7C4F7E', 'Arn'] }),
      /^ConsentRole\w+: is allowed dynamodb:PutItem on <TablesContent\w+\.Arn>; allowed: dynamodb:GetItem/,
    ],
    [
      'an action in partitions of another kind',
      (all) => {
        const { Properties } = resource(all, 'CapturesRole');
        const policies = JSON.stringify(Properties.Policies);
        Properties.Policies = JSON.parse(policies.replaceAll('us_ep_*', 'us_org_*'));
      },
      /^CapturesRole\w+: is allowed dynamodb:\w+ on <TablesContent\w+\.Arn> with the keys us_org_\*/,
    ],
    [
      'an action in every partition',
      (all) => {
        const { Properties } = resource(all, 'CapturesRole');
        const policies = JSON.stringify(Properties.Policies);
        Properties.Policies = JSON.parse(
          policies.replaceAll('"Null":{"dynamodb:LeadingKeys":"false"}', '"Null":{}'),
        );
      },
      /^CapturesRole\w+: is allowed dynamodb:\w+ on <TablesContent\w+\.Arn>; allowed: dynamodb:/,
    ],
    [
      'a wildcard',
      alsoAllowed('OutboxRole', 'dynamodb:*', { 'Fn::GetAtt': ['TablesRegistry55D7706D', 'Arn'] }),
      /^OutboxRole\w+: is allowed dynamodb:\* on/,
    ],
    [
      'a model, by an inference profile',
      alsoAllowed('CapturesRole', 'bedrock:InvokeModel', 'arn:aws:bedrock:us-east-1::foundation-model/x'),
      /^CapturesRole\w+: is allowed bedrock:InvokeModel/,
    ],
    [
      'the key, not only through DynamoDB',
      alsoAllowed('CapturesRole', 'kms:Decrypt', { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] }),
      /^CapturesRole\w+: is allowed kms:Decrypt/,
    ],
    [
      'an object of the evidence bucket, to who does not sign',
      alsoAllowed('WorkerRole', 's3:PutObject', {
        'Fn::Join': ['', [{ 'Fn::GetAtt': ['EvidenceBucketDA17E118', 'Arn'] }, '/checkpoints/*']],
      }),
      /^WorkerRole\w+: is allowed s3:PutObject on <EvidenceBucket\w+\.Arn>\/checkpoints\/\*/,
    ],
    [
      'an object of the evidence bucket elsewhere than where checkpoints lie',
      alsoAllowed('SignerRole', 's3:PutObject', {
        'Fn::Join': ['', [{ 'Fn::GetAtt': ['EvidenceBucketDA17E118', 'Arn'] }, '/*']],
      }),
      /^SignerRole\w+: is allowed s3:PutObject on <EvidenceBucket\w+\.Arn>\/\*/,
    ],
    [
      'to read what is locked away',
      alsoAllowed('SignerRole', 's3:GetObject', {
        'Fn::Join': ['', [{ 'Fn::GetAtt': ['EvidenceBucketDA17E118', 'Arn'] }, '/checkpoints/*']],
      }),
      /^SignerRole\w+: is allowed s3:GetObject/,
    ],
    [
      'more of the key through S3 than a key of the data',
      alsoAllowed('SignerRole', 'kms:CreateGrant', { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] }),
      /^SignerRole\w+: is allowed kms:CreateGrant/,
    ],
    [
      'the evidence bucket, to somebody whom its policy lets in',
      planted('AWS::S3::BucketPolicy', {
        Bucket: { Ref: 'EvidenceBucketDA17E118' },
        PolicyDocument: {
          Statement: [
            { Effect: 'Allow', Principal: { AWS: 'arn:x' }, Action: 's3:GetObject', Resource: '*' },
          ],
        },
      }),
      /^Planted: lets \{"AWS":"arn:x"\} do s3:GetObject; allowed: nobody/,
    ],
    [
      'the evidence bucket, by an access point',
      planted('AWS::S3::AccessPoint', { Bucket: { Ref: 'EvidenceBucketDA17E118' } }),
      /^Planted: AWS::S3::AccessPoint opens the cell to others/,
    ],
    [
      'events to another bus',
      alsoAllowed('OutboxRole', 'events:PutEvents', 'arn:aws:events:us-east-1:111122223333:event-bus/x'),
      /^OutboxRole\w+: is allowed events:PutEvents on arn:aws:events/,
    ],
    [
      'a policy that stands in no template',
      changed('CapturesRole', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/Any'] }),
      /^CapturesRole\w+: holds arn:aws:iam::aws:policy\/Any, which no template of the cell shows/,
    ],
    [
      'a policy beside a role',
      planted('AWS::IAM::Policy', {
        Roles: [{ Ref: 'CapturesRole' }],
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:PutObject', Resource: '*' }] },
      }),
      /^CapturesRole\w+: is allowed s3:PutObject on \*/,
    ],
    [
      'an address abroad that the configuration does not name',
      told('CapturesFunction', { CELL_DIRECTORY: '{"eu":"https://eu.example.com"}' }),
      /^CapturesFunction\w+: is told CELL_DIRECTORY \{"eu":"https:\/\/eu\.example\.com"\}; allowed: \{\}/,
    ],
    [
      'an address that no access file asks for',
      told('CapturesFunction', { UPSTREAM: 'https://us.example.com' }),
      /^CapturesFunction\w+: is told UPSTREAM/,
    ],
    [
      'a program that was not chosen',
      told('CapturesFunction', { PROGRAMS: '["customer-service-copilot"]' }),
      /^CapturesFunction\w+: is told PROGRAMS \["customer-service-copilot"\]/,
    ],
    [
      'a copy of a table',
      changed('TablesRegistry', { Replicas: [{ Region: 'us-east-1' }, { Region: 'us-west-2' }] }),
      /^TablesRegistry\w+: is copied to us-west-2; allowed: us-east-1/,
    ],
    ['a table that no output names', own('AWS::DynamoDB::Table'), /^Planted: a table that no output names/],
    [
      'a listener on the bus',
      planted('AWS::Events::Rule', { EventPattern: { source: ['x'] }, Targets: [{ Id: 'a', Arn: 'arn:x' }] }),
      /^Planted: passes events on to arn:x; allowed: no recipients/,
    ],
    [
      'a schedule of a function that asks for none',
      planted('AWS::Events::Rule', {
        ScheduleExpression: 'rate(1 hour)',
        Targets: [{ Id: 'a', Arn: 'arn:x' }],
      }),
      /^Planted: starts arn:x/,
    ],
    [
      'a function that is fed from elsewhere',
      planted('AWS::Lambda::EventSourceMapping', { FunctionName: 'x', EventSourceArn: 'arn:x' }),
      /^Planted: feeds x from arn:x/,
    ],
    [
      'a starter from elsewhere',
      planted('AWS::Lambda::Permission', { FunctionName: 'x', Principal: 's3.amazonaws.com' }),
      /^Planted: s3\.amazonaws\.com may start x; allowed: nobody/,
    ],
    ['an open bus', own('AWS::Events::EventBusPolicy'), /^Planted: AWS::Events::EventBusPolicy opens/],
    ['a function with an address of its own', own('AWS::Lambda::Url'), /^Planted: AWS::Lambda::Url opens/],
    [
      'a queue that others may fill',
      planted('AWS::SQS::QueuePolicy', {
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sqs:*', Principal: '*', Resource: '*' }] },
      }),
      /^Planted: lets \* do sqs:\*/,
    ],
    [
      'a queue from which schedules may also read',
      planted('AWS::SQS::QueuePolicy', {
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Action: ['sqs:SendMessage', 'sqs:ReceiveMessage'],
              Principal: { Service: 'events.amazonaws.com' },
              Resource: '*',
            },
          ],
        },
      }),
      /^Planted: lets \{"Service":"events\.amazonaws\.com"\} do sqs:ReceiveMessage; allowed: sqs:SendMessage/,
    ],
    [
      'logs that others may read or write',
      own('AWS::Logs::ResourcePolicy'),
      /^Planted: AWS::Logs::ResourcePolicy opens/,
    ],
    [
      'something that is shared with others',
      own('AWS::RAM::ResourceShare'),
      /^Planted: AWS::RAM::ResourceShare opens/,
    ],
    [
      'a policy of a copy',
      changed('TablesRegistry', {
        Replicas: [{ Region: 'us-east-1', ResourcePolicy: { PolicyDocument: {} } }],
      }),
      /^TablesRegistry\w+: has a policy of its own/,
    ],
    [
      'a route that asks for no token',
      changed('ApiGETv1captures', { AuthorizationType: 'NONE' }),
      /^ApiGETv1captures\w*: GET \/v1\/captures goes to captures by NONE/,
    ],
    [
      'a route that asks for a weaker scope',
      changed('ApiGETv1captures', { AuthorizationScopes: ['domicile/settings.read'] }),
      /goes to captures by JWT with domicile\/settings\.read; allowed: .*domicile\/captures\.read/,
    ],
    [
      'a key that others may use',
      changed('Key961B73FD', {
        KeyPolicy: {
          Statement: [
            { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:root' } },
            { Effect: 'Allow', Principal: { AWS: '*' } },
          ],
        },
      }),
      /^Key961B73FD: is open to \*/,
    ],
    [
      'a scope that people have no route for',
      changed('ClientsConsole', { AllowedOAuthScopes: ['openid', 'domicile/captures.read'] }),
      /^ClientsConsole\w+: may ask for domicile\/captures\.read/,
    ],
  ])('%s', (_, edit, sentence) => {
    const said = saidOf(mismatchesOf({ edit: withReferences(edit) }), 'permitted-without-decision');
    expect(said.join('\n')).toMatch(new RegExp(sentence.source, 'm'));
  });
});

/** Lets what is planted refer to a resource by the beginning of its logical id. */
const withReferences = (edit: (all: Editable) => void) => (all: Editable) => {
  const [role] = Object.keys(all).filter((id) => id.startsWith('CapturesRole'));
  edit(all);
  if (all.Planted !== undefined) {
    all.Planted = JSON.parse(JSON.stringify(all.Planted).replaceAll('"CapturesRole"', `"${role}"`));
  }
};
