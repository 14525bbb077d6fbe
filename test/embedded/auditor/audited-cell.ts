import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type KnownDrift, readDrift, readLatestAudit } from '../../../lambdas/shared/repositories/audits.ts';
import { createDynamoDbClient } from '../../../lambdas/shared/store/dynamodb/client.ts';
import { dynamoDbStore } from '../../../lambdas/shared/store/dynamodb/dynamodb-store.ts';
import { clientConfig } from '../../../local/clients.ts';
import type { Cell } from '../../../local/deployment-file.ts';
import { account } from '../../../local/ministack.ts';
import { askS3, type S3Request } from '../../../local/s3.ts';
import { type DeployedStack, deployedStacks } from '../../../local/stacks.ts';
import { theCloud } from '../running-cloud.ts';

/** A cell, its real auditor, and what it keeps. */
export const auditedCell = async (cell: Cell) => {
  const config = clientConfig(theCloud(), cell.region);
  const lambda = new LambdaClient(config);
  const store = dynamoDbStore({
    client: createDynamoDbClient(config),
    tables: { registry: cell.tables.registry },
  });
  const stacks: readonly DeployedStack[] = await deployedStacks(theCloud(), cell.region);

  /** The physical name of the one resource of this path: CDK puts a hash behind it. */
  const named = (path: string): string => {
    const pattern = new RegExp(`^${path}[0-9A-F]{8}$`);
    const found = stacks.flatMap(({ physical }) => [...physical].filter(([id]) => pattern.test(id)));
    const [only] = found;
    if (only === undefined || found.length > 1)
      throw new Error(`${found.length} resources are called ${path}`);
    return only[1];
  };

  return {
    /** Clients of an administrator. */
    dynamo: new DynamoDBClient(config),
    kms: new KMSClient(config),
    iam: new IAMClient(config),
    events: new EventBridgeClient(config),
    logs: new CloudWatchLogsClient(config),
    sqs: new SQSClient(config),
    s3: (asked: S3Request) => askS3(theCloud(), cell.region, asked),
    lambda,
    named,
    /** An ARN with region and account of the cell in the places of `{here}` or `{account}`. */
    arn: (rest: string): string =>
      `arn:aws:${rest.replace('{here}', `${cell.region}:${account}`).replace('{account}', account)}`,
    /** Lets the deployed function look, as its schedule does. */
    look: async (): Promise<void> => {
      const answer = await lambda.send(new InvokeCommand({ FunctionName: named('AuditorFunction') }));
      const text = Buffer.from(answer.Payload ?? []).toString();
      if (answer.FunctionError !== undefined) throw new Error(`the auditor failed: ${text}`);
    },
    drift: (): Promise<ReadonlyMap<string, KnownDrift>> => readDrift(store, cell.geography),
    latest: () => readLatestAudit(store, cell.geography),
  };
};

export type AuditedCell = Awaited<ReturnType<typeof auditedCell>>;
