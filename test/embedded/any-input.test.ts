import fc from 'fast-check';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problemType } from '../../contract/api/problem-names.ts';
import { routeDocs } from '../../contract/api/route-docs.ts';
import { problemsOf } from '../../contract/api/route-problems.ts';
import { everyRoute, isPublic, type Route, type RouteKey } from '../../contract/api/routes.ts';
import { qualifiedScope } from '../../contract/api/scopes.ts';
import { tagOf } from '../../local/api.ts';
import { actorsIn, choose, sharing } from '../../local/demo/story.ts';
import type { MeantTexts } from '../support/arbitrary-of.ts';
import { meantTexts, type NearRequest, requestsNear } from '../support/near-requests.ts';
import { type RealCaller, realCallersOf } from './real-callers.ts';
import { theCell } from './running-cloud.ts';
import { type RawAnswer, sendRaw } from './send-raw.ts';
import { storedItems, writtenBetween } from './stored-items.ts';

/** The same inputs in every run, but for the identifiers that the cell gives. */
const seed = 20_261_121;
const inputsPerRoute = 12;

/** One request as it goes onto the wire. */
type Attempt = {
  readonly caller: RealCaller;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

const encoded = (text: string) => encodeURIComponent(text.toWellFormed());

const onTheWire = (key: RouteKey, caller: RealCaller, sent: NearRequest): Attempt => {
  const [, template = ''] = key.split(' ');
  const path = template.replace(/\{(\w+)\}/g, (_, name) => encoded(sent.path[name] ?? ''));
  const query = Object.entries(sent.query).map(([name, value]) => `${encoded(name)}=${encoded(value)}`);
  const printable = Object.entries(sent.headers).filter(([, value]) => !/\p{Cc}/u.test(value));
  return {
    caller,
    path: query.length === 0 ? path : `${path}?${query.join('&')}`,
    headers: { ...Object.fromEntries(printable), 'content-type': 'application/json' },
    ...(sent.body !== undefined && { body: JSON.stringify(sent.body) }),
  };
};

/**
 * An opt-out that succeeds has planner and worker write beside the requests that are looked at here, and an operator
 * who stops purging stops it for every test of the cell; the same inputs in process (test/unit/api) have both.
 */
const leavesTheScheduleAlone = ({ body }: NearRequest) => {
  const { value, state } = Object(body);
  return value !== 'off' && state !== 'stopped';
};

/** What no schema describes: too large, no JSON, no UTF-8, another type, broken escapes. */
const faults = (route: Route, plain: Attempt): readonly Attempt[] => {
  const tooLarge = JSON.stringify({ body: 'x'.repeat((route.bodyBytes ?? 0) + 1) });
  return [
    { ...plain, body: tooLarge },
    { ...plain, body: '{"value":' },
    { ...plain, body: '[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]' },
    { ...plain, body: '{}', headers: { ...plain.headers, 'content-type': 'text/plain' } },
    { ...plain, path: `${plain.path}?limit=%zz&limit=2&__proto__=1` },
  ];
};

describe('the public door, whatever is sent to it', () => {
  const cell = theCell('us');
  const stored = storedItems(cell);
  const met = { taken: 0, refused: 0, 'by the gateway': 0 };
  let writers = 0;
  let callers: readonly RealCaller[] = [];
  let meant: MeantTexts = {};
  let etag = '';

  beforeAll(async () => {
    const [us, everybody] = await Promise.all([actorsIn(cell), realCallersOf(cell, theCell('eu'))]);
    callers = everybody;
    const on = await choose(us, 'on');
    const occurredAt = new Date().toISOString();
    meant = meantTexts({
      ...us,
      owner: cell.people.owner.subject,
      epochs: [on.body.epoch ?? ''],
      geography: 'us',
      day: occurredAt.slice(0, 10),
      occurredAt,
      callId: ulid(),
    });
    etag = tagOf(await us.owner.setting(us.organization, sharing));
  });

  afterAll(() => {
    stored.close();
    const { taken, refused, 'by the gateway': byGateway } = met;
    const tried = taken + refused + byGateway;
    console.info(
      `${tried} requests tried on ${everyRoute.length} routes of the embedded cloud: ` +
        `${taken} taken, ${refused} refused by the cell, ${byGateway} by its gateway`,
    );
    // The inputs are near enough to be taken, and far enough to be refused.
    expect(Math.min(taken, refused, byGateway)).toBeGreaterThan(20);
    // What is stored is seen.
    expect(writers).toBeGreaterThan(5);
  });

  const attemptsAt = (key: RouteKey, route: Route): readonly Attempt[] => {
    const permitted = callers.filter(({ scopes }) => mayPass(route, scopes));
    const inputs = fc.record({
      caller: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...permitted.filter((caller) => isAdmitted(route, caller))) },
        { weight: 1, arbitrary: fc.constantFrom(...callers) },
      ),
      sent: requestsNear(key, meant, etag).filter(leavesTheScheduleAlone),
    });
    const near = fc
      .sample(inputs, { seed, numRuns: inputsPerRoute })
      .map(({ caller, sent }) => onTheWire(key, caller, sent));
    const path = Object.fromEntries(Object.entries(meant).map(([name, [first = '']]) => [name, first]));
    const plain = {
      path,
      query: {},
      body: undefined,
      headers: { 'if-match': etag, 'idempotency-key': ulid() },
    };
    const faulty = permitted.slice(0, 1).flatMap((caller) => faults(route, onTheWire(key, caller, plain)));
    return [...near, ...faulty];
  };

  test.each(everyRoute)(
    '%s answers as described, never with 5xx, and stores nothing unless it succeeds',
    async (key, route) => {
      const [method = ''] = key.split(' ');
      let before = await stored.now();
      for (const attempt of attemptsAt(key, route)) {
        const { caller, path, headers, body } = attempt;
        const bearer = caller.token === undefined ? {} : { authorization: `Bearer ${caller.token}` };
        const answer = await sendRaw(cell.api, { method, path, headers: { ...headers, ...bearer }, body });
        const said = `${caller.name}: ${method} ${path} ${body?.slice(0, 300)} → ${answer.text.slice(0, 300)}`;
        met[judge(key, refusal(route, attempt), answer, said)] += 1;
        const after = await stored.now();
        const written = writtenBetween(before, after);
        if (answer.status >= 300) expect(written, said).toEqual([]);
        if (written.length > 0) writers += 1;
        before = after;
      }
    },
  );
});

