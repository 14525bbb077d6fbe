import { ulid } from 'ulid';
import { beforeEach, describe, expect, test } from 'vitest';
import type { LotReply } from '../../../contract/api/replies.ts';
import { closureOf } from '../../../domain/consent/epoch.ts';
import { type EpochId, identifier, type WorkspaceId } from '../../../domain/identifiers.ts';
import { businessAppsDataSharing } from '../../../domain/programs/business-apps-data-sharing.ts';
import { keepsRecords } from '../../../domain/programs/use.ts';
import { instantOf, isoOf, startOfDay } from '../../../domain/time.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import type { SettingAddress } from '../../support/settings.ts';
import { sharing, sharingUse, validation, validationUse } from '../../support/settings.ts';
import { aSharingCustomer } from '../../support/sharing-customer.ts';
import {
  anOrganization,
  aWorkspace,
  capture,
  choose,
  expectStatus,
  noticeFor,
  owner,
  records,
  showNotice,
} from '../../support/story.ts';
import { publishNewer } from '../../support/vendor-changes.ts';

/** Days as the promises count them, written out: nothing here follows the product's own arithmetic. */
const oneDay = 24 * 60 * 60 * 1_000;

const ofSecurity = (
  setting: string,
  use: string,
  category: string,
  dataClass: string,
  source = 'person',
) => ({
  setting,
  address: { program: 'security-copilot', setting },
  use,
  record: { category, dataClass, source },
});
/** Whatever of the security assistant keeps records, with a record that it takes. */
const keptBySecurity = [
  ofSecurity('validate-performance', 'performance-validation', 'prompt', 'customer-data'),
  ofSecurity('build-security-model', 'security-model-building', 'response', 'customer-data', 'assistant'),
  ofSecurity('collect-feedback', 'feedback-collection', 'feedback', 'feedback'),
];

const lotsOf = async (cell: TestCell, epoch: EpochId): Promise<readonly LotReply[]> =>
  expectStatus(
    await cell.call<{ lots: readonly LotReply[] }>(owner, 'GET /v1/lots', { query: { epoch } }),
    200,
  ).lots;

const recordsIn = async (cell: TestCell, { epoch, lot }: { epoch: EpochId; lot: string }) =>
  (await cell.store.query({ table: 'content', pk: `${epoch}#${lot}`, consistency: 'strong' })).items.length;

describe.each(keptBySecurity)('what is shared by $setting', ({ address, use, record }) => {
  let cell: TestCell;
  let subject: Parameters<typeof choose>[1];
  let workspace: WorkspaceId;
  const shared: { epoch: EpochId; lot: string; deadline: string }[] = [];

  const share = async () => {
    const sent = records(cell, 2).map((each) => ({ ...each, ...record }));
    shared.push(expectStatus(await capture(cell, workspace, use, { records: sent }), 201));
  };

  beforeEach(async () => {
    shared.length = 0;
    cell = aCell('eu');
    const organization = await anOrganization(cell);
    workspace = await aWorkspace(cell, organization);
    subject = address.setting === 'collect-feedback' ? organization : workspace;
    await showNotice(cell, subject, address);
    await share();
  });

  test('[SC-11] is promised to be gone 90 days after the start of its day', () => {
    expect(shared.map(({ deadline }) => deadline)).toEqual([isoOf(startOfDay('2026-03-01') + 90 * oneDay)]);
  });

  test('[SC-12] an opt-out promises that all of it is gone within 30 days, of older days and notices too', async () => {
    cell.clock.now += 20 * oneDay;
    await share();
    publishNewer(noticeFor(address).id);
    expectStatus(await choose(cell, subject, address, 'on'), 200);
    await share();
    const promised = isoOf(cell.clock.now + 30 * oneDay);

    const { closures = [] } = expectStatus(await choose(cell, subject, address, 'off'), 200);

    const epochs = [...new Set(shared.map(({ epoch }) => epoch))];
    expect(epochs).toHaveLength(2);
    expect(closures.map(({ epoch, deadline }) => [epoch, deadline]).sort()).toEqual(
      epochs.map((epoch) => [epoch, promised]).sort(),
    );
    const lots = (await Promise.all(epochs.map((epoch) => lotsOf(cell, epoch)))).flat();
    expect(lots).toHaveLength(3);
    for (const lot of lots) expect(lot).toMatchObject({ deletion: 'dated', deadline: promised });

    await cell.tick();

    for (const each of shared) expect(await recordsIn(cell, each)).toBe(0);
    expect((await Promise.all(epochs.map((epoch) => lotsOf(cell, epoch)))).flat()).toMatchObject([
      { state: 'purged', deleted: 2 },
      { state: 'purged', deleted: 2 },
      { state: 'purged', deleted: 2 },
    ]);
  });
});

