import { expect, test } from 'vitest';
import { restoreRegistry } from '../../../cli/restore/restore-registry.ts';
import { days } from '../../../domain/time.ts';
import { readPurges } from '../../../lambdas/shared/repositories/purges.ts';
import { aPersonHeld, hold, release } from '../../support/holds.ts';
import { aCellWithCopy } from '../../support/lost-registry.ts';
import { platformUse } from '../../support/settings.ts';

test('[BY-2] a lot that a hold made after a restore says that nobody knows what was counted before', async () => {
  const story = await aCellWithCopy({ people: [aPersonHeld] });
  const { cell, workspace, kept } = story;
  story.lose('registry');
  await restoreRegistry(story.restorer(story.copy), 'may be running');
  const scope = { of: 'person', use: platformUse, person: aPersonHeld } as const;
  const placed = await hold(cell, workspace, scope);
  cell.clock.now += days(29);
  await cell.tick();
  await release(cell, placed);
  cell.clock.now += days(1);
  await cell.tick();

  const { purges } = await readPurges(cell.store, kept, {});
  expect(purges.filter(({ shard }) => typeof shard === 'string')).toMatchObject([
    { captured: 3, deleted: 3, recounted: true },
  ]);
});
