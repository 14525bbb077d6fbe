import { ulid } from 'ulid';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type * as z from 'zod/mini';
import { type RouteKey, routes } from '../../../contract/api/routes.ts';
import { bodySchemas } from '../../../contract/api/schemas/bodies.ts';
import { days, hours, isoOf, minutes } from '../../../domain/time.ts';
import { type PublishedEvent, sweepOutbox } from '../../../lambdas/outbox/publish.ts';
import { inMemoryStore } from '../../../lambdas/shared/store/in-memory/in-memory-store.ts';
import { aCell, type TestCell, type TestReply } from '../../support/cell.ts';
import { aListing, type Listing } from '../../support/listed-store.ts';
import { aMarkedPerson, aMarkedSentence, markIn } from '../../support/markers.ts';
import { meantTexts } from '../../support/near-requests.ts';
import { sharing, sharingUse } from '../../support/settings.ts';
import { aSharingCustomer, type SharingCustomer } from '../../support/sharing-customer.ts';
import {
  anOrganization,
  assistant,
  capture,
  choose,
  expectStatus,
  operator,
  owner,
  readSetting,
  records,
} from '../../support/story.ts';
import { aRecord } from '../../support/told.ts';

let cell: TestCell;
let listing: Listing;
let customer: SharingCustomer;
const printed: unknown[] = [];
const answers: { readonly route: string; readonly reply: TestReply }[] = [];

beforeEach(async () => {
  printed.length = 0;
  answers.length = 0;
  for (const way of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, way).mockImplementation((...words) => void printed.push(words));
  listing = aListing();
  cell = aCell('us', { store: listing.through(inMemoryStore()) });
  customer = await aSharingCustomer(cell);
});

afterEach(() => vi.restoreAllMocks());

const send = async (route: RouteKey, sent: Parameters<TestCell['call']>[2]) => {
  for (const caller of [owner, operator, assistant]) {
    const headers = { 'idempotency-key': ulid(), 'if-match': '"other"', ...sent?.headers };
    answers.push({ route, reply: await cell.call(caller, route, { ...sent, headers }) });
  }
};

/** All that leaves the cell or stays in it beside content: nothing of it may tell what a customer wrote. */
const demandNothingTold = async (): Promise<void> => {
  const events: PublishedEvent[] = [];
  const publish = async (sent: readonly PublishedEvent[]) => {
    events.push(...sent);
    return [];
  };
  cell.clock.now += hours(1); // The sweep takes what has waited.
  await sweepOutbox({ ...cell.ports, bus: { publish } });
  expect(events.length, 'events are looked at').toBeGreaterThan(0);
  expect(cell.log.length, 'lines of the log are looked at').toBeGreaterThan(0);
  expect(markIn(cell.log), 'a line of the log').toBeUndefined();
  expect(markIn(printed), 'what was printed').toBeUndefined();
  expect(markIn(cell.measures), 'a metric').toBeUndefined();
  expect(markIn(events), 'an event').toBeUndefined();
  for (const { route, reply } of answers.filter(({ reply: { status } }) => status >= 400))
    expect(markIn([reply.body, reply.headers]), `the ${reply.status} of ${route}`).toBeUndefined();
  for (const { table, item } of await listing.everyItem(cell.store)) {
    const { pk, sk, due, purgeFrom } = item;
    expect(markIn([pk, sk, due, purgeFrom]), `a key of ${table}`).toBeUndefined();
  }
};

/** Items of the tables that hold no content. */
const besideContent = async () =>
  (await listing.everyItem(cell.store)).filter(({ table }) => table !== 'content');

