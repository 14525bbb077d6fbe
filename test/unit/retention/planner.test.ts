import { beforeEach, describe, expect, test } from 'vitest';
import type { PurgeWork } from '../../../contract/events/purge-work.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import type { EpochId, OrganizationId, WorkspaceId } from '../../../domain/identifiers.ts';
import { lotName } from '../../../domain/retention/lot.ts';
import { days, isoOf, seconds } from '../../../domain/time.ts';
import { planTick, TickIncomplete } from '../../../lambdas/planner/plan-tick.ts';
import { noLongerEmpty } from '../../../lambdas/shared/repositories/epochs.ts';
import { countIntoLot } from '../../../lambdas/shared/repositories/lots.ts';
import {
  type Item,
  type Key,
  type Store,
  StoreUnavailable,
  UnreadableItem,
  unreadableVersion,
} from '../../../lambdas/shared/store/store.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { eventsTold } from '../../support/outbox.ts';
import { sharing, sharingUse, validation, validationUse } from '../../support/settings.ts';
import {
  anOrganization,
  aWorkspace,
  capture,
  choose,
  expectStatus,
  optIn,
  showNotice,
} from '../../support/story.ts';

let cell: TestCell;
let organization: OrganizationId;
let workspace: WorkspaceId;
let sent: PurgeWork[];

beforeEach(async () => {
  cell = aCell('us');
  organization = await anOrganization(cell);
  workspace = await aWorkspace(cell, organization);
  sent = [];
});

/** Runs one tick that is given so much time, of which each call to the store takes 5 ms. */
const tick = async (time: number, store: Store = cell.store) => {
  let spent = 0;
  const slow =
    <Args extends readonly unknown[], Answer>(call: (...args: Args) => Answer) =>
    (...args: Args): Answer => {
      spent += 5;
      return call(...args);
    };
  return planTick({
    ...cell.ports,
    store: { ...store, get: slow(store.get), query: slow(store.query), write: slow(store.write) },
    timeLeft: () => time - spent,
    queue: { send: async (work) => void sent.push(...work) },
    report: () => {},
  });
};

/** As many lots as given, as captures would have made them. */
const lotsOf = async (epoch: EpochId, use: string, count: number, purgeFrom: string) => {
  for (let number = 0; number < count; number += 1) {
    const name = lotName({ workspace, use, day: dayNumber(number), shard: number % 100 });
    const counted = { records: 1, kilobytes: 1, at: cell.ports.clock.now() };
    await cell.store.write(countIntoLot({ epoch, name, purgeFrom }, counted));
  }
};

/** An opt-out of an epoch with as many lots as given. */
const anOptOutWith = async (lots: number): Promise<EpochId> => {
  const epoch = await optIn(cell, organization, sharing);
  await lotsOf(epoch, sharingUse, lots, isoOf(cell.ports.clock.now() + days(28)));
  await cell.store.write(noLongerEmpty(epoch));
  expectStatus(await choose(cell, organization, sharing, 'off'), 200);
  return epoch;
};

const dayNumber = (number: number): string =>
  isoOf(Date.parse('2020-01-01') + days(Math.floor(number / 100))).slice(0, 10);

/** A lot of another customer that is due by its retention. */
const aDueLot = async (): Promise<EpochId> => {
  const epoch = await showNotice(cell, workspace, validation);
  expectStatus(await capture(cell, workspace, validationUse), 201);
  cell.clock.now += days(89);
  return epoch;
};

const sentFor = (epoch: EpochId) =>
  sent.filter((work) => work.kind !== 'advance-hold' && work.epoch === epoch);

