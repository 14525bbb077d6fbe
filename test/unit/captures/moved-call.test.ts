import { beforeEach, describe, expect, test } from 'vitest';
import type { EpochId, WorkspaceId } from '../../../domain/identifiers.ts';
import { spreadOver } from '../../../domain/retention/lot.ts';
import { days, hours } from '../../../domain/time.ts';
import { inMemoryStore } from '../../../lambdas/shared/store/in-memory/in-memory-store.ts';
import { inMemoryTables } from '../../../lambdas/shared/store/in-memory/tables.ts';
import type { Store } from '../../../lambdas/shared/store/store.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { anotherPerson, aPersonHeld, countOf, hold, recordsOf, release } from '../../support/holds.ts';
import { sharingUse } from '../../support/settings.ts';
import { aSharingCustomer } from '../../support/sharing-customer.ts';
import { callId, capture, expectStatus, records } from '../../support/story.ts';

let cell: TestCell;
let workspace: WorkspaceId;
let epoch: EpochId;
/** What the cell asked of its store. */
let asked: string[];

beforeEach(async () => {
  const store = inMemoryStore({ tables: inMemoryTables() });
  const watched: Store = {
    ...store,
    get: (...read) => {
      asked.push('get');
      return store.get(...read);
    },
    query: (query) => {
      asked.push('query');
      return store.query(query);
    },
    transact: (actions) => {
      asked.push(`transact ${actions.length}`);
      return store.transact(actions);
    },
  };
  asked = [];
  cell = aCell('us', { store: watched });
  ({ workspace, epoch } = await aSharingCustomer(cell));
});

const scope = { of: 'person', use: sharingUse, person: aPersonHeld } as const;

/** A call of which two records concern the person, one another, and one nobody. */
const aCall = () => ({
  callId: callId(cell),
  records: [
    ...recordsOf(cell, 2, aPersonHeld),
    ...recordsOf(cell, 1, anotherPerson),
    ...records(cell, 1, 'of nobody'),
  ],
});

/** Another call that falls into the same lot. */
const besides = (call: { readonly callId: string }) => {
  for (;;) {
    const other = aCall();
    if (spreadOver(other.callId, 4) === spreadOver(call.callId, 4)) return other;
  }
};

describe('a call whose records were moved for a hold', () => {
  test('is answered as before when it comes again, and stored once', async () => {
    const call = aCall();
    const first = expectStatus(await capture(cell, workspace, sharingUse, call), 201);
    await hold(cell, workspace, scope);
    await hold(cell, workspace, { ...scope, person: anotherPerson });
    await hold(cell, workspace, scope);
    expect(expectStatus(await capture(cell, workspace, sharingUse, call), 200)).toEqual(first);
    expect(await countOf(cell, epoch)).toBe(4);
  });

  test('is told from another one under the same id', async () => {
    const call = aCall();
    expectStatus(await capture(cell, workspace, sharingUse, call), 201);
    await hold(cell, workspace, scope);
    const other = { ...call, records: call.records.map((one) => ({ ...one, body: 'something else' })) };
    expectStatus(await capture(cell, workspace, sharingUse, other), 422);
    const longer = { ...call, records: [...call.records, ...records(cell, 1)] };
    expectStatus(await capture(cell, workspace, sharingUse, longer), 422);
    expect(await countOf(cell, epoch)).toBe(4);
  });

  test('keeps no other call out of its lot', async () => {
    const call = aCall();
    expectStatus(await capture(cell, workspace, sharingUse, call), 201);
    await hold(cell, workspace, scope);
    const other = besides(call);
    expectStatus(await capture(cell, workspace, sharingUse, other), 201);
    expectStatus(await capture(cell, workspace, sharingUse, other), 200);
    expect(await countOf(cell, epoch)).toBe(8);
  });

  test('is refused once anything that was moved may have been deleted', async () => {
    const call = aCall();
    expectStatus(await capture(cell, workspace, sharingUse, call), 201);
    const placed = await hold(cell, workspace, scope);
    await release(cell, placed);
    const shut = { kind: 'update', table: 'registry' } as const;
    const { items } = await cell.store.query({
      table: 'registry',
      pk: epoch,
      sk: { kind: 'beginsWith', prefix: 'lot#' },
      consistency: 'strong',
    });
    const [, moved] = items;
    const key = { pk: epoch, sk: moved?.sk ?? '' };
    await cell.store.write({ ...shut, key, update: { set: { state: 'purging' } } });
    expectStatus(await capture(cell, workspace, sharingUse, call), 409);
    expectStatus(await capture(cell, workspace, sharingUse, besides(call)), 409);
    expect(await countOf(cell, epoch)).toBe(4);
  });

  test('is not stored a second time although it is moved while it comes again', async () => {
    const call = aCall();
    const held = hold(cell, workspace, scope);
    await Promise.all([capture(cell, workspace, sharingUse, call), held]);
    await hold(cell, workspace, scope);
    expectStatus(await capture(cell, workspace, sharingUse, call), 200);
    expect(await countOf(cell, epoch)).toBe(4);
  });
});

describe('a capture', () => {
  test('costs the same where nothing was moved, hold or no hold', async () => {
    const cost = async (call: ReturnType<typeof aCall>) => {
      asked = [];
      expectStatus(await capture(cell, workspace, sharingUse, call), 201);
      return [...asked];
    };
    const first = aCall();
    expectStatus(await capture(cell, workspace, sharingUse, first), 201);
    const before = await cost(besides(first));
    await hold(cell, workspace, { of: 'use', use: sharingUse });
    expect(await cost(besides(first))).toEqual(before);
    await hold(cell, workspace, scope);
    expect((await cost(besides(first))).length).toBeGreaterThan(before.length);
    // The lots of the next day are new.
    cell.clock.now += days(1) + hours(2);
    const next = aCall();
    expectStatus(await capture(cell, workspace, sharingUse, next), 201);
    expect(await cost(besides(next))).toEqual(before);
  });
});