describe('what customers write', () => {
  test('[SC-4] is not logged where an error repeats it: the log has name and place of an error, and no message', async () => {
    const repeating = (given: unknown) => Promise.reject(new Error(`not stored: ${JSON.stringify(given)}`));
    const broken = aCell('us', { store: { ...cell.store, transact: repeating, write: repeating } });
    const said = { records: records(broken, 2, aMarkedSentence()) };
    const reply = await capture(broken, customer.workspace, sharingUse, said);

    expect(reply.status).toBe(500);
    expect(broken.log).toMatchObject([{ level: 'error', status: 500, error: 'Error' }]);
    for (const told of [broken.log, printed, reply.body, reply.headers]) expect(markIn(told)).toBeUndefined();
  });

  test('[SC-4] lies in the table for content alone: in no log, metric, event, error or key, from its capture to its purge', async () => {
    const marked = records(cell, 3, aMarkedSentence());
    const withPart = { ...aRecord(cell, 'response', 'assistant'), body: aMarkedSentence() };
    const said = { records: [...marked, withPart], callId: ulid(cell.clock.now) };
    const { lot } = expectStatus(await capture(cell, customer.workspace, sharingUse, said), 201);
    // What was refused: twice with other records, of a use that is off, too large, too old, and not as it must be.
    const others = [{ ...withPart, body: aMarkedSentence() }];
    const refused: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
      [sharingUse, { ...said, records: others }],
      ['performance-validation', said],
      [aMarkedSentence(), said],
      [sharingUse, { records: [{ ...withPart, body: aMarkedSentence().repeat(10_000) }] }],
      [sharingUse, { records: [{ ...withPart, occurredAt: isoOf(cell.clock.now - days(1)) }] }],
      [sharingUse, { records: [{ ...withPart, source: 'upload' }] }],
      [sharingUse, { records: [{ ...withPart, body: `${aMarkedSentence()}\u0000` }] }],
    ];
    for (const [use, more] of refused) {
      const reply = await capture(cell, customer.workspace, use, more);
      expect(reply.status).toBeGreaterThanOrEqual(400);
      answers.push({ route: 'POST /v1/captures', reply: { ...reply, body: { ...reply.body } } });
    }
    const query = {
      workspace: customer.workspace,
      use: sharingUse,
      day: '2026-03-01',
      epoch: customer.epoch,
    };
    const read = await cell.call(assistant, 'GET /v1/captures', { query });
    expect(markIn(read.body), 'who may read it gets it').toBeDefined();
    expectStatus(await choose(cell, customer.organization, sharing, 'off'), 200);
    cell.clock.now += minutes(10);
    const { done } = await cell.tick();

    expect(done).toContainEqual(expect.objectContaining({ work: 'purge-lot', outcome: 'purged' }));
    expect(lot).toBeDefined();
    await demandNothingTold();
    for (const { table, item } of await besideContent()) expect(markIn(item), table).toBeUndefined();
  });

  test('[SC-4] the addresses of people are in no log, metric, event, error or key', async () => {
    for (let times = 0; times < 3; times += 1) {
      const person = aMarkedPerson();
      const made = await cell.call(operator, 'POST /v1/organizations', {
        body: { home: 'us', owner: person },
        headers: { 'idempotency-key': ulid() },
      });
      expect(made.status).toBe(201);
      const organization = made.body.organization as typeof customer.organization;
      const { etag } = await readSetting(cell, customer.organization, sharing);
      const caller = { ...owner, sub: person, username: person };
      const body = { value: 'on', notice: { id: 'data-sharing', version: 1 } };
      const path = { subject: organization, ...sharing };
      for (const tag of ['"other"', etag.replace(/"\d+/, '"0')]) {
        const reply = await cell.call(caller, 'PUT /v1/settings/{subject}/{program}/{setting}', {
          path,
          body,
          headers: { 'idempotency-key': ulid(), 'if-match': tag },
        });
        answers.push({ route: 'PUT /v1/settings', reply });
      }
      await cell.call(operator, 'POST /v1/erasures', { body: { tokenSubject: person } });
    }
    await demandNothingTold();
  });
});

/** A body as a route takes it, made from its schema, and the places at which somebody may write something. */
const filled = (
  schema: z.core.$ZodType,
  meant: Readonly<Record<string, readonly string[]>>,
  name = '',
): unknown => {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape).map(([field, each]) => [field, filled(each, meant, field)]),
      );
    case 'array':
      return [filled(def.element, meant, name)];
    case 'optional':
      return filled(def.innerType, meant, name);
    case 'enum':
      return meant[name]?.find((text) => text in def.entries) ?? Object.values(def.entries)[0];
    default:
      return def.type === 'custom' && def.params?.wants === 'number' ? 1 : (meant[name]?.[0] ?? 'a word');
  }
};

