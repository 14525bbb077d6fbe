import { describe, expect, test } from 'vitest';
import { type LedgerEntry, verifyChain } from '../../domain/consent/ledger.ts';
import type { OrganizationId } from '../../domain/identifiers.ts';
import { readEntries } from '../../lambdas/shared/repositories/ledger.ts';
import { inMemoryStore } from '../../lambdas/shared/store/in-memory/in-memory-store.ts';
import { inMemoryTables } from '../../lambdas/shared/store/in-memory/tables.ts';
import type { Action } from '../../lambdas/shared/store/store.ts';
import { admissionsSeenBy, askFor, decide } from '../support/admissions.ts';
import { anOperator } from '../support/callers.ts';
import { aCell, type TestReply } from '../support/cell.ts';
import { eventsTold } from '../support/outbox.ts';
import { preview } from '../support/settings.ts';
import { anOrganization, choose, freshKey, operator, readSetting } from '../support/story.ts';
import { crashAtVisit } from './crashes.ts';
import { forEverySeed } from './every-seed.ts';
import type { Sabotage } from './race-cell.ts';
import { type Actor, raceScheduler, type Scheduler, type Started } from './scheduler.ts';

/** A cell in Europe with an organization that nobody asked anything for yet. */
const aEuropeanCell = async (scheduler: Scheduler, sabotage: Sabotage = (store) => store) => {
  const tables = inMemoryTables();
  const draw = scheduler.random.fraction;
  const calm = aCell('eu', { store: inMemoryStore({ tables }), draw, now: scheduler.clock.now });
  const as = ({ pause, clock, wait }: Actor) =>
    aCell('eu', { store: sabotage(inMemoryStore({ tables, pause })), draw, now: clock.now, wait });
  const organization = await anOrganization(calm);
  return { calm, as, organization };
};

type European = Awaited<ReturnType<typeof aEuropeanCell>>;

const statusOf = ({ ending }: Started<TestReply<unknown>>): number | undefined => {
  const end = ending();
  if (end?.kind === 'failed') throw end.error;
  return end?.kind === 'finished' ? end.value.status : undefined;
};

const ledgerOf = async ({ calm }: European, organization: OrganizationId): Promise<readonly LedgerEntry[]> =>
  (await readEntries(calm.store, organization, { limit: 100 })).entries.map(({ entry }) => entry);

/** What item, lists, ledger and events say of the admission agrees. */
const expectOneStory = async (european: European, steps: readonly string[]) => {
  const { calm, organization } = european;
  const entries = await ledgerOf(european, organization);
  expect(verifyChain(organization, entries)).toMatchObject({ verified: true });
  const admissions = entries.filter(({ event }) => event.type.startsWith('admission-'));
  expect(admissions.map(({ event }) => event.type)).toEqual(steps);
  const told = await eventsTold(calm, 'AdmissionAsked', 'AdmissionDecided');
  expect(told).toHaveLength(steps.length);
  const [one] = (await admissionsSeenBy(calm, operator, { subject: organization })).admissions;
  const [waiting, decided] = await Promise.all(
    (['waiting', 'decided'] as const).map((state) => admissionsSeenBy(calm, operator, { state })),
  );
  const listed = [...(waiting?.admissions ?? []), ...(decided?.admissions ?? [])];
  expect(listed).toEqual(one === undefined ? [] : [one]);
  const last = admissions.at(-1)?.event;
  expect(one?.state).toBe(last?.type === 'admission-decided' ? last.outcome : last && 'asked');
};

/** What is about the admission is written whether or not somebody else wrote it. */
const withoutMeeting: Sabotage = (store) => ({
  ...store,
  transact: (actions) => store.transact(actions.map(unconditional)),
});

