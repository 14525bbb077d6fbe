import { beforeEach, describe, expect, test } from 'vitest';
import type { PurgeWork } from '../../../contract/events/purge-work.ts';
import type { OrganizationId, WorkspaceId } from '../../../domain/identifiers.ts';
import { days, isoOf, minutes, seconds } from '../../../domain/time.ts';
import { planTick, TickIncomplete } from '../../../lambdas/planner/plan-tick.ts';
import { releaseHold } from '../../../lambdas/shared/holds/release-hold.ts';
import { readHold } from '../../../lambdas/shared/repositories/holds.ts';
import { countIntoLot } from '../../../lambdas/shared/repositories/lots.ts';
import { doWork } from '../../../lambdas/worker/do-work.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { aHoldRequest, askForHold, hold } from '../../support/holds.ts';
import { sharing, sharingUse } from '../../support/settings.ts';
import { anOrganization, aWorkspace, optIn } from '../../support/story.ts';

let cell: TestCell;
let organization: OrganizationId;
let workspace: WorkspaceId;

const lots = 12;

beforeEach(async () => {
  cell = aCell('us');
  organization = await anOrganization(cell);
  workspace = await aWorkspace(cell, organization);
  const epoch = await optIn(cell, organization, sharing);
  for (let shard = 0; shard < lots; shard += 1) {
    const name = `${workspace}#${sharingUse}#2026-03-01#${String(shard).padStart(2, '0')}`;
    const counted = { records: 1, kilobytes: 1, at: cell.ports.clock.now() };
    const purgeFrom = isoOf(cell.ports.clock.now() + days(20));
    await cell.store.write(countIntoLot({ epoch, name, purgeFrom }, counted));
  }
});

/** What a tick sends. */
const tick = async (): Promise<readonly PurgeWork[]> => {
  const sent: PurgeWork[] = [];
  const queue = { send: async (work: readonly PurgeWork[]) => void sent.push(...work) };
  await planTick({ ...cell.ports, queue, report: () => {} });
  return sent;
};

/** A run of a worker that has time for so many lots. */
const runWithTimeFor = async (work: PurgeWork, lotsInTime: number) => {
  let asked = 0;
  const timeLeft = () => {
    asked += 1;
    return asked > lotsInTime ? 0 : minutes(5);
  };
  return doWork({ ...cell.ports, timeLeft }, work);
};

/** Ticks a minute apart, each message of which is worked on at once with little time, until a tick sends nothing. */
const carryOn = async (lotsInTime: number) => {
  const outcomes: unknown[] = [];
  for (let ticks = 0; ticks < 30; ticks += 1) {
    const sent = await tick();
    if (sent.length === 0) return outcomes;
    expect(sent).toHaveLength(1);
    for (const work of sent) outcomes.push((await runWithTimeFor(work, lotsInTime)).outcome);
    cell.clock.now += minutes(1);
  }
  throw new Error('the hold never came to rest');
};

const request = () => aHoldRequest(workspace, { of: 'subject' });

describe('a hold that takes longer than from one tick to the next', () => {
  test('is sent once while it is on its way, and again when its run cannot be alive any more', async () => {
    await askForHold(cell, request());
    const sent: number[] = [];
    for (let minute = 0; minute < 7; minute += 1) {
      sent.push((await tick()).length);
      cell.clock.now += minutes(1);
    }
    expect(sent).toEqual([1, 0, 0, 0, 0, 0, 1]);
  });

  test('[BY-4] gives itself back when a run has no time left, and the next run goes on', async () => {
    const asked = request();
    await askForHold(cell, asked);
    const outcomes = await carryOn(5);
    expect(outcomes).toEqual(['out-of-time', 'out-of-time', 'settled']);
    expect(await readHold(cell.store, workspace, asked.id)).toMatchObject({
      state: 'effective',
      coverage: { lots },
    });
  });

  test('is sent again at the next tick after a run that did not come to its end', async () => {
    await askForHold(cell, request());
    const [work] = await tick();
    if (work === undefined) throw new Error('nothing was sent');
    expect(await runWithTimeFor(work, 5)).toMatchObject({ outcome: 'out-of-time' });
    expect(await tick()).toEqual([work]);
    expect(await tick()).toEqual([]);
  });

  test('[BY-4] is released in as many runs as it takes, one message each', async () => {
    const placed = await hold(cell, workspace, { of: 'subject' });
    const who = { kind: 'service', tokenSubject: 'officer-1' } as const;
    let asked = 0;
    const timeLeft = () => {
      asked += 1;
      return asked > 5 ? 0 : minutes(5);
    };
    await releaseHold({ ...cell.ports, timeLeft }, workspace, placed.id, who);
    expect(await readHold(cell.store, workspace, placed.id)).toMatchObject({ state: 'releasing' });
    expect(await carryOn(lots)).toEqual(['settled']);
    expect(await readHold(cell.store, workspace, placed.id)).toMatchObject({ state: 'released' });
  });

  test('is not sent beside the run that has just taken a step of it', async () => {
    const until = isoOf(cell.clock.now + minutes(30));
    await hold(cell, workspace, { of: 'subject' }, { until });
    cell.clock.now += minutes(30);
    const [work] = await tick();
    if (work === undefined) throw new Error('nothing was sent');
    cell.clock.now += seconds(1);
    const sent: (readonly PurgeWork[])[] = [];
    const write: TestCell['store']['write'] = async (change) => {
      if (sent.length === 0) sent.push(await tick());
      return cell.store.write(change);
    };
    await doWork({ ...cell.ports, store: { ...cell.store, write } }, work);
    expect(sent).toEqual([[]]);
    expect(await tick()).toEqual([]);
  });

  test('is free for the next tick where the queue did not take it', async () => {
    await askForHold(cell, request());
    const queue = { send: () => Promise.reject(new Error('the queue takes nothing')) };
    await expect(planTick({ ...cell.ports, queue, report: () => {} })).rejects.toThrow(TickIncomplete);
    expect(await tick()).toHaveLength(1);
  });

  test('is not kept from ticks by a mark that only a wild clock can have made', async () => {
    await askForHold(cell, request());
    cell.clock.now += days(400);
    await tick();
    cell.clock.now -= days(400);
    expect(await tick()).toHaveLength(1);
  });
});
