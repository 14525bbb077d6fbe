import { expect, test } from 'vitest';
import type { PurgeWork } from '../../../contract/events/purge-work.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import type { OrganizationId } from '../../../domain/identifiers.ts';
import { lotName } from '../../../domain/retention/lot.ts';
import { days, isoOf } from '../../../domain/time.ts';
import { planTick } from '../../../lambdas/planner/plan-tick.ts';
import { noLongerEmpty } from '../../../lambdas/shared/repositories/epochs.ts';
import { countIntoLot } from '../../../lambdas/shared/repositories/lots.ts';
import type { Query } from '../../../lambdas/shared/store/store.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { contendedStore } from '../../support/contended-store.ts';
import { sharing, validation, validationUse } from '../../support/settings.ts';
import { anOrganization, aWorkspace, choose, expectStatus, optIn, showNotice } from '../../support/story.ts';

/** What the planner sends in one tick. */
const sentBy = async (cell: TestCell): Promise<readonly PurgeWork[]> => {
  const sent: PurgeWork[] = [];
  const send = async (work: readonly PurgeWork[]) => void sent.push(...work);
  await planTick({ ...cell.ports, queue: { send }, report: () => {} });
  return sent;
};

/** Goes on until every partition holds something: work is spread by chance, and none may be forgotten. */
const fill = async (
  cell: TestCell,
  partitions: readonly string[],
  query: Pick<Query, 'index'>,
  more: () => Promise<void>,
): Promise<void> => {
  const isEmpty = async (pk: string) => {
    const asked: Query = {
      table: 'registry',
      pk,
      consistency: query.index ? 'eventual' : 'strong',
      ...query,
    };
    return (await cell.store.query(asked)).items.length === 0;
  };
  for (const pk of partitions) {
    while (await isEmpty(pk)) await more();
  }
};

test('[DS-10] [SC-11] a tick plans the lots that are due of every bucket of the index', async () => {
  const cell = aCell('us');
  const workspace = await aWorkspace(cell);
  const epoch = await showNotice(cell, workspace, validation);
  const lots: string[] = [];
  await fill(cell, registryKeys.dueBuckets('us'), { index: 'due' }, async () => {
    const day = isoOf(cell.clock.now - days(lots.length)).slice(0, 10);
    const name = lotName({ workspace, use: validationUse, day, shard: 0 });
    const lot = { epoch, name, purgeFrom: isoOf(cell.clock.now) };
    lots.push(name);
    await cell.store.write(countIntoLot(lot, { records: 1, kilobytes: 1, at: cell.clock.now }));
  });

  const sent = await sentBy(cell);

  expect(sent.map((work) => (work.kind === 'purge-lot' ? work.lot : work.kind)).sort()).toEqual(lots.sort());
});

const inWords = (work: PurgeWork): string =>
  `${work.kind} ${work.kind === 'advance-hold' ? work.hold : work.epoch}`;

test('[DS-7] a tick plans the closures of every bucket of the work list', async () => {
  const cell = aCell('us');
  const organization = await anOrganization(cell);
  const closed: string[] = [];
  await fill(cell, registryKeys.closingBuckets('us'), {}, async () => {
    const epoch = await optIn(cell, organization, sharing);
    await cell.store.write(noLongerEmpty(epoch));
    closed.push(epoch);
    expectStatus(await choose(cell, organization, sharing, 'off'), 200);
  });

  const sent = await sentBy(cell);

  expect(sent.map(inWords).sort()).toEqual(closed.map((epoch) => `end-closure ${epoch}`).sort());
});

test('[DS-6] a tick plans the accepted opt-outs of every bucket', async () => {
  const contended = contendedStore();
  const cell = aCell('us', { store: contended.store });
  const accepted: string[] = [];
  const optOutOf = async (organization: OrganizationId) => {
    accepted.push(await optIn(cell, organization, sharing));
    contended.crowded = true;
    expectStatus(await choose(cell, organization, sharing, 'off'), 200);
    contended.crowded = false;
  };
  await fill(cell, registryKeys.closingBuckets('us'), {}, async () => optOutOf(await anOrganization(cell)));

  const sent = await sentBy(cell);

  expect(sent.map(inWords).sort()).toEqual(accepted.map((epoch) => `finish-opt-out ${epoch}`).sort());
});
