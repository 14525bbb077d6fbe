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
import { type Declared, type DeployedStack, deployedStacks, textOf } from './stacks.ts';

/**
 * The emulator's CloudFormation goes green and drops some of what a template declares. Everything that is
 * set afterwards by its API stands in this file, and only what the templates declare is set:
 *
 * | resource | dropped | set by |
 * |---|---|---|
 * | AWS::IAM::Role | PermissionsBoundary | PutRolePermissionsBoundary, then each role is asked for it |
 * | | sqs:SendMessage as the permission to send batches | sqs:SendMessage*, as the emulator asks for sqs:SendMessageBatch, which AWS does not know |
 * | AWS::DynamoDB::GlobalTable | TimeToLiveSpecification | UpdateTimeToLive |
 * | | PointInTimeRecoverySpecification | UpdateContinuousBackups |
 * | | SSESpecification with a customer's key | UpdateTable |
 *
 * What it drops and this does not set, because its API does nothing with it either: dead-letter queues and
 * retries of rule targets, throttling of API stages, retention of log groups, replicas (none are declared).
 */
export const closeGaps = async (cloud: CloudAddress, regions: readonly string[]): Promise<void> => {
  for (const region of regions) {
    const stacks = await deployedStacks(cloud, region);
    await closeRoles(cloud, region, stacks);
    await closeTables(cloud, region, stacks);
  }
};

const resourcesOf = (stack: DeployedStack, type: string): [name: string, declared: Declared][] =>
  [...stack.declared].flatMap(([id, declared]): [string, Declared][] => {
    const name = stack.physical.get(id);
    return declared.type === type && name !== undefined ? [[name, declared]] : [];
  });

const closeRoles = async (cloud: CloudAddress, region: string, stacks: readonly DeployedStack[]) => {
  const iam = new IAMClient(clientConfig(cloud, region));
  const without: string[] = [];
  for (const stack of stacks) {
    for (const [RoleName, role] of resourcesOf(stack, 'AWS::IAM::Role')) {
      const boundary = textOf(role.properties.PermissionsBoundary, { stack, neighbors: stacks });
      if (boundary !== undefined) {
        await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: boundary }));
      }
      await nameBatches(iam, RoleName);
      const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
      if (Role?.PermissionsBoundary?.PermissionsBoundaryArn === undefined) {
        without.push(`${RoleName} in ${stack.name}`);
      }
    }
  }
  iam.destroy();
  if (without.length > 0) {
    throw new LocalFailure(
      `These roles have no permissions boundary; every role has to: ${without.join(', ')}.`,
    );
  }
};

/** Whoever may send a message may send ten at once: the emulator asks for an action of its own for that. */
const nameBatches = async (iam: IAMClient, RoleName: string) => {
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  for (const PolicyName of PolicyNames) {
    const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    const document = decodeURIComponent(PolicyDocument);
    const named = document.replaceAll(/"sqs:SendMessage"(?=\s*[,}\]])/g, '"sqs:SendMessage*"');
    if (named === document) continue;
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: named }));
  }
};

/** What a template says of a table, in the fields that the emulator drops. */
type TableDeclaration = {
  readonly TimeToLiveSpecification?: { readonly AttributeName?: string };
  readonly SSESpecification?: { readonly SSEEnabled?: boolean };
  readonly Replicas?: readonly {
    readonly PointInTimeRecoverySpecification?: {
      readonly PointInTimeRecoveryEnabled?: boolean;
      readonly RecoveryPeriodInDays?: number;
    };
    readonly SSESpecification?: { readonly KMSMasterKeyId?: unknown };
  }[];
};

const closeTables = async (cloud: CloudAddress, region: string, stacks: readonly DeployedStack[]) => {
  const tables = new DynamoDBClient(clientConfig(cloud, region));
  for (const stack of stacks) {
    for (const [TableName, declared] of resourcesOf(stack, 'AWS::DynamoDB::GlobalTable')) {
      const table: TableDeclaration = declared.properties;
      const home = table.Replicas?.[0];
      const ttl = table.TimeToLiveSpecification?.AttributeName;
      if (ttl !== undefined) {
        const TimeToLiveSpecification = { AttributeName: ttl, Enabled: true };
        await tables.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
      }
      const recovery = home?.PointInTimeRecoverySpecification;
      if (recovery?.PointInTimeRecoveryEnabled === true) {
        const PointInTimeRecoverySpecification = {
          PointInTimeRecoveryEnabled: true,
          ...(recovery.RecoveryPeriodInDays !== undefined && {
            RecoveryPeriodInDays: recovery.RecoveryPeriodInDays,
          }),
        };
        await tables.send(
          new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }),
        );
      }
      const key = textOf(home?.SSESpecification?.KMSMasterKeyId, { stack, neighbors: stacks });
      if (table.SSESpecification?.SSEEnabled === true && key !== undefined) {
        const SSESpecification = { Enabled: true, SSEType: 'KMS' as const, KMSMasterKeyId: key };
        await tables.send(new UpdateTableCommand({ TableName, SSESpecification }));
      }
    }
  }
  tables.destroy();
};
