import { inMemoryStore } from '../../lambdas/shared/store/in-memory/in-memory-store.ts';
import { capturePatterns, type LotPattern, lotLike } from './seeding.ts';

/** What a purge costs by DynamoDB's published rules, which the store in memory counts by. */
export type Units = { readonly write: number; readonly read: number };

const minus = (a: Units, b: Units): Units => ({ write: a.write - b.write, read: a.read - b.read });

/** How many lots of how many records are due, and how many more are not. */
export type TickOf = {
  readonly lots: number;
  readonly recordsEach: number;
  readonly kilobytes: number;
  readonly undueLots?: number;
};

/** A tick of the planner and the workers' part of it. */
export const unitsOfTick = async ({
  lots,
  recordsEach,
  kilobytes,
  undueLots = 0,
}: TickOf): Promise<Units> => {
  let units: Units = { write: 0, read: 0 };
  const meter = (_: string, { read, write }: Units) => {
    units = { write: units.write + write, read: units.read + read };
  };
  const store = inMemoryStore({ meter });
  const { cell, due, undue } = await capturePatterns(store, kilobytes);
  const seed = async (pattern: LotPattern, position: number): Promise<void> => {
    const lot = lotLike(pattern, recordsEach, position);
    for (const item of lot.registry) await store.write({ kind: 'put', table: 'registry', item });
    for (const item of lot.content) await store.write({ kind: 'put', table: 'content', item });
  };
  // The lot that the pattern was taken from is due too, and goes first.
  await cell.tick();
  for (let position = 0; position < lots; position += 1) await seed(due, position);
  for (let position = 0; position < undueLots; position += 1) await seed(undue, position);
  units = { write: 0, read: 0 };
  await cell.tick();
  return units;
};

/** What one further lot of a tick costs: reserving it, its message's whole work, its evidence and event. */
export const unitsOfLot = async (recordsEach: number, kilobytes: number): Promise<Units> =>
  minus(
    await unitsOfTick({ lots: 2, recordsEach, kilobytes }),
    await unitsOfTick({ lots: 1, recordsEach, kilobytes }),
  );

/** What a tick costs in which nothing is due. */
export const unitsOfEmptyTick = (): Promise<Units> => unitsOfTick({ lots: 0, recordsEach: 0, kilobytes: 1 });

/** What a lot costs beside its records, and a record beside its lot: the slope between two sizes of lots. */
export const costsApart = async (
  kilobytes: number,
): Promise<{ readonly lot: Units; readonly record: Units }> => {
  const [few, many] = [400, 1_200] as const;
  const [ofFew, ofMany] = [await unitsOfLot(few, kilobytes), await unitsOfLot(many, kilobytes)];
  const both = minus(ofMany, ofFew);
  const record = { write: both.write / (many - few), read: both.read / (many - few) };
  return {
    lot: { write: ofFew.write - few * record.write, read: ofFew.read - few * record.read },
    record,
  };
};

/** The fewest records a lot, in steps of a call's 25, from which a record costs no more than allowed. */
export const breakEven = async (allowed: Units): Promise<number | undefined> => {
  for (let records = 25; records <= 2_000; records += 25) {
    const { write, read } = await unitsOfLot(records, 1);
    if (write / records <= allowed.write && read / records <= allowed.read) return records;
  }
  return undefined;
};
