import { beforeEach, describe, expect, test } from 'vitest';
import type { PurgeWork } from '../../../contract/events/purge-work.ts';
import { buckets, registryKeys } from '../../../contract/tables/registry.ts';
import type { EpochId, OrganizationId, WorkspaceId } from '../../../domain/identifiers.ts';
import { days, hours, isoOf } from '../../../domain/time.ts';
import { planTick } from '../../../lambdas/planner/plan-tick.ts';
import { type Item, present, type Update } from '../../../lambdas/shared/store/store.ts';
import { doWork } from '../../../lambdas/worker/do-work.ts';
import { parseWork } from '../../../lambdas/worker/work-message.ts';
import { workThrough } from '../../../lambdas/worker/work-through.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { countOf } from '../../support/holds.ts';
import { sharing, sharingUse, validation, validationUse } from '../../support/settings.ts';
import { aSharingCustomer } from '../../support/sharing-customer.ts';
import {
  anOrganization,
  aWorkspace,
  capture,
  choose,
  expectStatus,
  optIn,
  owner,
  records,
  showNotice,
} from '../../support/story.ts';

/** What must never stand in a message: it is not known what it is. */
const secret = 'jane@example.com asked for a raise';
const longAgo = '2026-02-01T00:00:00.000Z';

let cell: TestCell;
let organization: OrganizationId;
let workspace: WorkspaceId;
let epoch: EpochId;

beforeEach(async () => {
  cell = aCell('us');
  ({ organization, workspace, epoch } = await aSharingCustomer(cell));
});

const put = (item: Item) => cell.store.write({ kind: 'put', table: 'registry', item });
const everyBucket = (count: number) => Array.from({ length: count }, (_, bucket) => bucket);

const share = async () =>
  expectStatus(await capture(cell, workspace, sharingUse, { records: records(cell, 3) }), 201);

/** Another customer, with a lot that is due by its retention and an opt-out of another epoch. */
const anotherCustomer = async (): Promise<readonly EpochId[]> => {
  const other = await anOrganization(cell);
  const place = await aWorkspace(cell, other);
  const due = await showNotice(cell, place, validation);
  expectStatus(await capture(cell, place, validationUse), 201);
  cell.clock.now += days(89);
  const closed = await optIn(cell, other, sharing);
  expectStatus(await capture(cell, place, sharingUse), 201);
  expectStatus(await choose(cell, other, sharing, 'off'), 200);
  return [due, closed];
};

/** A tick, and what it sent. */
const tick = async () => {
  const sent: PurgeWork[] = [];
  const reports: string[] = [];
  const planned = await planTick({
    ...cell.ports,
    queue: { send: async (work) => void sent.push(...work) },
    report: (source) => void reports.push(source),
  });
  return { planned, sent, reports };
};

/** Lots in every bucket of the index, before all others. */
const lotsInIndex = async (pk: string, sk: (bucket: number) => string) => {
  for (const bucket of everyBucket(buckets.due)) {
    const due = registryKeys.due('us', longAgo, `${pk}#${bucket}`, bucket);
    await put({ pk, sk: sk(bucket), v: 1, state: 'open', ...due });
  }
};

const twoDigits = (number: number) => String(number).padStart(2, '0');

const inEveryList = async (starts: readonly string[], sk: string) => {
  for (const pk of starts) await put({ pk, sk, v: 1 });
};

type Poison = readonly [string, () => Promise<unknown>];

const poisons: readonly Poison[] = [
  ['a lot whose name is none', () => lotsInIndex(epoch, (bucket) => `lot#${secret}${bucket}`)],
  [
    'a lot of a day that there is not',
    () => lotsInIndex(epoch, (bucket) => `lot#${workspace}#${sharingUse}#2026-02-30#${twoDigits(bucket)}`),
  ],
  ['a lot of an epoch that is none', () => lotsInIndex(secret, (bucket) => `lot#${bucket}`)],
  [
    'a lot of an epoch of an unknown shape',
    async () => {
      await put({ ...registryKeys.epoch(epoch), v: 9 });
      await lotsInIndex(epoch, (bucket) => `lot#${workspace}#${sharingUse}#2026-02-01#${twoDigits(bucket)}`);
    },
  ],
  ['a closure that names none', () => inEveryList(registryKeys.closingBuckets('us'), `${longAgo}#${secret}`)],
  ['a closure without a time', () => inEveryList(registryKeys.closingBuckets('us'), `${secret}#x`)],
  ['an accepted opt-out of none', () => inEveryList(registryKeys.closingBuckets('us'), `pending#${secret}`)],
  [
    'a closure of another cell',
    () => inEveryList(registryKeys.closingBuckets('us'), `${longAgo}#eu_ep_01JD0000000000000000000000`),
  ],
  ['a hold that names none', () => inEveryList(registryKeys.holdingBuckets('us'), `${longAgo}#${secret}#x`)],
];

describe('a tick that meets what it cannot read', () => {
  test.each(poisons)('plans the others beside %s, and counts it', async (_, poison) => {
    await share();
    const others = await anotherCustomer();
    await poison();
    const { sent, planned } = await tick();
    const planFor = (id: EpochId) => sent.filter((work) => work.kind === 'purge-lot' && work.epoch === id);
    expect(others.map((id) => planFor(id).length)).toEqual([1, 1]);
    expect(planned.setAside).toBeGreaterThan(0);
    expect(cell.measures.at(-1)).toMatchObject({ WorkSetAside: planned.setAside });
  });

  test.each(poisons)('puts nothing of %s into a message', async (_, poison) => {
    await poison();
    const { sent } = await tick();
    for (const message of sent.map((work) => JSON.stringify(work))) {
      expect(message).not.toContain(secret);
      expect(() => parseWork(message)).not.toThrow();
    }
  });

  test('counts nothing where nothing is wrong', async () => {
    await share();
    await anotherCustomer();
    expect((await tick()).planned.setAside).toBe(0);
  });
});

