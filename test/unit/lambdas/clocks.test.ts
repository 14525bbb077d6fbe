import type { SQSRecordAttributes } from 'aws-lambda';
import { beforeEach, describe, expect, test } from 'vitest';
import { registryKeys } from '../../../contract/tables/registry.ts';
import type { EpochId, OrganizationId } from '../../../domain/identifiers.ts';
import { days, hours, type Instant, isoOf, minutes, seconds } from '../../../domain/time.ts';
import { planTick } from '../../../lambdas/planner/plan-tick.ts';
import { ClockDisagrees, demandClock, scheduleOf } from '../../../lambdas/shared/clock-check.ts';
import { present } from '../../../lambdas/shared/store/store.ts';
import { signLog } from '../../../lambdas/signer/sign-log.ts';
import { sweep } from '../../../lambdas/sweep/sweep.ts';
import { doWork } from '../../../lambdas/worker/do-work.ts';
import { workThrough } from '../../../lambdas/worker/work-through.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { countOf } from '../../support/holds.ts';
import { certificateFile, certificateOfEpoch } from '../../support/incidents.ts';
import { sharing } from '../../support/settings.ts';
import { aCustomerWithALot } from '../../support/sharing-customer.ts';
import { aSigner } from '../../support/signing.ts';
import { choose, expectStatus } from '../../support/story.ts';

let cell: TestCell;
let organization: OrganizationId;
let epoch: EpochId;
let lot: string;
let noon: Instant;

beforeEach(async () => {
  cell = aCell('us');
  noon = cell.clock.now;
  ({ organization, epoch, lot } = await aCustomerWithALot(cell, 3));
});

const optOut = async () => expectStatus(await choose(cell, organization, sharing, 'off'), 200);
const left = () => countOf(cell, epoch);
const lotItem = () => cell.store.get('registry', registryKeys.lot(epoch, lot), 'strong');
const mark = (set: Readonly<Record<string, string>>) =>
  cell.store.write({
    kind: 'update',
    table: 'registry',
    key: registryKeys.lot(epoch, lot),
    update: { set },
    condition: present('pk'),
  });

const wild = [
  ['two hours ahead', (now: Instant) => now + hours(2)],
  ['two hours behind', (now: Instant) => now - hours(2)],
  ['in 1970', () => 0],
  ['in 2100', () => Date.UTC(2100, 0, 1)],
] as const;

/** A message as the queue hands it out at an instant by its own clock, for the n-th time. */
const message = (receivedAt: Instant, times = 1) => ({
  messageId: 'purge',
  body: JSON.stringify({ kind: 'purge-lot', epoch, lot }),
  attributes: {
    ApproximateFirstReceiveTimestamp: String(receivedAt),
    ApproximateReceiveCount: String(times),
  } as SQSRecordAttributes,
});

describe('a worker', () => {
  test.each(wild)('whose clock is %s deletes nothing: the queue knows better', async (_, clock) => {
    await optOut();
    cell.clock.now = clock(noon);
    const { batchItemFailures } = await workThrough(cell.ports, [message(noon)]);
    expect(batchItemFailures).toHaveLength(1);
    expect(await left()).toBe(3);
    cell.clock.now = noon;
    expect((await workThrough(cell.ports, [message(noon)])).batchItemFailures).toEqual([]);
    expect(await left()).toBe(0);
  });

  test.each([
    ['five minutes behind', -minutes(5), 1],
    ['five minutes ahead', minutes(5), 1],
    ['right, of a message that was hidden three times', 3 * minutes(30), 4],
  ])('whose clock is %s works', async (_, off, times) => {
    await optOut();
    cell.clock.now = noon + off;
    expect((await workThrough(cell.ports, [message(noon, times)])).batchItemFailures).toEqual([]);
    expect(await left()).toBe(0);
  });

  test('refuses to purge before the last capture, also where the queue says nothing', async () => {
    await optOut();
    cell.clock.now = noon - minutes(5) - 1;
    await expect(doWork(cell.ports, { kind: 'purge-lot', epoch, lot })).rejects.toThrow(ClockDisagrees);
    expect(await left()).toBe(3);
    cell.clock.now = noon - minutes(5);
    expect(await doWork(cell.ports, { kind: 'purge-lot', epoch, lot })).toMatchObject({ outcome: 'purged' });
  });

  test('does not delete early for a planner that was ahead', async () => {
    cell.clock.now = noon + days(29);
    const sent: string[] = [];
    const send = async (work: readonly object[]) => void sent.push(...work.map((one) => JSON.stringify(one)));
    await planTick({ ...cell.ports, queue: { send }, report: () => {} });
    expect(sent).toHaveLength(1);
    cell.clock.now = noon;
    expect((await workThrough(cell.ports, [message(noon)])).batchItemFailures).toEqual([]);
    expect(await left()).toBe(3);
  });

  test('[DS-7] deletes what was closed by a clock that was years ahead', async () => {
    cell.clock.now = Date.UTC(2100, 0, 1);
    await optOut();
    cell.clock.now = noon;
    await cell.tick();
    expect(await left()).toBe(0);
  });

  test('[DS-7] deletes a lot whose last capture a clock in 2100 wrote, once its day is over', async () => {
    await optOut();
    await mark({ lastCapturedAt: '2100-01-01T00:00:00.000Z' });
    cell.clock.now = noon + hours(13) - 1;
    await expect(doWork(cell.ports, { kind: 'purge-lot', epoch, lot })).rejects.toThrow(ClockDisagrees);
    cell.clock.now = noon + hours(13);
    await cell.tick();
    expect(await left()).toBe(0);
  });

  test('[DS-7] takes over a lot whose lease a clock in 2100 wrote, and no lease that can be right', async () => {
    await optOut();
    await mark({ state: 'purging', leaseUntil: isoOf(noon + minutes(16)) });
    expect(await doWork(cell.ports, { kind: 'purge-lot', epoch, lot })).toMatchObject({ outcome: 'taken' });
    await mark({ leaseUntil: '2100-01-01T00:06:00.000Z' });
    expect(await doWork(cell.ports, { kind: 'purge-lot', epoch, lot })).toMatchObject({ outcome: 'purged' });
  });
});

