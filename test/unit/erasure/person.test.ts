import { beforeEach, describe, expect, test } from 'vitest';
import { namesPerson } from '../../../contract/tables/registry.ts';
import { sha256Hex } from '../../../domain/canonical-form.ts';
import { verifyChain } from '../../../domain/consent/ledger.ts';
import type { OrganizationId, SubjectId, UserId } from '../../../domain/identifiers.ts';
import { minutes } from '../../../domain/time.ts';
import { type PublishedEvent, sweepOutbox } from '../../../lambdas/outbox/publish.ts';
import { readEntries } from '../../../lambdas/shared/repositories/ledger.ts';
import { aPerson } from '../../support/callers.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import { type ContendedStore, contendedStore } from '../../support/contended-store.ts';
import { aListing, type ListedItem, type Listing } from '../../support/listed-store.ts';
import { compliancePlugins, sharing, sharingUse, validation } from '../../support/settings.ts';
import {
  anOrganization,
  assistant,
  aWorkspace,
  capture,
  choose,
  expectStatus,
  freshKey,
  operator,
  optIn,
  owner,
  showNotice,
} from '../../support/story.ts';
import { userOf } from '../../support/users.ts';

const me = 'us_user_me' as UserId;
const plugins = { program: 'security-copilot', setting: 'use-vendor-plugins' } as const;

/** The people who act in the story, as their tokens name them. */
const tokenSubjects = [owner, operator].map(({ sub = '' }) => sub);

/** As a token names somebody, and as whoever guesses the name computes it. */
const tellsOf = (subjects: readonly string[], thing: unknown): boolean => {
  const text = JSON.stringify(thing);
  return subjects.some((subject) => text.includes(subject) || text.includes(sha256Hex(subject)));
};

let contended: ContendedStore;
let listing: Listing;
let cell: TestCell;
let organization: OrganizationId;

/** An owner shares and captures are taken; an opt-out is accepted and waits; the owner has settings of their own. */
beforeEach(async () => {
  contended = contendedStore();
  listing = aListing();
  cell = aCell('us', { store: listing.through(contended.store) });
  organization = await anOrganization(cell);
  const workspace = await aWorkspace(cell, organization);
  await showNotice(cell, workspace, validation);
  await optIn(cell, organization, sharing);
  expectStatus(await capture(cell, workspace, sharingUse), 201);
  await showNotice(cell, me, plugins);
  expectStatus(await choose(cell, me, plugins, 'off'), 200);
  expectStatus(await choose(cell, me, compliancePlugins, 'on'), 200);
  contended.crowded = true;
  expectStatus(await choose(cell, organization, sharing, 'off'), 200);
});

/** The opt-out that waits is finished, and what it ends is deleted. */
const settle = async () => {
  contended.crowded = false;
  await cell.tick();
  await cell.tick();
};

const told = async (): Promise<readonly ListedItem[]> =>
  (await listing.everyItem(cell.store)).filter((each) => tellsOf(tokenSubjects, each));

const erase = async () => {
  for (const { table, item } of await told()) {
    await cell.store.write({ kind: 'delete', table, key: { pk: item.pk, sk: item.sk } });
  }
};

const isErasable = ({ table, item }: ListedItem): boolean => table === 'registry' && namesPerson(item);

describe('who a person is', () => {
  test('stands in items that can be erased, and in no other item of any table', async () => {
    const telling = await told();

    expect(telling.filter((each) => !isErasable(each))).toEqual([]);
    const kinds = telling.map(({ item }) => (item.sk === 'user' ? 'token' : item.sk.split('#')[0]));
    expect([...new Set(kinds)].sort()).toEqual(['person', 'token']);
    const everything = await listing.everyItem(cell.store);
    expect(everything.some(({ item }) => item.sk.startsWith('pending#'))).toBe(true);
    await settle();
    expect((await told()).filter((each) => !isErasable(each))).toEqual([]);
  });

  test('is told by no event, no line of a log and no problem', async () => {
    await settle();
    const published: PublishedEvent[] = [];
    cell.clock.now += minutes(10);
    const publish = async (events: readonly PublishedEvent[]) => {
      published.push(...events);
      return [];
    };
    await sweepOutbox({ ...cell.ports, bus: { publish } });
    const user = await userOf(cell, owner);
    const stranger = aPerson('stranger-1');
    const problems = [
      await cell.call(stranger, 'GET /v1/settings', { query: { subject: user } }),
      await cell.call(owner, 'GET /v1/settings', { query: { subject: `${user}x` } }),
      await cell.call(assistant, 'GET /v1/settings', { query: { subject: me } }),
      await cell.call(owner, 'POST /v1/organizations', {
        body: { home: 'us', owner: 'owner-1' },
        headers: { 'idempotency-key': freshKey() },
      }),
    ];

    expect(published.map(({ detail }) => detail)).toContainEqual(expect.objectContaining({ subject: user }));
    expect(problems.map(({ status }) => status)).toEqual([404, 400, 404, 403]);
    expect(cell.log.length).toBeGreaterThan(10);
    expect(tellsOf([...tokenSubjects, 'stranger-1', 'assistant'], [published, cell.log, problems])).toBe(
      false,
    );
  });

  test('is nowhere any more once those items are erased, and every chain still verifies', async () => {
    await settle();
    const user = await userOf(cell, owner);

    await erase();

    expect(await told()).toEqual([]);
    for (const subject of [user, organization] satisfies SubjectId[]) {
      const { entries } = await readEntries(cell.store, subject, { limit: 100 });
      expect(entries.length).toBeGreaterThan(1);
      expect(
        verifyChain(
          subject,
          entries.map(({ entry }) => entry),
        ),
      ).toMatchObject({ verified: true });
      expect(entries.filter(({ name }) => name?.actor.kind === 'person')).toEqual([]);
    }
    const asked = { query: { subject: user } };
    expect((await cell.call(assistant, 'GET /v1/settings', asked)).status).toBe(404);
    expect((await cell.call(owner, 'GET /v1/settings', asked)).status).toBe(404);
  });

  test('comes with another user, who has nothing of the first, when the same person acts again', async () => {
    await settle();
    const first = await userOf(cell, owner);
    await erase();

    const { subject, value } = expectStatus(await choose(cell, me, plugins, 'off'), 200);

    expect({ value, again: subject === first }).toEqual({ value: 'off', again: false });
    const { body } = await cell.call<{ entries: readonly object[] }>(owner, 'GET /v1/consents', {
      query: { subject: me },
    });
    expect(body.entries).toHaveLength(1);
  });

  test('is kept under no partition that everybody would share', async () => {
    const shared = (await listing.everyItem(cell.store)).filter((each) => JSON.stringify(each).includes(me));

    expect(shared).toEqual([]);
  });
});
