import { describe, expect, test } from 'vitest';
import { restoreRegistry } from '../../../cli/restore/restore-registry.ts';
import type { ClosureReply, MemberReply } from '../../../contract/api/replies.ts';
import { registryKeys } from '../../../contract/tables/registry.ts';
import type { EpochId } from '../../../domain/identifiers.ts';
import { hours, isoOf, minutes } from '../../../domain/time.ts';
import { readEntries } from '../../../lambdas/shared/repositories/ledger.ts';
import type { Action, Store } from '../../../lambdas/shared/store/store.ts';
import { aPerson, capacity } from '../../support/callers.ts';
import { type ContendedStore, contendedStore } from '../../support/contended-store.ts';
import { aPersonHeld, hold, release } from '../../support/holds.ts';
import { aCellWithCopy, type LostRegistry, readShared, recordsLeft } from '../../support/lost-registry.ts';
import { aRestorableCell } from '../../support/restorable-cell.ts';
import {
  modelBuilding,
  platformSharing,
  platformUse,
  sharing,
  sharingUse,
  validation,
  withEdiscovery,
} from '../../support/settings.ts';
import { aSharingCustomer } from '../../support/sharing-customer.ts';
import {
  aWorkspace,
  capture,
  choose,
  expectStatus,
  operator,
  optIn,
  owner,
  readSetting,
  showNotice,
} from '../../support/story.ts';
import { userOf } from '../../support/users.ts';

const loseAndRestore = async (story: LostRegistry) => {
  story.lose('registry');
  const report = await restoreRegistry(story.restorer(story.copy), 'may be running');
  if (report === 'restored before') throw new Error('it was restored before');
  return report;
};

const closureOf = async ({ cell }: LostRegistry, epoch: EpochId) =>
  expectStatus(await cell.call<ClosureReply>(owner, 'GET /v1/closures/{epoch}', { path: { epoch } }), 200);

const lotsOf = async ({ cell }: LostRegistry, epoch: EpochId) =>
  expectStatus(
    await cell.call<{ lots: readonly Readonly<Record<string, unknown>>[] }>(owner, 'GET /v1/lots', {
      query: { epoch },
    }),
    200,
  ).lots;

const tickLater = async ({ cell }: Pick<LostRegistry, 'cell'>) => {
  cell.clock.now += minutes(10);
  await cell.tick();
};

