import { buckets, registryKeys } from '../../contract/tables/registry.ts';
import type { UsePolicy } from '../../domain/consent/epoch.ts';
import { geographyOf } from '../../domain/identifiers.ts';
import { type RecordFate, recordFate } from '../../domain/restore/record-fate.ts';
import { type Lot, type LotName, parseLotName, spreadOver } from '../../domain/retention/lot.ts';
import { type Duration, isoOf, startOfDay } from '../../domain/time.ts';
import { storedItem } from '../../lambdas/shared/repositories/stored-item.ts';
import type { Item } from '../../lambdas/shared/store/store.ts';
import { everyItem, type Scan } from './ports.ts';
import type { Known, Purged } from './read-evidence.ts';

/** What lies in a partition of the content table. */
export type Found = { readonly records: number; readonly first: string; readonly last: string };

/** Counts the records of every lot, by partition key. */
export const countContent = async (scan: Scan): Promise<ReadonlyMap<string, Found>> => {
  const found = new Map<string, Found>();
  for await (const { pk, capturedAt } of everyItem(scan)) {
    const at = typeof capturedAt === 'string' ? capturedAt : isoOf(0);
    const before = found.get(pk);
    found.set(pk, {
      records: (before?.records ?? 0) + 1,
      first: before !== undefined && before.first < at ? before.first : at,
      last: before !== undefined && before.last > at ? before.last : at,
    });
  }
  return found;
};

/** What becomes of a partition's records, as evidence has it. */
export const fateIn = (known: Known, partition: string): RecordFate =>
  recordFate(partition, {
    epochOf: (epoch) => known.epochs.get(epoch),
    isPurged: (each) => known.purges.has(each),
  });

/** Why content does not fit what evidence says; empty where it does. */
export const contentReasons = (known: Known, partitions: Iterable<string>): readonly string[] =>
  [...partitions].flatMap((partition) => {
    const fate = fateIn(known, partition);
    return fate.fate === 'refused' ? [fate.why] : [];
  });

/** A lot that evidence says was purged. What it held besides its counts is not known any more, and not needed. */
export const purgedLotItem = (purged: Purged): Item => {
  const { epoch, lot: name, captured, deleted, moved, deletedDigest, deletedAt } = purged;
  const opened = isoOf(startOfDay(parseLotName(name)?.day ?? deletedAt.slice(0, 10)));
  const lot: Lot = {
    epoch,
    name,
    state: 'purged',
    captured,
    deleted,
    ...(moved !== undefined && { moved }),
    kilobytes: 0,
    fence: 0,
    deletedDigest,
    firstCapturedAt: opened,
    lastCapturedAt: opened,
    purgeFrom: deletedAt,
    purgedAt: deletedAt,
  };
  return storedItem(registryKeys.lot(epoch, name), lot);
};

/** A lot that lives, with what is in it now: what it held before is not known, and its certificate says so. */
export const livingLotItem = (
  { epoch, name }: Pick<Lot, 'epoch'> & { readonly name: string },
  { day }: Pick<LotName, 'day'>,
  { retention }: Pick<UsePolicy, 'retention'>,
  found: Found,
  facts: { readonly purgeBudget: Duration; readonly releasedAt?: string },
): Item => {
  const purgeFrom = isoOf(startOfDay(day) + retention - facts.purgeBudget);
  const lot: Lot = {
    epoch,
    name,
    state: 'open',
    captured: found.records,
    deleted: 0,
    kilobytes: found.records,
    fence: 0,
    firstCapturedAt: found.first,
    lastCapturedAt: found.last,
    purgeFrom,
    recounted: true,
    ...(facts.releasedAt !== undefined && { releasedAt: facts.releasedAt }),
  };
  const bucket = spreadOver(`${epoch}${name}`, buckets.due);
  const due = registryKeys.due(geographyOf(epoch), purgeFrom, `${epoch}#${name}`, bucket);
  return storedItem(registryKeys.lot(epoch, name), { ...lot, ...due });
};