test('[DS-7] an opt-out promises the customer that all of it is gone within 30 days', async () => {
  const cell = aCell('us');
  const { organization, workspace, epoch } = await aSharingCustomer(cell);
  expectStatus(await capture(cell, workspace, sharingUse), 201);
  cell.clock.now += oneDay;
  const promised = isoOf(cell.clock.now + 30 * oneDay);

  const { closures } = expectStatus(await choose(cell, organization, sharing, 'off'), 200);

  expect(closures).toMatchObject([{ epoch, state: 'deleting', deadline: promised }]);
  // Its retention ends before that: the earlier date stands.
  expect(await lotsOf(cell, epoch)).toMatchObject([
    {
      deadline: isoOf(startOfDay('2026-03-01') + 30 * oneDay),
      reasons: [{ cause: 'retention' }, { cause: 'opt-out', deadline: promised }],
    },
  ]);
});

test('[DS-7] [SC-12] where an epoch has several uses, the shortest of their promises is that of all', () => {
  const [shared] = Object.values(businessAppsDataSharing.uses);
  if (shared === undefined || !keepsRecords(shared)) throw new Error('the program keeps nothing');
  const policy = { categories: shared.categories, retention: 90 * oneDay, shards: 1 };
  const closure = closureOf(
    {
      id: identifier('us', 'ep', '01J00000000000000000000000'),
      subject: identifier('us', 'org', '01J00000000000000000000000'),
      ...sharing,
      uses: {
        slow: { ...policy, deletedWithin: 30 * oneDay },
        quick: { ...policy, deletedWithin: 7 * oneDay },
      },
    },
    instantOf('2026-03-01T12:00:00.000Z'),
  );
  expect(closure.deadline).toBe('2026-03-08T12:00:00.000Z');
});

const lives: readonly [string, number, SettingAddress, string][] = [
  ['[DS-10]', 30, sharing, sharingUse],
  ['[SC-11]', 90, validation, validationUse],
];
test.each(lives)(
  '%s no id of a call makes its records live for longer than %i days',
  async (_, days, address, use) => {
    const midnight = startOfDay('2026-03-02');
    const cell = aCell('us', { startsAt: midnight - 60_000 });
    const organization = await anOrganization(cell);
    const workspace = await aWorkspace(cell, organization);
    if (address === sharing) await choose(cell, organization, address, 'on');
    else await showNotice(cell, workspace, address);
    const at = (drawn: number) => capture(cell, workspace, use, { callId: ulid(drawn) });

    const ahead = [await at(midnight), await at(midnight + oneDay), await at(midnight + 300 * oneDay)];
    const today = expectStatus(await at(midnight - 60_000), 201);
    cell.clock.now = midnight + 60_000;
    const late = expectStatus(await at(midnight - 1), 201);

    expect(ahead.map(({ status }) => status)).toEqual([409, 409, 409]);
    for (const { deadline } of [today, late])
      expect(instantOf(deadline)).toBeLessThanOrEqual(midnight - 60_000 + days * oneDay);
  },
);
