import { beforeEach, describe, expect, test } from 'vitest';
import type { LotReply } from '../../../contract/api/replies.ts';
import { verifyChain } from '../../../domain/consent/ledger.ts';
import type { EpochId, OrganizationId, WorkspaceId } from '../../../domain/identifiers.ts';
import { days, hours, isoOf, minutes } from '../../../domain/time.ts';
import { placeHold } from '../../../lambdas/shared/holds/place-hold.ts';
import { readClosure } from '../../../lambdas/shared/repositories/closures.ts';
import { readEntries } from '../../../lambdas/shared/repositories/ledger.ts';
import { readPurges } from '../../../lambdas/shared/repositories/purges.ts';
import { aCell, purgeBudget, type TestCell } from '../../support/cell.ts';
import { aHoldRequest, aPersonHeld, askForHold, countOf, hold, ofLot, release } from '../../support/holds.ts';
import { sharing, sharingUse, validation, validationUse } from '../../support/settings.ts';
import { aSharingCustomer } from '../../support/sharing-customer.ts';
import {
  anOrganization,
  aWorkspace,
  capture,
  choose,
  expectStatus,
  owner,
  records,
  showNotice,
} from '../../support/story.ts';

let cell: TestCell;
let organization: OrganizationId;
let workspace: WorkspaceId;
let epoch: EpochId;

const share = async (count: number, into = workspace) =>
  expectStatus(await capture(cell, into, sharingUse, { records: records(cell, count) }), 201);

const optOut = async () => expectStatus(await choose(cell, organization, sharing, 'off'), 200);

const lotsThroughApi = async (): Promise<readonly LotReply[]> =>
  expectStatus(await cell.call<{ lots: LotReply[] }>(owner, 'GET /v1/lots', { query: { epoch } }), 200).lots;

const outcomes = async () => (await cell.tick()).done.map(({ work, outcome }) => `${work}: ${outcome}`);

beforeEach(async () => {
  cell = aCell('us');
  ({ organization, workspace, epoch } = await aSharingCustomer(cell));
});

