import { describe, expect, test } from 'vitest';
import type { InstructionReceipt } from '../../contract/api/replies.ts';
import { verifyChain } from '../../domain/consent/ledger.ts';
import { days, isoOf, seconds } from '../../domain/time.ts';
import { readClosure } from '../../lambdas/shared/repositories/closures.ts';
import type { Action } from '../../lambdas/shared/store/store.ts';
import type { TestReply } from '../support/cell.ts';
import { sharing, sharingUse } from '../support/settings.ts';
import { handedOf, handTo, linkOf, signedFor } from '../support/several-cells.ts';
import { capture } from '../support/story.ts';
import { crashAtVisit } from './crashes.ts';
import { forEverySeed } from './every-seed.ts';
import { aRaceCell, ledgerOf, type RaceCell, type Sabotage, settle } from './race-cell.ts';
import { raceScheduler, type Scheduler, type Started } from './scheduler.ts';

/** What a client hands to the part of a race cell, with what other cells are said to have received before. */
const partOf = async ({ calm, organization }: RaceCell) => {
  const at = calm.ports.clock.now();
  const own = { subject: organization, link: await linkOf(calm, organization) };
  const part = handedOf(signedFor([own], { at, address: sharing }), organization);
  const stated = (before: number) => ({
    ...part,
    first: { receivedAt: isoOf(at - before), entry: 'e'.repeat(64) },
  });
  return { part, stated, earliest: at - seconds(60) };
};

const entriesWithPart = async (cell: RaceCell) =>
  (await ledgerOf(cell)).filter(({ event }) => event.type === 'setting-chosen' && event.group !== undefined);

const statusOf = ({ ending }: Started<TestReply<InstructionReceipt>>): number | undefined => {
  const end = ending();
  if (end?.kind === 'failed') throw end.error;
  return end?.kind === 'finished' ? end.value.status : undefined;
};

/** Three runs of a client at once, each of which knows of another first receipt, beside a capture. */
const runsAtOnce = async (scheduler: Scheduler, sabotage?: Sabotage) => {
  const cell = await aRaceCell(scheduler, { sabotage });
  const { part, stated, earliest } = await partOf(cell);
  const runs = [
    scheduler.start('first run', (actor) => handTo(cell.as(actor), part)),
    scheduler.start('second run', (actor) => handTo(cell.as(actor), stated(seconds(60)))),
    scheduler.start('third run', (actor) => handTo(cell.as(actor), stated(seconds(30)))),
  ];
  scheduler.start('assistant', (actor) => capture(cell.as(actor), cell.workspace, sharingUse));
  await scheduler.run();
  await settle(scheduler, cell);
  // Whoever was told that others were in the way asks again.
  const again = await handTo(cell.calm, stated(seconds(60)));
  return { cell, statuses: runs.map(statusOf), again, earliest };
};

/** A receipt is kept whether or not there is one. */
const withoutMeeting: Sabotage = (store) => ({
  ...store,
  transact: (actions) => store.transact(actions.map(withoutCondition)),
});

const withoutCondition = (action: Action): Action => {
  if (action.kind !== 'put' || !action.item.sk.startsWith('instruction#')) return action;
  const { condition: _, ...put } = action;
  return put;
};

describe('[BY-13] runs of a client that hand over the same part at once', () => {
  test('carry it out once, and it counts from the earliest first receipt that any of them knew', async () => {
    let counted = 0;
    await forEverySeed({ seeds: 150, longestStep: 20 }, async (scheduler) => {
      const { cell, statuses, again, earliest } = await runsAtOnce(scheduler);
      expect(statuses.every((status) => status === 200 || status === 409)).toBe(true);
      expect(statuses).toContain(200);
      expect(await entriesWithPart(cell)).toHaveLength(1);
      expect(again).toMatchObject({ status: 200, body: { countsFrom: isoOf(earliest) } });
      const closure = await readClosure(cell.calm.store, cell.organization, cell.epoch);
      // An epoch that nothing was captured under ends at once, and has nothing that would count.
      const [, knew] = statuses;
      if (knew === 200 && closure?.endedAt !== closure?.closedAt) {
        counted += 1;
        expect(closure?.deadline).toBe(isoOf(earliest + days(30)));
      }
      const entries = await ledgerOf(cell);
      expect(verifyChain(cell.organization, entries)).toMatchObject({ verified: true });
    });
    expect(counted).toBeGreaterThan(10);
  });

  test('carry it out twice where they do not meet at one item', async () => {
    const race = forEverySeed({ seeds: 150, longestStep: 20 }, async (scheduler) => {
      const { cell } = await runsAtOnce(scheduler, withoutMeeting);
      expect(await entriesWithPart(cell)).toHaveLength(1);
    });
    await expect(race).rejects.toThrow('to have a length of 1 but got');
  });
});

test('[BY-13] a cell that ends at any await while it learns of an earlier receipt has counted from it once it is asked again', async () => {
  let crashes = 0;
  for (let visit = 0; ; visit += 1) {
    const scheduler = raceScheduler({ seed: 1, crash: crashAtVisit('late', visit) });
    const cell = await aRaceCell(scheduler);
    const { part, stated, earliest } = await partOf(cell);
    await capture(cell.calm, cell.workspace, sharingUse);
    await handTo(cell.calm, part);
    scheduler.start('late', (actor) => handTo(cell.as(actor), stated(seconds(60))));
    await scheduler.run();
    const told = await handTo(cell.calm, stated(seconds(60)));
    expect(told.body.countsFrom, `crash at await ${visit}`).toBe(isoOf(earliest));
    const closure = await readClosure(cell.calm.store, cell.organization, cell.epoch);
    expect(closure?.deadline).toBe(isoOf(earliest + days(30)));
    const stating = (await ledgerOf(cell)).filter(({ event }) => event.type === 'first-receipt-stated');
    expect(stating).toMatchObject([{ event: { epochs: [cell.epoch] } }]);
    if (!scheduler.trace.some(({ crashed }) => crashed)) break;
    crashes += 1;
  }
  expect(crashes).toBeGreaterThan(10);
});
