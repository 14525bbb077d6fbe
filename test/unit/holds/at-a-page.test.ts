import { expect, test } from 'vitest';
import type { EpochId } from '../../../domain/identifiers.ts';
import { days } from '../../../domain/time.ts';
import { readHold } from '../../../lambdas/shared/repositories/holds.ts';
import { readPurges } from '../../../lambdas/shared/repositories/purges.ts';
import type { Store } from '../../../lambdas/shared/store/store.ts';
import { doWork } from '../../../lambdas/worker/do-work.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { advance, countOf, hold, ofLot, release } from '../../support/holds.ts';
import { sharing, sharingUse } from '../../support/settings.ts';
import { aSharingCustomer } from '../../support/sharing-customer.ts';
import { capture, choose, expectStatus, records } from '../../support/story.ts';

/** What a worker deletes under one written intent. */
const onePage = 100;

/** Captures until one lot has more records than a page. Tells that lot, and how many records there are in all. */
const captureLargeLot = async (cell: TestCell, workspace: Parameters<typeof capture>[1]) => {
  const counts = new Map<string, number>();
  for (;;) {
    const { lot } = expectStatus(
      await capture(cell, workspace, sharingUse, { records: records(cell, 25) }),
      201,
    );
    const count = (counts.get(lot) ?? 0) + 25;
    counts.set(lot, count);
    if (count > onePage) return { lot, count };
  }
};

const countIn = async (cell: TestCell, epoch: EpochId, lot: string) =>
  (await cell.store.query({ table: 'content', pk: `${epoch}#${lot}`, consistency: 'strong' })).items.length;

test('[BY-4] a hold that comes while a lot is being purged keeps what the worker has not come to', async () => {
  const cell = aCell('us');
  const { organization, workspace, epoch } = await aSharingCustomer(cell);
  const { lot, count } = await captureLargeLot(cell, workspace);
  expectStatus(await choose(cell, organization, sharing, 'off'), 200);
  let placed: Awaited<ReturnType<typeof hold>> | undefined;
  /** The order comes when the first page is deleted, and before the next is written down. */
  const ordered: Store = {
    ...cell.ports.store,
    deleteBatch: async (table, keys) => {
      const left = await cell.ports.store.deleteBatch(table, keys);
      if ((await countIn(cell, epoch, lot)) === count - onePage)
        placed ??= await hold(cell, workspace, ofLot(epoch, lot));
      return left;
    },
  };

  const done = await doWork({ ...cell.ports, store: ordered }, { kind: 'purge-lot', epoch, lot });

  if (placed === undefined) throw new Error('nobody ordered anything');
  expect(done).toMatchObject({ outcome: 'held' });
  expect(await countIn(cell, epoch, lot)).toBe(count - onePage);
  await advance(cell, placed);
  expect(await readHold(cell.store, workspace, placed.id)).toMatchObject({
    state: 'effective',
    coverage: { records: count - onePage, gone: onePage },
  });

  cell.clock.now += days(200);
  await cell.tick();
  expect(await countOf(cell, epoch)).toBe(count - onePage);
  await release(cell, placed);
  await cell.tick();
  expect(await countOf(cell, epoch)).toBe(0);
  const { purges } = await readPurges(cell.store, epoch, {});
  expect(purges).toContainEqual(
    expect.objectContaining({ captured: count, deleted: count, counts: 'add-up' }),
  );
});