describe('a registry that was lost, and restored from a copy of two hours before', () => {
  test('[BY-3] does not bring back roles that were taken since the copy, and knows those that were given', async () => {
    const story = await aCellWithCopy();
    const { cell, organization, workspace } = story;
    const add = (person: string, ...roles: readonly string[]) =>
      cell.call<MemberReply>(owner, 'POST /v1/members', { body: { subject: organization, person, roles } });
    const { user } = expectStatus(await add('ann-1', 'owner'), 200);
    const copy = story.copyOf('registry');
    const path = { subject: organization, user };
    const body = { roles: [] };
    expectStatus(await cell.call(owner, 'PUT /v1/members/{subject}/{user}', { path, body }), 200);
    const { user: late } = expectStatus(await add('bob-1', 'approver'), 200);

    await loseAndRestore({ ...story, copy });

    const seen = await cell.call(aPerson('ann-1'), 'GET /v1/settings', { query: { subject: organization } });
    expect(seen.status).toBe(404);
    const query = { subject: organization };
    const { body: listed } = await cell.call(owner, 'GET /v1/members', { query });
    expect(listed.members).toEqual([
      { subject: organization, user: await userOf(cell, owner), roles: ['owner'] },
      { subject: organization, user: late, roles: ['approver'] },
    ]);
    const read = await cell.call(owner, 'GET /v1/workspaces/{workspace}', { path: { workspace } });
    expect(read).toMatchObject({ status: 200, body: { capacity } });
  });

  test('[SC-2] a workspace that came after the copy runs on the capacity that its ledger names', async () => {
    const story = await aCellWithCopy();
    const { cell, organization } = story;
    const workspace = await aWorkspace(cell, organization);
    await loseAndRestore(story);
    const read = await cell.call(owner, 'GET /v1/workspaces/{workspace}', { path: { workspace } });
    expect(read).toMatchObject({ status: 200, body: { capacity } });
  });

  test('[BY-3] does not bring back who was erased since the copy, nor their names', async () => {
    const story = await aCellWithCopy();
    const { cell, organization } = story;
    const { store } = cell.ports;
    const user = await userOf(cell, owner);
    const body = { tokenSubject: owner.sub };
    expectStatus(await cell.call(operator, 'POST /v1/erasures', { body }), 202);

    await loseAndRestore(story);

    expect(await store.get('registry', registryKeys.personOf(user), 'strong')).toBeUndefined();
    const token = registryKeys.userOfToken('us', owner.sub ?? '');
    expect(await store.get('registry', token, 'strong')).toBeUndefined();
    const { entries } = await readEntries(store, organization, { limit: 100 });
    const people = entries.flatMap(({ name }) => (name?.actor.kind === 'person' ? [name.actor] : []));
    // The operator who created it is known as before.
    expect(people.map(({ tokenSubject }) => tokenSubject)).toEqual([operator.sub]);
  });

  test('[BY-3] has every setting as it was chosen last, by whom and when, with the same count', async () => {
    const story = await aCellWithCopy();
    const { cell, organization, workspace, late } = story;
    const look = async () => ({
      sharing: await readSetting(cell, organization, sharing),
      platform: await readSetting(cell, organization, platformSharing),
      validation: await readSetting(cell, workspace, validation),
      late: await readSetting(cell, late, platformSharing),
    });
    const before = await look();
    await loseAndRestore(story);
    const after = await look();
    for (const name of ['sharing', 'platform', 'validation', 'late'] as const) {
      const { epoch: old, ...expected } = before[name].setting;
      expect(after[name].setting).toMatchObject(expected);
      expect(after[name].setting.epoch).not.toBe(old);
      expect(after[name].etag).toBe(before[name].etag);
    }
  });

  test('[BY-3] opens no epoch that was closed, and lets nobody read or capture under one', async () => {
    const story = await aCellWithCopy();
    const ended = await closureOf(story, story.gone);
    await loseAndRestore(story);
    expect(await closureOf(story, story.gone)).toEqual(ended);
    for (const epoch of [story.gone, story.inForce]) {
      expect(await readShared(story, epoch)).toMatchObject({ status: 410 });
    }
    const gates = story.tables
      .all('registry')
      .filter(
        ({ pk, sk }) => [story.gone, story.inForce, story.kept].includes(pk as EpochId) && /^gate/.test(sk),
      );
    expect(new Set(gates.map(({ state }) => state))).toEqual(new Set(['closed']));
  });

  test('[BY-3] keeps what was purged purged, with its counts, and counts anew what is there', async () => {
    const story = await aCellWithCopy();
    await loseAndRestore(story);
    expect(recordsLeft(story, story.gone)).toBe(0);
    expect(await lotsOf(story, story.gone)).toMatchObject([{ state: 'purged', captured: 5, deleted: 5 }]);
    expect(await lotsOf(story, story.inForce)).toMatchObject([{ state: 'open', captured: 4 }]);
    expect(await lotsOf(story, story.kept)).toMatchObject([{ state: 'open', captured: 3 }]);
  });

  test('[BY-3] deletes purged records again that lie in content once more', async () => {
    const story = await aCellWithCopy();
    story.lose('content');
    story.tables.commit(story.copyOfContent.map((after) => ({ table: 'content', before: undefined, after })));
    expect(recordsLeft(story, story.gone)).toBe(5);
    const report = await loseAndRestore(story);
    expect(report.returned).toBe(5);
    expect(recordsLeft(story, story.gone)).toBe(0);
    expect(recordsLeft(story, story.kept)).toBe(3);
  });

  test('[BY-3] serves on: captures go to the new epoch, and an opt-out reaches what was shared before the loss', async () => {
    const story = await aCellWithCopy();
    const { cell, organization, workspace } = story;
    await loseAndRestore(story);
    const { epoch } = expectStatus(await capture(cell, workspace, sharingUse), 201);
    expect([story.gone, story.inForce]).not.toContain(epoch);
    const { closures } = expectStatus(await choose(cell, organization, sharing, 'off'), 200);
    expect(closures?.map((closure) => closure.epoch).sort()).toEqual([story.inForce, epoch].sort());
    await tickLater(story);
    expect([recordsLeft(story, story.inForce), recordsLeft(story, epoch)]).toEqual([0, 0]);
    expect((await closureOf(story, story.inForce)).endedAt).toBeDefined();
  });

  test('has the people of the copy, and tells who came after it', async () => {
    const story = await aCellWithCopy();
    const report = await loseAndRestore(story);
    expect(report.createdSince).toEqual([story.late]);
    const mine = await story.cell.call(owner, 'GET /v1/organizations', {});
    expect(JSON.stringify(mine.body)).toContain(story.organization);
    expect(JSON.stringify(mine.body)).toContain(story.late);
    expect((await story.cell.call(operator, 'GET /v1/purging', {})).status).toBe(200);
  });

  describe('where an opt-out was accepted that captures kept from its gates', () => {
    const anAcceptedOptOut = async () => {
      const made: ContendedStore[] = [];
      const story = aRestorableCell((store) => {
        const contended = contendedStore(store);
        made.push(contended);
        return contended.store;
      });
      const crowd = (crowded: boolean) => {
        for (const contended of made) contended.crowded = crowded;
      };
      const { cell } = story;
      const { organization, workspace, epoch } = await aSharingCustomer(cell);
      expectStatus(await capture(cell, workspace, sharingUse), 201);
      const copy = story.copyOf('registry');
      crowd(true);
      expectStatus(await choose(cell, organization, sharing, 'off'), 200);
      crowd(false);
      return { ...story, organization, epoch, copy, acceptedAt: cell.clock.now };
    };

    test('[DS-6] [BY-3] it is finished, from the moment at which it was accepted', async () => {
      const story = await anAcceptedOptOut();
      const { cell, organization, epoch, copy, acceptedAt } = story;
      story.lose('registry');
      cell.clock.now += hours(5);
      await restoreRegistry(story.restorer(copy), 'may be running');
      const { setting } = await readSetting(cell, organization, sharing);
      expect(setting).toMatchObject({ value: 'off', source: 'chosen' });
      const closure = await cell.call<ClosureReply>(owner, 'GET /v1/closures/{epoch}', { path: { epoch } });
      expect(Date.parse(closure.body.closedAt)).toBe(acceptedAt);
      await tickLater(story);
      expect(recordsLeft(story, epoch)).toBe(0);
    });

    test('[BY-3] [SC-25] what needs the setting ends with it, from the same moment', async () => {
      const made: ContendedStore[] = [];
      const story = aRestorableCell((store) => {
        const contended = contendedStore(store);
        made.push(contended);
        return contended.store;
      });
      const { cell } = story;
      const workspace = await aWorkspace(cell);
      await showNotice(cell, workspace, modelBuilding);
      const epoch = await optIn(cell, workspace, withEdiscovery);
      const copy = story.copyOf('registry');
      for (const contended of made) contended.crowded = true;
      expectStatus(await choose(cell, workspace, modelBuilding, 'off'), 200);
      for (const contended of made) contended.crowded = false;
      const acceptedAt = cell.clock.now;
      story.lose('registry');
      cell.clock.now += hours(5);

      await restoreRegistry(story.restorer(copy), 'may be running');

      const { setting } = await readSetting(cell, workspace, withEdiscovery);
      expect(setting).toMatchObject({ value: 'off', since: isoOf(acceptedAt), notice: { version: 1 } });
      const closure = await cell.call<ClosureReply>(owner, 'GET /v1/closures/{epoch}', { path: { epoch } });
      expect(Date.parse(closure.body.closedAt)).toBe(acceptedAt);
    });

    test('and it was finished before the loss, it is not done again', async () => {
      const story = await anAcceptedOptOut();
      await tickLater(story);
      await optIn(story.cell, story.organization, sharing);
      story.lose('registry');
      await restoreRegistry(story.restorer(story.copy), 'may be running');
      expect((await readSetting(story.cell, story.organization, sharing)).setting.value).toBe('on');
    });
  });
});

