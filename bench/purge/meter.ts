import { setTimeout as sleep } from 'node:timers/promises';
import type { ConsumedCapacity, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readUnits } from '../../lambdas/shared/store/capacity.ts';
import { type Attributes, itemOf } from '../../lambdas/shared/store/dynamodb/attributes.ts';
import { itemBytes } from '../../lambdas/shared/store/item-size.ts';

/** What the calls of a client came to. */
export type Consumption = {
  readonly calls: number;
  /** Write units, as the embedded DynamoDB answers them. */
  readonly written: number;
  /** Read units, as the embedded DynamoDB answers them: it counts a page as one item. */
  readonly read: number;
  /** Read units by DynamoDB's published rules, from the bytes that were looked at. */
  readonly readByRules: number;
};

export const nothingConsumed: Consumption = { calls: 0, written: 0, read: 0, readByRules: 0 };

/** Counts what clients consume and makes each of their calls wait first, as the way to a service does. */
export type ClientMeter = {
  /** Lets a client wait and be counted from now on. */
  readonly watch: (client: DynamoDBClient) => void;
  /** What was consumed while the work was done. */
  readonly during: (work: () => Promise<void>) => Promise<Consumption>;
};

export type MeterOptions = {
  /** Milliseconds that each call waits. */
  readonly latency: number;
  /** Bytes of a captured record, by which pages of them are counted: opening each would be measured too. */
  readonly recordBytes: () => number;
  /** Whether a table holds captured records. */
  readonly holdsRecords: (table: string) => boolean;
};

type Answer = {
  readonly ConsumedCapacity?: ConsumedCapacity | readonly ConsumedCapacity[];
  readonly Item?: Attributes;
  readonly Items?: readonly Attributes[];
  readonly ScannedCount?: number;
};
type Asked = {
  readonly TableName?: string;
  readonly IndexName?: string;
  readonly ConsistentRead?: boolean;
};

const unitsIn = ({ ConsumedCapacity: consumed = [] }: Answer): number =>
  [consumed].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);

const isRead = (command: string): boolean => /^(Get|Query|Scan)/.test(command);

/** A meter of clients of the embedded DynamoDB. */
export const clientMeter = ({ latency, recordBytes, holdsRecords }: MeterOptions): ClientMeter => {
  let sum = nothingConsumed;

  const bytesIn = ({ TableName = '', IndexName }: Asked, { Item, Items, ScannedCount }: Answer): number => {
    // An index holds keys only, and is counted item by item.
    if (holdsRecords(TableName) && IndexName === undefined)
      return (ScannedCount ?? (Item ? 1 : 0)) * recordBytes();
    return [...(Item ? [Item] : []), ...(Items ?? [])].reduce((all, one) => all + itemBytes(itemOf(one)), 0);
  };

  const count = (command: string, asked: Asked, answer: Answer): void => {
    const units = unitsIn(answer);
    const read = isRead(command);
    const consistency = asked.ConsistentRead ? 'strong' : 'eventual';
    sum = {
      calls: sum.calls + 1,
      written: sum.written + (read ? 0 : units),
      read: sum.read + (read ? units : 0),
      readByRules: sum.readByRules + (read ? readUnits(bytesIn(asked, answer), consistency) : 0),
    };
  };

  return {
    watch: (client) =>
      client.middlewareStack.add(
        (next, { commandName = '' }) =>
          async (args) => {
            await sleep(latency);
            const input = { ...args.input, ReturnConsumedCapacity: 'TOTAL' };
            const result = await next({ ...args, input });
            count(commandName, args.input as Asked, result.output as Answer);
            return result;
          },
        { step: 'initialize', name: 'waitAndCount' },
      ),
    during: async (work) => {
      sum = nothingConsumed;
      await work();
      return sum;
    },
  };
};
