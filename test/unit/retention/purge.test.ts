import { beforeEach, describe, expect, test } from 'vitest';
import { evidenceKeys } from '../../../contract/tables/evidence.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import type { EpochId, OrganizationId, WorkspaceId } from '../../../domain/identifiers.ts';
import { days, isoOf, minutes, startOfDay } from '../../../domain/time.ts';
import { planTick, TickIncomplete } from '../../../lambdas/planner/plan-tick.ts';
import { doWork } from '../../../lambdas/worker/do-work.ts';
import { workThrough } from '../../../lambdas/worker/work-through.ts';
import { aCell, purgeBudget, type TestCell } from '../../support/cell.ts';
import { sharing, sharingUse, validation, validationUse } from '../../support/settings.ts';
import {
  anOrganization,
  aWorkspace,
  capture,
  choose,
  expectStatus,
  optIn,
  owner,
  records,
  showNotice,
} from '../../support/story.ts';

let cell: TestCell;
let organization: OrganizationId;
let workspace: WorkspaceId;

beforeEach(async () => {
  cell = aCell('us');
  organization = await anOrganization(cell);
  workspace = await aWorkspace(cell, organization);
});

type Captured = { readonly epoch: EpochId; readonly lot: string };

const captureMany = async (calls: number, use = sharingUse): Promise<readonly Captured[]> => {
  const captured: Captured[] = [];
  for (let call = 0; call < calls; call += 1) {
    captured.push(expectStatus(await capture(cell, workspace, use, { records: records(cell, 25) }), 201));
  }
  return captured;
};

const recordsLeft = async (captured: readonly Captured[]): Promise<number> => {
  const partitions = new Set(captured.map(({ epoch, lot }) => `${epoch}#${lot}`));
  let left = 0;
  for (const pk of partitions) {
    left += (await cell.store.query({ table: 'content', pk, consistency: 'strong' })).items.length;
  }
  return left;
};

const lotItem = ({ epoch, lot }: Captured) =>
  cell.store.get('registry', registryKeys.lot(epoch, lot), 'strong');

describe('after an opt-out', () => {
  test('[DS-7] the next tick deletes every shared record, ends the closure and leaves evidence', async () => {
    await optIn(cell, organization, sharing);
    const captured = await captureMany(20);
    expect(await recordsLeft(captured)).toBe(500);
    const optedOut = expectStatus(await choose(cell, organization, sharing, 'off'), 200);
    expect(optedOut.closures).toMatchObject([
      { state: 'deleting', deadline: isoOf(cell.clock.now + days(30)) },
    ]);

    await cell.tick();

    expect(await recordsLeft(captured)).toBe(0);
    const epoch = captured[0]?.epoch ?? '';
    const closure = await cell.call(owner, 'GET /v1/closures/{epoch}', { path: { epoch } });
    expect(closure).toMatchObject({ status: 200, body: { state: 'ended' } });
    const purges = await cell.call<{ purges: readonly { deleted: number }[] }>(owner, 'GET /v1/purges', {
      query: { epoch },
    });
    expect(purges.body.purges.reduce((sum, { deleted }) => sum + deleted, 0)).toBe(500);
    for (const purge of purges.body.purges)
      expect(purge).toMatchObject({ cause: 'opt-out', counts: 'add-up' });
  });

  test('[DS-7] the ledger tells that the closure ended, with counts that add up', async () => {
    await optIn(cell, organization, sharing);
    await captureMany(2);
    await choose(cell, organization, sharing, 'off');
    await cell.tick();
    const consents = await cell.call<{ entries: readonly { entry: { event: unknown } }[] }>(
      owner,
      'GET /v1/consents',
      {
        query: { subject: organization },
      },
    );
    expect(consents.body.entries.at(-1)?.entry.event).toMatchObject({
      type: 'closure-ended',
      captured: 50,
      deleted: 50,
    });
  });

  test('[DS-7] a closure of an epoch that never held anything ends with the choice, and costs no work', async () => {
    const epoch = await optIn(cell, organization, sharing);
    const answer = expectStatus(await choose(cell, organization, sharing, 'off'), 200);
    expect(answer.closures).toMatchObject([{ epoch, state: 'ended', endedAt: isoOf(cell.clock.now) }]);
    expect(await cell.tick()).toMatchObject({ planned: { closures: 0, lots: 0 }, done: [] });
    const consents = await cell.call<{ entries: readonly { entry: { event: unknown } }[] }>(
      owner,
      'GET /v1/consents',
      { query: { subject: organization } },
    );
    expect(consents.body.entries.at(-1)?.entry.event).toMatchObject({
      type: 'closure-ended',
      epoch,
      lots: 0,
    });
    expect((await cell.call(owner, 'GET /v1/closures/{epoch}', { path: { epoch } })).body).toMatchObject({
      state: 'ended',
    });
  });

  test('the salt of a lot dies with it, and its index entry too', async () => {
    await optIn(cell, organization, sharing);
    const [captured] = await captureMany(1);
    if (captured === undefined) throw new Error('nothing was captured');
    const salt = registryKeys.salt(captured.epoch, captured.lot);
    expect(await cell.store.get('registry', salt, 'strong')).toBeDefined();
    await choose(cell, organization, sharing, 'off');
    await cell.tick();
    expect(await cell.store.get('registry', salt, 'strong')).toBeUndefined();
    expect(await lotItem(captured)).not.toHaveProperty('duePk');
  });

  test('what others share, and what is shared again, is left alone', async () => {
    await optIn(cell, organization, sharing);
    const first = await captureMany(1);
    await choose(cell, organization, sharing, 'off');
    await optIn(cell, organization, sharing);
    const again = await captureMany(1);
    await cell.tick();
    expect(await recordsLeft(first)).toBe(0);
    expect(await recordsLeft(again)).toBe(25);
  });
});

