import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { conflictTryAgain, internalError, storeUnavailable } from '../../../contract/api/choice-problems.ts';
import { ProblemError, unknownRoute } from '../../../contract/api/problems.ts';
import {
  type HttpFunction,
  isPublic,
  type Route,
  type RouteTable,
  rolesAdmitted,
} from '../../../contract/api/route.ts';
import type { RouteKey, RouteKeyOf, RoutesOf } from '../../../contract/api/routes.ts';
import type { Bodies, BodiesOf } from '../../../contract/api/schemas/bodies.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { ApiEvent } from './api-event.ts';
import { readBody } from './body.ts';
import { type Caller, callerOf, demandPermission } from './caller.ts';
import { headerOf, readIdempotencyKey, readIfMatch } from './headers.ts';
import { refuseForeign } from './misdirected.ts';
import { readPath, readQuery } from './parameters.ts';
import { problemResult, resultOf } from './reply.ts';
import type { EdgePorts, Handler, Handlers, Request } from './request.ts';
import { describeError, type RequestLine } from './request-log.ts';
import { StoreRefused } from './store-refused.ts';

/**
 * The edge of a function behind the gateway: finds the handler of the route, lets nothing through that the
 * route table and the schemas do not describe, and answers every failure as a problem. A function that lacks a
 * handler or the schema of a body for one of its routes does not compile.
 */
export const httpHandler =
  <Fn extends HttpFunction, Ports extends EdgePorts>(
    fn: Fn,
    routes: RoutesOf<Fn>,
    handlers: Handlers<Fn, Ports>,
    bodies: BodiesOf<Fn>,
    ports: Ports,
  ) =>
  async (event: ApiEvent): Promise<APIGatewayProxyStructuredResultV2> => {
    const route = routeIn(routes, event.routeKey);
    // Routes are logged by name; what is none of ours may hold anything.
    const about = {
      route: route === undefined ? 'unknown' : event.routeKey,
      requestId: event.requestContext.requestId,
    };
    try {
      if (route?.function !== fn) throw unknownRoute();
      const reply = await answer(route, { handlers, bodies }, ports, event);
      ports.log({ level: 'info', ...about, status: reply.status });
      return resultOf(reply);
    } catch (error) {
      const problem = problemOf(error, about.requestId);
      ports.log({ level: levelOf(problem), ...about, ...lineOf(problem, error) });
      return problemResult(problem);
    }
  };

/** The route of a key among a function's own. */
const routeIn = (routes: RouteTable, key: string): Route | undefined =>
  Object.entries(routes).find(([each]) => each === key)?.[1];

const answer = async <Fn extends HttpFunction, Ports extends EdgePorts>(
  route: Route,
  { handlers, bodies }: { readonly handlers: Handlers<Fn, Ports>; readonly bodies: Bodies },
  ports: Ports,
  event: ApiEvent,
) => {
  const key = event.routeKey as RouteKeyOf<Fn>;
  // The table gives each key its own handler and request; which pair this is, only the running event knows.
  const handler = handlers[key] as unknown as Handler<RouteKey, Ports>;
  return handler(readRequest<RouteKey>({ key, route, bodies }, event, ports), ports);
};

/** Everything a handler may rely on, checked in the order in which a caller can put it right. */
const readRequest = <Key extends RouteKey>(
  { key, route, bodies }: { readonly key: Key; readonly route: Route; readonly bodies: Bodies },
  event: ApiEvent,
  ports: EdgePorts,
): Request<Key> => {
  const caller = isPublic(route) ? undefined : permittedCaller(event, route, ports);
  const path = readPath(key, event.pathParameters);
  const query = readQuery(key, event.queryStringParameters);
  refuseForeign(ports, path);
  refuseForeign(ports, query);
  const body = readBody(event, key, route, bodies);
  refuseForeign(ports, body);
  const demands = route.headers ?? [];
  return {
    routeKey: key,
    requestId: event.requestContext.requestId,
    caller,
    path,
    query,
    body,
    idempotencyKey: demands.includes('idempotency-key') ? readIdempotencyKey(event) : undefined,
    accept: route.offers === undefined ? undefined : headerOf(event, 'accept'),
    ifMatch: demands.includes('if-match') ? readIfMatch(event) : undefined,
  } as Request<Key>;
};

const permittedCaller = (event: ApiEvent, route: Route, { tokenRules }: EdgePorts): Caller => {
  const caller = callerOf(event, tokenRules);
  demandPermission(caller, route);
  return { ...caller, admitted: rolesAdmitted(route) };
};

const problemOf = (error: unknown, requestId: string): ProblemError => {
  if (error instanceof ProblemError) return error;
  if (error instanceof StoreUnavailable) return storeUnavailable();
  if (error instanceof StoreRefused) {
    return error.refusal === 'throttled' ? storeUnavailable() : conflictTryAgain();
  }
  return internalError(requestId);
};

const levelOf = ({ status }: ProblemError): RequestLine['level'] => (status >= 500 ? 'error' : 'info');

const lineOf = (problem: ProblemError, error: unknown) => ({
  status: problem.status,
  problem: problem.problem,
  ...(problem !== error && describeError(error)),
});
