import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { clientConfig } from '../../local/clients.ts';
import type { Cell } from '../../local/deployment-file.ts';
import { theCloud } from './running-cloud.ts';

type Stored = ReadonlyMap<string, string>;

const bySchedules = /_(outbox|signing|sweep)#|_log \| |\| (record|revision)#/;

/** Whatever a cell's tables hold, item by item, seen past the API by the cloud's root caller. */
export const storedItems = (cell: Cell) => {
  const client = new DynamoDBClient(clientConfig(theCloud(), cell.region));

  const itemsOf = async (TableName: string) => {
    const items: [string, string][] = [];
    for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true })) {
      for (const item of Items) {
        items.push([`${TableName}: ${item.pk?.S} | ${item.sk?.S}`, JSON.stringify(item)]);
      }
    }
    return items;
  };

  return {
    /** Events of some types that wait to be sent to the bus. @param name what all these types start with */
    waitingEvents: async (name: string): Promise<readonly string[]> => {
      const items = await itemsOf(cell.tables.registry);
      return items
        .filter(([key, item]) => /_outbox#/.test(key) && item.includes(`"${name}`))
        .map(([key]) => key);
    },
    /** What schedules write beside every request is left out: events that wait to be sent, the log, how far the sweep is. */
    now: async (): Promise<Stored> => {
      const { registry, content, evidence } = cell.tables;
      const items = (await Promise.all([registry, content, evidence].map(itemsOf))).flat();
      return new Map(items.filter(([key]) => !bySchedules.test(key)));
    },
    close: () => client.destroy(),
  };
};

/** The keys of what is new or different. What is gone is not looked for: items with a time to live end by themselves. */
export const writtenBetween = (before: Stored, after: Stored): readonly string[] =>
  [...after].filter(([key, item]) => before.get(key) !== item).map(([key]) => key);
