import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { everyVendorRole, type TokenRules } from '../../../contract/access/token-rules.ts';
import { type Acting, answerToActing } from '../../../contract/api/role-answers.ts';
import { routeDocs } from '../../../contract/api/route-docs.ts';
import { everyRoute, isPublic, type Route, type RouteKey } from '../../../contract/api/routes.ts';
import { everyScope, qualifiedScope, type Scope } from '../../../contract/api/scopes.ts';
import { customerRoles } from '../../../domain/programs/program.ts';
import { aPerson, type Claims, capacity } from '../../support/callers.ts';
import { anEvent } from '../../support/events.ts';
import { aLivelyCustomer, type LivelyCustomer, memberWho } from '../../support/lively-customer.ts';
import { sharing } from '../../support/settings.ts';
import { aSigner } from '../../support/signing.ts';
import { noticeFor, readSetting } from '../../support/story.ts';
import { watchedStore } from '../../support/watched-store.ts';

const actingClient = 'assistant-for-people';

/** A vendor's issuer, and a service that gets tokens of people from it. */
const rulesFor = (scopes: readonly Scope[]): TokenRules => ({
  kind: 'oidc',
  audience: 'domicile',
  rolesClaim: 'roles',
  scopesClaim: 'scope',
  services: ['assistant'],
  people: ['console'],
  directoryRolesClaim: 'directory_roles',
  capacitiesClaim: 'capacities',
  onBehalf: [{ client: actingClient, service: 'assistant', scopes }],
});

const users = [...customerRoles, ...everyVendorRole, 'person'] as const satisfies readonly Acting['for'][];

/** A token of somebody in a role, that a client of theirs or of the service obtained, with every scope in it. */
const tokenOf = (user: Acting['for'], client: string): Claims => {
  const role = customerRoles.find((each) => each === user);
  const { sub = '', scope = '' } = role === undefined ? aPerson(`${user}-1`) : memberWho(role);
  const ofVendor = everyVendorRole.some((each) => each === user) ? { roles: user } : {};
  return {
    sub,
    scope,
    aud: 'domicile',
    client_id: client,
    iss: 'https://issuer.example',
    directory_roles: 'security-administrator',
    capacities: capacity,
    ...ofVendor,
  };
};

let customer: LivelyCustomer;

beforeAll(async () => {
  customer = await aLivelyCustomer();
});

const ask = async (key: RouteKey, claims: Claims, scopes: readonly Scope[]) => {
  const tokenRules = rulesFor(scopes);
  const { store } = customer.again();
  const watched = watchedStore(store);
  const cell = customer.again({ store: watched.store, tokenRules });
  const { status } = await cell.send(anEvent(key, claims, customer.requests[key]()));
  const statuses: readonly number[] = routeDocs[key].statuses;
  return { status, allowed: statuses.includes(status), writes: watched.watch.writes };
};

/** What a service may do: nothing, each thing alone, all but each, everything, and mixtures. */
const scopeSets = fc.oneof(
  fc.constantFrom<readonly Scope[]>([], everyScope),
  fc.constantFrom(...everyScope.map((scope): readonly Scope[] => [scope])),
  fc.constantFrom(...everyScope.map((scope) => everyScope.filter((each) => each !== scope))),
  fc.subarray([...everyScope]),
);

const guarded = everyRoute.filter(([, route]) => !isPublic(route));

describe.each(guarded)('%s', (key, route: Route) => {
  test.each(users)(
    '[SC-21] allows a service for %s what both may do, and nothing that one of them may not',
    async (user) => {
      const alone = await ask(key, tokenOf(user, 'console'), []);
      await fc.assert(
        fc.asyncProperty(scopeSets, async (scopes) => {
          const serviceMay = route.scopes.every((scope) => scopes.includes(scope));
          const together = await ask(key, tokenOf(user, actingClient), scopes);

          expect(together.allowed).toBe(alone.allowed && serviceMay);
          const stated = answerToActing({ for: user, scopes }, route);
          if (!together.allowed) expect(together).toMatchObject({ status: stated, writes: 0 });
        }),
        {
          seed: 21,
          numRuns: 20,
          examples: [[everyScope], [everyScope.filter((s) => !route.scopes.includes(s))]],
        },
      );
    },
  );
});

test('[SC-21] what a service chose for its user says that it did, to whoever verifies the record', async () => {
  const { ports } = customer.again();
  const tokenRules = rulesFor(['settings.read', 'settings.write']);
  const cell = customer.again({ store: ports.store, tokenRules });
  const inPool = customer.again({ store: ports.store });
  const { subject } = customer.requests['GET /v1/settings']().query as { subject: 'us_org_x' };
  const { etag } = await readSetting(inPool, subject, sharing);
  const chosen = await cell.call(
    tokenOf('owner', actingClient),
    'PUT /v1/settings/{subject}/{program}/{setting}',
    {
      path: { subject, ...sharing },
      body: { value: 'off', notice: noticeFor(sharing) },
      headers: { 'if-match': etag, 'idempotency-key': 'for-a-user' },
    },
  );
  expect(chosen.status).toBe(200);
  await aSigner(inPool).run();
  const consents = await inPool.call<{ entries: readonly { name: { actor: object } }[] }>(
    memberWho('owner'),
    'GET /v1/consents',
    { query: { subject } },
  );
  expect(consents.body.entries.at(-1)?.name.actor).toMatchObject({
    kind: 'person',
    roles: ['owner'],
    authentication: { issuer: 'https://issuer.example', actor: 'assistant' },
  });
});

test('[SC-21] a token names the scopes that a client asked for: fewer stay fewer', async () => {
  const key = 'GET /v1/consents';
  const claims = { ...tokenOf('owner', actingClient), scope: qualifiedScope('settings.read') };
  expect(await ask(key, claims, everyScope)).toMatchObject({ status: 403, writes: 0 });
});
