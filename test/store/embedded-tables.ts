import { randomUUID } from 'node:crypto';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  type DynamoDBClient,
  type DynamoDBClientConfig,
  type KeySchemaElement,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { dueIndex } from '../../contract/tables/indexes.ts';
import { createDynamoDbClient } from '../../lambdas/shared/store/dynamodb/client.ts';
import { dynamoDbStore } from '../../lambdas/shared/store/dynamodb/dynamodb-store.ts';
import type { TableName } from '../../lambdas/shared/store/store.ts';
import type { OpenStore } from './contract/open-store.ts';

const keySchema = (partition: string, sort: string): KeySchemaElement[] => [
  { AttributeName: partition, KeyType: 'HASH' },
  { AttributeName: sort, KeyType: 'RANGE' },
];

const texts = (...names: readonly string[]) =>
  names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const }));

const plainTable = { AttributeDefinitions: texts('pk', 'sk'), KeySchema: keySchema('pk', 'sk') };

const indexedTable = {
  ...plainTable,
  AttributeDefinitions: texts('pk', 'sk', dueIndex.partitionKey, dueIndex.sortKey),
  GlobalSecondaryIndexes: [
    {
      IndexName: dueIndex.name,
      KeySchema: keySchema(dueIndex.partitionKey, dueIndex.sortKey),
      Projection: { ProjectionType: dueIndex.projection },
    },
  ],
};

const createTable = async (
  client: DynamoDBClient,
  shape: Pick<CreateTableCommandInput, 'AttributeDefinitions' | 'KeySchema'>,
  TableName: string,
): Promise<void> => {
  await client.send(new CreateTableCommand({ ...shape, TableName, BillingMode: 'PAY_PER_REQUEST' }));
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 2 }, { TableName });
};

/** Three tables of a name of their own, like those of a cell. */
export const createCellTables = async (client: DynamoDBClient): Promise<Record<TableName, string>> => {
  const run = `store-contract-${randomUUID()}`;
  const names: Record<TableName, string> = {
    registry: `${run}-registry`,
    content: `${run}-content`,
    evidence: `${run}-evidence`,
  };
  await createTable(client, indexedTable, names.registry);
  await createTable(client, plainTable, names.content);
  await createTable(client, plainTable, names.evidence);
  return names;
};

/** One table whose items are found by the keys of the index too. @returns its name */
export const createIndexedTable = async (client: DynamoDBClient): Promise<string> => {
  const name = `indexed-${randomUUID()}`;
  await createTable(client, indexedTable, name);
  return name;
};

/** A store over tables of its own; closing deletes them. */
export const openEmbeddedStore =
  (config: DynamoDBClientConfig): OpenStore =>
  async (meter) => {
    const client = createDynamoDbClient(config);
    const tables = await createCellTables(client.repeating);
    return {
      store: dynamoDbStore({ client, tables, ...(meter && { meter }) }),
      close: async () => {
        for (const TableName of Object.values(tables)) {
          await client.repeating.send(new DeleteTableCommand({ TableName }));
        }
        client.repeating.destroy();
        client.once.destroy();
      },
    };
  };
