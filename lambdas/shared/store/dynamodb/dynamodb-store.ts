import {
  BatchWriteItemCommand,
  type ConsumedCapacity,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Meter } from '../capacity.ts';
import { StoreMisuse } from '../misuse.ts';
import { assertAction, assertBatch, assertKey, assertQuery, assertTransaction } from '../rules.ts';
import type { Outcome, Query, Store, TableName, Write } from '../store.ts';
import {
  attributesOf,
  cursorOf,
  itemAmongOthers,
  itemOf,
  keyAttributes,
  keyOfAttributes,
} from './attributes.ts';
import type { DynamoDbClient } from './client.ts';
import { keyExpression, placeholders } from './expressions.ts';
import { refusalOf, thrownFor } from './refusals.ts';
import { deleteRequest, putRequest, transactionItem, updateRequest } from './requests.ts';

export type DynamoDbOptions = {
  readonly client: DynamoDbClient;
  /** The names of the tables that the function may use. */
  readonly tables: Partial<Record<TableName, string>>;
  /** Asks DynamoDB for the capacity that each call consumed. */
  readonly meter?: Meter;
};

const reading = async <T>(operation: string, call: () => Promise<T>): Promise<T> => {
  try {
    return await call();
  } catch (error) {
    throw thrownFor(operation, error);
  }
};

const writing = async (operation: string, call: () => Promise<void>): Promise<Outcome> => {
  try {
    await call();
    return { ok: true };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal !== undefined) return refusal;
    throw thrownFor(operation, error);
  }
};

const pageRequest = (TableName: string, query: Query) => {
  const into = placeholders();
  return {
    TableName,
    ...(query.index && { IndexName: query.index }),
    KeyConditionExpression: keyExpression(query, into),
    ...into.collected(),
    ConsistentRead: query.consistency === 'strong',
    ScanIndexForward: query.order !== 'descending',
    ...(query.limit !== undefined && { Limit: query.limit }),
    ...(query.after && { ExclusiveStartKey: attributesOf(query.after) }),
  };
};

/**
 * The store on DynamoDB. Every call throws StoreMisuse for what DynamoDB refuses whatever is stored, and for a
 * table that the function was given no name of.
 */
export const dynamoDbStore = ({ client, tables, meter }: DynamoDbOptions): Store => {
  const counted = meter ? { ReturnConsumedCapacity: 'TOTAL' as const } : {};

  const nameOf = (table: TableName): string => {
    const name = tables[table];
    if (name === undefined) throw new StoreMisuse(`this function was given no table ${table}`);
    return name;
  };

  const meterRead = (table: TableName, consumed: ConsumedCapacity | undefined): void =>
    meter?.(table, { read: consumed?.CapacityUnits ?? 0, write: 0 });

  const meterWrites = (consumed: readonly ConsumedCapacity[] = []): void => {
    for (const { TableName, CapacityUnits = 0 } of consumed) {
      const table = (['registry', 'content', 'evidence'] as const).find((name) => tables[name] === TableName);
      if (table !== undefined) meter?.(table, { read: 0, write: CapacityUnits });
    }
  };

  const send = async (write: Write): Promise<ConsumedCapacity | undefined> => {
    const name = nameOf(write.table);
    switch (write.kind) {
      case 'put':
        return (await client.once.send(new PutItemCommand({ ...putRequest(name, write), ...counted })))
          .ConsumedCapacity;
      case 'update':
        return (await client.once.send(new UpdateItemCommand({ ...updateRequest(name, write), ...counted })))
          .ConsumedCapacity;
      case 'delete':
        return (await client.once.send(new DeleteItemCommand({ ...deleteRequest(name, write), ...counted })))
          .ConsumedCapacity;
    }
  };

  return {
    get: async (table, key, consistency) => {
      assertKey(key);
      const request = {
        TableName: nameOf(table),
        Key: keyAttributes(key),
        ConsistentRead: consistency === 'strong',
        ...counted,
      };
      return reading('get', async () => {
        const { Item, ConsumedCapacity } = await client.repeating.send(new GetItemCommand(request));
        meterRead(table, ConsumedCapacity);
        return Item && itemOf(Item);
      });
    },

    query: async (query) => {
      assertQuery(query);
      const request = { ...pageRequest(nameOf(query.table), query), ...counted };
      return reading('query', async () => {
        const answer = await client.repeating.send(new QueryCommand(request));
        meterRead(query.table, answer.ConsumedCapacity);
        return {
          // A record that says of nobody whom it concerns could be taken from a hold: content is read whole or not at all.
          items: (answer.Items ?? []).map(query.table === 'content' ? itemOf : itemAmongOthers),
          ...(answer.LastEvaluatedKey && { next: cursorOf(answer.LastEvaluatedKey) }),
        };
      });
    },

    write: async (write) => {
      assertAction(write);
      return writing(write.kind, async () => {
        const consumed = await send(write);
        if (consumed) meterWrites([consumed]);
      });
    },

    transact: async (actions) => {
      assertTransaction(actions);
      const command = new TransactWriteItemsCommand({
        TransactItems: actions.map((action) => transactionItem(nameOf(action.table), action)),
        // The token makes a repeated attempt the same transaction.
        ClientRequestToken: crypto.randomUUID(),
        ...counted,
      });
      return writing('transact', async () => {
        meterWrites((await client.repeating.send(command)).ConsumedCapacity);
      });
    },

    deleteBatch: async (table, keys) => {
      assertBatch(table, keys);
      if (keys.length === 0) return [];
      const name = nameOf(table);
      const requests = keys.map((key) => ({ DeleteRequest: { Key: keyAttributes(key) } }));
      return reading('deleteBatch', async () => {
        const answer = await client.repeating.send(
          new BatchWriteItemCommand({ RequestItems: { [name]: requests }, ...counted }),
        );
        meterWrites(answer.ConsumedCapacity);
        const left = answer.UnprocessedItems?.[name] ?? [];
        return left.map(({ DeleteRequest }) => keyOfAttributes(DeleteRequest?.Key));
      });
    },
  };
};
