import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import type {
  ConnectionsReply,
  ProcessingRecordReply,
  ProcessorsReply,
  TransfersReply,
} from '../../../contract/api/transfer-replies.ts';
import { ownUser, type SubjectId } from '../../../domain/identifiers.ts';
import { days, hours, isoOf, startOfDay } from '../../../domain/time.ts';
import { inMemoryStore } from '../../../lambdas/shared/store/in-memory/in-memory-store.ts';
import type { Store } from '../../../lambdas/shared/store/store.ts';
import { anOperator, aPerson } from '../../support/callers.ts';
import { aCell, type TestCell } from '../../support/cell.ts';
import {
  anOrganization,
  assistant,
  aWorkspace,
  choose,
  expectStatus,
  owner,
  stranger,
} from '../../support/story.ts';
import { aDeclaration, enter, report } from '../../support/transfers.ts';

const anAuditor = aPerson('auditor-1', { 'cognito:groups': '[auditor]' });
const noon = startOfDay('2026-03-01') + hours(12);

const aCellInEurope = () => aCell('eu', { transfers: aDeclaration, startsAt: noon });

const read = async (
  cell: TestCell,
  query: Readonly<Record<string, string>>,
  caller = owner,
): Promise<TransfersReply> =>
  expectStatus(await cell.call<TransfersReply>(caller, 'GET /v1/transfers', { query }), 200);

const everyPage = async (cell: TestCell, subject: string, limit: string) => {
  const listed: TransfersReply['transfers'][number][] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cell, { subject, limit, ...(cursor !== undefined && { cursor }) });
    expect(page.transfers.length).toBeLessThanOrEqual(Number(limit));
    listed.push(...page.transfers);
    cursor = page.next;
  } while (cursor !== undefined);
  return listed;
};