const mayPass = ({ scopes: demanded }: Route, scopes: readonly string[] = []): boolean =>
  demanded.every((scope) => scopes.includes(qualifiedScope(scope)));

/** Whether somebody whose token may pass is one whom the route is for: of the others the cell takes nothing. */
const isAdmitted = ({ who }: Route, { name }: RealCaller): boolean => {
  if (who.includes('operator')) return name === 'operator';
  if (who.includes('service')) return name !== 'operator' && name !== 'owner';
  return name !== 'operator';
};

/** What the gateway alone must make of an attempt; undefined where it is the cell's turn. */
const refusal = (route: Route, { caller, path }: Attempt): 401 | 403 | 404 | undefined => {
  const [segments = ''] = path.split('?');
  // An escaped slash separates like any other: no route has as many segments.
  if (segments.slice(1).split('/').includes('') || /%2f/i.test(segments)) return 404;
  if (isPublic(route)) return undefined;
  if (caller.scopes === undefined) return 401;
  return mayPass(route, caller.scopes) ? undefined : 403;
};

/** Holds an answer to what its route describes, and says who gave it. */
const judge = (key: RouteKey, refused: number | undefined, answer: RawAnswer, said: string) => {
  const { status, type, text } = answer;
  expect(status, said).toBeLessThan(500);
  if (refused !== undefined) {
    expect({ status, type }, said).toEqual({ status: refused, type: 'application/json' });
    return 'by the gateway';
  }
  if (status < 300) {
    expect(routeDocs[key].statuses, said).toContain(status);
    return 'taken';
  }
  expect(type, said).toMatch(/^application\/problem\+json\b/);
  const problem = JSON.parse(text);
  expect(problem.status, said).toBe(status);
  expect(problemsOf(key).map(problemType), said).toContain(problem.type);
  return 'refused';
};
