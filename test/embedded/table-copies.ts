import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  paginateScan,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { type CloudAddress, clientConfig } from '../../local/clients.ts';

/** Copies and losses of tables, as an operator's backups and mistakes make them: past every role of the cell. */
export const tableCopies = (cloud: CloudAddress, region: string) => {
  const client = new DynamoDBClient(clientConfig(cloud, region));

  const itemsOf = async (TableName: string) => {
    const items = [];
    for await (const page of paginateScan({ client }, { TableName, ConsistentRead: true }))
      items.push(...(page.Items ?? []));
    return items;
  };

  const write = async (TableName: string, requests: readonly WriteRequest[]) => {
    for (let from = 0; from < requests.length; from += 25) {
      const RequestItems = { [TableName]: requests.slice(from, from + 25) };
      await client.send(new BatchWriteItemCommand({ RequestItems }));
    }
  };

  return {
    itemsOf,
    /** A table of its own with what another one holds now, as a restored backup is one. */
    copy: async (table: string, name: string): Promise<void> => {
      const key = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' }) as const;
      await client.send(
        new CreateTableCommand({
          TableName: name,
          AttributeDefinitions: [key('pk'), key('sk')],
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'sk', KeyType: 'RANGE' },
          ],
          BillingMode: 'PAY_PER_REQUEST',
        }),
      );
      await write(
        name,
        (await itemsOf(table)).map((Item) => ({ PutRequest: { Item } })),
      );
    },
    /** Empties a table. */
    lose: async (table: string): Promise<void> =>
      write(
        table,
        (await itemsOf(table)).map(({ pk, sk }) => ({
          DeleteRequest: { Key: { pk: pk ?? { S: '' }, sk: sk ?? { S: '' } } },
        })),
      ),
    close: () => client.destroy(),
  };
};
