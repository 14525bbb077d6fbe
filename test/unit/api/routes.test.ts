import { expect, test } from 'vitest';
import { everyFunction } from '../../../contract/access/every-function.ts';
import { everyProblem } from '../../../contract/api/every-problem.ts';
import { everyRoute, type RouteKey } from '../../../contract/api/routes.ts';
import { bodySchemas } from '../../../contract/api/schemas/bodies.ts';
import { querySchemas } from '../../../contract/api/schemas/queries.ts';
import { everyScope } from '../../../contract/api/scopes.ts';
import { capturesHandlers } from '../../../lambdas/captures/handlers.ts';
import { consentHandlers } from '../../../lambdas/consent/handlers.ts';
import { decisionsHandlers } from '../../../lambdas/decisions/handlers.ts';
import { evidenceHandlers } from '../../../lambdas/evidence/handlers.ts';
import { settingsHandlers } from '../../../lambdas/settings/handlers.ts';
import { statementsHandlers } from '../../../lambdas/statements/handlers.ts';

const keysWhere = (test: (key: RouteKey) => boolean) => everyRoute.map(([key]) => key).filter(test);

test('every route has a handler in its function, and no function has another', () => {
  const handlers = {
    settings: settingsHandlers,
    consent: consentHandlers,
    captures: capturesHandlers,
    decisions: decisionsHandlers,
    statements: statementsHandlers,
    evidence: evidenceHandlers,
  };

  for (const [fn, bound] of Object.entries(handlers)) {
    const routed = everyRoute.filter(([, route]) => route.function === fn).map(([key]) => key);
    expect(Object.keys(bound).sort()).toEqual([...routed].sort());
  }
});

test('a body is described exactly where a route takes one', () => {
  const taking = everyRoute.filter(([, route]) => route.bodyBytes !== undefined).map(([key]) => key);

  expect([...taking].sort()).toEqual(Object.keys(bodySchemas).sort());
  expect(keysWhere((key) => key.startsWith('GET ') && Object.hasOwn(bodySchemas, key))).toEqual([]);
});

test('the query parameters that a route names are those that its schema takes', () => {
  for (const [key, route] of everyRoute) {
    const schema = Object.entries(querySchemas).find(([described]) => described === key)?.[1];
    expect(Object.keys(schema?.shape ?? {}).sort(), key).toEqual([...(route.query ?? [])].sort());
  }
});

test('every change demands a key, so that it can be repeated; captures bring a call id of their own', () => {
  const changing = everyRoute.filter(([key]) => !key.startsWith('GET '));
  const without = changing.filter(([, route]) => !route.headers?.includes('idempotency-key'));

  // Stopping what is stopped, and erasing who is erased, changes nothing, and so needs no key. A certificate's revision
  // is corrected once, an incident closed once, and an instruction received once: the same again is answered the same.
  // So are roles that somebody has, and so is a report; whoever asks again what may be done gets an answer of its own.
  expect(without.map(([key]) => key)).toEqual([
    'POST /v1/members',
    'PUT /v1/members/{subject}/{user}',
    'POST /v1/instructions',
    'PUT /v1/purging',
    'POST /v1/erasures',
    'POST /v1/certificates/{certificate}/correction',
    'POST /v1/incidents/{incident}/close',
    'POST /v1/captures',
    'POST /v1/decisions',
    'POST /v1/placements',
    'POST /v1/placements/{placement}/report',
    'POST /v1/transfers/{transfer}/report',
  ]);
});

test('every scope is used, and every function with routes is triggered by HTTP', () => {
  const used = new Set(everyRoute.flatMap(([, route]) => route.scopes));
  const serving = new Set(everyRoute.map(([, route]) => route.function));
  const triggered = everyFunction.filter(({ triggers }) => triggers.some(({ kind }) => kind === 'http'));

  expect([...used].sort()).toEqual([...everyScope].sort());
  expect(triggered.map(({ name }) => name).sort()).toEqual([...serving].sort());
});

test('problems are of the client or the server, each with a title of its own', () => {
  expect(everyProblem.every(({ status }) => status >= 400)).toBe(true);
  expect(new Set(everyProblem.map(({ title }) => title)).size).toBe(everyProblem.length);
  expect(new Set(everyProblem.map(({ name }) => name)).size).toBe(everyProblem.length);
});