describe('[BY-7] the register of transfers', () => {
  test('tells members and auditors what may leave, and what came of it', async () => {
    const cell = aCellInEurope();
    const subject = await anOrganization(cell);
    const { id } = await enter(cell, subject);
    const given = await enter(cell, subject);
    await enter(cell, subject, { places: [{ to: 'eu' }] }); // stays at home
    const at = isoOf(noon);
    await report(cell, subject, id, { outcome: 'executed', place: 'us', at });
    await report(cell, subject, given.id, { outcome: 'not-executed', at });
    const waiting = await enter(cell, subject);

    const { transfers } = await read(cell, { subject });
    expect(transfers).toHaveLength(3);
    expect(transfers.find((one) => one.id === id)).toMatchObject({
      subject,
      program: 'customer-service-copilot',
      use: 'answers-from-united-states',
      purpose: 'agreed-services',
      categories: ['prompt', 'customer-name'],
      recipient: 'vendor',
      from: 'eu',
      decidedAt: at,
      usableUntil: isoOf(noon + 60_000),
      state: 'executed',
      ways: [
        {
          to: 'us',
          exporter: { country: 'DE' },
          importer: { country: 'US' },
          instrument: { id: 'eu-us', module: 'processor-to-processor', validUntil: '2027-01-01' },
        },
      ],
    });
    expect(transfers.find((one) => one.id === given.id)).toMatchObject({ state: 'not-executed' });
    expect(transfers.find((one) => one.id === waiting.id)).toMatchObject({ state: 'open' });
    expect((await read(cell, { subject }, anAuditor)).transfers).toEqual(transfers);

    cell.clock.now += hours(25);
    const later = (await read(cell, { subject })).transfers;
    expect(later.map(({ state }) => state).toSorted()).toEqual(['executed', 'not-executed', 'unknown']);
  });

  test('is for owners, privacy officers and auditors, and no route for services and operators', async () => {
    const cell = aCellInEurope();
    const subject = await anOrganization(cell);
    await enter(cell, subject);
    const statusFor = async (caller: typeof owner) =>
      (await cell.call(caller, 'GET /v1/transfers', { query: { subject } })).status;
    expect(await statusFor(stranger)).toBe(404);
    expect(await statusFor(anOperator())).toBe(404);
    expect(await statusFor(assistant)).toBe(403);
    const approver = aPerson('approver-1');
    const body = { subject, person: 'approver-1', roles: ['approver'] };
    expectStatus(await cell.call(owner, 'POST /v1/members', { body }), 200);
    expect(await statusFor(approver)).toBe(403);
    const { status } = await cell.call(approver, 'GET /v1/connections', { query: { subject } });
    expect(status).toBe(200);
    expect((await read(cell, { subject: ownUser('eu') }, anAuditor)).transfers).toEqual([]);
  });

  test('is paged, and no entry is parted from its report', async () => {
    const cell = aCellInEurope();
    const subject = await anOrganization(cell);
    for (let index = 0; index < 7; index += 1) {
      cell.clock.now += 1_000;
      const { id } = await enter(cell, subject);
      const told = { outcome: 'executed', place: 'us', at: isoOf(cell.clock.now) } as const;
      if (index % 3 !== 0) await report(cell, subject, id, told);
    }
    const all = (await read(cell, { subject })).transfers;
    expect(all.map(({ state }) => state)).toEqual(
      [0, 1, 2, 3, 4, 5, 6].map((index) => (index % 3 === 0 ? 'open' : 'executed')),
    );
    for (const limit of ['1', '2', '3', '5']) expect(await everyPage(cell, subject, limit)).toEqual(all);
  });

  test('keeps entry and report together where the store ends a page early, too', async () => {
    const store = inMemoryStore();
    const early: Store = {
      ...store,
      query: (query) => store.query({ ...query, limit: Math.min(query.limit ?? 4, 4) }),
    };
    const cell = aCell('eu', { transfers: aDeclaration, startsAt: noon, store: early });
    const subject = await anOrganization(cell);
    for (let index = 0; index < 9; index += 1) {
      cell.clock.now += 1_000;
      const { id, at } = await enter(cell, subject);
      if (index % 3 !== 0) await report(cell, subject, id, { outcome: 'not-executed', at });
    }
    const states = (await everyPage(cell, subject, '50')).map(({ state }) => state);
    expect(states).toEqual([1, 2, 3].flatMap(() => ['open', 'not-executed', 'not-executed']));
  });

  test('is read from one day to another, both included', async () => {
    const cell = aCellInEurope();
    const subject = await anOrganization(cell);
    const [first, second, third] = ['2026-03-01', '2026-03-02', '2026-03-03'];
    for (const day of [first, second, third]) {
      cell.clock.now = startOfDay(String(day)) + hours(24) - 1;
      await enter(cell, subject);
    }
    const daysRead = async (query: Record<string, string>) =>
      (await read(cell, { subject, ...query })).transfers.map(({ decidedAt }) => decidedAt.slice(0, 10));
    expect(await daysRead({ from: '2026-03-02' })).toEqual([second, third]);
    expect(await daysRead({ to: '2026-03-02' })).toEqual([first, second]);
    expect(await daysRead({ from: '2026-03-02', to: '2026-03-02' })).toEqual([second]);
    expect(await daysRead({ from: '1969-01-01', to: '1969-12-31' })).toEqual([]);
  });

  test.each([
    [{ from: '2026-03-02', to: '2026-03-01' }, 'query.to', 'the day of `from`, or a later one'],
    [{ from: '2026-02-30' }, 'query.from', 'a UTC day'],
    [{ to: '7' }, 'query.to', 'a UTC day'],
    [{ state: 'open' }, 'query.state', ''],
  ])('refuses %j', async (query, at, allowed) => {
    const cell = aCellInEurope();
    const subject = await anOrganization(cell);
    const { status, body } = await cell.call(owner, 'GET /v1/transfers', { query: { subject, ...query } });
    expect([status, body]).toMatchObject([
      400,
      { errors: [{ at, allowed: expect.stringContaining(allowed) }] },
    ]);
  });

  test('comes as a table too, whose next page the answer names', async () => {
    const cell = aCellInEurope();
    const subject = await anOrganization(cell);
    await enter(cell, subject);
    await enter(cell, subject);
    const ask = (query: Record<string, string>, accept = 'text/csv') =>
      cell.call<{ page: string }>(owner, 'GET /v1/transfers', {
        query: { subject, ...query },
        headers: { accept },
      });
    const { headers, body } = await ask({ limit: '1' });
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      vary: 'Accept',
      'cache-control': 'no-store',
    });
    expect(parse(body.page, { columns: true })).toMatchObject([{ subject, to: 'us', state: 'open' }]);
    const [, next = ''] = /^<([^>]+)>; rel="next"$/.exec(headers.link ?? '') ?? [];
    const rest = await ask(Object.fromEntries(new URL(next, 'https://x.example').searchParams));
    expect(parse(rest.body.page, { columns: true })).toHaveLength(1);
    expect(rest.headers.link).toBeUndefined();
    expect((await ask({}, 'application/pdf')).status).toBe(406);
  });

  test('tells of instruments that end within 30 days', async () => {
    const cell = aCell('eu', { transfers: aDeclaration, startsAt: startOfDay('2027-01-01') - days(30) });
    const subject = await anOrganization(cell);
    const { instrumentsEnding } = await read(cell, { subject });
    expect(instrumentsEnding.map(({ id }) => id)).toEqual(['eu-us', 'eu-uk']);
    cell.clock.now -= 1;
    expect((await read(cell, { subject })).instrumentsEnding).toEqual([]);
  });
});

