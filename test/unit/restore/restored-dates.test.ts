import { expect, test } from 'vitest';
import { restoreRegistry } from '../../../cli/restore/restore-registry.ts';
import type { LotReply } from '../../../contract/api/replies.ts';
import type { EpochId } from '../../../domain/identifiers.ts';
import { isoOf, startOfDay } from '../../../domain/time.ts';
import { purgeBudget } from '../../support/cell.ts';
import { aCellWithCopy, type LostRegistry, recordsLeft } from '../../support/lost-registry.ts';
import { expectStatus, owner } from '../../support/story.ts';

const oneDay = 24 * 60 * 60 * 1_000;
/** Of whatever was shared on the day of the story. */
const promised = startOfDay('2026-03-01') + 30 * oneDay;

const lotsOf = async ({ cell }: LostRegistry, epoch: EpochId) =>
  expectStatus(
    await cell.call<{ lots: readonly LotReply[] }>(owner, 'GET /v1/lots', { query: { epoch } }),
    200,
  ).lots;

test('[DS-10] [BY-3] a lot that came through the loss of the registry keeps its date, and is purged before it', async () => {
  const story = await aCellWithCopy();
  const before = await lotsOf(story, story.kept);
  story.lose('registry');
  await restoreRegistry(story.restorer(story.copy), 'may be running');

  const after = await lotsOf(story, story.kept);

  const dates = before.map(({ reasons, state }) => ({ reasons, state }));
  expect(dates).toMatchObject([{ reasons: [{ cause: 'retention', deadline: isoOf(promised) }] }]);
  expect(after).toMatchObject(dates);
  story.cell.clock.now = promised - purgeBudget - 1;
  await story.cell.tick();
  expect(recordsLeft(story, story.kept)).toBe(3);
  story.cell.clock.now = promised - purgeBudget;
  await story.cell.tick();
  expect(recordsLeft(story, story.kept)).toBe(0);
});
