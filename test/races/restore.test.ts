import { expect, test } from 'vitest';
import type { RestorePorts } from '../../cli/restore/ports.ts';
import { restoreRegistry } from '../../cli/restore/restore-registry.ts';
import { verifyChain } from '../../domain/consent/ledger.ts';
import { readEntries } from '../../lambdas/shared/repositories/ledger.ts';
import {
  aCellWithCopy,
  another,
  type LostRegistry,
  readShared,
  recordsLeft,
} from '../support/lost-registry.ts';
import { platformSharing, sharing } from '../support/settings.ts';
import { readSetting } from '../support/story.ts';

class Crash extends Error {}

/**
 * Lets a process die at its n-th call, of the store or of a table that it reads whole: before the call took effect, or
 * after it, its answer lost.
 */
const dyingAt = (n: number, when: 'before' | 'after') => {
  const process = { calls: 0, dead: false };
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
  const through = (ports: RestorePorts): RestorePorts => ({
    ...ports,
    store: {
      get: mortal(ports.store.get),
      query: mortal(ports.store.query),
      write: mortal(ports.store.write),
      transact: mortal(ports.store.transact),
      deleteBatch: mortal(ports.store.deleteBatch),
    },
    scan: (table) => mortal(ports.scan(table)),
    copy: { ...ports.copy, scan: mortal(ports.copy.scan) },
  });
  return { process, through };
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
      const first = restoreRegistry(through(again.restorer(story.copy)), 'stopped');
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
