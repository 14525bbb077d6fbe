import { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { StackResource } from '../../domain/audit/names.ts';
import type { Environment } from '../shared/environment.ts';
import { s3Through } from '../shared/s3.ts';
import type { Account } from './ports.ts';
import { bucketReader } from './readers/buckets.ts';
import { busReader, ruleReader } from './readers/events.ts';
import { functionReader } from './readers/functions.ts';
import { keyReader } from './readers/keys.ts';
import { accountReader, logGroupReader } from './readers/logs.ts';
import { queueReader } from './readers/queues.ts';
import { policyReader, roleReader } from './readers/roles.ts';
import { streamArnOf, tableReader } from './readers/tables.ts';
import { everyItem } from './reading.ts';

/** A question is asked twice at most, and waited for briefly: the next run asks again. */
const patience = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
} as const;

const resourcesOf = async (
  client: CloudFormationClient,
  StackName: string,
): Promise<readonly StackResource[]> => {
  const listed = await everyItem(async (NextToken) => {
    const answer = await client.send(new ListStackResourcesCommand({ StackName, NextToken }));
    return { items: answer.StackResourceSummaries ?? [], next: answer.NextToken };
  });
  return listed.flatMap(({ LogicalResourceId: logical, ResourceType: type, PhysicalResourceId: physical }) =>
    logical && type && physical ? [{ logical, type, physical }] : [],
  );
};

/** The account that a function runs in, asked with the role of the function. */
export const accountOf = (stacks: readonly string[], environment: Environment): Account => {
  const cloudFormation = new CloudFormationClient(patience);
  const dynamo = new DynamoDBClient(patience);
  const iam = new IAMClient(patience);
  const events = new EventBridgeClient(patience);
  const logs = new CloudWatchLogsClient(patience);
  const kms = new KMSClient(patience);
  return {
    resources: async () =>
      (await Promise.all(stacks.map((stack) => resourcesOf(cloudFormation, stack)))).flat(),
    streamOf: (table) => streamArnOf(dynamo, table),
    readers: {
      table: tableReader(dynamo),
      key: keyReader(kms),
      role: roleReader(iam),
      policy: policyReader(iam),
      'log-group': logGroupReader(logs),
      rule: ruleReader(events),
      bus: busReader(events),
      queue: queueReader(new SQSClient(patience)),
      bucket: bucketReader(s3Through(kms, environment)),
      function: functionReader(new LambdaClient(patience)),
      account: accountReader(logs),
    },
  };
};
