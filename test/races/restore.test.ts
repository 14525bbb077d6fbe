import { expect, test } from 'vitest';
import { restoreRegistry } from '../../cli/restore/restore-registry.ts';
import { verifyChain } from '../../domain/consent/ledger.ts';
import { readEntries } from '../../lambdas/shared/repositories/ledger.ts';
import type { Store } from '../../lambdas/shared/store/store.ts';
import { aCellWithCopy, type LostRegistry, readShared, recordsLeft } from '../support/lost-registry.ts';
import { aRestorableCell } from '../support/restorable-cell.ts';
import { platformSharing, sharing } from '../support/settings.ts';
import { readSetting } from '../support/story.ts';

class Crash extends Error {}

/** Lets a process die at its n-th call: before the call took effect, or after it, its answer lost. */
const dyingAt = (n: number, when: 'before' | 'after') => {
  const process = { calls: 0, dead: false };
  const through = (store: Store): Store => {
    const mortal =
      <Asked extends readonly unknown[], Answer>(call: (...asked: Asked) => Promise<Answer>) =>
      async (...asked: Asked): Promise<Answer> => {
        process.calls += 1;
        process.dead ||= process.calls === n && when === 'before';
        if (process.dead) throw new Crash();
        const answer = await call(...asked);
        process.dead ||= process.calls >= n;
        if (process.dead) throw new Crash();
        return answer;
      };
    return {
      get: mortal(store.get),
      query: mortal(store.query),
      write: mortal(store.write),
      transact: mortal(store.transact),
      deleteBatch: mortal(store.deleteBatch),
    };
  };
  return { process, through };
};

/** Another cell with what the first one holds, its registry lost. */
const another = (story: LostRegistry): LostRegistry => {
  const made = aRestorableCell();
  for (const table of ['content', 'evidence'] as const)
    made.tables.commit(story.copyOf(table).map((after) => ({ table, before: undefined, after })));
  made.cell.clock.now = story.cell.clock.now;
  return { ...story, ...made };
};

const restored = async (story: LostRegistry) => {
  const { cell, organization, late } = story;
  const { entries } = await readEntries(cell.ports.store, organization, { limit: 100 });
  const ledger = entries.map(({ entry }) => entry);
  return {
    sharing: { ...(await readSetting(cell, organization, sharing)).setting, epoch: 'its own' },
    late: { ...(await readSetting(cell, late, platformSharing)).setting, epoch: 'its own' },
    read: (await readShared(story, story.gone)).status,
    records: [story.gone, story.kept, story.inForce].map((epoch) => recordsLeft(story, epoch)),
    chain: verifyChain(organization, ledger).verified,
    reopened: ledger.filter(({ event }) => event.type === 'epoch-reopened').length,
    openGates: story.tables.all('registry').filter(({ sk, state }) => /^gate#/.test(sk) && state === 'open')
      .length,
  };
};

test('[BY-3] a restore that dies at any call and is run again comes to the same, and serves nobody in between', async () => {
  const story = await aCellWithCopy();
  const whole = another(story);
  await restoreRegistry(whole.restorer(story.copy), 'stopped');
  const expected = await restored(whole);
  expect(expected).toMatchObject({ read: 410, records: [0, 3, 4], chain: true, reopened: 2 });
  let crashes = 0;
  for (const when of ['before', 'after'] as const) {
    for (let n = 1; ; n += 1) {
      const { process, through } = dyingAt(n, when);
      const again = another(story);
      const first = restoreRegistry(again.restorer(story.copy, { through }), 'stopped');
      const ending = await first.then(
        () => 'done',
        (error: unknown) => error,
      );
      if (!process.dead) break;
      crashes += 1;
      expect(ending).toBeInstanceOf(Crash);
      const closed = again.tables.all('registry').find(({ pk }) => pk === 'us_serving#tables');
      if (closed?.state !== 'serving')
        expect((await readShared(again, story.gone)).status, `died ${when} call ${n}`).not.toBe(200);
      again.cell.clock.now += 60_000;
      await restoreRegistry(again.restorer(story.copy), 'stopped');
      expect(await restored(again), `died ${when} call ${n}`).toEqual(expected);
    }
  }
  expect(crashes).toBeGreaterThan(200);
});