const unconditional = (action: Action): Action => {
  if (action.kind !== 'put' || !/^(admission|entry|name)#/.test(action.item.sk)) return action;
  const { condition: _, ...put } = action;
  return put;
};

const decidedAtOnce = async (scheduler: Scheduler, sabotage?: Sabotage) => {
  const european = await aEuropeanCell(scheduler, sabotage);
  const { calm, as, organization } = european;
  await askFor(calm, organization);
  const acts = [
    scheduler.start('operator', (actor) => decide(as(actor), organization, 'admitted')),
    scheduler.start('other', (actor) =>
      decide(as(actor), organization, 'declined', { by: anOperator('operator-2') }),
    ),
  ];
  await scheduler.run();
  return { european, statuses: acts.map(statusOf).sort() };
};

describe('[CC-4] an admission that several people work on at once', () => {
  test('is decided once: the other operator is told that it was', async () => {
    const won = new Set<string>();
    await forEverySeed({ seeds: 200, longestStep: 20 }, async (scheduler) => {
      const { european, statuses } = await decidedAtOnce(scheduler);
      expect(statuses).toEqual([200, 409]);
      await expectOneStory(european, ['admission-asked', 'admission-decided']);
      const { calm, organization } = european;
      won.add((await admissionsSeenBy(calm, operator, { subject: organization })).admissions[0]?.state ?? '');
    });
    expect([...won].sort()).toEqual(['admitted', 'declined']);
  });

  test('would be decided twice if the decisions did not meet at its item and in the ledger', async () => {
    const decidedTwice = forEverySeed({ seeds: 200, longestStep: 20 }, async (scheduler) => {
      expect((await decidedAtOnce(scheduler, withoutMeeting)).statuses).toEqual([200, 409]);
    });
    await expect(decidedTwice).rejects.toThrow(/seed \d+ fails/);
  });

  test('is asked for once, by two requests as by the same one twice', async () => {
    await forEverySeed({ seeds: 100, longestStep: 20 }, async (scheduler, seed) => {
      const european = await aEuropeanCell(scheduler);
      const { as, organization } = european;
      const headers = { 'idempotency-key': freshKey() };
      const other = seed % 2 === 0 ? { headers } : {};
      const acts = [
        scheduler.start('owner', (actor) => askFor(as(actor), organization, { headers })),
        scheduler.start('again', (actor) => askFor(as(actor), organization, other)),
      ];
      await scheduler.run();
      expect(acts.map(statusOf).sort()).toEqual(seed % 2 === 0 ? [201, 201] : [201, 409]);
      await expectOneStory(european, ['admission-asked']);
    });
  });

  test('lets a choice in only behind the decision that admits', async () => {
    const seen = new Set<number | undefined>();
    await forEverySeed({ seeds: 200, longestStep: 20 }, async (scheduler) => {
      const european = await aEuropeanCell(scheduler);
      const { calm, as, organization } = european;
      await askFor(calm, organization);
      const tag = { 'if-match': (await readSetting(calm, organization, preview)).etag };
      const [choice] = [
        scheduler.start('owner', (actor) => choose(as(actor), organization, preview, 'on', tag)),
        scheduler.start('operator', (actor) => decide(as(actor), organization, 'admitted')),
      ];
      await scheduler.run();
      const status = choice && statusOf(choice);
      seen.add(status);
      const types = (await ledgerOf(european, organization)).map(({ event }) => event.type);
      const chosen = status === 200 ? ['setting-chosen'] : [];
      expect(types).toEqual(['subject-created', 'admission-asked', 'admission-decided', ...chosen]);
    });
    expect([...seen].sort()).toEqual([200, 409]);
  });

  test('is decided in full or not at all, whenever the operator’s function ends', async () => {
    let crashes = 0;
    for (let visit = 0; ; visit += 1) {
      const scheduler = raceScheduler({ seed: 1, crash: crashAtVisit('operator', visit) });
      const european = await aEuropeanCell(scheduler);
      const { calm, as, organization } = european;
      await askFor(calm, organization);
      const headers = { 'idempotency-key': freshKey() };
      scheduler.start('operator', (actor) => decide(as(actor), organization, 'admitted', { headers }));
      await scheduler.run();
      const steps = (await ledgerOf(european, organization)).length;
      await expectOneStory(european, ['admission-asked', 'admission-decided'].slice(0, steps - 1));
      expect((await decide(calm, organization, 'admitted', { headers })).status).toBe(200);
      await expectOneStory(european, ['admission-asked', 'admission-decided']);
      if (!scheduler.trace.some(({ crashed }) => crashed)) break;
      crashes += 1;
    }
    expect(crashes).toBeGreaterThan(8);
  });
});
