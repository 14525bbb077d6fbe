import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { clientConfig } from '../../../local/clients.ts';
import { account } from '../../../local/ministack.ts';
import { deployedStacks } from '../../../local/stacks.ts';
import { theCloud } from '../running-cloud.ts';
import type { Site } from './places.ts';

const name = 'StandIns';

const table = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  },
};

const policy = (statement: object) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', ...statement }],
});
const accountItself = { AWS: `arn:aws:iam::${account}:root` };

/** One of each kind that a cell has, and of the kinds that no cell has, but an account might. */
const resources = {
  Content: table,
  Registry: table,
  Key: {
    Type: 'AWS::KMS::Key',
    Properties: {
      MultiRegion: true,
      KeyPolicy: policy({ Principal: accountItself, Action: 'kms:*', Resource: '*' }),
    },
  },
  Queue: { Type: 'AWS::SQS::Queue' },
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'stand-in' } },
  Rule: { Type: 'AWS::Events::Rule', Properties: { EventPattern: { source: ['nobody'] } } },
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: policy({
        Principal: { ...accountItself, Service: 'lambda.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
    },
  },
  Boundary: {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: { PolicyDocument: policy({ Action: '*', Resource: '*' }) },
  },
  Function: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Code: { ZipFile: 'exports.handler = async () => console.log("called");' },
    },
  },
  Logs: { Type: 'AWS::Logs::LogGroup' },
  Pool: { Type: 'AWS::Cognito::UserPool' },
  Bucket: { Type: 'AWS::S3::Bucket', Properties: { VersioningConfiguration: { Status: 'Enabled' } } },
  Topic: { Type: 'AWS::SNS::Topic' },
  Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString: 'nothing' } },
  Stream: { Type: 'AWS::Kinesis::Stream', Properties: { Name: 's', ShardCount: 1 } },
};

/**
 * What would be harmed without a boundary: resources of the test's own, in a region of a cell. They are made once
 * for a run, and go with its cloud.
 */
export const deployStandIns = async (region: string): Promise<Site> => {
  const found = await standInsIn(region);
  if (found !== undefined) return found;
  const client = new CloudFormationClient(clientConfig(theCloud(), region));
  const TemplateBody = JSON.stringify({ Resources: resources });
  await client.send(
    new CreateStackCommand({ StackName: name, TemplateBody, Capabilities: ['CAPABILITY_IAM'] }),
  );
  client.destroy();
  const made = await standInsIn(region);
  if (made === undefined) throw new Error(`no stand-ins in ${region}`);
  return made;
};

const standInsIn = async (region: string): Promise<Site | undefined> => {
  const stack = (await deployedStacks(theCloud(), region)).find((one) => one.name === name);
  return stack && { region, stacks: [stack] };
};
