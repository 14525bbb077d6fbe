import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  DescribeTableCommand,
  type DynamoDBClient,
  ScanCommand,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { type Geography, geographies, isGeography } from '../../domain/geographies.ts';
import { itemOf, keyAttributes } from '../../lambdas/shared/store/dynamodb/attributes.ts';
import { createDynamoDbClient } from '../../lambdas/shared/store/dynamodb/client.ts';
import { dynamoDbStore } from '../../lambdas/shared/store/dynamodb/dynamodb-store.ts';
import { StoreUnavailable, type TableName } from '../../lambdas/shared/store/store.ts';
import { systemClock, systemRandomness, systemWait } from '../../lambdas/shared/system-ports.ts';
import { UsageError } from '../usage-error.ts';
import type { RestoreAsked } from './arguments.ts';
import { type RestorePorts, RestoreRefused, type Scan } from './ports.ts';

/** What is found in the account before anything is read: the cell, its tables, and the copy. */
export type FoundTables = {
  readonly geography: Geography;
  readonly tables: Readonly<Record<TableName, TableDescription>>;
  readonly copy: TableDescription;
};

const outputs = { registry: 'RegistryTable', content: 'ContentTable', evidence: 'EvidenceTable' } as const;

/**
 * Finds the tables of a cell by the outputs of its stack, and the copy by its name. Region, profile and endpoint are
 * those of the environment.
 * @throws UsageError when there is no such stack or table, or the region is not that of the cell
 * @throws RestoreRefused for a copy with other keys
 */
export const findTables = async (asked: Pick<RestoreAsked, 'stack' | 'copy'>): Promise<FoundTables> => {
  const { repeating: client } = createDynamoDbClient();
  const stack = new CloudFormationClient();
  const found = await stack
    .send(new DescribeStacksCommand({ StackName: asked.stack }))
    .catch((error: unknown) => wrongUse(`The stack ${asked.stack} cannot be read`, error));
  const told = Object.fromEntries(
    (found.Stacks?.[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue }) => [OutputKey, OutputValue]),
  );
  const geography = told.Geography ?? '';
  const names = Object.values(outputs).map((output) => told[output]);
  if (!isGeography(geography) || names.includes(undefined))
    throw new UsageError(`${asked.stack} is no stack that keeps the tables of a cell.`);
  const region = await client.config.region();
  if (region !== geographies[geography].region)
    throw new UsageError(
      `The region is ${region}; the cell ${geography} is in ${geographies[geography].region}. Set AWS_REGION.`,
    );
  const [registry, content, evidence, copy] = await Promise.all(
    [...names, asked.copy].map((name) => describe(client, name ?? '')),
  );
  if (!registry || !content || !evidence || !copy) throw new UsageError('A table was not found.');
  demandKeys(asked.copy, copy);
  return { geography, tables: { registry, content, evidence }, copy };
};

const wrongUse = (what: string, error: unknown): never => {
  throw new UsageError(`${what}: ${error instanceof Error ? error.message : String(error)}`);
};

const describe = async (client: DynamoDBClient, name: string): Promise<TableDescription | undefined> => {
  const { Table } = await client
    .send(new DescribeTableCommand({ TableName: name }))
    .catch((error: unknown) => wrongUse(`The table ${name} cannot be read`, error));
  return Table;
};

const demandKeys = (
  name: string,
  { KeySchema = [], AttributeDefinitions = [], TableStatus }: TableDescription,
) => {
  const types = new Map(AttributeDefinitions.map((each) => [each.AttributeName, each.AttributeType]));
  const keys = KeySchema.map(
    (each) => `${each.AttributeName} ${types.get(each.AttributeName)} ${each.KeyType}`,
  );
  const [wanted, given] = ['pk S HASH, sk S RANGE', keys.join(', ')];
  if (given !== wanted)
    throw new RestoreRefused([`${name} has the keys ${given}; a table of a cell has ${wanted}`]);
  if (TableStatus !== 'ACTIVE')
    throw new RestoreRefused([`${name} is ${TableStatus} still; wait until it is ACTIVE`]);
};

/** What a restore reads and writes, on DynamoDB. */
export const dynamoDbPorts = (
  { geography, tables: found, copy }: FoundTables,
  asked: Pick<RestoreAsked, 'purgeBudget'>,
  tell: RestorePorts['tell'],
): RestorePorts => {
  const client = createDynamoDbClient();
  const nameOf = ({ TableName = '' }: TableDescription) => TableName;
  const tables = {
    registry: nameOf(found.registry),
    content: nameOf(found.content),
    evidence: nameOf(found.evidence),
  };
  return {
    geography,
    store: dynamoDbStore({ client, tables }),
    clock: systemClock,
    randomness: systemRandomness,
    wait: systemWait,
    tables,
    scan: (table) =>
      scanOf(client.repeating, tables[table], table === 'content' ? ['pk', 'sk', 'capturedAt'] : undefined),
    copy: { name: nameOf(copy), scan: scanOf(client.repeating, nameOf(copy)) },
    purgeBudget: asked.purgeBudget,
    tell,
  };
};

/** Reads a table whole, or only some attributes of it, a page at a time. */
const scanOf =
  (client: DynamoDBClient, TableName: string, only?: readonly string[]): Scan =>
  async (after) => {
    const projection = only && {
      ProjectionExpression: only.map((_, index) => `#a${index}`).join(', '),
      ExpressionAttributeNames: Object.fromEntries(only.map((name, index) => [`#a${index}`, name])),
    };
    const page = await client.send(
      new ScanCommand({
        TableName,
        ConsistentRead: true,
        ...projection,
        ...(after && { ExclusiveStartKey: keyAttributes(after) }),
      }),
    );
    const next = page.LastEvaluatedKey && keysIn(TableName, page.LastEvaluatedKey);
    return { items: (page.Items ?? []).map((item) => keysIn(TableName, item)), ...(next && { next }) };
  };

const keysIn = (table: string, attributes: Parameters<typeof itemOf>[0]) => {
  try {
    return itemOf(attributes);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    throw new RestoreRefused([`${table} is no table of a cell: ${error.message}`]);
  }
};
