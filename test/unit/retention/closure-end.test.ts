import { expect, test } from 'vitest';
import type { PurgeWork } from '../../../contract/events/purge-work.ts';
import { planTick } from '../../../lambdas/planner/plan-tick.ts';
import { doWork } from '../../../lambdas/worker/do-work.ts';
import { aCell } from '../../support/cell.ts';
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
