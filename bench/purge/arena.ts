import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { days, isoOf } from '../../domain/time.ts';
import { createDynamoDbClient } from '../../lambdas/shared/store/dynamodb/client.ts';
import { dynamoDbStore } from '../../lambdas/shared/store/dynamodb/dynamodb-store.ts';
import type { Item, Store } from '../../lambdas/shared/store/store.ts';
import { createCellTables, createIndexedTable } from '../../test/store/embedded-tables.ts';
import {
  conditional,
  deleteInBatches,
  domicile,
  type Purged,
  scanOneByOne,
  workersOfQueue,
} from './contestants.ts';
import type { EmbeddedDynamoDb } from './embedded-dynamodb.ts';
import { type ClientMeter, type Consumption, clientMeter } from './meter.ts';
import { capturePatterns, lotLike, type Patterns, putAll } from './seeding.ts';

/** Milliseconds that every call of every contestant waits in addition. */
export const latency = 8;

/** What a contestant did and consumed. */
export type Round = Purged & { readonly consumed: Consumption; readonly lots: number };

/** Tables with records of one size in which contestants purge the same lots, seeded anew for each. */
export type Arena = {
  readonly recordBytes: number;
  /** Adds lots that are not due, which stay. */
  readonly addUndue: (lots: number) => Promise<void>;
  readonly domicile: (lots: number) => Promise<Round>;
  readonly scanOneByOne: (lots: number, atMost: number) => Promise<Round>;
  readonly indexAndBatch: (lots: number) => Promise<Round>;
  readonly conditional: (lots: number) => Promise<Round>;
};

export type ArenaOptions = { readonly kilobytes: number; readonly recordsPerLot: number };

type Surroundings = {
  readonly options: ArenaOptions;
  readonly patterns: Patterns;
  readonly tables: { readonly registry: string; readonly content: string; readonly indexed: string };
  /** Puts items at once; the others wait and are counted. */
  readonly seeder: DynamoDBClient;
  readonly client: DynamoDBClient;
  readonly meter: ClientMeter;
  readonly store: Store;
};

/** Opens an arena: tables of its own, and a lot of each kind captured through the API. */
export const openArena = async (dynamoDb: EmbeddedDynamoDb, options: ArenaOptions): Promise<Arena> => {
  const seeder = new DynamoDBClient(dynamoDb.config);
  const names = await createCellTables(seeder);
  const indexed = await createIndexedTable(seeder);
  let recordBytes = 0;
  const meter = clientMeter({
    latency,
    recordBytes: () => recordBytes,
    holdsRecords: (table) => table === names.content || table === indexed,
  });
  const client = createDynamoDbClient(dynamoDb.config);
  const store = dynamoDbStore({ client, tables: names });
  const patterns = await capturePatterns(store, options.kilobytes);
  recordBytes = patterns.due.recordBytes;
  const around: Surroundings = {
    options,
    patterns,
    tables: { registry: names.registry, content: names.content, indexed },
    seeder,
    client: client.repeating,
    meter,
    store,
  };
  // What the pattern was captured as is due itself: it goes before anything is measured.
  await domicile(patterns.cell.ports, { records: 1, workers: 1 });
  meter.watch(client.repeating);
  meter.watch(client.once);
  return arenaOf(around, recordBytes);
};

const arenaOf = (around: Surroundings, recordBytes: number): Arena => {
  const { options, patterns, tables, client, seeder } = around;
  const { content, indexed } = tables;
  const before = isoOf(patterns.cell.clock.now - days(14));
  const recordsOf = (lots: number) => lots * options.recordsPerLot;
  return {
    recordBytes,
    addUndue: async (lots) => {
      await seedLots(around, 'undue', lots);
    },
    domicile: async (lots) => {
      const seeded = await seedLots(around, 'due', lots);
      const round = await roundOf(around, lots, () =>
        domicile(patterns.cell.ports, { records: recordsOf(lots), workers: workersOfQueue }),
      );
      await demandEmpty(around.store, seeded);
      return round;
    },
    scanOneByOne: async (lots, atMost) => {
      const seeded = await seedContent(around, lots);
      const round = await roundOf(around, lots, () => scanOneByOne(client, content, before, atMost));
      // What a sample left over is no part of what comes next.
      await deleteInBatches(seeder, content, 'pk', seeded);
      return round;
    },
    indexAndBatch: async (lots) => {
      const partitions = await seedIndexed(around, lots);
      return roundOf(around, lots, () => deleteInBatches(client, indexed, 'duePk', partitions));
    },
    conditional: async (lots) => {
      const seeded = await seedContent(around, lots);
      return roundOf(around, lots, () => conditional(client, content, seeded));
    },
  };
};

const roundOf = async (
  { meter }: Surroundings,
  lots: number,
  contestant: () => Promise<Purged>,
): Promise<Round> => {
  // Whatever the seeding left to do is done before the clock starts.
  await sleep(200);
  let purged: Purged | undefined;
  const consumed = await meter.during(async () => {
    purged = await contestant();
  });
  if (purged === undefined) throw new Error('nothing was measured');
  return { ...purged, consumed, lots };
};

/** How many lots are built before they are put: a bound for memory. */
const lotsAtOnce = 25;

type Puts = (items: {
  readonly registry: readonly Item[];
  readonly content: readonly Item[];
}) => Promise<void>;

const seed = async (
  { options, patterns }: Surroundings,
  kind: 'due' | 'undue',
  lots: number,
  put: Puts,
): Promise<readonly string[]> => {
  const partitions: string[] = [];
  for (let from = 0; from < lots; from += lotsAtOnce) {
    const built = Array.from({ length: Math.min(lotsAtOnce, lots - from) }, (_, index) =>
      lotLike(patterns[kind], options.recordsPerLot, from + index),
    );
    await put({
      registry: built.flatMap(({ registry }) => registry),
      content: built.flatMap(({ content }) => content),
    });
    partitions.push(...built.map(({ content }) => content[0]?.pk ?? ''));
  }
  return partitions;
};

const seedLots = (around: Surroundings, kind: 'due' | 'undue', lots: number) =>
  seed(around, kind, lots, async ({ registry, content }) => {
    await putAll(around.seeder, around.tables.registry, registry);
    await putAll(around.seeder, around.tables.content, content);
  });

const seedContent = (around: Surroundings, lots: number) =>
  seed(around, 'due', lots, ({ content }) => putAll(around.seeder, around.tables.content, content));

/** The same records with the attributes of an index: as many partitions a day as there are lots. */
const seedIndexed = async (around: Surroundings, lots: number): Promise<readonly string[]> => {
  const duePk = (pk: string) => `due#${pk}`;
  const partitions = await seed(around, 'due', lots, ({ content }) =>
    putAll(
      around.seeder,
      around.tables.indexed,
      content.map((item) => ({ ...item, duePk: duePk(item.pk), dueSk: item.sk })),
    ),
  );
  return partitions.map(duePk);
};

const demandEmpty = async (store: Store, partitions: readonly string[]): Promise<void> => {
  for (const pk of partitions) {
    const { items } = await store.query({ table: 'content', pk, limit: 1, consistency: 'strong' });
    if (items.length > 0) throw new Error('a purged lot still holds records');
  }
};