describe('a message', () => {
  test('names kind and identifiers, and nothing else', async () => {
    await share();
    await anotherCustomer();
    expectStatus(await choose(cell, organization, sharing, 'off'), 200);
    const { sent } = await tick();
    const id = '[a-z]+_[a-z]+_[0-9A-Z]{26}';
    const lot = `${id}#[a-z-]+#\\d{4}-\\d{2}-\\d{2}#\\d{2}`;
    const allowed = new RegExp(`^(purge-lot|end-closure|finish-opt-out|advance-hold|${id}|${lot})$`);
    expect(sent.length).toBeGreaterThan(2);
    for (const work of sent) for (const value of Object.values(work)) expect(value).toMatch(allowed);
  });

  test('of an unknown version is set aside, and those beside it are done', async () => {
    const { lot } = await share();
    expectStatus(await choose(cell, organization, sharing, 'off'), 200);
    const work = { kind: 'purge-lot', epoch, lot };
    const { batchItemFailures } = await workThrough(cell.ports, [
      { messageId: 'newer', body: JSON.stringify({ ...work, v: 2 }) },
      { messageId: 'known', body: JSON.stringify({ ...work, v: 1 }) },
    ]);
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'newer' }]);
    expect(await countOf(cell, epoch)).toBe(0);
  });
});

const closedLot = async () => {
  const { lot } = await share();
  expectStatus(await choose(cell, organization, sharing, 'off'), 200);
  return lot;
};

const condition = present('pk');
const spoil = (lot: string, update: Update) =>
  cell.store.write({
    kind: 'update',
    table: 'registry',
    key: registryKeys.lot(epoch, lot),
    update,
    condition,
  });

const closureState = async () =>
  (await cell.call(owner, 'GET /v1/closures/{epoch}', { path: { epoch } })).body.state;

describe('a lot whose counters are broken', () => {
  test.each([
    ['captured is missing', { remove: ['captured'] }],
    ['captured is negative', { set: { captured: -3 } }],
    ['captured is a text', { set: { captured: '3' } }],
    ['deleted is missing', { remove: ['deleted'] }],
    ['deleted is negative', { set: { deleted: -1 } }],
    ['moved is negative', { set: { moved: -1 } }],
    ['the fence is missing', { remove: ['fence'] }],
    ['the fence is a text', { set: { fence: 'x' } }],
    ['all are missing', { remove: ['captured', 'deleted', 'fence'] }],
  ] satisfies [string, Update][])(
    '[DS-7] is purged although %s, and said to be uncounted',
    async (_, update) => {
      const lot = await closedLot();
      await spoil(lot, update);
      const done = await doWork(cell.ports, { kind: 'purge-lot', epoch, lot });
      expect(done).toEqual({ work: 'purge-lot', outcome: 'purged', counts: 'uncounted' });
      expect(cell.measures).toContainEqual({ PurgesUncounted: 1 });
      expect(await countOf(cell, epoch)).toBe(0);
      expect(await closureState()).toBe('ended');
    },
  );

  test('is left to the worker that has it, whatever its fence', async () => {
    const lot = await closedLot();
    await spoil(lot, {
      remove: ['captured'],
      set: { state: 'purging', leaseUntil: isoOf(cell.clock.now + 1) },
    });
    const done = await doWork(cell.ports, { kind: 'purge-lot', epoch, lot });
    expect(done).toMatchObject({ outcome: 'taken' });
    expect(await countOf(cell, epoch)).toBe(3);
  });
});

describe('a lot of an unknown shape', () => {
  /** Two lots of a closed epoch, of two workspaces; the second has a shape that nobody knows. */
  const twoLots = async () => {
    const { lot: good } = await share();
    workspace = await aWorkspace(cell, organization);
    const odd = await closedLot();
    await spoil(odd, { set: { v: 9 } });
    return [good, odd];
  };

  test('keeps its records and fails alone: what is purged beside it succeeds at once', async () => {
    const [good, odd] = await twoLots();
    const messages = [odd, good].map((lot) => ({
      messageId: String(lot === odd),
      body: JSON.stringify({ kind: 'purge-lot', epoch, lot }),
    }));
    const { batchItemFailures } = await workThrough(cell.ports, messages);
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'true' }]);
    expect(await countOfAll([good, odd])).toEqual([0, 3]);
    expect(await closureState()).toBe('deleting');
  });

  test('[DS-7] is purged with the first tick after its version is known again', async () => {
    const [good, odd] = await twoLots();
    await tick();
    await spoil(odd ?? '', { set: { v: 1 } });
    cell.clock.now += hours(1);
    await cell.tick();
    await cell.tick();
    expect(await countOfAll([good, odd])).toEqual([0, 0]);
    expect(await closureState()).toBe('ended');
  });

  const countOfAll = (lots: readonly (string | undefined)[]) =>
    Promise.all(
      lots.map(async (lot) => {
        const query = { table: 'content', pk: `${epoch}#${lot}`, consistency: 'strong' } as const;
        return (await cell.store.query(query)).items.length;
      }),
    );
});
