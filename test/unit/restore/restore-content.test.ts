import { describe, expect, test } from 'vitest';
import { restoreContent } from '../../../cli/restore/restore-content.ts';
import { restoreRegistry } from '../../../cli/restore/restore-registry.ts';
import type { PurgeCertificate } from '../../../domain/evidence/certificate.ts';
import { minutes } from '../../../domain/time.ts';
import { documentIn } from '../../../lambdas/shared/log/logged-document.ts';
import type { Item, Store } from '../../../lambdas/shared/store/store.ts';
import { aPersonHeld, hold } from '../../support/holds.ts';
import { aCellWithCopy, type LostRegistry, readShared, recordsLeft } from '../../support/lost-registry.ts';
import { platformSharing, platformUse, sharingUse } from '../../support/settings.ts';
import { aSigner } from '../../support/signing.ts';
import { capture, choose, expectStatus } from '../../support/story.ts';

const restorer = (story: LostRegistry, copy: readonly Item[] = story.copyOfContent) =>
  story.restorer(copy, { copyName: 'us-content-copy' });

const purgesOf = ({ tables }: LostRegistry) =>
  tables.all('evidence').filter(({ sk }) => sk.startsWith('purge#'));

describe('content that was lost, and filled from a copy of two hours before', () => {
  test('[BY-3] has what was not deleted since, and nothing that was', async () => {
    const story = await aCellWithCopy();
    story.lose('content');
    expect(await restoreContent(restorer(story), 'may be running')).toEqual({
      kept: 3,
      erased: 5,
      smaller: 1,
    });
    expect([story.gone, story.kept, story.inForce].map((epoch) => recordsLeft(story, epoch))).toEqual([
      0, 3, 0,
    ]);
    const shared = await readShared(story, story.kept, platformUse);
    expect(shared).toMatchObject({ status: 200 });
    expect(await readShared(story, story.gone)).toMatchObject({ status: 410 });
  });

  test('is purged like any other', async () => {
    const story = await aCellWithCopy();
    story.lose('content');
    await restoreContent(restorer(story), 'may be running');
    expectStatus(await choose(story.cell, story.organization, platformSharing, 'off'), 200);
    story.cell.clock.now += minutes(10);
    await story.cell.tick();
    expect(recordsLeft(story, story.kept)).toBe(0);
    expect(purgesOf(story)).toMatchObject([
      { captured: 5, deleted: 5, counts: 'add-up' },
      { captured: 3, deleted: 3, counts: 'add-up' },
    ]);
    expectStatus(await capture(story.cell, story.workspace, sharingUse), 201);
  });

  test('[BY-3] after the registry was lost too: first that, then content', async () => {
    const story = await aCellWithCopy();
    story.lose('registry');
    story.lose('content');
    await restoreRegistry(story.restorer(story.copy), 'may be running');
    await restoreContent(restorer(story), 'may be running');
    expect([story.gone, story.kept].map((epoch) => recordsLeft(story, epoch))).toEqual([0, 3]);
    expectStatus(await choose(story.cell, story.organization, platformSharing, 'off'), 200);
    story.cell.clock.now += minutes(10);
    await story.cell.tick();
    expect(recordsLeft(story, story.kept)).toBe(0);
    expect(purgesOf(story).at(-1)).toMatchObject({ captured: 3, deleted: 3, recounted: true });
    await aSigner(story.cell).run();
    const certificates = story.tables
      .all('evidence')
      .flatMap((item) =>
        item.sk.startsWith('revision#') ? [documentIn<PurgeCertificate>(item).document] : [],
      );
    const counts = certificates.map(({ scope, counts }) => [scope.epoch, counts.recounted ?? false]);
    expect(counts.toSorted()).toEqual(
      [
        [story.gone, false],
        [story.kept, true],
      ].toSorted(),
    );
  });

  test('[BY-3] does not end a restore of the registry that was begun, under whatever option', async () => {
    const story = await aCellWithCopy();
    const cut = (store: Store): Store => ({
      ...store,
      write: (write) =>
        write.kind === 'put' && write.item.pass === 'replay'
          ? Promise.reject(new Error('the line is cut'))
          : store.write(write),
    });
    const begun = story.restorer(story.copy, { through: cut });
    await expect(restoreRegistry(begun, 'stopped')).rejects.toThrow('the line is cut');
    for (const unfinished of ['go on', 'start over'] as const)
      await expect(restoreContent(restorer(story), 'stopped', unfinished)).rejects.toThrow('being restored');
    story.cell.clock.now += minutes(1);
    expect(await readShared(story, story.kept, platformUse)).toMatchObject({ status: 503 });
    await restoreRegistry(story.restorer(story.copy), 'stopped', 'start over');
    expect(await readShared(story, story.inForce)).toMatchObject({ status: 410 });
  });

  test('[BY-3] without the erasure ledger, what was deleted would be back', async () => {
    const story = await aCellWithCopy();
    story.lose('content');
    for (const purge of purgesOf(story))
      story.tables.commit([{ table: 'evidence', before: purge, after: undefined }]);
    await expect(restoreContent(restorer(story), 'may be running')).rejects.toThrow(
      'the closure of its epoch has ended, and evidence has no purge of it: they contradict',
    );
    expect(recordsLeft(story, story.gone)).toBe(0);
  });

  test('is refused where a hold on a person took records out of a lot since', async () => {
    const story = await aCellWithCopy({ people: [aPersonHeld] });
    await hold(story.cell, story.workspace, { of: 'person', use: platformUse, person: aPersonHeld });
    story.lose('content');
    await expect(restoreContent(restorer(story), 'may be running')).rejects.toThrow(
      'nobody can tell which records those are',
    );
  });

  test.each<[string, Item, string]>([
    ['of another table', { pk: 'order', sk: '1' }, 'order: this is no lot'],
    ['of a registry', { pk: 'us_orgs#0', sk: 'us_org_x', v: 1 }, 'us_orgs#0: this is no lot'],
    [
      'of another cell',
      {
        pk: 'us_ep_01J00000000000000000000001#us_ws_01J00000000000000000000001#a#2026-01-01#00',
        sk: 'x',
        v: 1,
      },
      'no ledger of this cell opened its epoch',
    ],
  ])('is refused for a copy with an item %s, and nothing is changed', async (_, item, reason) => {
    const story = await aCellWithCopy();
    story.lose('content');
    const copy = [...story.copyOfContent, item];
    await expect(restoreContent(restorer(story, copy), 'may be running')).rejects.toThrow(reason);
    expect(story.tables.all('content')).toEqual([]);
    expectStatus(await capture(story.cell, story.workspace, sharingUse), 201);
  });
});
