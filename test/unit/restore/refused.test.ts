import { describe, expect, test } from 'vitest';
import { restoreRegistry } from '../../../cli/restore/restore-registry.ts';
import { digestOf } from '../../../domain/canonical-form.ts';
import type { Item, Store } from '../../../lambdas/shared/store/store.ts';
import { aCellWithCopy, type LostRegistry } from '../../support/lost-registry.ts';
import type { RestorerOptions } from '../../support/restorable-cell.ts';
import { sharing, sharingUse } from '../../support/settings.ts';
import { capture, expectStatus, optIn, readSetting } from '../../support/story.ts';

/** Tries a restore that is to be refused, and tells why; nothing may have changed for it. */
const refusal = async (story: LostRegistry, copy: readonly Item[], more: RestorerOptions = {}) => {
  const before = (['registry', 'content', 'evidence'] as const).map(story.copyOf);
  const why = await restoreRegistry(story.restorer(copy, more), 'stopped').then(
    () => 'nothing: it was restored',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  expect((['registry', 'content', 'evidence'] as const).map(story.copyOf)).toEqual(before);
  return why;
};

/** Changes one entry of the organization's ledger in the evidence table. */
const changeEntry = (
  { tables, organization }: LostRegistry,
  sequence: number,
  change: (entry: Item) => Item | undefined,
) => {
  const sk = `entry#${String(sequence).padStart(12, '0')}`;
  const before = tables.all('evidence').find((item) => item.pk === organization && item.sk === sk);
  if (before === undefined) throw new Error('there is no such entry');
  tables.commit([{ table: 'evidence', before, after: change(before) }]);
};

/** As it would be hashed, had it been written so. */
const hashed = ({ pk, sk, hash: _, ...entry }: Item): Item => ({ ...entry, pk, sk, hash: digestOf(entry) });

describe('a restore is refused with the reason, and changes nothing', () => {
  test('for a table that the cell uses', async () => {
    const story = await aCellWithCopy();
    expect(await refusal(story, story.copy, { copyName: 'us-registry' })).toMatch(
      'us-registry is a table that the cell uses',
    );
  });

  test.each<[string, Item, string]>([
    ['of another product', { pk: 'customer-1', sk: 'order-7' }, 'customer-1 | order-7 is in no partition'],
    [
      'of another geography',
      { pk: 'eu_orgs#0', sk: 'eu_org_x', v: 1 },
      'is in no partition of a registry of the geography us',
    ],
    [
      'of another kind',
      { pk: 'us_ep_x#us_ws_x#a#2026-01-01#00', sk: 'x#00' },
      'is nothing that this release knows',
    ],
    ['of a later release', { pk: 'us_orgs#0', sk: 'us_org_x', v: 2 }, 'has the version 2'],
    [
      'of a name in the partition of its subject',
      { pk: 'us_org_x', sk: 'name#000000000000', v: 1 },
      'is nothing that this release knows',
    ],
    [
      'of another kind among names',
      { pk: 'us_names#us_org_x', sk: 'hold#us_hold_x', v: 1 },
      'is nothing that this release knows',
    ],
    [
      'of a name that belongs to no ledger',
      { pk: 'us_names#us_org_x', sk: 'name#000000000000', v: 1 },
      'names who made entry 0 of us_org_x, which its ledger does not have',
    ],
  ])('for a copy that holds an item %s', async (_, item, reason) => {
    const story = await aCellWithCopy();
    expect(await refusal(story, [...story.copy, item])).toContain(reason);
  });

  test('for the copy of another cell of the same geography', async () => {
    const [story, other] = [await aCellWithCopy(), await aCellWithCopy()];
    expect(await refusal(story, other.copy)).toContain(
      `${other.organization} is in the copy, and in no ledger`,
    );
  });

  test('for a copy of content, or an empty one of nothing', async () => {
    const story = await aCellWithCopy();
    expect(await refusal(story, story.copyOfContent)).toContain('is nothing that this release knows');
  });

  test('for a copy that is newer than evidence', async () => {
    const story = await aCellWithCopy();
    const evidence = story.copyOf('evidence');
    await optIn(story.cell, story.late, sharing);
    const newer = story.copyOf('registry');
    story.lose('evidence');
    story.tables.commit(evidence.map((after) => ({ table: 'evidence', before: undefined, after })));
    expect(await refusal(story, newer)).toMatch(/it is newer than evidence/);
  });

  test('for a ledger with a hole, a changed entry, an entry of an unknown version or kind', async () => {
    for (const [change, reason] of [
      [() => undefined, 'entry 2 is missing; 3 stands in its place'],
      [
        (entry: Item) => ({ ...entry, at: '2026-01-01T00:00:00.000Z' }),
        'its hash is not that of its content',
      ],
      [(entry: Item) => hashed({ ...entry, v: 2 }), 'version 2 of the entry is not known'],
      [(entry: Item) => hashed({ ...entry, event: { type: 'later' } }), 'its kind "later" is not known'],
    ] as const) {
      const story = await aCellWithCopy();
      const last = reason.includes('kind');
      changeEntry(story, last ? 5 : 2, change);
      expect(await refusal(story, story.copy)).toContain(reason);
    }
  });

  test('for evidence that is empty', async () => {
    const story = await aCellWithCopy();
    story.lose('evidence');
    expect(await refusal(story, story.copy)).toContain('evidence has no ledger at all');
  });

  test('for records that no ledger explains', async () => {
    const [story, other] = [await aCellWithCopy(), await aCellWithCopy()];
    story.tables.commit(other.copyOfContent.map((after) => ({ table: 'content', before: undefined, after })));
    expect(await refusal(story, story.copy)).toContain('no ledger of this cell opened its epoch');
  });

  test('for another copy than the one whose restore is under way', async () => {
    const story = await aCellWithCopy();
    story.lose('registry');
    const through = (store: Store): Store => ({
      ...store,
      deleteBatch: () => Promise.reject(new Error('the line is cut')),
      transact: () => Promise.reject(new Error('the line is cut')),
    });
    await expect(restoreRegistry(story.restorer(story.copy, { through }), 'stopped')).rejects.toThrow('cut');
    expect(await refusal(story, story.copy, { copyName: 'another' })).toContain(
      'the cell is being restored already: registry from us-registry-copy',
    );
    await restoreRegistry(story.restorer(story.copy, { copyName: 'another' }), 'stopped', 'start over');
    expect((await readSetting(story.cell, story.organization, sharing)).setting.value).toBe('on');
  });

  const itself = (store: Store): Store => store;
  const dying = (store: Store): Store => ({
    ...store,
    write: (write) =>
      write.kind === 'put' && write.item.state === 'restoring'
        ? store.write(write)
        : Promise.reject(new Error('the line is cut')),
    transact: () => Promise.reject(new Error('the line is cut')),
  });

  test.each([
    ['ended', itself],
    ['begun to go on with', dying],
  ])('that somebody else has %s stops at its next step, and opens nothing', async (_, other) => {
    const story = await aCellWithCopy();
    story.lose('registry');
    let others = 0;
    const through = (store: Store): Store => ({
      ...store,
      write: async (write) => {
        const progress = write.kind === 'put' && write.item.pass === 'carry';
        if (progress && others === 0) {
          others += 1;
          await restoreRegistry(story.restorer(story.copy, { through: other }), 'stopped').catch(() => {});
        }
        return store.write(write);
      },
    });
    const slow = restoreRegistry(story.restorer(story.copy, { through }), 'stopped');
    await expect(slow).rejects.toThrow('somebody else has gone on with this restore, or ended it, meanwhile');
    await restoreRegistry(story.restorer(story.copy), 'stopped');
    expect((await readSetting(story.cell, story.organization, sharing)).setting.value).toBe('on');
  });
});

test('a copy that is as new as evidence is restored like any other', async () => {
  const story = await aCellWithCopy();
  const copy = story.copyOf('registry');
  story.lose('registry');
  await restoreRegistry(story.restorer(copy), 'stopped');
  expect((await readSetting(story.cell, story.organization, sharing)).setting.value).toBe('on');
  expectStatus(await capture(story.cell, story.workspace, sharingUse), 201);
});
