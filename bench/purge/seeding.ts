import { createHash } from 'node:crypto';
import { BatchWriteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ulid } from 'ulid';
import { registryKeys } from '../../contract/tables/registry.ts';
import { identifier } from '../../domain/identifiers.ts';
import { lotName, parseLotName } from '../../domain/retention/lot.ts';
import { dayOf, days, hours, startOfDay } from '../../domain/time.ts';
import { attributesOf } from '../../lambdas/shared/store/dynamodb/attributes.ts';
import { itemBytes } from '../../lambdas/shared/store/item-size.ts';
import type { Item, Store, TableName } from '../../lambdas/shared/store/store.ts';
import { aCell, type TestCell } from '../../test/support/cell.ts';
import { sharingUse } from '../../test/support/settings.ts';
import { aSharingCustomer } from '../../test/support/sharing-customer.ts';
import { capture, expectStatus, records } from '../../test/support/story.ts';

/** A lot as the product writes it: its items in the registry, and one of its records. */
export type LotPattern = {
  readonly name: string;
  readonly registry: readonly Item[];
  readonly record: Item;
  readonly recordBytes: number;
};

/** A cell over a store, with a lot whose retention has run out and one of today. */
export type Patterns = { readonly cell: TestCell; readonly due: LotPattern; readonly undue: LotPattern };

/**
 * Text that weighs about so many bytes when it is stored: deflating finds nothing in it but its six bits a letter.
 * Always the same, because a byte more in each record can be a read unit more in each page.
 */
const textOf = (bytes: number): string =>
  createHash('shake256', { outputLength: bytes }).update('records to purge').digest('base64');

/** How long a body may be for a record of that many KB: keys, facts and digest have their part, and so has deflating. */
const bodyBytes = (kilobytes: number): number => Math.floor(0.993 * (1_024 * kilobytes - 447));

/**
 * Captures two lots through the API: one that is due by now and not yet in danger of its deadline, and one of now.
 * What else is seeded follows their pattern.
 */
export const capturePatterns = async (store: Store, kilobytes: number): Promise<Patterns> => {
  const now = startOfDay(dayOf(Date.now())) - hours(1);
  const cell = aCell('us', { store, startsAt: now - days(28) });
  const { workspace } = await aSharingCustomer(cell);
  const captured = async (): Promise<LotPattern> => {
    const sent = records(cell, 1, textOf(bodyBytes(kilobytes)));
    const { epoch, lot } = expectStatus(await capture(cell, workspace, sharingUse, { records: sent }), 201);
    const keys = [registryKeys.lot(epoch, lot), registryKeys.salt(epoch, lot)];
    const registry = await Promise.all(keys.map((key) => store.get('registry', key, 'strong')));
    const { items } = await store.query({ table: 'content', pk: `${epoch}#${lot}`, consistency: 'strong' });
    const [record] = items;
    if (record === undefined) throw new Error('what was captured is not there');
    return {
      name: lot,
      registry: registry.flatMap((item) => item ?? []),
      record,
      recordBytes: itemBytes(record),
    };
  };
  const due = await captured();
  cell.clock.now = now;
  return { cell, due, undue: await captured() };
};

/** One lot to seed: items by table. */
export type SeededLot = { readonly [table in Exclude<TableName, 'evidence'>]: readonly Item[] };

/** A lot of that many records like the pattern's, of a workspace of its own. */
export const lotLike = (pattern: LotPattern, count: number, position: number): SeededLot => {
  const parts = parseLotName(pattern.name);
  if (parts === undefined) throw new Error('the pattern is no lot');
  const name = lotName({ ...parts, workspace: identifier('us', 'ws', ulid()) });
  const buckets = registryKeys.dueBuckets('us');
  const renamed = (item: Item): Item =>
    Object.fromEntries(
      Object.entries(item).map(([key, value]) => [
        key,
        typeof value === 'string' ? value.replace(pattern.name, name) : value,
      ]),
    ) as Item;
  return {
    registry: pattern.registry.map((item) => {
      const copy = renamed(item);
      if (copy.duePk === undefined) return copy;
      return { ...copy, captured: count, duePk: buckets[position % buckets.length] ?? '' };
    }),
    content: Array.from({ length: count }, (_, index) => ({
      ...renamed(pattern.record),
      sk: `${ulid()}#${String(index % 25).padStart(2, '0')}`,
    })),
  };
};

/** DynamoDB's bound for one batch, in items and, with room, in bytes. */
const perBatch = 25;
/** How many batches are under way at once. */
const lanes = 16;

/** Puts items in batches, several at once. The client must not wait as those that are measured do. */
export const putAll = async (client: DynamoDBClient, TableName: string, items: readonly Item[]) => {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const batch = items.slice(next, next + perBatch);
      next += perBatch;
      const puts = batch.map((item) => ({ PutRequest: { Item: attributesOf(item) } }));
      await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: puts } }));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
};
