import type { ProblemName } from './problem-names.ts';
import type { Scope } from './scopes.ts';

/**
 * Every route of a cell's API, stated once: lib makes the gateway's routes and their scopes from it, lambdas
 * must bring a handler for each route of their function, and the tests walk it. Nothing here needs a library,
 * so that lib can import it cheaply; the schemas stand in schemas/.
 */
export type HttpFunction = 'settings' | 'consent' | 'captures';

/**
 * Who may call, besides holding the scope. `operator` and `service` are read from the token; `member` and
 * `owner` from the membership of the very subject, and whoever is not a member is told 404.
 */
export type Who = 'anyone' | 'person' | 'operator' | 'member' | 'owner' | 'service';

/** Request headers that a route demands. */
export type DemandedHeader = 'if-match' | 'idempotency-key';

export type Route = {
  readonly function: HttpFunction;
  /** What the route does, in one sentence. */
  readonly does: string;
  /** The caller's token must hold all of these. */
  readonly scopes: readonly [Scope, ...Scope[]];
  /** The caller must be one of these. */
  readonly who: readonly [Who, ...Who[]];
  /** Query parameters that the route knows; any other is refused. */
  readonly query?: readonly string[];
  readonly headers?: readonly DemandedHeader[];
  /** The most bytes that a body may have; a route without takes none. */
  readonly bodyBytes?: number;
  /** Statuses of success. */
  readonly statuses: readonly [number, ...number[]];
  /** Problems of its own, beside those that every route can answer. */
  readonly problems: readonly ProblemName[];
};

/** Bodies are counted in bytes, after the gateway's base64 was undone. */
export const bodyLimits = { ordinary: 64 * 1024, captures: 3 * 1024 * 1024 } as const;

const page = ['limit', 'cursor'] as const;

