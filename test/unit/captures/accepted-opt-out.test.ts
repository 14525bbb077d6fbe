import { beforeEach, describe, expect, test } from 'vitest';
import type { EpochId, OrganizationId, WorkspaceId } from '../../../domain/identifiers.ts';
import { days, isoOf } from '../../../domain/time.ts';
import { inMemoryStore } from '../../../lambdas/shared/store/in-memory/in-memory-store.ts';
import type { Store } from '../../../lambdas/shared/store/store.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { type ContendedStore, contendedStore } from '../../support/contended-store.ts';
import { sharing, sharingUse } from '../../support/settings.ts';
import { aSharingCustomer } from '../../support/sharing-customer.ts';
import { assistant, capture, choose, expectStatus, owner, readSetting } from '../../support/story.ts';

let cell: TestCell;
let organization: OrganizationId;
let workspace: WorkspaceId;
let epoch: EpochId;

/** A customer who shares, in a cell over the given store. */
const beginOver = async (store: Store) => {
  cell = aCell('us', { store });
  ({ organization, workspace, epoch } = await aSharingCustomer(cell));
  expectStatus(await capture(cell, workspace, sharingUse), 201);
};

const read = () =>
  cell.call(assistant, 'GET /v1/captures', {
    query: { workspace, use: sharingUse, day: '2026-03-01', epoch },
  });

const closure = async () => (await cell.call(owner, 'GET /v1/closures/{epoch}', { path: { epoch } })).body;

test('[DS-8] an opt-out that commits while a page is being read: nothing of the page is returned', async () => {
  const inMemory = inMemoryStore();
  let afterPage = async () => {};
  await beginOver({
    ...inMemory,
    query: async (query) => {
      const page = await inMemory.query(query);
      if (query.table === 'content') await afterPage();
      return page;
    },
  });
  afterPage = async () => {
    afterPage = async () => {};
    expectStatus(await choose(cell, organization, sharing, 'off'), 200);
  };

  const answer = await read();

  expect(answer).toMatchObject({ status: 410, body: { type: 'urn:domicile:problem:sharing-ended' } });
  expect(answer.body).not.toHaveProperty('records');
});

describe('while an accepted opt-out waits for its gates', () => {
  let contended: ContendedStore;

  beforeEach(async () => {
    contended = contendedStore();
    await beginOver(contended.store);
    contended.crowded = true;
    const { closing } = expectStatus(await choose(cell, organization, sharing, 'off'), 200);
    expect(closing).toBe(isoOf(cell.clock.now));
  });

  test('[DS-4] nothing is captured, although every gate is still open', async () => {
    expect(await capture(cell, workspace, sharingUse)).toMatchObject({
      status: 409,
      body: { type: 'urn:domicile:problem:sharing-off' },
    });
  });

  test('[DS-8] nothing is read', async () => {
    expect((await read()).status).toBe(410);
  });

  test('[DS-6] [DS-7] the schedule finishes it, and its deadline counts from when it was accepted', async () => {
    const accepted = cell.clock.now;
    cell.clock.now += days(2);
    contended.crowded = false;

    expect((await cell.tick()).planned).toMatchObject({ optOuts: 1 });
    await cell.tick();

    expect(await closure()).toMatchObject({
      state: 'ended',
      closedAt: isoOf(accepted),
      deadline: isoOf(accepted + days(30)),
    });
    const { setting } = await readSetting(cell, organization, sharing);
    expect(setting).toMatchObject({ value: 'off', source: 'chosen', since: isoOf(accepted) });
    expect(setting).not.toHaveProperty('closing');
  });
});
