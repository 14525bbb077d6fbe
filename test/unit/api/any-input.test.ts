import fc from 'fast-check';
import { ulid } from 'ulid';
import { describe, expect, test } from 'vitest';
import { problemType } from '../../../contract/api/problem-names.ts';
import { routeDocs } from '../../../contract/api/route-docs.ts';
import { problemsOf } from '../../../contract/api/route-problems.ts';
import { everyRoute, type RouteKey } from '../../../contract/api/routes.ts';
import { bodySchemas } from '../../../contract/api/schemas/bodies.ts';
import { pathSchemas } from '../../../contract/api/schemas/paths.ts';
import { querySchemas } from '../../../contract/api/schemas/queries.ts';
import { arbitraryNear, type MeantTexts } from '../../support/arbitrary-of.ts';
import { anOperator, aPerson, aService } from '../../support/callers.ts';
import { aCustomer, choose, readSetting } from '../../support/customers.ts';
import { sharing } from '../../support/settings.ts';
import { aWatchedCell, type WatchedCell } from '../../support/watched-cell.ts';

/** A cell with a customer that shares, and has stopped sharing elsewhere; and the texts that lead to all of it. */
const aLivelyCell = async () => {
  const cell = aWatchedCell('us');
  const { owner, organization, workspace } = await aCustomer(cell);
  const path = { subject: organization, ...sharing };
  const { body: open } = await choose(cell, owner, path, 'on');
  const elsewhere = { subject: workspace, program: 'security-copilot', setting: 'validate-performance' };
  const { body: ended } = await choose(cell, owner, elsewhere, 'on');
  await choose(cell, owner, elsewhere, 'off');
  const meant: MeantTexts = {
    organization: [organization],
    workspace: [workspace],
    subject: [organization],
    epoch: [open.epoch, ended.epoch],
    owner: [owner.sub ?? ''],
    program: [sharing.program],
    programs: [sharing.program],
    setting: [sharing.setting],
    use: ['product-improvement'],
    notice: ['data-sharing'],
    id: ['data-sharing'],
    value: ['on', 'off'],
    geography: ['us'],
    home: ['us'],
    category: ['prompt'],
    dataClass: ['customer-data'],
    language: ['en'],
    day: ['2026-11-21'],
    occurredAt: ['2026-11-21T09:30:00.000Z'],
    callId: [ulid(cell.ports.clock.now())],
    body: ['How do I export a report?'],
    limit: ['1', '50'],
    version: ['1'],
    others: ['eu_org_01J9Z3V8Q2T4N6R8S0W2Y4A6C8', 'us_ep_01J9Z3V8Q2T4N6R8S0W2Y4A6C8', 'constructor'],
  };
  const etag = (await readSetting(cell, owner, path)).headers.etag ?? '';
  return { cell, owner, meant, etag };
};

const some = (count: number) => count > 0;

const text = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');

/** What a gateway makes of a query: texts, and only of parameters that were given. */
const texts = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(Object(value)).flatMap(([name, field]) =>
      field === undefined ? [] : [[name, text(field)]],
    ),
  );

const schemaOf = (schemas: Readonly<Record<string, Parameters<typeof arbitraryNear>[0]>>, key: string) =>
  Object.hasOwn(schemas, key) ? schemas[key] : undefined;

const requestsTo = (key: RouteKey, lively: Awaited<ReturnType<typeof aLivelyCell>>) => {
  const { cell, owner, meant, etag } = lively;
  const mostly = <T>(value: T, ...others: readonly T[]) =>
    fc.oneof({ weight: 6, arbitrary: fc.constant(value) }, fc.constantFrom(...others));
  const body = schemaOf(bodySchemas, key);
  const query = schemaOf(querySchemas, key);
  const names = [...key.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as keyof typeof pathSchemas);
  const path = names.map((name) => [name, arbitraryNear(pathSchemas[name], meant, name).map(text)] as const);
  return fc
    .record({
      claims: fc.constantFrom(owner, anOperator(), aService(), aPerson('stranger')),
      path: fc.record(Object.fromEntries(path)),
      body: body === undefined ? fc.constant(undefined) : arbitraryNear(body, meant),
      query: query === undefined ? mostly({}, { unknown: '1' }) : arbitraryNear(query, meant).map(texts),
      ifMatch: mostly(etag, '"other"', '*', ''),
      key: fc.oneof({ weight: 6, arbitrary: fc.uuid() }, fc.constantFrom('same', '', '\u0000')),
    })
    .map(({ claims, ifMatch, key: idempotencyKey, ...sent }) => ({
      send: (to: WatchedCell = cell) =>
        to.call(claims, key, {
          ...sent,
          headers: { 'if-match': ifMatch, 'idempotency-key': idempotencyKey },
        }),
    }));
};

describe.each(everyRoute)('%s', (key) => {
  test('answers any input as described, never with 500, and stores nothing unless it succeeds', async () => {
    const lively = await aLivelyCell();
    const { cell } = lively;
    const described = problemsOf(key).map(problemType);
    const met = { successes: 0, problems: 0 };

    await fc.assert(
      fc.asyncProperty(requestsTo(key, lively), async ({ send }) => {
        const before = cell.watch.writes;
        const answer = await send();
        expect(answer.status, answer.body.type).toBeLessThan(500);
        met[answer.status < 300 ? 'successes' : 'problems'] += 1;
        if (answer.status < 300) return void expect(routeDocs[key].statuses).toContain(answer.status);
        expect(described).toContain(answer.body.type);
        expect(cell.watch.writes).toBe(before);
      }),
      { numRuns: 400 },
    );

    expect(cell.log.filter(({ level }) => level === 'error')).toEqual([]);
    // The inputs are near enough to be taken, and far enough to be refused.
    expect(met).toEqual({ successes: expect.toSatisfy(some), problems: expect.toSatisfy(some) });
  });
});