type Path = readonly (string | number)[];

const placesIn = (value: unknown, at: Path = []): readonly Path[] => {
  if (typeof value !== 'object' || value === null) return [at];
  const inside = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [at, ...inside.flatMap(([key, each]) => placesIn(each, [...at, key]))];
};

const withAt = (value: unknown, [key, ...rest]: Path, put: unknown): unknown => {
  if (key === undefined) return put;
  if (Array.isArray(value))
    return value.map((each, index) => (index === key ? withAt(each, rest, put) : each));
  const object = value as Readonly<Record<string, unknown>>;
  return { ...object, [key]: withAt(object[key], rest, put) };
};

/** A marked text in the place of a value, and in every shape that is no text. */
const shapes = (): readonly unknown[] => [
  aMarkedSentence(),
  aMarkedPerson(),
  `${aMarkedSentence()}\n`,
  [aMarkedSentence()],
  { text: aMarkedSentence() },
  { [aMarkedSentence()]: aMarkedSentence() },
];

describe('what somebody writes into a field that is not for it', () => {
  const everyRoute = Object.keys(routes) as readonly RouteKey[];

  const meant = (): Readonly<Record<string, readonly string[]>> =>
    meantTexts({
      ...customer,
      owner: owner.sub ?? '',
      epochs: [customer.epoch],
      geography: 'us',
      day: '2026-03-01',
      occurredAt: isoOf(cell.clock.now),
      callId: ulid(cell.clock.now),
    });

  test('[SC-4] comes back in no error and leaves through no log, metric, event or key, on any route that takes a body', async () => {
    const taking = everyRoute.filter((route) => route in bodySchemas);
    expect(taking.length).toBeGreaterThan(8);
    for (const route of taking) {
      const schema = bodySchemas[route as keyof typeof bodySchemas];
      const texts = meant();
      const path = Object.fromEntries(Object.entries(texts).map(([name, [first = '']]) => [name, first]));
      const body = filled(schema, texts);
      for (const place of placesIn(body)) {
        for (const shape of shapes()) await send(route, { path, body: withAt(body, place, shape) });
      }
      const marked = aMarkedSentence();
      await send(route, { path, text: `{"body": "${marked}` });
      await send(route, { path, text: marked });
      await send(route, { path, text: marked, headers: { 'content-type': 'text/plain' } });
    }
    await anOrganization(cell);
    // Refused by the form alone, and also taken: otherwise nothing was tried.
    const statuses = new Set(answers.map(({ reply }) => reply.status));
    for (const status of [200, 201, 400, 403, 404, 422]) expect(statuses).toContain(status);
    await demandNothingTold();
  }, 120_000);

  test('[SC-4] nor where it stands in an address, on any route', async () => {
    const names = ['subject', 'program', 'setting', 'use', 'day', 'cursor', 'limit', 'language', 'workspace'];
    for (const route of everyRoute) {
      const inPath = [...route.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
      const path = Object.fromEntries(inPath.map((name) => [name, encodeURIComponent(aMarkedSentence())]));
      await send(route, { path });
      const good = Object.fromEntries(Object.entries(meant()).map(([name, [first = '']]) => [name, first]));
      for (const name of names) await send(route, { path: good, query: { [name]: aMarkedSentence() } });
      await send(route, { path: good, query: { [aMarkedSentence()]: '1' } });
    }
    await anOrganization(cell);
    await demandNothingTold();
  }, 120_000);
});