describe('the planner', () => {
  test('[DS-7] plans an opt-out of any size, over as many ticks as it takes', async () => {
    const epoch = await anOptOutWith(2_500);
    expect(await tick(seconds(10))).toMatchObject({ ended: 'cut-short' });
    const first = sentFor(epoch).length;
    expect(first).toBeGreaterThan(500);
    for (let more = 0; more < 4; more += 1) await tick(seconds(10));
    const lots = sentFor(epoch).flatMap((work) => (work.kind === 'purge-lot' ? [work.lot] : []));
    expect(new Set(lots).size).toBe(2_500);
    expect(lots).toHaveLength(2_500);
  });

  test('[SC-11] plans what is due although a large opt-out of somebody else is planned too', async () => {
    const due = await aDueLot();
    await anOptOutWith(2_500);
    await tick(seconds(10));
    expect(sentFor(due)).toMatchObject([{ kind: 'purge-lot' }]);
  });

  test('[SC-11] plans what is due although somebody opted in and out a thousand times', async () => {
    const due = await aDueLot();
    for (let round = 0; round < 1_000; round += 1) {
      await cell.store.write(noLongerEmpty(await optIn(cell, organization, sharing)));
      await choose(cell, organization, sharing, 'off');
    }
    await tick(seconds(10));
    expect(sentFor(due)).toMatchObject([{ kind: 'purge-lot' }]);
  });

  test('[DS-7] plans an opt-out although more is due by its retention than a tick can plan', async () => {
    const due = await showNotice(cell, workspace, validation);
    await lotsOf(due, validationUse, 4_000, isoOf(cell.ports.clock.now()));
    const epoch = await anOptOutWith(1);
    expect(await tick(seconds(12))).toMatchObject({ ended: 'cut-short' });
    expect(sentFor(epoch)).toMatchObject([{ kind: 'purge-lot' }]);
    expect(sentFor(due).length).toBeGreaterThan(100);
  });

  test('leaves a lot free for the next tick that the queue did not take', async () => {
    const due = await aDueLot();
    const queue = { send: () => Promise.reject(new Error('the queue takes nothing')) };
    await expect(planTick({ ...cell.ports, queue, report: () => {} })).rejects.toThrow(TickIncomplete);
    await tick(seconds(50));
    expect(sentFor(due)).toHaveLength(1);
  });

  test('gives up a source that fails, plans the others, and says that it was not all', async () => {
    const due = await aDueLot();
    const broken = await anOptOutWith(1);
    const store: Store = {
      ...cell.store,
      query: (query) =>
        query.pk === broken ? Promise.reject(new StoreUnavailable('throttled')) : cell.store.query(query),
    };
    await expect(tick(seconds(50), store)).rejects.toThrow(TickIncomplete);
    expect(sentFor(due)).toHaveLength(1);
  });

  test('tells no deadline of a lot that cannot be read, and of which nobody knows that no hold keeps it', async () => {
    const epoch = await anOptOutWith(2);
    const [unreadable] = (
      await cell.store.query({ table: 'registry', pk: epoch, sk: lots, consistency: 'strong' })
    ).items;
    const isIt = ({ pk, sk }: Key) => pk === epoch && sk === unreadable?.sk;
    const query: Store['query'] = async (asked) => {
      const page = await cell.store.query(asked);
      const read = (item: Item) =>
        isIt(item) && asked.index === undefined ? { pk: item.pk, sk: item.sk, v: unreadableVersion } : item;
      return { ...page, items: page.items.map(read) };
    };
    const get: Store['get'] = async (table, key, consistency) => {
      if (isIt(key)) throw new UnreadableItem('a kind of value');
      return cell.store.get(table, key, consistency);
    };
    cell.clock.now += days(60);
    await tick(seconds(50), { ...cell.store, query, get });
    const told = await eventsTold(cell, 'DeadlineMissed');
    expect(told).toHaveLength(1);
    expect(told[0]?.detail).not.toMatchObject({ lot: unreadable?.sk.slice(registryKeys.lotPrefix.length) });
    expect(sentFor(epoch)).toHaveLength(2);
    expect(cell.measures.at(-1)?.WorkSetAside).toBeGreaterThan(0);
  });

  test('plans a lot whose item has a shape that it does not know', async () => {
    const epoch = await anOptOutWith(1);
    const [lot] = (await cell.store.query({ table: 'registry', pk: epoch, sk: lots, consistency: 'strong' }))
      .items;
    if (lot === undefined) throw new Error('there is no lot');
    await cell.store.write({ kind: 'put', table: 'registry', item: { ...lot, v: 2 } });
    await tick(seconds(50));
    expect(sentFor(epoch)).toHaveLength(1);
  });
});

const lots = { kind: 'beginsWith', prefix: registryKeys.lotPrefix } as const;
