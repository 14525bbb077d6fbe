import {
  DynamoDBClient,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import {
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { type CloudAddress, clientConfig } from './clients.ts';
import { LocalFailure } from './failure.ts';
import { lockBucket } from './locked-buckets.ts';
import { account } from './ministack.ts';
import { type Declared, type DeployedStack, deployedStacks, textOf } from './stacks.ts';
import { makeCopies } from './table-copies.ts';

/**
 * The emulator's CloudFormation goes green and drops some of what a template declares. Everything that is
 * set afterwards by its API stands in this file, and only what the templates declare is set:
 *
 * | resource | dropped | set by |
 * |---|---|---|
 * | AWS::IAM::Role | PermissionsBoundary | PutRolePermissionsBoundary, then each role is asked for it |
 * | | sqs:SendMessage as the permission to send batches | sqs:SendMessage*, as the emulator asks for sqs:SendMessageBatch, which AWS does not know |
 * | | that requests name partition keys (Null on dynamodb:LeadingKeys) | taken away, as the emulator never sees keys and would refuse all; the patterns of keys stay, and hold nothing there |
 * | | names of what is looked at (rules, the bus, log groups, tables by their ARN), and lambda:ListFunctionUrlConfigs | `*`, and lambda:GetFunction beside it, as the emulator looks for the names in other places of a request and asks for another action |
 * | AWS::DynamoDB::GlobalTable, Table | TimeToLiveSpecification | UpdateTimeToLive |
 * | | PointInTimeRecoverySpecification | UpdateContinuousBackups |
 * | | SSESpecification with a customer's key, DeletionProtectionEnabled of a replica | UpdateTable |
 * | AWS::S3::Bucket | ObjectLockConfiguration, BucketEncryption | PutObjectLockConfiguration, PutBucketEncryption |
 * | AWS::S3::BucketPolicy | that puts name a condition (Null on s3:if-none-match) | taken away, as the emulator never tells policies of it and would refuse all; it does keep the condition of the request |
 * | AWS::DynamoDB::GlobalTable | Replicas in other regions | UpdateTable there, then the same settings as of the table |
 *
 * What it takes and does not act on, so that no call could set it: retries and dead letters of rule targets,
 * partial failures and retry limits of stream mappings, throttling and access logs of the API, metric alarms.
 */
export const closeGaps = async (cloud: CloudAddress, regions: readonly string[]): Promise<void> => {
  await Promise.all(
    regions.map(async (region) => {
      const stacks = await deployedStacks(cloud, region);
      const buckets = stacks.flatMap((stack) =>
        resourcesOf(stack, 'AWS::S3::Bucket').map((bucket) => ({ stack, bucket })),
      );
      await Promise.all([
        closeRoles(cloud, region, stacks),
        closeTables(cloud, region, stacks),
        ...buckets.map(({ stack, bucket }) => lockBucket(cloud, { stack, neighbors: stacks }, bucket)),
      ]);
    }),
  );
};

const resourcesOf = (stack: DeployedStack, type: string): [name: string, declared: Declared][] =>
  [...stack.declared].flatMap(([id, declared]): [string, Declared][] => {
    const name = stack.physical.get(id);
    return declared.type === type && name !== undefined ? [[name, declared]] : [];
  });

const closeRoles = async (cloud: CloudAddress, region: string, stacks: readonly DeployedStack[]) => {
  const iam = new IAMClient(clientConfig(cloud, region));
  const without: string[] = [];
  const roles = stacks.flatMap((stack) =>
    resourcesOf(stack, 'AWS::IAM::Role').map(([RoleName, role]) => ({ stack, RoleName, role })),
  );
  await Promise.all(
    roles.map(async ({ stack, RoleName, role }) => {
      const boundary = textOf(role.properties.PermissionsBoundary, { stack, neighbors: stacks });
      if (boundary !== undefined) {
        await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: boundary }));
      }
      await rewritePolicies(iam, RoleName);
      const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
      if (Role?.PermissionsBoundary?.PermissionsBoundaryArn === undefined) {
        without.push(`${RoleName} in ${stack.name}`);
      }
    }),
  );
  iam.destroy();
  if (without.length > 0) {
    throw new LocalFailure(
      `These roles have no permissions boundary; every role has to: ${without.join(', ')}.`,
    );
  }
};

/** Whoever may send a message may send ten at once: the emulator asks for an action of its own for that. */
const nameBatches = (document: string) =>
  document.replaceAll(/"sqs:SendMessage"(?=\s*[,}\]])/g, '"sqs:SendMessage*"');

/** The emulator does not tell a policy which partition keys a request names: it cannot be asked for any. */
const askForNoKeys = (document: string) =>
  document.replaceAll(/,\s*"Null":\s*\{\s*"dynamodb:LeadingKeys":\s*"false"\s*\}/g, '');

/** Reads whose resource the emulator takes from another place of the request, or not at all. */
const misplaced = [
  'dynamodb:GetResourcePolicy',
  'dynamodb:ListExports',
  'events:DescribeEventBus',
  'events:DescribeRule',
  'lambda:ListFunctionUrlConfigs',
  'logs:DescribeSubscriptionFilters',
];