export const routes = {
  'GET /v1/programs': {
    function: 'settings',
    does: 'Lists the programs that the vendor runs, with their settings and uses.',
    scopes: ['settings.read'],
    who: ['anyone'],
    statuses: [200],
    problems: [],
  },
  'GET /v1/programs/{program}': {
    function: 'settings',
    does: 'Shows one program.',
    scopes: ['settings.read'],
    who: ['anyone'],
    statuses: [200],
    problems: ['unknown-program'],
  },
  'GET /v1/notices/{notice}': {
    function: 'settings',
    does: 'Shows a notice: the current version, or the one that is asked for.',
    scopes: ['settings.read'],
    who: ['anyone'],
    query: ['version', 'language'],
    statuses: [200],
    problems: ['unknown-notice'],
  },
  'POST /v1/organizations': {
    function: 'settings',
    does: 'Creates an organization and names its first owner.',
    scopes: ['organizations.write'],
    who: ['operator'],
    headers: ['idempotency-key'],
    bodyBytes: bodyLimits.ordinary,
    statuses: [201],
    problems: ['unknown-program', 'idempotency-key-reused', 'conflict-try-again'],
  },
  'GET /v1/organizations': {
    function: 'settings',
    does: 'Lists the organizations of which the caller is a member.',
    scopes: ['settings.read'],
    who: ['person'],
    query: page,
    statuses: [200],
    problems: ['invalid-cursor'],
  },
  'GET /v1/organizations/{organization}': {
    function: 'settings',
    does: 'Shows one organization.',
    scopes: ['settings.read'],
    who: ['member'],
    statuses: [200],
    problems: ['not-found'],
  },
  'POST /v1/workspaces': {
    function: 'settings',
    does: 'Creates a workspace in an organization; its geography never changes (SC-6).',
    scopes: ['workspaces.write'],
    who: ['owner'],
    headers: ['idempotency-key'],
    bodyBytes: bodyLimits.ordinary,
    statuses: [201],
    problems: ['not-found', 'not-allowed', 'unknown-program', 'idempotency-key-reused', 'conflict-try-again'],
  },
  'GET /v1/workspaces': {
    function: 'settings',
    does: 'Lists the workspaces of an organization of which the caller is a member.',
    scopes: ['settings.read'],
    who: ['member'],
    query: ['organization', ...page],
    statuses: [200],
    problems: ['not-found', 'invalid-cursor'],
  },
  'GET /v1/workspaces/{workspace}': {
    function: 'settings',
    does: 'Shows one workspace.',
    scopes: ['settings.read'],
    who: ['member'],
    statuses: [200],
    problems: ['not-found'],
  },
  'GET /v1/settings': {
    function: 'settings',
    does: 'Lists the settings of a subject as they are in force, each with its reasons.',
    scopes: ['settings.read'],
    who: ['member', 'service'],
    query: ['subject', ...page],
    statuses: [200],
    problems: ['not-found', 'invalid-cursor'],
  },
  'GET /v1/settings/{subject}/{program}/{setting}': {
    function: 'settings',
    does: 'Shows one setting as it is in force, with its entity tag.',
    scopes: ['settings.read'],
    who: ['member', 'service'],
    statuses: [200],
    problems: ['not-found', 'unknown-program', 'unknown-setting'],
  },
  'PUT /v1/settings/{subject}/{program}/{setting}': {
    function: 'settings',
    does: 'Records an owner’s choice, bound to the notice version that was shown.',
    scopes: ['settings.write'],
    who: ['owner'],
    headers: ['if-match', 'idempotency-key'],
    bodyBytes: bodyLimits.ordinary,
    statuses: [200],
    problems: [
      'not-found',
      'unknown-program',
      'unknown-setting',
      'value-not-allowed',
      'precondition-failed',
      'idempotency-key-reused',
      'setting-unavailable',
      'notice-outdated',
      'closing',
      'conflict-try-again',
    ],
  },
  'POST /v1/notices/{notice}/displays': {
    function: 'settings',
    does: 'Records that a notice was shown to an owner, which applies the defaults that it tells of (SC-1).',
    scopes: ['settings.write'],
    who: ['owner'],
    headers: ['idempotency-key'],
    bodyBytes: bodyLimits.ordinary,
    statuses: [200],
    problems: [
      'not-found',
      'unknown-notice',
      'notice-outdated',
      'idempotency-key-reused',
      'conflict-try-again',
    ],
  },
  'GET /v1/consents': {
    function: 'consent',
    does: 'Lists the ledger of a subject: who chose what, when and under which notice.',
    scopes: ['consents.read'],
    who: ['member'],
    query: ['subject', ...page],
    statuses: [200],
    problems: ['not-found', 'invalid-cursor'],
  },
  'GET /v1/closures': {
    function: 'consent',
    does: 'Lists the closures of a subject, each with its deadline and whether it has ended.',
    scopes: ['consents.read'],
    who: ['member'],
    query: ['subject', ...page],
    statuses: [200],
    problems: ['not-found', 'invalid-cursor'],
  },
  'GET /v1/closures/{epoch}': {
    function: 'consent',
    does: 'Shows the closure of one epoch.',
    scopes: ['consents.read'],
    who: ['member'],
    statuses: [200],
    problems: ['not-found'],
  },
  'GET /v1/lots': {
    function: 'consent',
    does: 'Lists the lots of an epoch with their deadlines, reasons and counts.',
    scopes: ['lots.read'],
    who: ['member'],
    query: ['epoch', ...page],
    statuses: [200],
    problems: ['not-found', 'invalid-cursor'],
  },
  'GET /v1/purges': {
    function: 'consent',
    does: 'Lists the drafts of deletion evidence of an epoch.',
    scopes: ['lots.read'],
    who: ['member'],
    query: ['epoch', ...page],
    statuses: [200],
    problems: ['not-found', 'invalid-cursor'],
  },
  'POST /v1/captures': {
    function: 'captures',
    does: 'Captures up to 25 records of one workspace and use under the open epoch.',
    scopes: ['captures.write'],
    who: ['service'],
    bodyBytes: bodyLimits.captures,
    statuses: [201, 200],
    problems: [
      'not-found',
      'unknown-use',
      'sharing-off',
      'epoch-closed',
      'stale-epoch',
      'stale-call',
      'category-not-allowed',
      'origin-outside-epoch',
      'record-too-large',
      'record-differs',
      'conflict-try-again',
    ],
  },
  'GET /v1/captures': {
    function: 'captures',
    does: 'Reads captured records of one workspace, use and day while their epoch is open.',
    scopes: ['captures.read'],
    who: ['service'],
    query: ['workspace', 'use', 'day', 'epoch', ...page],
    statuses: [200],
    problems: ['not-found', 'unknown-use', 'sharing-ended', 'invalid-cursor'],
  },
} as const satisfies Record<`${'GET' | 'PUT' | 'POST'} /v1/${string}`, Route>;

/** A route as the gateway names it: `PUT /v1/settings/{subject}/{program}/{setting}`. */
export type RouteKey = keyof typeof routes;

/** The routes of one function. */
export type RouteKeyOf<Fn extends HttpFunction> = {
  [Key in RouteKey]: (typeof routes)[Key]['function'] extends Fn ? Key : never;
}[RouteKey];

/** The names in braces of a route's path. */
export type PathNames<Key extends string> = Key extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathNames<Rest>
  : never;

/** Every route with its key, in the order of the table. */
export const everyRoute = Object.entries(routes) as readonly (readonly [RouteKey, Route])[];

/** The route of a key, or undefined where the table has none. */
export const routeOf = (key: string): Route | undefined =>
  Object.hasOwn(routes, key) ? routes[key as RouteKey] : undefined;