describe('a hold', () => {
  test('[BY-4] on a lot keeps its records, and the API says what suspends it since when', async () => {
    const { lot } = await share(3);
    const placed = await hold(cell, workspace, ofLot(epoch, lot), {
      until: isoOf(cell.clock.now + days(400)),
    });
    expect(placed).toMatchObject({ state: 'effective', coverage: { lots: 1, records: 3, gone: 0 } });
    await optOut();
    cell.clock.now += days(100);
    await cell.tick();

    expect(await countOf(cell, epoch)).toBe(3);
    const [reply] = await lotsThroughApi();
    expect(reply).toMatchObject({
      deletion: 'suspended',
      suspendedBy: [
        {
          hold: placed.id,
          kind: 'hold',
          authority: { body: 'court' },
          placedBy: expect.stringMatching(/^us_user_/),
          from: placed.placedAt,
          until: placed.until,
        },
      ],
      reasons: [{ cause: 'retention' }, { cause: 'opt-out' }],
    });
    expect(reply).not.toHaveProperty('deadline');
  });

  test('[BY-4] that is released lets what is overdue go within the budget, and the rest keeps its date', async () => {
    const { lot } = await share(3);
    const placed = await hold(cell, workspace, ofLot(epoch, lot));
    await optOut();
    cell.clock.now += days(100);
    await cell.tick();
    const releasedAt = cell.clock.now;
    await release(cell, placed);
    expect(await lotsThroughApi()).toMatchObject([
      { deletion: 'dated', deadline: isoOf(releasedAt + purgeBudget), reasons: [{}, {}] },
    ]);
    await cell.tick();

    expect(await countOf(cell, epoch)).toBe(0);
    const { purges } = await readPurges(cell.store, epoch, {});
    expect(purges).toMatchObject([
      { counts: 'add-up', deleted: 3, deadline: isoOf(releasedAt + purgeBudget) },
    ]);
    expect((await readClosure(cell.store, organization, epoch))?.endedAt).toBeDefined();
  });

  test('released before a date leaves that date alone', async () => {
    const { lot } = await share(1);
    const [before] = await lotsThroughApi();
    const placed = await hold(cell, workspace, ofLot(epoch, lot));
    cell.clock.now += days(3);
    await release(cell, placed);
    expect(await lotsThroughApi()).toEqual([before]);
    cell.clock.now += days(28);
    await cell.tick();
    expect(await countOf(cell, epoch)).toBe(0);
  });

  test('on a use or a workspace covers what is captured later too, and nothing of others', async () => {
    const other = await aWorkspace(cell, organization);
    await share(2);
    await share(1, other);
    const placed = await hold(cell, workspace, { of: 'use', use: sharingUse });
    await share(2);
    await optOut();
    expect((await outcomes()).filter((outcome) => outcome === 'purge-lot: purged')).toHaveLength(1);
    cell.clock.now += minutes(10);
    await cell.tick();
    expect(await countOf(cell, epoch)).toBe(4);
    // A lot that was born under the hold is marked when it is met, and then left alone as well.
    cell.clock.now += minutes(10);
    expect(await outcomes()).toEqual([]);

    await release(cell, placed);
    await cell.tick();
    expect(await countOf(cell, epoch)).toBe(0);
    expect((await readClosure(cell.store, organization, epoch))?.endedAt).toBeDefined();
  });

  test('on an organization covers all its workspaces and their own settings', async () => {
    const own = await showNotice(cell, workspace, validation);
    expectStatus(await capture(cell, workspace, validationUse), 201);
    await share(2);
    const placed = await hold(cell, organization, { of: 'subject' });
    expect(placed).toMatchObject({ coverage: { lots: 2, records: 3 } });
    cell.clock.now += days(100);
    await cell.tick();
    expect([await countOf(cell, epoch), await countOf(cell, own)]).toEqual([2, 1]);
    await release(cell, placed);
    await cell.tick();
    expect([await countOf(cell, epoch), await countOf(cell, own)]).toEqual([0, 0]);
  });

  test('that has an end is released there by the schedule, and is due within the budget from that end', async () => {
    const { lot } = await share(1);
    const until = cell.clock.now + days(200);
    const placed = await hold(cell, workspace, ofLot(epoch, lot), { until: isoOf(until) });
    await optOut();
    cell.clock.now = until - 1;
    await cell.tick();
    expect(await countOf(cell, epoch)).toBe(1);
    cell.clock.now = until + hours(2);
    expect(await outcomes()).toContain('advance-hold: settled');
    await cell.tick();
    expect(await countOf(cell, epoch)).toBe(0);
    const { purges } = await readPurges(cell.store, epoch, {});
    expect(purges[0]?.deadline).toBe(isoOf(until + purgeBudget));
    expect(await release(cell, placed)).toMatchObject({ state: 'released', endedAt: isoOf(until) });
  });

  test('stands as long as one of several does', async () => {
    const { lot } = await share(1);
    const first = await hold(cell, workspace, ofLot(epoch, lot));
    const second = await hold(cell, workspace, { of: 'subject' }, { kind: 'restriction' });
    const third = await hold(cell, organization, { of: 'use', use: sharingUse }, { kind: 'access' });
    await optOut();
    for (const one of [second, first]) {
      await release(cell, one);
      cell.clock.now += minutes(10);
      await cell.tick();
      expect(await countOf(cell, epoch)).toBe(1);
    }
    expect(await lotsThroughApi()).toMatchObject([{ suspendedBy: [{ hold: third.id, kind: 'access' }] }]);
    await release(cell, third);
    await cell.tick();
    expect(await countOf(cell, epoch)).toBe(0);
  });

  test('is in the ledger without a name, and the chain verifies', async () => {
    const placed = await hold(cell, workspace, { of: 'person', use: sharingUse, person: aPersonHeld });
    await release(cell, placed);
    const { entries } = await readEntries(cell.store, workspace, {});
    const chain = entries.map(({ entry }) => entry);
    expect(chain.map(({ event }) => event).slice(1)).toEqual([
      {
        type: 'hold-placed',
        hold: placed.id,
        kind: 'hold',
        body: 'court',
        scope: { of: 'person', use: sharingUse },
      },
      { type: 'hold-released', hold: placed.id, endedAt: isoOf(cell.clock.now) },
    ]);
    expect(JSON.stringify(chain)).not.toContain(aPersonHeld);
    expect(verifyChain(workspace, chain).verified).toBe(true);
  });

  test.each([
    ['another customer’s lot', 'no-such-lot', {}],
    ['an end that is past', 'ends-before-it-begins', { until: '2020-01-01T00:00:00.000Z' }],
  ])('is refused for %s, and nothing is written', async (_, why, more) => {
    const { lot } = await share(1);
    const elsewhere = await aWorkspace(cell, await anOrganization(cell));
    const placed = await placeHold(cell.ports, aHoldRequest(elsewhere, ofLot(epoch, lot), more));
    expect(placed).toEqual({ ok: false, why });
    expect((await readEntries(cell.store, elsewhere, {})).entries).toHaveLength(1);
  });

  test('that is asked for twice is one hold, and is carried on by the second request', async () => {
    await share(2);
    const order = aHoldRequest(workspace, { of: 'use', use: sharingUse });
    await askForHold(cell, order);
    const [placed, again] = [await placeHold(cell.ports, order), await placeHold(cell.ports, order)];
    expect(placed).toMatchObject({ ok: true, hold: { id: order.id, state: 'effective' } });
    expect(again).toEqual(placed);
    expect((await readEntries(cell.store, workspace, {})).entries).toHaveLength(2);
    await release(cell, { ...order, state: 'requested', placedAt: '' });
    expect(await placeHold(cell.ports, order)).toMatchObject({ ok: true, hold: { state: 'released' } });
    await optOut();
    await cell.tick();
    expect(await countOf(cell, epoch)).toBe(0);
  });

  test('that is asked for twice at once is one hold', async () => {
    const order = aHoldRequest(workspace, { of: 'subject' });
    const both = await Promise.all([placeHold(cell.ports, order), placeHold(cell.ports, order)]);
    for (const placed of both) expect(placed).toMatchObject({ ok: true, hold: { id: order.id } });
    expect((await readEntries(cell.store, workspace, {})).entries).toHaveLength(2);
  });

  test('under the id of another order is refused, and that one stands as it was', async () => {
    const order = aHoldRequest(workspace, { of: 'subject' });
    await placeHold(cell.ports, order);
    const until = isoOf(cell.clock.now + days(1));
    expect(await placeHold(cell.ports, { ...order, until })).toEqual({ ok: false, why: 'id-taken' });
    expect((await readEntries(cell.store, workspace, {})).entries).toHaveLength(2);
  });

  test('is refused for a lot that is gone', async () => {
    const { lot } = await share(1);
    await optOut();
    await cell.tick();
    const placed = await placeHold(cell.ports, aHoldRequest(workspace, ofLot(epoch, lot)));
    expect(placed).toEqual({ ok: false, why: 'lot-purged' });
  });
});

describe('lots under a hold', () => {
  test('are not sent at any tick and keep nobody waiting', async () => {
    const { lot } = await share(1);
    await hold(cell, workspace, ofLot(epoch, lot));
    const other = await aWorkspace(cell, organization);
    cell.clock.now += days(1);
    await share(1, other);
    cell.clock.now += days(60);
    expect(await outcomes()).toEqual(['purge-lot: purged']);
    expect(await outcomes()).toEqual([]);
  });

  test('take further records while sharing is on, and stay out of every tick’s way', async () => {
    const { lot } = await share(1);
    await hold(cell, workspace, ofLot(epoch, lot));
    for (let call = 0; call < 20; call += 1) await share(1);
    cell.clock.now += days(60);
    await cell.tick();
    const [held] = (await lotsThroughApi()).filter(({ deletion }) => deletion === 'suspended');
    expect(held?.captured).toBeGreaterThan(1);
    expect(await countOf(cell, epoch)).toBe(held?.captured);
  });
});
