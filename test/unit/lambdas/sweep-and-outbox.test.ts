import { beforeEach, describe, expect, test } from 'vitest';
import { buckets, registryKeys } from '../../../contract/tables/registry.ts';
import type { EpochId, OrganizationId, WorkspaceId } from '../../../domain/identifiers.ts';
import { minutes } from '../../../domain/time.ts';
import { type PublishedEvent, sweepOutbox } from '../../../lambdas/outbox/publish.ts';
import { type Item, present } from '../../../lambdas/shared/store/store.ts';
import { sweep } from '../../../lambdas/sweep/sweep.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { sharingUse, validation, validationUse } from '../../support/settings.ts';
import { aSharingCustomer } from '../../support/sharing-customer.ts';
import { anOrganization, aWorkspace, capture, expectStatus, showNotice } from '../../support/story.ts';

let cell: TestCell;
let organization: OrganizationId;
let workspace: WorkspaceId;
let epoch: EpochId;

beforeEach(async () => {
  cell = aCell('us');
  ({ organization, workspace, epoch } = await aSharingCustomer(cell));
});

const put = (item: Item) => cell.store.write({ kind: 'put', table: 'registry', item });

/** A lot of the last organization of the walk that no tick would find. */
const aForgottenLot = async () => {
  const place = await aWorkspace(cell, await anOrganization(cell));
  const id = await showNotice(cell, place, validation);
  const { lot } = expectStatus(await capture(cell, place, validationUse), 201);
  const key = registryKeys.lot(id, lot);
  const update = { remove: ['duePk', 'dueSk'] };
  await cell.store.write({ kind: 'update', table: 'registry', key, update, condition: present('pk') });
  return () => cell.store.get('registry', key, 'strong');
};

describe('a sweep that meets what it cannot read', () => {
  test.each([
    [
      'organizations that are none',
      async () => {
        for (let bucket = 0; bucket < buckets.organizations; bucket += 1)
          await put({ pk: `us_orgs#${bucket}`, sk: 'nobody', v: 1 });
      },
    ],
    ['a workspace that is none', () => put({ pk: organization, sk: 'ws#nobody', v: 1 })],
    ['a member of another cell', () => put({ pk: organization, sk: 'member#eu_user_x', v: 1 })],
    ['an epoch that is none', () => put({ pk: organization, sk: 'epoch#nothing', v: 1 })],
    [
      'a lot of a day that there is not',
      () => put({ pk: epoch, sk: `lot#${workspace}#${sharingUse}#2026-13-01#00`, v: 1, state: 'open' }),
    ],
    [
      'a lot under marks that are none',
      () =>
        put({
          pk: epoch,
          sk: `lot#${workspace}#${sharingUse}#2026-02-01#00`,
          v: 1,
          state: 'open',
          'hold#x': 1,
        }),
    ],
  ])('[DS-10] mends the others beside %s, and tells', async (_, poison) => {
    const forgotten = await aForgottenLot();
    const reports: string[] = [];
    await poison();
    const swept = await sweep({ ...cell.ports, report: (source) => void reports.push(source) });
    expect(swept.ended).toBe('round-over');
    expect(await forgotten()).toHaveProperty('duePk');
    const told = cell.measures.reduce((sum, { SweepFound = 0 }) => sum + SweepFound, 0);
    expect(told).toBeGreaterThan(1);
  });
});

describe('an outbox that holds what is no event', () => {
  test.each([
    ['no time', { event: { type: 'LotPurged', detail: {} } }],
    ['a time that is none', { event: { type: 'LotPurged', detail: {} }, createdAt: 'soon' }],
    ['no event', { createdAt: '2026-01-01T00:00:00.000Z' }],
    ['an event without a type', { event: {}, createdAt: '2026-01-01T00:00:00.000Z' }],
  ])('publishes the others beside one with %s, leaves it and tells of it', async (_, fields) => {
    const poison = { pk: registryKeys.outboxBuckets('us')[0] ?? '', sk: '00000000000000000000000000', v: 1 };
    await put({ ...poison, ...fields } as Item);
    cell.clock.now += minutes(2);
    const published: PublishedEvent[] = [];
    const publish = async (events: readonly PublishedEvent[]) => {
      published.push(...events);
      return [];
    };
    await sweepOutbox({ ...cell.ports, bus: { publish } });
    expect(published.map(({ type }) => type).sort()).toEqual([
      'SettingChosen',
      'SubjectCreated',
      'SubjectCreated',
    ]);
    expect(await cell.store.get('registry', { pk: poison.pk, sk: poison.sk }, 'strong')).toBeDefined();
    expect(cell.measures.at(-1)).toEqual({ WorkSetAside: 1 });
  });
});
