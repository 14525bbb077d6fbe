import { describe, expect, test } from 'vitest';
import { restoreContent } from '../../../cli/restore/restore-content.ts';
import { restoreRegistry } from '../../../cli/restore/restore-registry.ts';
import type { Item, Store } from '../../../lambdas/shared/store/store.ts';
import { doWork } from '../../../lambdas/worker/do-work.ts';
import { aCellWithCopy, type LostRegistry, readShared, recordsLeft } from '../../support/lost-registry.ts';
import { platformSharing, platformUse } from '../../support/settings.ts';
import { choose, expectStatus } from '../../support/story.ts';

const restorer = (story: LostRegistry, through: (store: Store) => Store = (store) => store) =>
  story.restorer(story.copyOfContent, { copyName: 'us-content-copy', through });

const purgedRecordsIn = (story: LostRegistry): readonly Item[] =>
  story.copyOfContent.filter(({ pk }) => pk.startsWith(story.gone));

/** Writes records of a purged lot with whatever is written last before the proof, as no restore should. */
const leaking =
  (story: LostRegistry) =>
  (store: Store): Store => ({
    ...store,
    write: async (write) => {
      if (write.kind === 'put' && write.item.pass === 'recount')
        for (const item of purgedRecordsIn(story)) await store.write({ kind: 'put', table: 'content', item });
      return store.write(write);
    },
  });

/** The registry takes a purged lot for one that lives, which evidence does not. */
const revive = ({ tables, gone }: LostRegistry): void => {
  for (const before of tables.all('registry').filter(({ pk, sk }) => pk === gone && sk.startsWith('lot#')))
    tables.commit([{ table: 'registry', before, after: { ...before, state: 'open' } }]);
};

describe('content that is filled from a copy', () => {
  test.each([
    ['as the registry and evidence say', () => {}],
    ['as evidence says alone', revive],
  ])('[BY-3] does not serve while a record of a lot that was purged lies in it, %s', async (_, before) => {
    const story = await aCellWithCopy();
    expect(purgedRecordsIn(story)).toHaveLength(5);
    before(story);
    story.lose('content');

    const restore = restoreContent(restorer(story, leaking(story)), 'may be running');

    await expect(restore).rejects.toThrow(/was purged, and records of it are there/);
    expect(await readShared(story, story.kept, platformUse)).toMatchObject({ status: 503 });
    expect(await readShared(story, story.gone)).toMatchObject({ status: 503 });
  });

  test('[BY-3] has nothing of a lot whose purge had begun: what was deleted of it does not come back', async () => {
    const story = await aCellWithCopy();
    expectStatus(await choose(story.cell, story.organization, platformSharing, 'off'), 200);
    const lots = story.tables
      .all('registry')
      .filter(({ pk, sk }) => pk === story.kept && sk.startsWith('lot#'));
    const [lot] = lots;
    // The worker dies behind its first page: it is written down and deleted, and no evidence says so yet.
    const dying: Store = {
      ...story.cell.ports.store,
      transact: () => Promise.reject(new Error('the worker died')),
    };
    const work = { kind: 'purge-lot', epoch: story.kept, lot: lot?.sk.slice('lot#'.length) ?? '' } as const;
    await expect(doWork({ ...story.cell.ports, store: dying }, work)).rejects.toThrow('the worker died');
    expect(lots).toHaveLength(1);
    expect(recordsLeft(story, story.kept)).toBe(0);
    story.lose('content');

    await restoreContent(restorer(story), 'may be running');

    expect(recordsLeft(story, story.kept)).toBe(0);
    expect(recordsLeft(story, story.gone)).toBe(0);
  });
});

/** Leaves the gates of epochs open that a restore writes as closed. */
const gatesOpen = (store: Store): Store => ({
  ...store,
  transact: (actions) =>
    store.transact(
      actions.map((action) =>
        action.kind === 'put' && action.item.sk.startsWith('gate#')
          ? { ...action, item: { ...action.item, state: 'open' } }
          : action,
      ),
    ),
});

test('[BY-3] a registry whose closed epochs could take a record again does not serve', async () => {
  const story = await aCellWithCopy();
  story.lose('registry');

  const restore = restoreRegistry(story.restorer(story.copy, { through: gatesOpen }), 'may be running');

  await expect(restore).rejects.toThrow(`the epoch ${story.gone} has an open gate`);
  expect(await readShared(story, story.inForce)).toMatchObject({ status: 503 });
});