test('a copy that was restored is not restored again while the cell serves', async () => {
  const story = await aCellWithCopy();
  await loseAndRestore(story);
  expectStatus(await choose(story.cell, story.organization, sharing, 'off'), 200);
  expect(await restoreRegistry(story.restorer(story.copy), 'stopped')).toBe('restored before');
  expect((await readSetting(story.cell, story.organization, sharing)).setting.value).toBe('off');
});

describe('holds after a restore', () => {
  const optOutOfKept = async (story: LostRegistry) => {
    expectStatus(await choose(story.cell, story.organization, platformSharing, 'off'), 200);
    await tickLater(story);
    await tickLater(story);
  };
  const lots = { subject: { of: 'subject' }, use: { of: 'use', use: platformUse } } as const;

  test.each(Object.entries(lots))(
    'a hold on a whole %s that is younger than the copy holds',
    async (_, scope) => {
      const story = await aCellWithCopy();
      const placed = await hold(story.cell, story.workspace, scope);
      await loseAndRestore(story);
      await optOutOfKept(story);
      expect(recordsLeft(story, story.kept)).toBe(3);
      await tickLater(story);
      await release(story.cell, { ...placed });
      await tickLater(story);
      expect(recordsLeft(story, story.kept)).toBe(0);
    },
  );

  test('a hold on one lot holds', async () => {
    const story = await aCellWithCopy();
    const stored = story.tables
      .all('registry')
      .find(({ pk, sk }) => pk === story.kept && sk.startsWith('lot#'));
    const lot = stored?.sk.slice('lot#'.length) ?? '';
    await hold(story.cell, story.workspace, { of: 'lot', epoch: story.kept, lot });
    await loseAndRestore(story);
    await optOutOfKept(story);
    expect(recordsLeft(story, story.kept)).toBe(3);
  });

  test('a hold on a person that is younger than the copy covers the whole use, and that is told', async () => {
    const story = await aCellWithCopy({ people: [aPersonHeld] });
    const placed = await hold(story.cell, story.workspace, {
      of: 'person',
      use: platformUse,
      person: aPersonHeld,
    });
    const report = await loseAndRestore(story);
    expect(report.widened).toEqual([placed.id]);
    await optOutOfKept(story);
    expect(recordsLeft(story, story.kept)).toBe(3);
  });

  test('a hold that was released since the copy holds nothing', async () => {
    const story = await aCellWithCopy();
    const placed = await hold(story.cell, story.workspace, lots.use);
    const copy = story.copyOf('registry');
    await release(story.cell, placed);
    await loseAndRestore({ ...story, copy });
    await optOutOfKept(story);
    expect(recordsLeft(story, story.kept)).toBe(0);
  });
});