describe('the record of processing', () => {
  const recordOf = async (cell: TestCell, subject: SubjectId, caller = owner) =>
    expectStatus(
      await cell.call<ProcessingRecordReply>(caller, 'GET /v1/processing-record', { query: { subject } }),
      200,
    );

  test('[BY-7] has a subject’s activities, with the transfers that were entered', async () => {
    const cell = aCellInEurope();
    const organization = await anOrganization(cell);
    const workspace = await aWorkspace(cell, organization);
    await enter(cell, organization);

    const record = await recordOf(cell, organization);
    const moved = record.activities.filter(({ transfers }) => transfers.length > 0);
    expect(moved).toMatchObject([
      {
        article: '30(2)',
        use: 'answers-from-united-states',
        controller: organization,
        transfers: [{ to: 'us', entries: 1, instrument: { id: 'eu-us' } }],
      },
    ]);
    expect(record.transfersSince).toBeUndefined();
    expect(await recordOf(cell, organization, anAuditor)).toEqual(record);
    const inside = await recordOf(cell, workspace);
    expect(inside.activities.find(({ use }) => use === 'prompt-evaluation')).toMatchObject({
      controller: organization,
    });
    expect((await recordOf(cell, ownUser('eu'))).activities.map(({ use }) => use)).toEqual([
      'compliance-questions',
      'vendor-product-questions',
    ]);
  });

  test('[DL-6] says where a preview stores data before anybody was admitted to it', async () => {
    const cell = aCellInEurope();
    const { previews } = await recordOf(cell, await anOrganization(cell));
    expect(previews).toMatchObject([{ setting: 'process-in-united-states', stores: 'nothing-is-stored' }]);
  });

  test('is nobody else’s', async () => {
    const cell = aCellInEurope();
    const subject = await anOrganization(cell);
    const { status } = await cell.call(stranger, 'GET /v1/processing-record', { query: { subject } });
    expect(status).toBe(404);
    const none = { subject: 'eu_org_01J9Z3Y4ZV0000000000000000' };
    expect((await cell.call(anAuditor, 'GET /v1/processing-record', { query: none })).status).toBe(404);
  });
});

test('[DL-7] a service is off until its owner connects it, and then stands with its destination and notice', async () => {
  const cell = aCellInEurope();
  const subject = await aWorkspace(cell);
  const connections = async () =>
    expectStatus(await cell.call<ConnectionsReply>(owner, 'GET /v1/connections', { query: { subject } }), 200)
      .connections;
  const address = { program: 'customer-service-insights', setting: 'connect-data-integration' };

  expect((await connections()).map(({ setting, state }) => [setting, state])).toEqual([
    ['connect-machine-learning', 'off'],
    ['connect-data-integration', 'off'],
    ['connect-reports-apps-and-flows', 'off'],
    ['connect-development', 'off'],
  ]);
  expectStatus(await choose(cell, subject, address, 'us'), 200);
  expect(await connections()).toContainEqual(
    expect.objectContaining({
      ...address,
      state: 'connected',
      destination: 'us',
      since: isoOf(noon),
      notice: {
        id: 'connected-services',
        version: expect.any(Number),
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    }),
  );
  cell.clock.now += hours(1);
  expectStatus(await choose(cell, subject, address, 'off'), 200);
  const off = (await connections()).find(({ setting }) => setting === address.setting);
  expect(off).toMatchObject({ state: 'off', since: isoOf(noon + hours(1)) });
  expect(off).not.toHaveProperty('destination');
});

test('[BY-7] anybody with a token reads who else processes data here, and until when they can object', async () => {
  const processors = [
    {
      name: 'Example Support Desk AG',
      country: 'CH',
      geographies: ['eu'],
      purpose: 'Support',
      categories: ['prompt'],
      announced: '2026-02-15',
      from: '2026-03-20',
    },
  ] as const;
  const cell = aCell('eu', { transfers: { ...aDeclaration, processors }, startsAt: noon });
  const body = expectStatus(await cell.call<ProcessorsReply>(stranger, 'GET /v1/processors'), 200);
  expect(body).toEqual({
    objectionPeriod: days(30),
    processors: [{ ...processors[0], objectionEnds: '2026-03-17', state: 'announced' }],
  });
});
