import { beforeEach, describe, expect, test } from 'vitest';
import type { PurgeWork } from '../../../contract/events/purge-work.ts';
import type { EpochId, OrganizationId, WorkspaceId } from '../../../domain/identifiers.ts';
import { hours, minutes, seconds } from '../../../domain/time.ts';
import { inMemoryStore } from '../../../lambdas/shared/store/in-memory/in-memory-store.ts';
import type { Key, Query } from '../../../lambdas/shared/store/store.ts';
import { doWork } from '../../../lambdas/worker/do-work.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { sharing, sharingUse } from '../../support/settings.ts';
import { aSharingCustomer } from '../../support/sharing-customer.ts';
import { capture, choose, expectStatus, owner, records } from '../../support/story.ts';

let cell: TestCell;
let organization: OrganizationId;
let workspace: WorkspaceId;
let epoch: EpochId;
/** How many of the latest changes an eventual read of content does not see. */
let behind: number;
let leftOver: (keys: readonly Key[]) => readonly Key[];
let contentReads: Query['consistency'][];
/** Which reads are answered with a page that holds nothing and is not the last. */
let emptyPageFor: (query: Query) => boolean;

beforeEach(async () => {
  behind = 0;
  leftOver = () => [];
  contentReads = [];
  emptyPageFor = () => false;
  const store = inMemoryStore({
    staleness: ({ table }) => (table === 'content' ? behind : 0),
    unprocessed: (_, keys) => leftOver(keys),
  });
  const query: typeof store.query = async (asked) => {
    if (asked.table === 'content') contentReads.push(asked.consistency);
    if (emptyPageFor(asked)) return { items: [], next: { pk: asked.pk, sk: ' ' } };
    return store.query(asked);
  };
  cell = aCell('us', { store: { ...store, query } });
  ({ organization, workspace, epoch } = await aSharingCustomer(cell));
});

/** Captures until one lot has more records than fit on a page, opts out, and tells the purge of that lot. */
const optedOutOfLargeLot = async (): Promise<Extract<PurgeWork, { kind: 'purge-lot' }>> => {
  const captured = new Map<string, number>();
  let lot = '';
  while ((captured.get(lot) ?? 0) <= 100) {
    const sent = { records: records(cell, 25) };
    lot = expectStatus(await capture(cell, workspace, sharingUse, sent), 201).lot;
    captured.set(lot, (captured.get(lot) ?? 0) + 25);
  }
  expectStatus(await choose(cell, organization, sharing, 'off'), 200);
  return { kind: 'purge-lot', epoch, lot };
};

/** A run that looks at the clock so often at most: one that goes in circles ends, and is seen. */
const runFor = (work: PurgeWork, looks = 50) => {
  let looked = 0;
  const timeLeft = () => {
    looked += 1;
    return looked > looks ? seconds(1) : minutes(5);
  };
  return doWork({ ...cell.ports, timeLeft }, work);
};

const recordsLeft = async ({ lot }: { readonly lot: string }) => {
  const pk = `${epoch}#${lot}`;
  return (await cell.store.query({ table: 'content', pk, consistency: 'strong' })).items.length;
};

/** The evidence of the one lot that was purged. */
const evidence = async () =>
  (await cell.call<{ readonly purges: readonly object[] }>(owner, 'GET /v1/purges', { query: { epoch } }))
    .body.purges;

const captured = 125;

describe('a purge', () => {
  test('[DS-7] deletes records that its first, eventual look did not see, and counts each once', async () => {
    const work = await optedOutOfLargeLot();
    cell.clock.now += hours(2);
    behind = 1_000;

    expect(await runFor(work)).toMatchObject({ outcome: 'purged', counts: 'add-up' });

    expect(contentReads.at(0)).toBe('eventual');
    expect(await recordsLeft(work)).toBe(0);
    expect(await evidence()).toMatchObject([{ captured, deleted: captured }]);
  });

  test('[DS-7] takes a page without items for the end only where no other follows', async () => {
    const work = await optedOutOfLargeLot();
    cell.clock.now += hours(2);
    behind = 1_000;
    emptyPageFor = ({ table, after }) => table === 'content' && after === undefined;

    expect(await runFor(work)).toMatchObject({ outcome: 'purged', counts: 'add-up' });

    emptyPageFor = () => false;
    expect(await recordsLeft(work)).toBe(0);
  });

  test('[DS-7] ends with a consistent look that finds nothing', async () => {
    const work = await optedOutOfLargeLot();
    cell.clock.now += hours(2);

    await runFor(work);

    expect(contentReads.slice(0, -1)).toEqual(['eventual', 'eventual']);
    expect(contentReads.at(-1)).toBe('strong');
  });

  test('reads a lot consistently from the start that was captured into within the hour', async () => {
    const work = await optedOutOfLargeLot();

    await runFor(work);

    expect(new Set(contentReads)).toEqual(new Set(['strong']));
  });

  test('reads a lot consistently that another run began: what that one deleted is counted once', async () => {
    const work = await optedOutOfLargeLot();
    cell.clock.now += hours(2);
    expect(await runFor(work, 1)).toMatchObject({ outcome: 'out-of-time' });
    expect(await recordsLeft(work)).toBe(captured - 100);
    behind = 110;

    expect(await runFor(work)).toMatchObject({ outcome: 'purged', counts: 'add-up' });

    expect(await evidence()).toMatchObject([{ captured, deleted: captured }]);
  });

  test('deletes what a batch left over, and counts it once', async () => {
    const work = await optedOutOfLargeLot();
    let batches = 0;
    leftOver = (keys) => {
      batches += 1;
      return batches % 2 === 1 ? keys.slice(-3) : [];
    };

    expect(await runFor(work)).toMatchObject({ outcome: 'purged', counts: 'add-up' });

    expect(await recordsLeft(work)).toBe(0);
    expect(await evidence()).toMatchObject([{ captured, deleted: captured }]);
  });

  test('[DS-7] deletes a record of a shape that it does not know, and counts it', async () => {
    const work = await optedOutOfLargeLot();
    const pk = `${epoch}#${work.lot}`;
    const { items } = await cell.store.query({ table: 'content', pk, consistency: 'strong', limit: 1 });
    for (const { sk } of items) {
      await cell.store.write({
        kind: 'put',
        table: 'content',
        item: { pk, sk, v: 2, text: 'of a later version' },
      });
    }

    expect(await runFor(work)).toMatchObject({ outcome: 'purged', counts: 'add-up' });

    expect(await recordsLeft(work)).toBe(0);
    const unknown = cell.measures.map(({ UnknownRecordsDeleted = 0 }) => UnknownRecordsDeleted);
    expect(unknown.reduce((sum, count) => sum + count, 0)).toBe(1);
  });
});
