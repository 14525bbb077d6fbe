import type { HttpFunction, Route } from './route.ts';
import { capturesRoutes } from './routes/captures.ts';
import { consentRoutes } from './routes/consent.ts';
import { decisionsRoutes } from './routes/decisions.ts';
import { evidenceRoutes } from './routes/evidence.ts';
import { instructionsRoutes } from './routes/instructions.ts';
import { operationsRoutes } from './routes/operations.ts';
import { organizationsRoutes } from './routes/organizations.ts';
import { settingsRoutes } from './routes/settings.ts';
import { statementsRoutes } from './routes/statements.ts';

export {
  type DemandedHeader,
  type HttpFunction,
  isPublic,
  type MediaType,
  type Route,
  rolesAdmitted,
  type Who,
} from './route.ts';
export { bodyLimits } from './route-parts.ts';

/**
 * Every route of a cell's API, stated once, a file a function: lib makes the gateway's routes and their scopes from
 * it, lambdas must bring a handler for each route of their function, and the tests walk it. A function carries its own
 * routes and no others. Nothing here needs a library, so that lib can import it cheaply; the schemas stand in schemas/,
 * and what only readers need in route-docs.ts.
 */
export const routes = {
  ...statementsRoutes,
  ...organizationsRoutes,
  ...settingsRoutes,
  ...instructionsRoutes,
  ...consentRoutes,
  ...operationsRoutes,
  ...evidenceRoutes,
  ...capturesRoutes,
  ...decisionsRoutes,
};

/** A route as the gateway names it: `PUT /v1/settings/{subject}/{program}/{setting}`. */
export type RouteKey = keyof typeof routes;

/** The routes of one function. */
export type RouteKeyOf<Fn extends HttpFunction> = {
  [Key in RouteKey]: (typeof routes)[Key]['function'] extends Fn ? Key : never;
}[RouteKey];

/** The table of one function's routes. */
export type RoutesOf<Fn extends HttpFunction> = Pick<typeof routes, RouteKeyOf<Fn>>;

/** The names in braces of a route's path. */
export type PathNames<Key extends string> = Key extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathNames<Rest>
  : never;

/** Every route with its key, in the order of the table. */
export const everyRoute = Object.entries(routes) as readonly (readonly [RouteKey, Route])[];

/** The route of a key, or undefined where the table has none. */
export const routeOf = (key: string): Route | undefined =>
  Object.hasOwn(routes, key) ? routes[key as RouteKey] : undefined;
