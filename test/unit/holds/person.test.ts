import { beforeEach, describe, expect, test } from 'vitest';
import { registryKeys } from '../../../contract/tables/registry.ts';
import type { EpochId, OrganizationId, WorkspaceId } from '../../../domain/identifiers.ts';
import { parseLotName } from '../../../domain/retention/lot.ts';
import { instantOf, minutes, seconds } from '../../../domain/time.ts';
import { placeHold } from '../../../lambdas/shared/holds/place-hold.ts';
import { readClosure } from '../../../lambdas/shared/repositories/closures.ts';
import { readEntries } from '../../../lambdas/shared/repositories/ledger.ts';
import { everyLot } from '../../../lambdas/shared/repositories/lots.ts';
import { readPurges } from '../../../lambdas/shared/repositories/purges.ts';
import { present, type Store } from '../../../lambdas/shared/store/store.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import {
  advance,
  aHoldRequest,
  aPersonHeld,
  contentOf,
  countOf,
  hold,
  recordsOf,
  release,
} from '../../support/holds.ts';
import { sharing, sharingUse } from '../../support/settings.ts';
import { aSharingCustomer } from '../../support/sharing-customer.ts';
import { capture, choose, expectStatus, records } from '../../support/story.ts';

let cell: TestCell;
let organization: OrganizationId;
let workspace: WorkspaceId;
let epoch: EpochId;

beforeEach(async () => {
  cell = aCell('us');
  ({ organization, workspace, epoch } = await aSharingCustomer(cell));
});

const optOut = async () => expectStatus(await choose(cell, organization, sharing, 'off'), 200);

