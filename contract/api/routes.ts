import { type CustomerRole, customerRoles } from '../../domain/programs/program.ts';
import type { HttpFunction, Route } from './route.ts';

export type { DemandedHeader, HttpFunction, MediaType, Route, Who } from './route.ts';

/** Bodies are counted in bytes, after the gateway's base64 was undone. */
export const bodyLimits = { ordinary: 64 * 1024, captures: 3 * 1024 * 1024 } as const;

const page = ['limit', 'cursor'] as const;

/**
 * Every route of a cell's API, stated once: lib makes the gateway's routes and their scopes from it, lambdas
 * must bring a handler for each route of their function, and the tests walk it. Nothing here needs a library,
 * so that lib can import it cheaply; the schemas stand in schemas/, and what only readers need in route-docs.ts.
 */
export const routes = {
  'GET /v1/programs': {
    function: 'statements',
    scopes: ['settings.read'],
    who: ['anyone'],
  },
  'GET /v1/programs/{program}': {
    function: 'statements',
    scopes: ['settings.read'],
    who: ['anyone'],
  },
  'POST /v1/organizations': {
    function: 'organizations',
    scopes: ['organizations.write'],
    who: ['operator'],
    headers: ['idempotency-key'],
    bodyBytes: bodyLimits.ordinary,
  },
  'GET /v1/organizations': {
    function: 'organizations',
    scopes: ['settings.read'],
    who: ['person'],
    query: page,
  },
  'GET /v1/organizations/{organization}': {
    function: 'organizations',
    scopes: ['settings.read'],
    who: ['member'],
  },
  'POST /v1/workspaces': {
    function: 'organizations',
    scopes: ['workspaces.write'],
    who: ['owner'],
    headers: ['idempotency-key'],
    bodyBytes: bodyLimits.ordinary,
  },
  'GET /v1/workspaces': {
    function: 'organizations',
    scopes: ['settings.read'],
    who: ['member'],
    query: ['organization', ...page],
  },
  'GET /v1/workspaces/{workspace}': {
    function: 'organizations',
    scopes: ['settings.read'],
    who: ['member'],
  },
  'POST /v1/admissions': {
    function: 'organizations',
    scopes: ['settings.write'],
    who: ['owner'],
    headers: ['idempotency-key'],
    bodyBytes: bodyLimits.ordinary,
  },
  'GET /v1/admissions': {
    function: 'organizations',
    scopes: ['settings.read'],
    who: ['member', 'operator'],
    query: ['subject', 'state', ...page],
  },
  'POST /v1/admissions/{subject}/{program}/{setting}/decision': {
    function: 'organizations',
    scopes: ['admissions.write'],
    who: ['operator'],
    headers: ['idempotency-key'],
    bodyBytes: bodyLimits.ordinary,
  },
  'GET /v1/members': {
    function: 'organizations',
    scopes: ['settings.read'],
    who: ['owner', 'privacy-officer'],
    query: ['subject', ...page],
  },
  'POST /v1/members': {
    function: 'organizations',
    scopes: ['members.write'],
    who: ['owner'],
    bodyBytes: bodyLimits.ordinary,
  },
  'PUT /v1/members/{subject}/{user}': {
    function: 'organizations',
    scopes: ['members.write'],
    who: ['owner'],
    bodyBytes: bodyLimits.ordinary,
  },
  'GET /v1/settings': {
    function: 'settings',
    scopes: ['settings.read'],
    who: ['member', 'service'],
    query: ['subject', ...page],
  },
  'GET /v1/settings/{subject}/{program}/{setting}': {
    function: 'settings',
    scopes: ['settings.read'],
    who: ['member', 'service'],
  },
  'PUT /v1/settings/{subject}/{program}/{setting}': {
    function: 'settings',
    scopes: ['settings.write'],
    who: ['decider'],
    headers: ['if-match', 'idempotency-key'],
    bodyBytes: bodyLimits.ordinary,
  },
  'POST /v1/instructions': {
    function: 'instructions',
    scopes: ['settings.write'],
    who: ['decider'],
    bodyBytes: bodyLimits.ordinary,
  },
  'POST /v1/notices/{notice}/displays': {
    function: 'settings',
    scopes: ['settings.write'],
    who: ['owner'],
    headers: ['idempotency-key'],
    bodyBytes: bodyLimits.ordinary,
  },
  'GET /v1/consents': {
    function: 'consent',
    scopes: ['consents.read'],
    who: ['owner', 'privacy-officer'],
    query: ['subject', ...page],
  },
  'GET /v1/closures': {
    function: 'consent',
    scopes: ['consents.read'],
    who: ['owner', 'privacy-officer'],
    query: ['subject', ...page],
  },
  'GET /v1/closures/{epoch}': {
    function: 'consent',
    scopes: ['consents.read'],
    who: ['owner', 'privacy-officer'],
  },
  'GET /v1/lots': {
    function: 'consent',
    scopes: ['lots.read'],
    who: ['owner', 'privacy-officer'],
    query: ['epoch', ...page],
  },
  'GET /v1/purges': {
    function: 'consent',
    scopes: ['lots.read'],
    who: ['owner', 'privacy-officer'],
    query: ['epoch', ...page],
  },
  'GET /v1/transfers': {
    function: 'evidence',
    scopes: ['transfers.read'],
    who: ['owner', 'privacy-officer', 'auditor'],
    query: ['subject', 'from', 'to', ...page],
    offers: ['application/json', 'text/csv'],
  },
  'GET /v1/processing-record': {
    function: 'evidence',
    scopes: ['transfers.read'],
    who: ['owner', 'privacy-officer', 'auditor'],
    query: ['subject'],
  },
  'GET /v1/connections': {
    function: 'evidence',
    scopes: ['transfers.read'],
    who: ['member', 'auditor'],
    query: ['subject'],
  },
  'GET /v1/processors': {
    function: 'evidence',
    scopes: ['transfers.read'],
    who: ['anyone'],
  },
  'GET /v1/notices/{notice}': {
    function: 'statements',
    scopes: ['settings.read'],
    who: ['anyone'],
    query: ['version', 'language'],
  },
  'GET /v1/notices/{notice}/unseen': {
    function: 'consent',
    scopes: ['settings.read'],
    who: ['member', 'operator'],
    query: ['subject', ...page],
  },
  'GET /v1/residency': {
    function: 'statements',
    scopes: ['settings.read'],
    who: ['anyone'],
    offers: ['application/json', 'text/html'],
  },
  'GET /v1/residency/findings': {
    function: 'consent',
    scopes: ['residency.read'],
    who: ['operator', 'auditor'],
  },
  'GET /v1/purging': {
    function: 'operations',
    scopes: ['operations.write'],
    who: ['operator'],
  },
  'PUT /v1/purging': {
    function: 'operations',
    scopes: ['operations.write'],
    who: ['operator'],
    bodyBytes: bodyLimits.ordinary,
  },
  'POST /v1/erasures': {
    function: 'operations',
    scopes: ['people.erase'],
    who: ['operator'],
    bodyBytes: bodyLimits.ordinary,
  },
  'GET /v1/certificates': {
    function: 'evidence',
    scopes: ['evidence.read'],
    who: ['owner', 'privacy-officer', 'auditor'],
    query: ['epoch', ...page],
  },
  'GET /v1/certificates/{certificate}': {
    function: 'evidence',
    scopes: ['evidence.read'],
    who: ['owner', 'privacy-officer', 'auditor'],
    query: ['since'],
  },
  'POST /v1/certificates/{certificate}/correction': {
    function: 'operations',
    scopes: ['operations.write'],
    who: ['operator'],
    bodyBytes: bodyLimits.ordinary,
  },
  'GET /v1/incidents': {
    function: 'evidence',
    scopes: ['evidence.read'],
    who: ['owner', 'privacy-officer', 'operator', 'auditor'],
    query: ['subject', 'state', ...page],
  },
  'GET /v1/incidents/{incident}': {
    function: 'evidence',
    scopes: ['evidence.read'],
    who: ['owner', 'privacy-officer', 'operator', 'auditor'],
  },
  'POST /v1/incidents/{incident}/close': {
    function: 'operations',
    scopes: ['operations.write'],
    who: ['operator'],
    headers: ['if-match'],
    bodyBytes: bodyLimits.ordinary,
  },
  'GET /v1/records': {
    function: 'evidence',
    scopes: ['evidence.read'],
    who: ['owner', 'privacy-officer'],
    query: ['subject', ...page],
  },
  'GET /v1/records/{subject}/{sequence}': {
    function: 'evidence',
    scopes: ['evidence.read'],
    who: ['owner', 'privacy-officer'],
    query: ['since'],
  },
  'GET /v1/ledgers/{subject}': {
    function: 'evidence',
    scopes: ['evidence.read'],
    who: ['owner', 'privacy-officer'],
    query: ['from', 'since'],
  },
  'GET /v1/log/checkpoint': {
    function: 'evidence',
    scopes: ['evidence.read'],
    who: ['anyone'],
    query: ['since'],
  },
  'GET /v1/log/consistency': {
    function: 'evidence',
    scopes: ['evidence.read'],
    who: ['anyone'],
    query: ['first', 'second'],
  },
  'GET /.well-known/jwks.json': {
    function: 'evidence',
    scopes: [],
    who: ['public'],
  },
  'POST /v1/captures': {
    function: 'captures',
    scopes: ['captures.write'],
    who: ['service'],
    bodyBytes: bodyLimits.captures,
  },
  'GET /v1/captures': {
    function: 'captures',
    scopes: ['captures.read'],
    who: ['service'],
    query: ['workspace', 'use', 'day', 'epoch', ...page],
  },
  'POST /v1/decisions': {
    function: 'decisions',
    scopes: ['decisions.write'],
    who: ['service'],
    bodyBytes: bodyLimits.ordinary,
  },
  'POST /v1/placements': {
    function: 'decisions',
    scopes: ['decisions.write'],
    who: ['service'],
    bodyBytes: bodyLimits.ordinary,
  },
  'POST /v1/placements/{placement}/report': {
    function: 'decisions',
    scopes: ['decisions.write'],
    who: ['service'],
    bodyBytes: bodyLimits.ordinary,
  },
  'POST /v1/transfers/{transfer}/report': {
    function: 'decisions',
    scopes: ['decisions.write'],
    who: ['service'],
    bodyBytes: bodyLimits.ordinary,
  },
} as const satisfies Record<`${'GET' | 'PUT' | 'POST'} /${'v1' | '.well-known'}/${string}`, Route>;