describe('what a restore guards against', () => {
  /** The copy put in the registry's place as it is, by whoever knows no better. */
  const putInPlace = (story: LostRegistry) => {
    story.lose('registry');
    story.tables.commit(story.copy.map((after) => ({ table: 'registry', before: undefined, after })));
  };

  test('a copy that is put in place unreplayed opens the closed epoch and forgets who opted out', async () => {
    const story = await aCellWithCopy();
    putInPlace(story);
    const { setting } = await readSetting(story.cell, story.organization, sharing);
    expect(setting.epoch).toBe(story.gone);
    expect((await capture(story.cell, story.workspace, sharingUse)).status).toBe(201);
    expect(recordsLeft(story, story.gone)).toBe(1);
  });

  test('[BY-3] the proof finds what a restore leaves out, and the cell stays closed', async () => {
    const story = await aCellWithCopy();
    story.lose('registry');
    /** Takes the replay away: what follows from the ledger is not written, and the stale items are. */
    const staleIn = (one: Action): readonly Action[] => {
      if (one.kind !== 'put' || !/^(setting#|epoch|gate#|closure#)/.test(one.item.sk)) return [one];
      const stale = story.copy.find(({ pk, sk }) => pk === one.item.pk && sk === one.item.sk);
      return stale === undefined ? [] : [{ ...one, item: stale }];
    };
    const withoutReplay = (store: Store): Store => ({
      ...store,
      transact: (actions) => store.transact(actions.flatMap(staleIn)),
    });
    const restore = restoreRegistry(story.restorer(story.copy, { through: withoutReplay }), 'may be running');
    await expect(restore).rejects.toThrow(/is not as it was chosen last[\s\S]*is not closed/);
    expect(await readShared(story, story.gone)).toMatchObject({ status: 503 });
    await restoreRegistry(story.restorer(story.copy), 'may be running');
    expect(await readShared(story, story.gone)).toMatchObject({ status: 410 });
  });
});