describe('a hold on a person', () => {
  const shareOf = async (count: number, mixed: boolean) => {
    const theirs = recordsOf(cell, count, aPersonHeld);
    const sent = mixed ? [...theirs, ...records(cell, 25 - count)] : theirs;
    expectStatus(await capture(cell, workspace, sharingUse, { records: sent }), 201);
  };
  const scope = { of: 'person', use: sharingUse, person: aPersonHeld } as const;

  test('moves that person’s records to lots of the hold and leaves the rest to their date', async () => {
    for (let call = 0; call < 12; call += 1) await shareOf(10, true);
    const placed = await hold(cell, workspace, scope);
    expect(placed).toMatchObject({ state: 'effective', coverage: { records: 120 } });
    await optOut();
    cell.clock.now += minutes(10);
    await cell.tick();

    const content = await contentOf(cell, epoch);
    for (const [lot, items] of content) {
      const ofHold = typeof parseLotName(lot)?.shard === 'string';
      if (!ofHold) expect(items).toEqual([]);
      for (const { people } of items) expect(people).toEqual([aPersonHeld]);
    }
    expect([...content.values()].flat()).toHaveLength(120);
    const { purges } = await readPurges(cell.store, epoch, {});
    expect(purges.every(({ counts }) => counts === 'add-up')).toBe(true);
    expect(purges.reduce((sum, { moved = 0 }) => sum + moved, 0)).toBe(120);
    expect((await readClosure(cell.store, organization, epoch))?.endedAt).toBeUndefined();
  });

  test('after its release lets them go, and the closure ends with every record counted once', async () => {
    await optOutWithHeld();
    const { entries } = await readEntries(cell.store, organization, {});
    expect(entries.at(-1)?.entry.event).toMatchObject({ type: 'closure-ended', captured: 25, deleted: 25 });
  });

  const optOutWithHeld = async () => {
    await shareOf(10, true);
    await optOut();
    const placed = await hold(cell, workspace, scope);
    expect((await readClosure(cell.store, organization, epoch))?.moves).toBe(1);
    cell.clock.now += minutes(10);
    await cell.tick();
    await release(cell, placed);
    cell.clock.now += minutes(10);
    await cell.tick();
    expect(await countOf(cell, epoch)).toBe(0);
  };

  test('[BY-4] is effective although a clock in 2100 wrote a lease on its lot, once no worker can be left', async () => {
    await shareOf(10, true);
    await optOut();
    for await (const { name } of everyLot(cell.store, epoch)) {
      const key = registryKeys.lot(epoch, name);
      const update = { set: { state: 'purging', leaseUntil: '2100-01-01T00:06:00.000Z' } };
      await cell.store.write({ kind: 'update', table: 'registry', key, update, condition: present('pk') });
    }
    const placed = await hold(cell, workspace, scope);
    expect(placed).toMatchObject({ state: 'requested' });
    cell.clock.now += minutes(15) - 1;
    expect(await advance(cell, placed)).toMatchObject({ outcome: 'waiting' });
    cell.clock.now += 1;
    expect(await advance(cell, placed)).toMatchObject({
      hold: { state: 'effective', coverage: { records: 10 } },
    });
    await cell.tick();
    expect(await countOf(cell, epoch)).toBe(10);
  });

  test('[DS-10] leaves the rest to its date also where a run that slept marks lots when the hold has its records', async () => {
    await shareOf(10, true);
    const order = aHoldRequest(workspace, scope);
    let slept = false;
    /** Before its first mark, another run of the same order takes the hold to its end. */
    const sleeping: Store = {
      ...cell.store,
      transact: async (actions) => {
        const marks = actions.some((action) => 'key' in action && action.key.sk.startsWith('lot#'));
        if (marks && !slept) {
          slept = true;
          await placeHold(cell.ports, order);
        }
        return cell.store.transact(actions);
      },
    };
    const placed = await placeHold({ ...cell.ports, store: sleeping }, order);
    expect(placed).toMatchObject({ ok: true, hold: { state: 'effective', coverage: { records: 10 } } });
    expect(slept).toBe(true);
    for await (const { name, holds = 0 } of everyLot(cell.store, epoch))
      expect([name, holds]).toEqual([name, typeof parseLotName(name)?.shard === 'string' ? 1 : 0]);
  });

  test('does not cover what is captured after it was effective', async () => {
    await shareOf(2, false);
    await hold(cell, workspace, scope);
    await shareOf(3, false);
    await optOut();
    cell.clock.now += minutes(10);
    await cell.tick();
    expect(await countOf(cell, epoch)).toBe(2);
  });

  test('[BY-4] says that it covers nothing of a lot that was opened while it marked the others', async () => {
    await shareOf(10, true);
    let late = 0;
    let readings = 0;
    const query: Store['query'] = async (asked) => {
      const page = await cell.store.query(asked);
      if (asked.pk === epoch) readings += 1;
      if (readings === 2 && late === 0) {
        cell.clock.now += seconds(1);
        late = cell.clock.now;
        for (let call = 0; call < 12; call += 1) await shareOf(1, false);
        cell.clock.now += seconds(1);
      }
      return page;
    };
    const store = { ...cell.store, query };
    const placed = await placeHold({ ...cell.ports, store }, aHoldRequest(workspace, scope));
    if (!placed.ok || placed.hold.state !== 'effective') throw new Error('the hold is not effective');
    const { coversUntil = '', coverage } = placed.hold;
    // Of the late ones it got those that fell into the one lot that was marked.
    expect(coverage.records).toBeLessThan(22);
    expect(instantOf(coversUntil)).toBeLessThan(late);
  });

  test('moves large records in as many transactions as they need', async () => {
    for (let call = 0; call < 3; call += 1) {
      const sent = records(cell, 8, incompressible(180_000)).map((one) => ({
        ...one,
        people: [aPersonHeld],
      }));
      expectStatus(await capture(cell, workspace, sharingUse, { records: sent }), 201);
    }
    const placed = await hold(cell, workspace, scope);
    expect(placed).toMatchObject({ state: 'effective', coverage: { records: 24 } });
  });
});

const incompressible = (bytes: number): string =>
  Array.from({ length: bytes }, () => String.fromCharCode(33 + Math.floor(Math.random() * 94))).join('');
