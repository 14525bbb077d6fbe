import { describe, expect, test } from 'vitest';
import { restoreRegistry } from '../../../cli/restore/restore-registry.ts';
import { continueChain } from '../../../domain/consent/ledger.ts';
import { replayLedger } from '../../../domain/restore/replay-ledger.ts';
import { readEntries } from '../../../lambdas/shared/repositories/ledger.ts';
import { admissionsSeenBy, askFor, decide } from '../../support/admissions.ts';
import { aRestorableCell } from '../../support/restorable-cell.ts';
import { preview } from '../../support/settings.ts';
import { anOrganization, choose, expectStatus, operator, readSetting } from '../../support/story.ts';

describe('admissions of a registry that was lost', () => {
  test('[BY-3] [CC-4] are as they were decided since the copy, for customers and for operators', async () => {
    const story = aRestorableCell();
    const { cell } = story;
    // At home in Europe: who is at home in the United States has nothing to decide there.
    const [admitted, declined, waiting] = [
      await anOrganization(cell, 'eu'),
      await anOrganization(cell, 'eu'),
      await anOrganization(cell, 'eu'),
    ];
    expectStatus(await askFor(cell, admitted), 201);
    expectStatus(await askFor(cell, declined), 201);
    const copy = story.copyOf('registry');
    expectStatus(await askFor(cell, waiting), 201);
    expectStatus(await decide(cell, admitted, 'admitted'), 200);
    expectStatus(await choose(cell, admitted, preview, 'on'), 200);
    expectStatus(await decide(cell, declined, 'declined', { reason: 'It is full.' }), 200);
    const listed = async () => [
      await admissionsSeenBy(cell, operator, { state: 'waiting' }),
      await admissionsSeenBy(cell, operator, { state: 'decided' }),
    ];
    const before = await listed();

    story.lose('registry');
    await restoreRegistry(story.restorer(copy), 'may be running');

    expect(await listed()).toEqual(before);
    expect((await readSetting(cell, admitted, preview)).setting).toMatchObject({ value: 'on' });
    expect((await readSetting(cell, declined, preview)).setting).toMatchObject({
      source: 'unavailable',
      explain: expect.arrayContaining([expect.stringContaining('It is full.')]),
    });
    expect((await askFor(cell, waiting)).status).toBe(409);
    expectStatus(await decide(cell, waiting, 'admitted'), 200);
  });

  test('are not replayed from a ledger that decides what nobody asked for', async () => {
    const { cell } = aRestorableCell();
    const organization = await anOrganization(cell, 'eu');
    expectStatus(await askFor(cell, organization), 201);
    expectStatus(await decide(cell, organization, 'admitted'), 200);
    const { entries } = await readEntries(cell.store, organization, {});
    const chain = entries.map(({ entry }) => entry);
    const [created, , decided] = chain;
    if (created === undefined || decided === undefined) throw new Error('entries are missing');
    expect(replayLedger(organization, chain)).toMatchObject({ ok: true });
    const twice = continueChain(organization, chain.at(-1), {
      at: cell.clock.now,
      event: decided.event,
      commitment: decided.actor,
    });
    expect(replayLedger(organization, [...chain, twice])).toMatchObject({
      ok: false,
      why: expect.stringContaining('an admission that is admitted'),
    });
  });
});
