import type { Fields, Json } from '../../../lib/residency/template/values.ts';
import { evades, only, sub, unsure } from './evasion-cases.ts';
import { allow, type Case, resources, roleWith } from './policy-cases.ts';
import { templateOf } from './templates.ts';

const told = (variables: Fields): Fields =>
  templateOf('AWS::Lambda::Function', { Environment: { Variables: variables } });
const called = (rule: string, what: string, breaks: string, fine: string, more: Partial<Case> = {}): Case =>
  evades(rule, what, told({ WHERE: breaks }), told({ WHERE: fine }), more);
const model = (name: string) => `arn:aws:bedrock:eu-central-1:111122223333:${name}`;
const sentTo = (InvocationEndpoint: Json): Fields =>
  templateOf('AWS::Events::ApiDestination', { InvocationEndpoint });
const machine = (Condition: Fields): Fields =>
  templateOf('AWS::StepFunctions::StateMachine', { Definition: { States: { Condition } } });
const starting = (command: string): Fields =>
  resources({
    It: {
      Type: 'AWS::EC2::Instance',
      Properties: {},
      Metadata: { 'AWS::CloudFormation::Init': { config: { commands: { a: { command } } } } },
    },
  });

/** Places that are written in another way, or where nobody looks. */
export const otherSpellings: readonly Case[] = [
  called(
    'foreign-endpoints',
    'a host in capitals',
    'https://SQS.US-EAST-1.AMAZONAWS.COM/111122223333/q',
    'https://SQS.EU-CENTRAL-1.AMAZONAWS.COM/111122223333/q',
  ),
  called('region-names', 'a region in capitals', 'US-EAST-1', 'EU-WEST-1'),
  called(
    'foreign-endpoints',
    'the oldest host of queues, which is in one region',
    'https://queue.amazonaws.com/111122223333/q',
    'https://eu-west-1.queue.amazonaws.com/111122223333/q',
  ),
  called(
    'foreign-endpoints',
    'a host of buckets in one region',
    'https://s3-external-1.amazonaws.com/b',
    'https://s3-eu-west-1.amazonaws.com/b',
  ),
  called(
    'foreign-endpoints',
    'an address that is answered from many regions',
    'https://m.accesspoint.s3-global.amazonaws.com',
    'https://m.s3-accesspoint.eu-west-1.amazonaws.com',
    unsure,
  ),
  called(
    'foreign-endpoints',
    'an address without a region',
    'https://dynamodb.amazonaws.com',
    'dynamodb.amazonaws.com',
    unsure,
  ),
  called(
    'foreign-endpoints',
    'a queue of another account',
    'https://sqs.eu-central-1.amazonaws.com/444455556666/q',
    'https://sqs.eu-central-1.amazonaws.com/111122223333/q',
  ),
  evades(
    'api-destinations',
    'an API of anybody',
    sentTo('https://a.execute-api.eu-central-1.amazonaws.com/x'),
    sentTo(sub('https://#{Own}.execute-api.eu-central-1.amazonaws.com/x')),
    unsure,
  ),
  called('inference-profiles', 'a maker of later', 'us.nvidia.nemotron-nano-9b', 'nvidia.nemotron-nano-9b'),
  called(
    'inference-profiles',
    'a maker of tomorrow',
    'eu.tomorrow.model-9b',
    'eu.console.example.com',
    unsure,
  ),
  called(
    'inference-profiles',
    'a profile that somebody made',
    model('application-inference-profile/a'),
    model('custom-model/a'),
    unsure,
  ),
  called(
    'inference-profiles',
    'what chooses among models',
    model('default-prompt-router/anthropic.claude:1'),
    model('provisioned-model/a'),
    unsure,
  ),
  evades(
    'region-names',
    'a variable that is called like prose',
    told({ Comment: 'us-east-1' }),
    templateOf('AWS::Lambda::Function', { Description: 'us-east-1' }),
  ),
  evades(
    'region-names',
    'a state that is called like the condition of a policy',
    machine({ Parameters: { Where: 'us-east-1' } }),
    only('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: [
          allow('sqs:SendMessage', { Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } } }),
        ],
      },
    }),
  ),
  evades(
    'foreign-arns',
    'what a machine does when it starts',
    starting('send arn:aws:sqs:us-east-1:111122223333:q'),
    starting('send arn:aws:sqs:eu-west-1:111122223333:q'),
  ),
  evades(
    'region-names',
    'a region for a machine that starts',
    starting('sync --region us-east-1'),
    starting('sync --region eu-west-1'),
    unsure,
  ),
];

const granted = (Action: Json, Resource: string): Fields =>
  resources({ It: roleWith([allow(Action, { Resource })]) });
const copies = (action: string, harmless: string): Case =>
  evades('allowed-copies', action, granted(action, '*'), granted(harmless, '*'));
const listed = (AccessControl: Json): Fields => only('AWS::S3::Bucket', { AccessControl });

/** Grants that copy, or let in, by a name that was not known. */
export const otherGrants: readonly Case[] = [
  evades(
    'allowed-copies',
    'a copy of a backup, which bears the ARN of a volume',
    granted('backup:StartCopyJob', 'arn:aws:ec2:eu-central-1::snapshot/*'),
    granted('backup:StartCopyJob', 'arn:aws:xray:eu-central-1:111122223333:group/g'),
  ),
  copies('s3:CreateJob', 's3:DescribeJob'),
  copies('dlm:CreateLifecyclePolicy', 'dlm:GetLifecyclePolicy'),
  copies('dlm:UpdateLifecyclePolicy', 'dlm:DeleteLifecyclePolicy'),
  copies('datasync:CreateTask', 'datasync:DescribeTask'),
  copies('imagebuilder:CreateDistributionConfiguration', 'imagebuilder:GetDistributionConfiguration'),
  copies('imagebuilder:UpdateDistributionConfiguration', 'imagebuilder:ListDistributionConfigurations'),
  copies('cloudformation:CreateStackSet', 'cloudformation:DescribeStackSet'),
  copies('cloudformation:UpdateStackSet', 'cloudformation:ListStackSets'),
  evades('principals', 'a bucket that anybody writes to', listed('PublicReadWrite'), listed('Private')),
  evades(
    'principals',
    'a bucket that every account reads',
    listed('AuthenticatedRead'),
    listed('BucketOwnerRead'),
  ),
  evades(
    'principals',
    'a bucket that a service reads',
    listed('AwsExecRead'),
    listed('LogDeliveryWrite'),
    unsure,
  ),
];
