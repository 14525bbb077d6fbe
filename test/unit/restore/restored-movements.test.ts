import { expect, test } from 'vitest';
import { restoreRegistry } from '../../../cli/restore/restore-registry.ts';
import { unknownActions } from '../../../lambdas/shared/repositories/transfers.ts';
import { aCellWithCopy } from '../../support/lost-registry.ts';
import { place, placementOf, registerOf, reportOn, waitingIn } from '../../support/movement.ts';
import { platformUse } from '../../support/settings.ts';
import { expectStatus } from '../../support/story.ts';

test('[BY-7] a registry that is lost loses no permission that waits for its report, and brings none back that has it', async () => {
  const story = await aCellWithCopy();
  const { cell, workspace } = story;
  const asked = { use: platformUse, purpose: 'improving' };
  const placements = [];
  for (let count = 0; count < 3; count += 1) placements.push(await place(cell, workspace, asked));
  const [waiting, reported, unknown] = placements.map(placementOf);
  if (waiting === undefined || reported === undefined || unknown === undefined) throw new Error('not placed');
  expectStatus(await reportOn(cell, workspace, reported), 200);
  const usableUntil = placements[2]?.expiresAt ?? '';
  const work = { subject: workspace, id: unknown, usableUntil };
  await cell.store.transact(unknownActions(work, { id: unknown, markedAt: usableUntil }));
  const before = await waitingIn(cell);
  const register = await registerOf(cell, workspace);
  expect(before).toEqual([expect.stringContaining(waiting)]);

  story.lose('registry');
  await restoreRegistry(story.restorer(story.copy), 'may be running');

  expect(await waitingIn(cell)).toEqual(before);
  expect(await registerOf(cell, workspace)).toEqual(register);
  expect(register).toHaveLength(5);
  expectStatus(await reportOn(cell, workspace, waiting), 200);
  expect(await waitingIn(cell)).toEqual([]);
});
