import { expect, test } from 'vitest';
import { costsApart, unitsOfEmptyTick, unitsOfLot, unitsOfTick } from '../../../bench/purge/by-the-rules.ts';
import { callsAlone } from '../../../bench/purge/calls-alone.ts';
import { assumed, units } from '../../../docs/scale-model.ts';

test('a record of 1 KB in a lot of 400 is purged for at most 1.05 write units and 0.15 read units', async () => {
  const { write, read } = await unitsOfLot(400, 1);

  expect(write / 400).toBeLessThanOrEqual(1.05);
  expect(read / 400).toBeLessThanOrEqual(0.15);
});

test('the page about scale says from which size of a lot on a record costs no more than that', async () => {
  const { records, write: mostWritten, read: mostRead } = units.purge.breakEven;
  const fits = async (size: number) => {
    const { write, read } = await unitsOfLot(size, 1);
    return write / size <= mostWritten && read / size <= mostRead;
  };

  expect(await fits(records)).toBe(true);
  // Lots are tried in steps of a call's 25 records: one call fewer is too few.
  expect(await fits(records - 25)).toBe(false);
});

test('a purge costs the same, whatever else is stored that is not due', async () => {
  const due = { lots: 2, recordsEach: 50, kilobytes: 1 };

  expect(await unitsOfTick({ ...due, undueLots: 40 })).toEqual(await unitsOfTick({ ...due, undueLots: 4 }));
});

test('the page about scale reckons with the units that a purge costs now', async () => {
  const { lot, record } = await costsApart(1);

  expect(record.write).toBeCloseTo(units.purge.record.write, 3);
  expect(record.read).toBeCloseTo(units.purge.record.read, 2);
  expect(lot.write).toBeCloseTo(units.purge.lot.write, 1);
  // A page of records ends within a read unit, here or there.
  expect(Math.abs(lot.read - units.purge.lot.read)).toBeLessThanOrEqual(2);
  expect((await unitsOfEmptyTick()).read).toBe(units.emptyTick.read);
});

test('the page about scale reckons with the calls that a worker makes one after the other', async () => {
  const latency = assumed.callSeconds * 1_000;
  const { deleting } = await callsAlone({ lots: 1, recordsPerLot: 400, workers: 1, latency });

  expect(deleting).toBeCloseTo((assumed.callsALot + 4 * assumed.callsAPage) * assumed.callSeconds, 6);
});
