import { describe, expect, test } from 'vitest';
import type { ErasureReply } from '../../contract/api/replies.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import { sha256Hex } from '../../domain/canonical-form.ts';
import { verifyChain } from '../../domain/consent/ledger.ts';
import type { OrganizationId, SubjectId, UserId } from '../../domain/identifiers.ts';
import { readEntries } from '../../lambdas/shared/repositories/ledger.ts';
import { inMemoryStore } from '../../lambdas/shared/store/in-memory/in-memory-store.ts';
import { inMemoryTables } from '../../lambdas/shared/store/in-memory/tables.ts';
import type { Action } from '../../lambdas/shared/store/store.ts';
import { anOperator } from '../support/callers.ts';
import { aCell, type TestCell, type TestReply } from '../support/cell.ts';
import { aListing } from '../support/listed-store.ts';
import { compliancePlugins, type SettingAddress, sharing } from '../support/settings.ts';
import {
  anOrganization,
  choose,
  expectStatus,
  operator,
  optIn,
  owner,
  readSetting,
} from '../support/story.ts';
import { userOf } from '../support/users.ts';
import { crashAtVisit } from './crashes.ts';
import { forEverySeed } from './every-seed.ts';
import type { Sabotage } from './race-cell.ts';
import { type Actor, raceScheduler, type Scheduler, type Started } from './scheduler.ts';

/** A cell whose owner has an open organization and settings of their own. */
const aCellWithAnOwner = async (scheduler: Scheduler, sabotage: Sabotage = (store) => store) => {
  const tables = inMemoryTables();
  const listing = aListing();
  const draw = scheduler.random.fraction;
  const calm = aCell('us', {
    store: listing.through(inMemoryStore({ tables })),
    draw,
    now: scheduler.clock.now,
  });
  const as = ({ pause, clock, wait }: Actor) =>
    aCell('us', {
      store: sabotage(listing.through(inMemoryStore({ tables, pause }))),
      draw,
      now: clock.now,
      wait,
    });
  const organization = await anOrganization(calm);
  await optIn(calm, organization, sharing);
  const me = 'us_user_me' as UserId;
  expectStatus(await choose(calm, me, compliancePlugins, 'on'), 200);
  const user = await userOf(calm, owner);
  return { calm, as, organization, user, listing };
};

type Owned = Awaited<ReturnType<typeof aCellWithAnOwner>>;

const erase = (cell: TestCell, user: UserId, caller = operator) =>
  cell.call<ErasureReply>(caller, 'POST /v1/erasures', { body: { user } });

const entriesOf = async ({ calm }: Owned, subject: SubjectId) =>
  (await readEntries(calm.store, subject, { limit: 100 })).entries;

/** What must hold once a person is erased, however it came to it; undefined where it does. */
const whatIsWrong = async (owned: Owned): Promise<string | undefined> => {
  const { calm, listing, organization, user } = owned;
  const tells = ['owner-1', sha256Hex('owner-1')];
  const telling = (await listing.everyItem(calm.store)).filter((each) =>
    tells.some((tell) => JSON.stringify(each).includes(tell)),
  );
  if (telling.length > 0) return `${telling[0]?.item.pk} | ${telling[0]?.item.sk} tells the person`;
  for (const subject of [organization, user] satisfies SubjectId[]) {
    const entries = (await entriesOf(owned, subject)).map(({ entry }) => entry);
    if (!verifyChain(subject, entries).verified) return `the ledger of ${subject} is broken`;
  }
  const erasures = (await entriesOf(owned, user)).filter(({ entry }) => entry.event.type === 'person-erased');
  return erasures.length === 1 ? undefined : `it is written down ${erasures.length} times`;
};

const statusOf = ({ ending }: Started<TestReply<unknown>>): number | undefined => {
  const end = ending();
  if (end?.kind === 'failed') throw end.error;
  return end?.kind === 'finished' ? end.value.status : undefined;
};

test('[BY-10] an erasure that crashes at any await is done in full or not at all, and once when it is asked for again', async () => {
  let crashes = 0;
  for (let visit = 0; ; visit += 1) {
    const scheduler = raceScheduler({ seed: 1, crash: crashAtVisit('operator', visit) });
    const owned = await aCellWithAnOwner(scheduler);
    scheduler.start('operator', (actor) => erase(owned.as(actor), owned.user));
    await scheduler.run();
    const { pk, sk } = registryKeys.personOf(owned.user);
    const halfway = await owned.calm.store.get('registry', { pk, sk }, 'strong');
    if (halfway === undefined) expect(await whatIsWrong(owned), `crash at await ${visit}`).toBeUndefined();
    else expect(await entriesOf(owned, owned.user)).toHaveLength(1);
    expect((await erase(owned.calm, owned.user)).status).toBe(202);
    expect(await whatIsWrong(owned), `asked again after a crash at await ${visit}`).toBeUndefined();
    if (!scheduler.trace.some(({ crashed }) => crashed)) break;
    crashes += 1;
  }
  expect(crashes).toBeGreaterThan(8);
});

/** The owner opts out and chooses for themself while two operators erase them. */
const erasedWhileActing = async (scheduler: Scheduler, sabotage?: Sabotage) => {
  const owned = await aCellWithAnOwner(scheduler, sabotage);
  const { etag } = await readSetting(owned.calm, owned.organization, sharing);
  const own = await readSetting(owned.calm, owned.user, compliancePlugins);
  const act = (subject: OrganizationId | UserId, setting: SettingAddress, tag: string) => (actor: Actor) =>
    choose(owned.as(actor), subject, setting, 'off', { 'if-match': tag });
  const acts = [
    scheduler.start('owner', act(owned.organization, sharing, etag)),
    scheduler.start('owner at home', act(owned.user, compliancePlugins, own.etag)),
  ];
  const erasures = [
    scheduler.start('operator', (actor) => erase(owned.as(actor), owned.user)),
    scheduler.start('other operator', (actor) =>
      erase(owned.as(actor), owned.user, anOperator('operator-2')),
    ),
  ];
  await scheduler.run();
  return { owned, acted: acts.map(statusOf), erased: erasures.map(statusOf) };
};

/** The key of the names is deleted whether or not somebody else did, and the entry stands beside another one. */
const withoutMeeting: Sabotage = (store) => ({
  ...store,
  transact: (actions) => store.transact(actions.map(unconditional)),
});

const unconditional = (action: Action): Action => {
  if (action.kind !== 'delete') return action;
  const { condition: _, ...rest } = action;
  return rest;
};

describe('a person who is erased while they act', () => {
  test('is told by nothing that was written at the same time, and every ledger stays whole', async () => {
    const seen = new Set<string>();
    await forEverySeed({ seeds: 600, longestStep: 20 }, async (scheduler) => {
      const { owned, acted, erased } = await erasedWhileActing(scheduler);
      expect(erased).toEqual([202, 202]);
      for (const status of acted) expect([200, 404]).toContain(status);
      expect(await whatIsWrong(owned)).toBeUndefined();
      seen.add(acted.join());
    });
    // Each came first at times, and each too late.
    expect([...seen]).toEqual(expect.arrayContaining(['200,200', '200,404', '404,200']));
  });

  test('is erased twice where the erasures do not meet', async () => {
    const race = forEverySeed({ seeds: 150, longestStep: 20 }, async (scheduler) => {
      const { owned } = await erasedWhileActing(scheduler, withoutMeeting);
      expect(await whatIsWrong(owned)).toBeUndefined();
    });
    await expect(race).rejects.toThrow('it is written down 2 times');
  });
});