/** A route as the gateway names it: `PUT /v1/settings/{subject}/{program}/{setting}`. */
export type RouteKey = keyof typeof routes;

/** The routes of one function. */
export type RouteKeyOf<Fn extends HttpFunction> = {
  [Key in RouteKey]: (typeof routes)[Key]['function'] extends Fn ? Key : never;
}[RouteKey];

/** Whether a route answers without a token. */
export const isPublic = ({ who }: Route): boolean => who[0] === 'public';

/** The names in braces of a route's path. */
export type PathNames<Key extends string> = Key extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathNames<Rest>
  : never;

/**
 * The roles of customers that a route admits, to be held against the caller's in the very subject. Where the setting
 * says who decides, any role may be one of those.
 */
export const rolesAdmitted = ({ who }: Pick<Route, 'who'>): readonly CustomerRole[] =>
  customerRoles.filter((role) =>
    who.some((each) => each === role || each === 'member' || each === 'decider'),
  );

/** Every route with its key, in the order of the table. */
export const everyRoute = Object.entries(routes) as readonly (readonly [RouteKey, Route])[];

/** The route of a key, or undefined where the table has none. */
export const routeOf = (key: string): Route | undefined =>
  Object.hasOwn(routes, key) ? routes[key as RouteKey] : undefined;
