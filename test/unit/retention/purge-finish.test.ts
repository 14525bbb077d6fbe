import { beforeEach, expect, test } from 'vitest';
import { registryKeys } from '../../../contract/tables/registry.ts';
import type { EpochId, OrganizationId, WorkspaceId } from '../../../domain/identifiers.ts';
import { minutes } from '../../../domain/time.ts';
import { present, type Store, type Update } from '../../../lambdas/shared/store/store.ts';
import { doWork } from '../../../lambdas/worker/do-work.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { hold, release } from '../../support/holds.ts';
import { sharing, sharingUse } from '../../support/settings.ts';
import { aCustomerWithALot } from '../../support/sharing-customer.ts';
import { capture, choose, expectStatus, optIn, owner, records } from '../../support/story.ts';

let cell: TestCell;
let organization: OrganizationId;
let workspace: WorkspaceId;
let epoch: EpochId;
let lot: string;

beforeEach(async () => {
  cell = aCell('us');
  ({ organization, workspace, epoch, lot } = await aCustomerWithALot(cell, 3));
  expectStatus(await choose(cell, organization, sharing, 'off'), 200);
});

const lotItem = () => cell.store.get('registry', registryKeys.lot(epoch, lot), 'strong');
const change = (update: Update) =>
  cell.store.write({
    kind: 'update',
    table: 'registry',
    key: registryKeys.lot(epoch, lot),
    update,
    condition: present('pk'),
  });
const evidence = async () =>
  (await cell.call<{ readonly purges: readonly object[] }>(owner, 'GET /v1/purges', { query: { epoch } }))
    .body.purges;

/** A worker who found the lot empty and is about to say so, when something else happens first. */
const purgeWhile = (happens: () => Promise<unknown>) => {
  let happened = false;
  const transact: Store['transact'] = async (actions) => {
    if (!happened && actions.some(({ table }) => table === 'evidence')) {
      happened = true;
      await happens();
    }
    return cell.store.transact(actions);
  };
  return doWork({ ...cell.ports, store: { ...cell.store, transact } }, { kind: 'purge-lot', epoch, lot });
};

test.each([
  ['captured', { add: { captured: 2 } }],
  ['deleted', { add: { deleted: 2 } }],
] satisfies [string, Update][])(
  'nothing is written of a lot whose count of %s is another by then',
  async (_, update) => {
    expect(await purgeWhile(() => change(update))).toMatchObject({ outcome: 'lease-lost' });
    expect(await lotItem()).toMatchObject({ state: 'purging' });
    expect(await evidence()).toEqual([]);
    cell.clock.now += minutes(30);
    await cell.tick();
    expect(await lotItem()).toMatchObject({ state: 'purged' });
    expect(await evidence()).toMatchObject([{ counts: 'uncounted' }]);
  },
);

test('[BY-4] a lot that a hold marks in the last moment is no purged one until its release', async () => {
  let placed: Awaited<ReturnType<typeof hold>> | undefined;
  const place = async () => {
    placed = await hold(cell, workspace, { of: 'subject' });
  };
  expect(await purgeWhile(place)).toMatchObject({ outcome: 'held' });
  expect(await lotItem()).toMatchObject({ state: 'purging', holds: 1, deleted: 3 });
  expect(await evidence()).toEqual([]);
  if (placed === undefined) throw new Error('there is no hold');
  await release(cell, placed);
  await cell.tick();
  expect(await evidence()).toMatchObject([{ counts: 'add-up', deleted: 3 }]);
});

test('[BY-4] a hold that is released while a worker looks at its gate leaves no mark behind', async () => {
  const again = await optIn(cell, organization, sharing);
  const placed = await hold(cell, workspace, { of: 'subject' });
  const late = expectStatus(await capture(cell, workspace, sharingUse, { records: records(cell, 1) }), 201);
  expectStatus(await choose(cell, organization, sharing, 'off'), 200);
  const get: Store['get'] = async (table, key, consistency) => {
    const item = await cell.store.get(table, key, consistency);
    if (key.pk === workspace && key.sk === 'holdgate') await release(cell, placed);
    return item;
  };
  const work = { kind: 'purge-lot', epoch: again, lot: late.lot } as const;
  expect(await doWork({ ...cell.ports, store: { ...cell.store, get } }, work)).toMatchObject({
    outcome: 'held',
  });
  cell.clock.now += minutes(30);
  await cell.tick();
  expect(await cell.store.get('registry', registryKeys.lot(again, late.lot), 'strong')).toMatchObject({
    state: 'purged',
  });
});
