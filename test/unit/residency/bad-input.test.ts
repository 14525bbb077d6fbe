import { describe, expect, test } from 'vitest';
import { definePin } from '../../../lib/residency/pin.ts';
import type { Fields, Json } from '../../../lib/residency/template/values.ts';
import { allow, deny, managed, resources, roleWith } from './policy-cases.ts';
import { europe, pinned, saidOf, templateOf } from './templates.ts';

/** Milliseconds: a template that takes longer is as bad as one that never ends. */
const patience = 15_000;

const policyOf = (PolicyDocument: Json): Fields =>
  resources({ It: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument } } });
const keyPolicy = (KeyPolicy: Json): Fields => templateOf('AWS::KMS::Key', { KeyPolicy });
const numbered = (count: number, made: (at: number) => Json): Fields =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`R${at}`, made(at)]));

describe('a policy that cannot be read is never a pass', () => {
  const parameters = { Parameters: { Any: { Type: 'String' } } };
  test.each<[string, Fields, string]>([
    ['a document from elsewhere', policyOf({ Ref: 'Any' }), 'cannot tell: allowed-copies'],
    ['statements from elsewhere', policyOf({ Statement: { Ref: 'Any' } }), 'cannot tell: allowed-copies'],
    ['a statement from elsewhere', policyOf({ Statement: [{ Ref: 'Any' }] }), 'cannot tell: allowed-copies'],
    [
      'an effect from elsewhere',
      policyOf({ Statement: [{ ...allow('*'), Effect: { Ref: 'Any' } }] }),
      'cannot tell: allowed-copies',
    ],
    ['a function from tomorrow', policyOf({ 'Fn::Tomorrow': [] }), 'cannot tell: allowed-copies'],
    ['a key policy from elsewhere', keyPolicy({ Ref: 'Any' }), 'cannot tell: principals'],
    [
      'a principal from elsewhere',
      keyPolicy({ Statement: [{ ...allow('*'), Principal: { AWS: { Ref: 'Any' } } }] }),
      'cannot tell: principals',
    ],
    [
      'a kind of principal from tomorrow',
      keyPolicy({ Statement: [{ ...allow('*'), Principal: { Tomorrow: 'x' } }] }),
      'cannot tell: principals',
    ],
    [
      'a policy that is no JSON',
      templateOf('AWS::Logs::ResourcePolicy', { PolicyDocument: '{"Statement":' }),
      'cannot tell: principals',
    ],
  ])('%s', (_, content, said) => expect(saidOf({ ...content, ...parameters })).toContain(said));
});

describe('a denial counts only where it is one for sure', () => {
  const undecided = {
    Parameters: { Side: { Type: 'String' } },
    Conditions: { Chosen: { 'Fn::Equals': [{ Ref: 'Side' }, 'yes'] } },
  };
  const chosen = (value: Json) => ({ 'Fn::If': ['Chosen', value, { Ref: 'AWS::NoValue' }] });
  test.each<[string, Fields]>([
    ['a statement that may be left out', { It: roleWith([allow('*'), chosen(deny('*'))]) }],
    ['actions of which some may be left out', { It: roleWith([allow('*'), deny([chosen('*')])]) }],
    [
      'everything but what nobody knows',
      { It: roleWith([allow('*'), { ...deny('x'), Action: [], NotAction: { Ref: 'Side' } }]) },
    ],
    [
      'a policy that may be left out',
      { It: roleWith([allow('*')]), Denies: { ...managed(deny('*')), Condition: 'Chosen' } },
    ],
  ])('%s', (_, made) => {
    expect(saidOf({ ...resources(made), ...undecided })).toContain('broken: allowed-copies');
  });
});

test('resources that refer to each other are no pass, though nothing in them names a place', () => {
  const [A, B] = ['B', 'A'].map((other) => ({
    Type: 'AWS::SQS::Queue',
    Properties: { RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [other, 'Arn'] } } },
  }));
  expect(saidOf({ Rules: pinned, Resources: { A: A ?? null, B: B ?? null } })).toEqual([
    'cannot tell: references',
  ]);
});

describe('what is large or goes in circles ends in time', () => {
  test.each<[string, Fields]>([
    [
      'a thousand roles, each bounded by the policy of the next',
      resources({
        ...numbered(1_000, (at) =>
          roleWith([allow('*'), deny('iam:*')], { PermissionsBoundary: { Ref: `P${(at + 1) % 1_000}` } }),
        ),
        ...Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`P${at}`, managed(allow('*'))])),
      }),
    ],
    [
      'a policy that is attached to itself',
      resources({
        It: {
          Type: 'AWS::IAM::Policy',
          Properties: { Roles: [{ Ref: 'It' }], PolicyDocument: { Statement: [allow('*')] } },
        },
      }),
    ],
    [
      'ten thousand actions',
      resources({
        It: roleWith([allow(Array.from({ length: 10_000 }, (_, at) => `s3:Get${at}*`)), allow('kms:*')]),
      }),
    ],
    [
      'a definition of a million letters',
      templateOf('AWS::StepFunctions::StateMachine', {
        DefinitionString: '"Resource":"arn:aws:states:::'.repeat(40_000),
        Name: { Ref: 'Nowhere' },
      }),
    ],
    [
      'resources that refer to each other',
      resources({
        A: {
          Type: 'AWS::SNS::Subscription',
          Properties: { Endpoint: { 'Fn::GetAtt': ['B', 'X'] }, Protocol: 'sqs' },
        },
        B: {
          Type: 'AWS::SNS::Subscription',
          Properties: { Endpoint: { 'Fn::GetAtt': ['A', 'X'] }, Protocol: 'sqs' },
        },
      }),
    ],
    [
      'exports that import themselves',
      {
        Rules: pinned,
        Resources: {
          It: {
            Type: 'AWS::Events::ApiDestination',
            Properties: { InvocationEndpoint: { 'Fn::ImportValue': 'a' } },
          },
        },
        Outputs: { A: { Value: { 'Fn::ImportValue': 'a' }, Export: { Name: 'a' } } },
      },
    ],
  ])('%s', (_, content) => {
    const started = performance.now();
    expect(
      saidOf(
        content,
        definePin('eu-central-1', { account: europe.account ?? '', keyPrefix: 'eu_', longestLife: () => 1 }),
      ),
    ).not.toEqual([]);
    expect(performance.now() - started).toBeLessThan(patience);
  });
});