type Statement = { readonly Action: string | readonly string[]; readonly Resource: unknown };

/** Lets whoever may look at something look as the emulator understands it: reads, and nothing else. */
const lookAnywhere = (document: string): string => {
  const policy = JSON.parse(document) as { readonly Statement: readonly Statement[] };
  const looked = policy.Statement.map((statement) => {
    const actions = [statement.Action].flat();
    if (!actions.some((action) => misplaced.includes(action))) return statement;
    const asked = actions.includes('lambda:ListFunctionUrlConfigs') ? ['lambda:GetFunction'] : [];
    return { ...statement, Action: [...actions, ...asked], Resource: '*' };
  });
  const isSame = looked.every((statement, index) => statement === policy.Statement[index]);
  return isSame ? document : JSON.stringify({ ...policy, Statement: looked });
};

const rewritePolicies = async (iam: IAMClient, RoleName: string) => {
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  for (const PolicyName of PolicyNames) {
    const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    const document = decodeURIComponent(PolicyDocument);
    const rewritten = lookAnywhere(askForNoKeys(nameBatches(document)));
    if (rewritten === document) continue;
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: rewritten }));
  }
};

type RecoverySpecification = {
  readonly PointInTimeRecoveryEnabled?: boolean;
  readonly RecoveryPeriodInDays?: number;
};

/** What a global table says of each of its replicas, and an ordinary table of itself. */
type OfReplica = {
  readonly Region?: string;
  readonly PointInTimeRecoverySpecification?: RecoverySpecification;
  readonly SSESpecification?: { readonly KMSMasterKeyId?: unknown };
  readonly DeletionProtectionEnabled?: boolean;
};

/** What a template says of a table, in the fields that the emulator drops. */
type TableDeclaration = OfReplica & {
  readonly TimeToLiveSpecification?: { readonly AttributeName?: string };
  readonly Replicas?: readonly OfReplica[];
};

const tableTypes = ['AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table'];

const closeTables = async (cloud: CloudAddress, region: string, stacks: readonly DeployedStack[]) => {
  const dynamo = new DynamoDBClient(clientConfig(cloud, region));
  for (const stack of stacks) {
    for (const [name, { properties }] of tableTypes.flatMap((type) => resourcesOf(stack, type))) {
      const table: TableDeclaration = properties;
      const replicas = table.Replicas ?? [];
      const home: OfReplica = replicas.find(({ Region }) => Region === region) ?? table;
      const keyOf = (replica: OfReplica) =>
        textOf(replica.SSESpecification?.KMSMasterKeyId, { stack, neighbors: stacks });
      await setTimeToLive(dynamo, name, table.TimeToLiveSpecification?.AttributeName);
      await setRecovery(dynamo, name, home.PointInTimeRecoverySpecification);
      await setKey(dynamo, name, keyArn(keyOf(home), region));
      await setProtection(dynamo, name, home.DeletionProtectionEnabled);
      const abroad = replicas.filter(({ Region }) => Region !== region);
      await closeCopies(cloud, { name, region }, abroad, keyOf);
    }
  }
  dynamo.destroy();
};

const closeCopies = async (
  cloud: CloudAddress,
  table: { readonly name: string; readonly region: string },
  replicas: readonly OfReplica[],
  keyOf: (replica: OfReplica) => string | undefined,
) => {
  const copies = replicas.map((replica) => {
    const key = keyOf(replica);
    return { replica, region: replica.Region ?? '', ...(key !== undefined && { key }) };
  });
  await makeCopies(cloud, table, copies);
  for (const { replica, region, key } of copies) {
    const there = new DynamoDBClient(clientConfig(cloud, region));
    await setRecovery(there, table.name, replica.PointInTimeRecoverySpecification);
    await setKey(there, table.name, key);
    there.destroy();
  }
};

/** The emulator keeps a key under the very name that it was given; AWS always tells the ARN. */
const keyArn = (key: string | undefined, region: string) =>
  key === undefined || key.startsWith('arn:') ? key : `arn:aws:kms:${region}:${account}:key/${key}`;

const setTimeToLive = async (dynamo: DynamoDBClient, TableName: string, AttributeName?: string) => {
  if (AttributeName === undefined) return;
  const TimeToLiveSpecification = { AttributeName, Enabled: true };
  await dynamo.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
};

const setRecovery = async (dynamo: DynamoDBClient, TableName: string, declared?: RecoverySpecification) => {
  if (declared?.PointInTimeRecoveryEnabled !== true) return;
  const { RecoveryPeriodInDays: days } = declared;
  const PointInTimeRecoverySpecification = {
    PointInTimeRecoveryEnabled: true,
    ...(days !== undefined && { RecoveryPeriodInDays: days }),
  };
  await dynamo.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }));
};

const setKey = async (dynamo: DynamoDBClient, TableName: string, key?: string) => {
  if (key === undefined) return;
  const SSESpecification = { Enabled: true, SSEType: 'KMS' as const, KMSMasterKeyId: key };
  await dynamo.send(new UpdateTableCommand({ TableName, SSESpecification }));
};

const setProtection = async (dynamo: DynamoDBClient, TableName: string, declared = false) => {
  await dynamo.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: declared }));
};
