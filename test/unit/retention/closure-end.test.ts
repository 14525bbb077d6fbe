import { expect, test } from 'vitest';
import type { PurgeWork } from '../../../contract/events/purge-work.ts';
import { movedLotName } from '../../../domain/retention/lot.ts';
import { planTick } from '../../../lambdas/planner/plan-tick.ts';
import { readClosure } from '../../../lambdas/shared/repositories/closures.ts';
import type { Store } from '../../../lambdas/shared/store/store.ts';
import { doWork } from '../../../lambdas/worker/do-work.ts';
import { aCell } from '../../support/cell.ts';
import { anotherPerson, aPersonHeld, countOf, hold, recordsOf, release } from '../../support/holds.ts';
import { sharing, sharingUse } from '../../support/settings.ts';
import { aSharingCustomer } from '../../support/sharing-customer.ts';
import { capture, choose, expectStatus, owner } from '../../support/story.ts';

test('[DS-7] a closure does not end while one lot is left, in whichever order lots are purged', async () => {
  const cell = aCell('us');
  const { organization, workspace, epoch } = await aSharingCustomer(cell);
  const lots = new Set<string>();
  while (lots.size < 4) lots.add(expectStatus(await capture(cell, workspace, sharingUse), 201).lot);
  expectStatus(await choose(cell, organization, sharing, 'off'), 200);
  const sent: PurgeWork[] = [];
  const queue = { send: async (work: readonly PurgeWork[]) => void sent.push(...work) };
  await planTick({ ...cell.ports, queue, report: () => {} });
  const state = async () =>
    (await cell.call<{ state: string }>(owner, 'GET /v1/closures/{epoch}', { path: { epoch } })).body.state;
  expect(sent.map(({ kind }) => kind)).toEqual(Array.from({ length: 4 }, () => 'purge-lot'));

  for (const work of sent.reverse()) {
    expect(await state()).toBe('deleting');
    expect(await doWork(cell.ports, { kind: 'end-closure', epoch })).toMatchObject({ outcome: 'not-yet' });
    await doWork(cell.ports, work);
  }

  expect(await state()).toBe('ended');
});

test('[BY-4] a closure does not end over records that are moved to a hold while its lots are read', async () => {
  const cell = aCell('us');
  const { organization, workspace, epoch } = await aSharingCustomer(cell);
  const sent = [...recordsOf(cell, 3, aPersonHeld), ...recordsOf(cell, 2, anotherPerson)];
  const source = expectStatus(await capture(cell, workspace, sharingUse, { records: sent }), 201).lot;
  const placed = await hold(cell, workspace, { of: 'person', use: sharingUse, person: anotherPerson });
  await release(cell, placed);
  expectStatus(await choose(cell, organization, sharing, 'off'), 200);
  const purge = (lot: string) => doWork(cell.ports, { kind: 'purge-lot', epoch, lot });
  await purge(movedLotName(source, placed.id));

  // Lots come one by one, the last first. Behind the lot of the released hold the next hold has its own, where nobody
  // looks any more, and what is left in the source is purged.
  let happened = false;
  const query: Store['query'] = async (asked) => {
    if (asked.pk !== epoch) return cell.store.query(asked);
    if (asked.after === undefined) return cell.store.query({ ...asked, limit: 1 });
    if (!happened) {
      happened = true;
      await hold(cell, workspace, { of: 'person', use: sharingUse, person: aPersonHeld });
      await purge(source);
    }
    return cell.store.query(asked);
  };
  const ports = { ...cell.ports, store: { ...cell.store, query } };
  expect(await doWork(ports, { kind: 'end-closure', epoch })).toMatchObject({ outcome: 'not-yet' });

  expect(happened).toBe(true);
  expect(await countOf(cell, epoch)).toBe(3);
  expect(await readClosure(cell.store, organization, epoch)).not.toHaveProperty('endedAt');
});