const schedule = () => scheduleOf({ time: isoOf(noon).replace('.000', '') });
const silent = { queue: { send: async () => {} }, report: () => {} };

describe('a planner and a sweep', () => {
  test.each(wild)('whose clock is %s touch nothing: the schedule knows better', async (_, clock) => {
    cell.clock.now = clock(noon);
    const before = await lotItem();
    await expect(planTick({ ...cell.ports, ...silent }, schedule())).rejects.toThrow(ClockDisagrees);
    await expect(sweep({ ...cell.ports, ...silent }, schedule())).rejects.toThrow(ClockDisagrees);
    expect(await lotItem()).toEqual(before);
    expect(await cell.store.get('registry', registryKeys.sweepProgress('us'), 'strong')).toBeUndefined();
  });

  test.each([
    ['five minutes behind', -minutes(5)],
    ['started as late as a schedule starts it', hours(1) + minutes(5)],
  ])('whose clock is %s work', async (_, off) => {
    cell.clock.now = noon + off;
    expect(await planTick({ ...cell.ports, ...silent }, schedule())).toMatchObject({ ended: 'all-planned' });
    expect(await sweep({ ...cell.ports, ...silent }, schedule())).toMatchObject({ ended: 'round-over' });
  });

  test('[DS-7] plan a lot again that a clock in 2100 marked as sent', async () => {
    await optOut();
    await mark({ plannedUntil: isoOf(noon + minutes(15)) });
    expect((await cell.tick()).planned).toMatchObject({ lots: 0 });
    await mark({ plannedUntil: '2100-01-01T00:05:00.000Z' });
    expect((await cell.tick()).planned).toMatchObject({ lots: 1 });
    expect(await left()).toBe(0);
  });

  test('begin a round although one began in 2100', async () => {
    cell.clock.now = Date.UTC(2100, 0, 1);
    await sweep({ ...cell.ports, ...silent });
    cell.clock.now = noon;
    expect(await sweep({ ...cell.ports, ...silent })).toMatchObject({ ended: 'round-over' });
    cell.clock.now += seconds(1);
    expect(await sweep({ ...cell.ports, ...silent })).toMatchObject({ ended: 'nothing-to-do' });
  });
});

test.each(wild)('[BY-2] a signer whose clock is %s signs and completes nothing', async (_, clock) => {
  const signer = aSigner(cell, {
    otherCopies: (deletedAt) => [{ store: 'backups', until: isoOf(deletedAt + days(5)) }],
  });
  await optOut();
  await cell.tick();
  await signLog(signer.ports, schedule());
  const { length } = signer.key.signed;
  cell.clock.now = clock(noon);
  await expect(signLog(signer.ports, schedule())).rejects.toThrow(ClockDisagrees);
  expect(signer.key.signed).toHaveLength(length);
  cell.clock.now = noon;
  const { certificate } = await certificateFile(cell, await certificateOfEpoch(cell, epoch));
  expect(certificate).toMatchObject({ revision: 1, status: 'active-deleted' });
});

test('nothing is compared where nobody says what time it is', () => {
  for (const started of [undefined, null, {}, { time: 'by hand' }])
    expect(() => demandClock(noon, scheduleOf(started))).not.toThrow();
  expect(() => demandClock(noon, scheduleOf({ time: '1970-01-01T00:00:00Z' }))).toThrow(ClockDisagrees);
});
