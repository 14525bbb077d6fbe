import { describe, expect, test } from 'vitest';
import type { PurgeWork } from '../../contract/events/purge-work.ts';
import { evidenceKeys } from '../../contract/tables/evidence.ts';
import { incidentKeys } from '../../contract/tables/incidents.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import type { PurgeRecord } from '../../domain/evidence/purge-record.ts';
import { type Lot, parseLotName } from '../../domain/retention/lot.ts';
import { isoOf, minutes, seconds } from '../../domain/time.ts';
import { readClosure } from '../../lambdas/shared/repositories/closures.ts';
import { storedItem } from '../../lambdas/shared/repositories/stored-item.ts';
import { isNew } from '../../lambdas/shared/store/store.ts';
import { doWork } from '../../lambdas/worker/do-work.ts';
import { sharing, sharingUse } from '../support/settings.ts';
import { capture, choose, expectStatus, records } from '../support/story.ts';
import { crashAtVisit, crashSometimes } from './crashes.ts';
import { forEverySeed } from './every-seed.ts';
import { aRaceCell, lotsOf, purgesOf, type RaceCell, recordsIn, type Sabotage, settle } from './race-cell.ts';
import { raceScheduler, type Scheduler } from './scheduler.ts';

/** A cell whose owner opted out of an epoch that holds records. */
const anOptedOutCell = async (scheduler: Scheduler, sabotage?: Sabotage) => {
  const cell = await aRaceCell(scheduler, { sabotage });
  for (let call = 0; call < 3; call += 1) {
    const sent = records(cell.calm, 2);
    expectStatus(await capture(cell.calm, cell.workspace, sharingUse, { records: sent }), 201);
  }
  expectStatus(await choose(cell.calm, cell.organization, sharing, 'off'), 200);
  return { cell, lots: await lotsOf(cell, cell.epoch) };
};

/** What somebody else's draft says who knows nothing of the purge. */
const foreign = { captured: 40, deleted: 40, deletedAt: isoOf(0) };

/** Leaves a draft of a lot in evidence, where none is. */
const plant = (cell: RaceCell, { epoch, name }: Lot) => {
  const fields: Partial<PurgeRecord> = { epoch, ...parseLotName(name), ...foreign };
  const item = storedItem(evidenceKeys.purge(epoch, name), fields);
  return cell.calm.store.write({ kind: 'put', table: 'evidence', item, condition: isNew });
};

const startWorker = (scheduler: Scheduler, cell: RaceCell, name: string, work: readonly PurgeWork[]) =>
  scheduler.start(name, async (actor) => {
    const { ports } = cell.as(actor);
    for (const piece of work) await doWork(ports, piece);
  });

const itemsOf = async ({ calm }: RaceCell, pks: readonly string[]) => {
  const pages = pks.map((pk) => calm.store.query({ table: 'registry', pk, consistency: 'strong' }));
  return (await Promise.all(pages)).flatMap(({ items }) => items);
};

/** What must be true once everything came to rest, of lots some of which had a draft before; undefined where it is. */
const whatIsWrong = async (cell: RaceCell, planted: number): Promise<string | undefined> => {
  const lots = await lotsOf(cell, cell.epoch);
  if ((await recordsIn(cell, cell.epoch)) > 0) return 'records outlived their epoch';
  if (lots.some(({ state }) => state !== 'purged')) return 'a lot was never purged';
  const drafts = await purgesOf(cell, cell.epoch);
  if (drafts.length !== lots.length) return `${lots.length} lots left ${drafts.length} drafts`;
  const kept = drafts.filter(({ deletedAt }) => deletedAt === foreign.deletedAt).length;
  if (kept !== planted) return `${planted} drafts stood before, and ${kept} do`;
  const others = drafts.filter(({ deletedAt }) => deletedAt !== foreign.deletedAt);
  if (others.some(({ counts }) => counts !== 'add-up')) return 'a purge does not add up';
  const signing = await itemsOf(cell, registryKeys.signingBuckets('us'));
  const ofDrafts = signing.filter(({ sk }) => sk.includes(`#${cell.epoch}#`));
  if (ofDrafts.length !== lots.length) return `${ofDrafts.length} pieces of work for ${lots.length} drafts`;
  const found = await itemsOf(cell, [incidentKeys.foundList('us')]);
  if (found.length !== planted) return `${found.length} incidents of ${planted} drafts`;
  const closure = await readClosure(cell.calm.store, cell.organization, cell.epoch);
  return closure?.endedAt === undefined ? 'the closure never ended' : undefined;
};

const workOn = ({ epoch, name }: Lot): PurgeWork => ({ kind: 'purge-lot', epoch, lot: name });

describe('a purge whose draft stands already', () => {
  const purgeWithCrash = async (scheduler: Scheduler) => {
    const { cell, lots } = await anOptedOutCell(scheduler);
    for (const lot of lots) await plant(cell, lot);
    startWorker(scheduler, cell, 'worker', lots.map(workOn));
    await scheduler.run();
    await settle(scheduler, cell);
    return whatIsWrong(cell, lots.length);
  };

  test('[DS-7] ends beside it, wherever its worker crashes', async () => {
    let crashes = 0;
    for (let visit = 0; ; visit += 1) {
      const scheduler = raceScheduler({ seed: 1, crash: crashAtVisit('worker', visit) });
      expect(await purgeWithCrash(scheduler), `crash at await ${visit}`).toBeUndefined();
      if (!scheduler.trace.some(({ crashed }) => crashed)) break;
      crashes += 1;
    }
    expect(crashes).toBeGreaterThan(20);
  });

  /** Somebody leaves drafts while workers purge: before, after, or in the moment in which a purge ends. */
  const plantAmidPurges = async (scheduler: Scheduler, sabotage?: Sabotage) => {
    const { cell, lots } = await anOptedOutCell(scheduler, sabotage);
    for (const worker of ['worker 0', 'worker 1'])
      startWorker(scheduler, cell, worker, scheduler.random.shuffle(lots.map(workOn)));
    let planted = 0;
    scheduler.start('somebody', async (actor) => {
      for (const lot of scheduler.random.shuffle(lots)) {
        await actor.wait(scheduler.random.below(seconds(2)));
        planted += (await plant(cell, lot)).ok ? 1 : 0;
      }
    });
    await scheduler.run();
    await settle(scheduler, cell);
    return { planted, wrong: await whatIsWrong(cell, planted) };
  };

  const crash = crashSometimes(0.01, 'worker 0', 'worker 1');

  test('[DS-7] ends beside it, whoever writes it when, though workers crash', async () => {
    let met = 0;
    await forEverySeed({ seeds: 300, longestStep: minutes(1), crash }, async (scheduler) => {
      const { planted, wrong } = await plantAmidPurges(scheduler);
      expect(wrong).toBeUndefined();
      met += planted;
    });
    expect(met).toBeGreaterThan(30);
  });

  test('a draft that stands is written over unless a draft has to be new', async () => {
    const overwriting: Sabotage = (store) => ({
      ...store,
      transact: (actions) =>
        store.transact(
          actions.map((action) => {
            if (action.kind !== 'put' || action.table !== 'evidence') return action;
            const { condition: _, ...put } = action;
            return action.item.sk.startsWith(evidenceKeys.purgePrefix) ? put : action;
          }),
        ),
    });
    const race = forEverySeed({ seeds: 300, longestStep: minutes(1), crash }, async (scheduler) => {
      expect((await plantAmidPurges(scheduler, overwriting)).wrong).toBeUndefined();
    });
    await expect(race).rejects.toThrow(/drafts stood before/);
  });
});