describe('retention', () => {
  test('[DS-10] deletes a lot before 30 days are over, and not before its purge is due', async () => {
    await optIn(cell, organization, sharing);
    const captured = await captureMany(2);
    const purgeFrom = startOfDay('2026-03-01') + days(30) - purgeBudget;
    cell.clock.now = purgeFrom - 1;
    await cell.tick();
    expect(await recordsLeft(captured)).toBe(50);
    cell.clock.now = purgeFrom;
    await cell.tick();
    expect(await recordsLeft(captured)).toBe(0);
  });

  test('[SC-11] deletes what the security assistant shared before 90 days are over', async () => {
    await showNotice(cell, workspace, validation);
    const captured = await captureMany(1, validationUse);
    cell.clock.now = startOfDay('2026-03-01') + days(90) - purgeBudget;
    await cell.tick();
    expect(await recordsLeft(captured)).toBe(0);
  });

  test('[SC-12] gives way to an opt-out: all is deleted with the next tick, long before 90 days', async () => {
    await showNotice(cell, workspace, validation);
    const captured = await captureMany(1, validationUse);
    cell.clock.now += days(2);
    await choose(cell, workspace, validation, 'off');
    await cell.tick();
    expect(await recordsLeft(captured)).toBe(0);
  });
});

describe('a worker', () => {
  const closed = async (calls: number) => {
    await optIn(cell, organization, sharing);
    const captured = await captureMany(calls);
    await choose(cell, organization, sharing, 'off');
    const [first] = captured;
    if (first === undefined) throw new Error('nothing was captured');
    return first;
  };

  test('does nothing for a lot that is not due', async () => {
    await optIn(cell, organization, sharing);
    const [captured] = await captureMany(1);
    if (captured === undefined) throw new Error('nothing was captured');
    const done = await doWork(cell.ports, { kind: 'purge-lot', ...captured });
    expect(done).toMatchObject({ outcome: 'not-due' });
    expect(await recordsLeft([captured])).toBe(25);
  });

  test('does a repeated message once', async () => {
    const captured = await closed(1);
    expect(await doWork(cell.ports, { kind: 'purge-lot', ...captured })).toMatchObject({ outcome: 'purged' });
    expect(await doWork(cell.ports, { kind: 'purge-lot', ...captured })).toMatchObject({
      outcome: 'already-purged',
    });
  });

  test('that runs out of time gives the lot back, and the next run goes on where it stopped', async () => {
    const captured = await closed(1);
    const hurried = { ...cell.ports, timeLeft: () => 0 };
    expect(await doWork(hurried, { kind: 'purge-lot', ...captured })).toMatchObject({
      outcome: 'out-of-time',
    });
    expect(await lotItem(captured)).toMatchObject({ state: 'purging' });
    expect(await doWork(cell.ports, { kind: 'purge-lot', ...captured })).toMatchObject({ outcome: 'purged' });
    expect(await recordsLeft([captured])).toBe(0);
  });

  test('leaves a lot to the worker that has it', async () => {
    const captured = await closed(1);
    await cell.store.write({
      kind: 'update',
      table: 'registry',
      key: registryKeys.lot(captured.epoch, captured.lot),
      update: { set: { state: 'purging', leaseUntil: isoOf(cell.clock.now + minutes(1)) } },
    });
    expect(await doWork(cell.ports, { kind: 'purge-lot', ...captured })).toMatchObject({ outcome: 'taken' });
    cell.clock.now += minutes(2);
    expect(await doWork(cell.ports, { kind: 'purge-lot', ...captured })).toMatchObject({ outcome: 'purged' });
  });

  test('says that counts do not add up rather than leave a lot open', async () => {
    const captured = await closed(1);
    await cell.store.write({
      kind: 'update',
      table: 'registry',
      key: registryKeys.lot(captured.epoch, captured.lot),
      update: { add: { captured: 1 } },
    });
    const done = await doWork(cell.ports, { kind: 'purge-lot', ...captured });
    expect(done).toMatchObject({ outcome: 'purged', counts: 'uncounted' });
    expect(cell.measures).toContainEqual({ PurgesUncounted: 1 });
    const evidence = await cell.store.get(
      'evidence',
      evidenceKeys.purge(captured.epoch, captured.lot),
      'strong',
    );
    expect(evidence).toMatchObject({ captured: 26, deleted: 25, counts: 'uncounted' });
  });

  test.each([
    ['not JSON', 'nonsense'],
    ['of an unknown kind', JSON.stringify({ kind: 'drop-table', epoch: 'us_ep_01JD0000000000000000000000' })],
    ['of another cell', JSON.stringify({ kind: 'end-closure', epoch: 'eu_ep_01JD0000000000000000000000' })],
    [
      'about a lot that never was',
      JSON.stringify({
        kind: 'purge-lot',
        epoch: 'us_ep_01JD0000000000000000000000',
        lot: 'us_ws_01JD0000000000000000000000#product-improvement#2026-03-01#00',
      }),
    ],
  ])('sets a message aside that is %s, and does the others', async (_, body) => {
    const captured = await closed(1);
    const answer = await workThrough(cell.ports, [
      { messageId: 'odd', body },
      { messageId: 'good', body: JSON.stringify({ kind: 'purge-lot', ...captured }) },
    ]);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'odd' }] });
    expect(await recordsLeft([captured])).toBe(0);
  });
});

describe('the planner', () => {
  test('tells the bus once a tick, and does not send what is on its way', async () => {
    await optIn(cell, organization, sharing);
    await captureMany(1);
    await choose(cell, organization, sharing, 'off');
    const { planned } = await cell.tick();
    expect(planned).toMatchObject({ lots: 1, closures: 1, optOuts: 0, ended: 'all-planned' });
    expect((await cell.tick()).planned).toMatchObject({ lots: 0, closures: 0, optOuts: 0 });
  });

  test('whose queue takes nothing frees the lots for the next tick', async () => {
    await optIn(cell, organization, sharing);
    const captured = await captureMany(1);
    await choose(cell, organization, sharing, 'off');
    const send = () => Promise.reject(new Error('the queue is down'));
    const report = () => {};
    await expect(planTick({ ...cell.ports, queue: { send }, report })).rejects.toThrow(TickIncomplete);
    await cell.tick();
    expect(await recordsLeft(captured)).toBe(0);
  });
});
