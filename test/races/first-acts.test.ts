import { describe, expect, test } from 'vitest';
import { verifyChain } from '../../domain/consent/ledger.ts';
import { ownUser } from '../../domain/identifiers.ts';
import { readEntries } from '../../lambdas/shared/repositories/ledger.ts';
import { inMemoryStore } from '../../lambdas/shared/store/in-memory/in-memory-store.ts';
import { inMemoryTables } from '../../lambdas/shared/store/in-memory/tables.ts';
import type { Action } from '../../lambdas/shared/store/store.ts';
import { aCell, type TestReply } from '../support/cell.ts';
import { aListing } from '../support/listed-store.ts';
import { compliancePlugins } from '../support/settings.ts';
import { choose, freshKey, operator, owner, readSetting } from '../support/story.ts';
import { userOf } from '../support/users.ts';
import { crashAtVisit } from './crashes.ts';
import { forEverySeed } from './every-seed.ts';
import type { Sabotage } from './race-cell.ts';
import { type Actor, raceScheduler, type Scheduler, type Started } from './scheduler.ts';

const me = ownUser('us');
const vendor = { program: 'security-copilot', setting: 'use-vendor-plugins' } as const;

/** A cell in which nobody acted yet. */
const anEmptyCell = (scheduler: Scheduler, sabotage: Sabotage = (store) => store) => {
  const tables = inMemoryTables();
  const listing = aListing();
  const draw = scheduler.random.fraction;
  const store = listing.through(inMemoryStore({ tables }));
  const calm = aCell('us', { store, draw, now: scheduler.clock.now });
  const as = ({ pause, clock, wait }: Actor) => {
    const store = sabotage(listing.through(inMemoryStore({ tables, pause })));
    return aCell('us', { store, draw, now: clock.now, wait });
  };
  return { calm, as, everyItem: () => listing.everyItem(calm.store) };
};

const statusOf = ({ ending }: Started<TestReply<unknown>>): number | undefined => {
  const end = ending();
  if (end?.kind === 'failed') throw end.error;
  return end?.kind === 'finished' ? end.value.status : undefined;
};

/** The same person chooses two settings of their own, and is named the owner of an organization meanwhile. */
const firstActsAtOnce = async (scheduler: Scheduler, sabotage?: Sabotage) => {
  const { calm, as, everyItem } = anEmptyCell(scheduler, sabotage);
  const acts = [
    scheduler.start('one', (actor) => choose(as(actor), me, vendor, 'off')),
    scheduler.start('other', (actor) => choose(as(actor), me, compliancePlugins, 'on')),
    scheduler.start('operator', (actor) =>
      as(actor).call(operator, 'POST /v1/organizations', {
        body: { home: 'us', owner: owner.sub },
        headers: { 'idempotency-key': freshKey() },
      }),
    ),
  ];
  await scheduler.run();
  const items = await everyItem();
  const users = items.filter(({ item }) => item.sk === 'person' && item.tokenSubject === owner.sub);
  return { calm, statuses: acts.map(statusOf), users: users.length };
};

/** The item that leads from a token to its user is written whether or not there is one. */
const withoutMeeting: Sabotage = (store) => ({
  ...store,
  transact: (actions) => store.transact(actions.map(withoutCondition)),
});

const withoutCondition = (action: Action): Action => {
  if (action.kind !== 'put' || action.item.sk !== 'user') return action;
  const { condition: _, ...put } = action;
  return put;
};

describe('first acts of one person at once', () => {
  test('agree on one user, who has all that was done', async () => {
    await forEverySeed({ seeds: 300, longestStep: 20 }, async (scheduler) => {
      const { calm, statuses, users } = await firstActsAtOnce(scheduler);
      expect({ statuses, users }).toEqual({ statuses: [200, 200, 201], users: 1 });
      expect((await readSetting(calm, me, vendor)).setting.value).toBe('off');
      expect((await readSetting(calm, me, compliancePlugins)).setting.value).toBe('on');
      const mine = await calm.call<{ organizations: readonly object[] }>(owner, 'GET /v1/organizations');
      expect(mine.body.organizations).toHaveLength(1);
      const user = await userOf(calm, owner);
      const { entries } = await readEntries(calm.store, user, { limit: 100 });
      const chain = entries.map(({ entry }) => entry);
      expect(verifyChain(user, chain)).toMatchObject({ verified: true, entries: 2 });
    });
  });

  test('make two users where they do not meet at one item', async () => {
    const race = forEverySeed({ seeds: 300, longestStep: 20 }, async (scheduler) => {
      expect((await firstActsAtOnce(scheduler, withoutMeeting)).users).toBe(1);
    });
    await expect(race).rejects.toThrow('expected 2 to be 1');
  });
});

test('a first act that crashes at any await is done once when it is sent again, by one user', async () => {
  let crashes = 0;
  for (let visit = 0; ; visit += 1) {
    const scheduler = raceScheduler({ seed: 1, crash: crashAtVisit('first', visit) });
    const { calm, as, everyItem } = anEmptyCell(scheduler);
    const { etag } = await readSetting(calm, me, vendor);
    const headers = { 'if-match': etag, 'idempotency-key': 'the-same' };
    scheduler.start('first', (actor) => choose(as(actor), me, vendor, 'off', headers));
    await scheduler.run();
    const again = await choose(calm, me, vendor, 'off', headers);
    expect(again.status, `crash at await ${visit}`).toBe(200);
    const user = await userOf(calm, owner);
    expect((await readEntries(calm.store, user, { limit: 100 })).entries).toHaveLength(1);
    expect((await everyItem()).filter(({ item }) => item.sk === 'person')).toHaveLength(1);
    if (!scheduler.trace.some(({ crashed }) => crashed)) break;
    crashes += 1;
  }
  expect(crashes).toBeGreaterThan(10);
});
