import { describe, expect, test } from 'vitest';
import { everyRoute, isPublic, type Route, type RouteKey } from '../../../contract/api/routes.ts';
import { everyScope, qualifiedScope, type Scope } from '../../../contract/api/scopes.ts';
import { customerRoles } from '../../../domain/programs/program.ts';
import { anOperator, aPerson, aService, type Claims } from '../../support/callers.ts';
import { aWatchedCell } from '../../support/watched-cell.ts';

/** The kinds of caller that a token tells apart, each with every scope, and the names under which a route admits them. */
const callers: readonly (readonly [string, Claims, readonly string[]])[] = [
  ['a person', aPerson('ann'), ['anyone', 'person', 'member', 'decider', ...customerRoles]],
  ['an operator', anOperator(), ['anyone', 'person', 'member', 'decider', ...customerRoles, 'operator']],
  ['a service', aService(), ['anyone', 'service']],
];

const asked = async (claims: Claims, key: RouteKey) => {
  const cell = aWatchedCell();
  const answer = await cell.call(claims, key);
  return { answer, lookups: cell.watch.lookups, problem: answer.body.type?.split(':').at(-1) };
};

const guarded = everyRoute.filter(([, route]) => !isPublic(route));

test('the public keys alone are shown without a token', () => {
  const open = everyRoute.filter(([, route]) => isPublic(route) || route.scopes.length === 0);
  expect(open.map(([key]) => key)).toEqual([
    'GET /.well-known/jwks.json',
    'GET /.well-known/placement-keys.json',
  ]);
});

describe.each(guarded)('%s', (key, route: Route) => {
  test.each(callers)(
    'admits or refuses %s as the table says, before anything is looked up',
    async (_, claims, names) => {
      const { answer, problem, lookups } = await asked(claims, key);
      const admitted = route.who.some((who) => names.includes(who));

      expect(problem === 'not-allowed' || problem === 'missing-scope').toBe(!admitted);
      if (admitted) return;
      expect(answer.status).toBe(403);
      expect(lookups).toBe(0);
    },
  );

  test.each(callers)(
    'refuses %s whose token holds every scope but the one that it takes',
    async (_, claims) => {
      const others = everyScope.filter((scope: Scope) => !route.scopes.includes(scope));

      const { answer, problem, lookups } = await asked(
        { ...claims, scope: others.map(qualifiedScope).join(' ') },
        key,
      );

      expect(answer.status).toBe(403);
      expect(problem).toBe('missing-scope');
      expect(lookups).toBe(0);
    },
  );
});
