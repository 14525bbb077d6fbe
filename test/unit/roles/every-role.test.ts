import { beforeAll, describe, expect, test } from 'vitest';
import { everyVendorRole } from '../../../contract/access/token-rules.ts';
import { answerTo, everyRole, type Role } from '../../../contract/api/role-answers.ts';
import { routeDocs } from '../../../contract/api/route-docs.ts';
import { everyRoute, type Route, type RouteKey } from '../../../contract/api/routes.ts';
import { customerRoles } from '../../../domain/programs/program.ts';
import type { ApiEvent } from '../../../lambdas/shared/http/api-event.ts';
import { aPerson, aService, type Claims } from '../../support/callers.ts';
import type { TestReply } from '../../support/cell.ts';
import { anEvent } from '../../support/events.ts';
import { aLivelyCustomer, type LivelyCustomer, marker, memberWho } from '../../support/lively-customer.ts';
import { watchedStore } from '../../support/watched-store.ts';

/** Routes that give out what customers' people said and were answered. */
const givesContent: readonly RouteKey[] = ['GET /v1/captures'];

let customer: LivelyCustomer;

beforeAll(async () => {
  customer = await aLivelyCustomer();
});

/** The claims of somebody in each role; undefined for who has no token. Each token holds every scope. */
const claimsOf = (role: Role): Claims | undefined => {
  const asMember = customerRoles.find((each) => each === role);
  if (asMember !== undefined) return memberWho(asMember);
  if (everyVendorRole.some((each) => each === role))
    return aPerson(`${role}-of-vendor`, { 'cognito:groups': `[${role}]` });
  if (role === 'person') return aPerson('stranger-1');
  return role === 'service' ? aService() : undefined;
};

const eventOf = (key: RouteKey, role: Role): ApiEvent => {
  const claims = claimsOf(role);
  const event = anEvent(key, claims ?? {}, customer.requests[key]());
  if (claims !== undefined) return event;
  const { authorizer: _, ...unseen } = event.requestContext;
  return { ...event, requestContext: unseen as ApiEvent['requestContext'] };
};

type Asked = { readonly reply: TestReply; readonly writes: number };

const ask = async (key: RouteKey, role: Role): Promise<Asked> => {
  const event = eventOf(key, role);
  const { store, ports } = customer.again();
  const watched = watchedStore(store);
  const cell = customer.again({ store: watched.store, startsAt: ports.clock.now() });
  return { reply: await cell.send(event), writes: watched.watch.writes };
};

describe.each(everyRoute)('%s', (key, route: Route) => {
  test.each(everyRole)('answers %s as the table says', async (role) => {
    const stated = answerTo(role, route);
    const { reply, writes } = await ask(key, role);

    if (stated === 'allowed') {
      expect(routeDocs[key].statuses, JSON.stringify(reply.body)).toContain(reply.status);
    } else {
      expect({ status: reply.status, writes }, JSON.stringify(reply.body)).toEqual({
        status: stated,
        writes: 0,
      });
    }
    const gives = givesContent.includes(key) && role === 'service';
    expect(JSON.stringify(reply.body).includes(marker)).toBe(gives);
  });
});

test('what customers said is given out to services alone: to nobody of the vendor', () => {
  for (const key of givesContent) {
    const route = everyRoute.find(([each]) => each === key)?.[1];
    const allowed = everyRole.filter((role) => route && answerTo(role, route) === 'allowed');
    expect(allowed).toEqual(['service']);
  }
});
