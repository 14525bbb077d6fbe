import { expect, test } from 'vitest';
import { RestoreRefused } from '../../cli/restore/ports.ts';
import { restoreRegistry } from '../../cli/restore/restore-registry.ts';
import type { Key, Store } from '../../lambdas/shared/store/store.ts';
import { aCellWithCopy, another, type LostRegistry } from '../support/lost-registry.ts';
import { sharing } from '../support/settings.ts';
import { choose, expectStatus } from '../support/story.ts';

/** A process whose machine falls asleep before its n-th call, and wakes when others have done something. */
const sleepingAt = (n: number, meanwhile: () => Promise<void>) => {
  const process = { calls: 0, slept: false };
  const through = (store: Store): Store => {
    const drowsy =
      <Asked extends readonly unknown[], Answer>(call: (...asked: Asked) => Promise<Answer>) =>
      async (...asked: Asked): Promise<Answer> => {
        process.calls += 1;
        if (process.calls === n) {
          process.slept = true;
          await meanwhile();
        }
        return call(...asked);
      };
    return {
      get: drowsy(store.get),
      query: drowsy(store.query),
      write: drowsy(store.write),
      transact: drowsy(store.transact),
      deleteBatch: drowsy(store.deleteBatch),
    };
  };
  return { process, through };
};

/** All that a registry holds, in whichever order it was written. */
const standing = ({ tables }: LostRegistry): string => JSON.stringify(tables.all('registry').toSorted(byKey));

const byKey = (one: Key, other: Key): number => (`${one.pk} ${one.sk}` < `${other.pk} ${other.sk}` ? -1 : 1);

test('[BY-3] a restore that sleeps at any call while another one ends, and sharing is turned off, changes nothing when it wakes', async () => {
  const story = await aCellWithCopy();
  for (let n = 1; ; n += 1) {
    const again = another(story);
    const left: string[] = [];
    const { process, through } = sleepingAt(n, async () => {
      again.cell.clock.now += 60_000;
      await restoreRegistry(again.restorer(story.copy), 'stopped');
      again.cell.clock.now += 60_000;
      expectStatus(await choose(again.cell, again.organization, sharing, 'off'), 200);
      left.push(standing(again));
    });
    const ending = await restoreRegistry(again.restorer(story.copy, { through }), 'stopped').catch(
      (error: unknown) => error,
    );
    if (!process.slept) break;
    if (ending !== 'restored before') expect(ending, `slept at call ${n}`).toBeInstanceOf(RestoreRefused);
    expect(standing(again) === left[0], `slept at call ${n}`).toBe(true);
  }
});
