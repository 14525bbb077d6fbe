import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  paginateQuery,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { workerAccess } from '../../contract/access/worker.ts';
import type { PurgeWork } from '../../contract/events/purge-work.ts';
import { planTick } from '../../lambdas/planner/plan-tick.ts';
import type { Attributes } from '../../lambdas/shared/store/dynamodb/attributes.ts';
import { doWork } from '../../lambdas/worker/do-work.ts';
import type { TestCell } from '../../test/support/cell.ts';

/** How many workers purge beside each other: as many as the queue starts. */
export const workersOfQueue = workerAccess.maxConcurrency;

/** What a contestant did. Seconds that were spent looking for what is due, and seconds that were spent deleting it. */
export type Purged = { readonly deleted: number; readonly finding: number; readonly deleting: number };

/** A worker did not purge what was due, so that there is nothing to compare. */
export class NotPurged extends Error {
  override readonly name = 'NotPurged';
}

/** @param now in milliseconds */
const secondsOf = async (work: () => Promise<void>, now = () => performance.now()): Promise<number> => {
  const started = now();
  await work();
  return (now() - started) / 1_000;
};

/** Works through a list, several at once. */
const sideBySide = async <T>(lanes: number, todo: readonly T[], work: (one: T) => Promise<void>) => {
  const waiting = [...todo];
  const lane = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
};

/**
 * The product: a tick of the planner, then the worker for each message, as many at once as the queue starts. A lot
 * whose counts do not add up ends the comparison.
 * @throws NotPurged
 */
export const domicile = async (
  ports: TestCell['ports'],
  {
    records,
    workers,
    now,
  }: { readonly records: number; readonly workers: number; readonly now?: () => number },
): Promise<Purged> => {
  const queue: PurgeWork[] = [];
  const send = async (work: readonly PurgeWork[]) => {
    queue.push(...work);
  };
  const report = (source: string, error: unknown) => console.error(source, error);
  const finding = await secondsOf(async () => {
    await planTick({ ...ports, queue: { send }, report });
  }, now);
  const purgeAll = () =>
    sideBySide(workers, queue, async (work) => {
      const done = await doWork(ports, work);
      if (done.work !== 'purge-lot' || done.counts !== 'add-up') {
        throw new NotPurged(`a message came to ${JSON.stringify(done)}`);
      }
    });
  return { deleted: records, finding, deleting: await secondsOf(purgeAll, now) };
};

const keyOf = ({ pk, sk }: Attributes): Attributes => ({ ...(pk && { pk }), ...(sk && { sk }) });

/**
 * What many begin with: a scan with a filter on the time of capture, and each record that it yields deleted before
 * the next. Stops after the page in which `atMost` deletions are reached.
 */
export const scanOneByOne = async (
  client: DynamoDBClient,
  TableName: string,
  before: string,
  atMost: number,
): Promise<Purged> => {
  let [deleted, finding, deleting] = [0, 0, 0];
  let after: Attributes | undefined;
  do {
    let found: readonly Attributes[] = [];
    finding += await secondsOf(async () => {
      const page = await client.send(
        new ScanCommand({
          TableName,
          FilterExpression: 'capturedAt < :before',
          ExpressionAttributeValues: { ':before': { S: before } },
          ...(after && { ExclusiveStartKey: after }),
        }),
      );
      found = page.Items ?? [];
      after = page.LastEvaluatedKey;
    });
    deleting += await secondsOf(async () => {
      for (const item of found) await client.send(new DeleteItemCommand({ TableName, Key: keyOf(item) }));
    });
    deleted += found.length;
  } while (after !== undefined && deleted < atMost);
  return { deleted, finding, deleting };
};

/** A page of what is due, as long as the worker's. */
const pageSize = 100;

async function* pagesOf(client: DynamoDBClient, TableName: string, attribute: 'pk' | 'duePk', key: string) {
  const pages = paginateQuery(
    { client, pageSize },
    {
      TableName,
      ...(attribute === 'duePk' && { IndexName: 'due' }),
      KeyConditionExpression: '#key = :key',
      ExpressionAttributeNames: { '#key': attribute },
      ExpressionAttributeValues: { ':key': { S: key } },
    },
  );
  for await (const { Items = [] } of pages) if (Items.length > 0) yield Items;
}

const batchesOf = (items: readonly Attributes[]) =>
  Array.from({ length: Math.ceil(items.length / 25) }, (_, index) =>
    items.slice(25 * index, 25 * (index + 1)),
  );

/**
 * Everything in the partitions of a table, or of an index on content by what is due when, deleted in batches: no
 * lease, no evidence.
 */
export const deleteInBatches = async (
  client: DynamoDBClient,
  TableName: string,
  partitionKey: 'pk' | 'duePk',
  partitions: readonly string[],
): Promise<Purged> => {
  let deleted = 0;
  const deleting = await secondsOf(() =>
    sideBySide(workersOfQueue, partitions, async (partition) => {
      for await (const items of pagesOf(client, TableName, partitionKey, partition)) {
        for (const batch of batchesOf(items)) {
          const deletes = batch.map((item) => ({ DeleteRequest: { Key: keyOf(item) } }));
          await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: deletes } }));
        }
        deleted += items.length;
      }
    }),
  );
  return { deleted, finding: 0, deleting };
};

/** How many conditional deletions a worker has under way at once. */
export const conditionalAtOnce = 25;

/** The lots by key, and each record deleted on a condition of its own: no lease, no evidence. */
export const conditional = async (
  client: DynamoDBClient,
  TableName: string,
  lots: readonly string[],
): Promise<Purged> => {
  let deleted = 0;
  const remove = async (item: Attributes): Promise<void> => {
    await client.send(
      new DeleteItemCommand({
        TableName,
        Key: keyOf(item),
        ConditionExpression: 'attribute_not_exists(held) AND attribute_exists(pk)',
      }),
    );
  };
  const deleting = await secondsOf(() =>
    sideBySide(workersOfQueue, lots, async (lot) => {
      for await (const items of pagesOf(client, TableName, 'pk', lot)) {
        await sideBySide(conditionalAtOnce, items, remove);
        deleted += items.length;
      }
    }),
  );
  return { deleted, finding: 0, deleting };
};
