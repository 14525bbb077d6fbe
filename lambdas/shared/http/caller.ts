import { missingScope, notAllowed, unauthenticated } from '../../../contract/api/problems.ts';
import type { Route, Who } from '../../../contract/api/routes.ts';
import { qualifiedScope } from '../../../contract/api/scopes.ts';
import { isTokenSubject } from '../../../domain/identifiers.ts';
import type { ApiEvent } from './api-event.ts';

/** Who calls, as the verified token says. Roles of customers are not in it: they come from membership. */
export type Person = {
  readonly kind: 'person';
  readonly tokenSubject: string;
  /** Vendor roles: operator, reviewer, support, auditor. */
  readonly groups: readonly string[];
  readonly scopes: readonly string[];
};
export type Service = {
  readonly kind: 'service';
  readonly tokenSubject: string;
  readonly scopes: readonly string[];
};
export type Caller = Person | Service;

type Claims = Readonly<Record<string, unknown>>;

/** The gateway's authorizer has verified the token; what it does not say plainly counts as not said. */
export const callerOf = (event: Pick<ApiEvent, 'requestContext'>): Caller => {
  const claims = claimsOf(event);
  const sub = claims.sub;
  if (typeof sub !== 'string' || !isTokenSubject(sub))
    throw unauthenticated('The token has no usable `sub`.');
  if (claims.token_use === 'id') throw unauthenticated('Send an access token, not an identity token.');
  const scopes = words(claims.scope ?? claims.scp);
  const hasName = claims.username !== undefined || claims['cognito:username'] !== undefined;
  if (claims.client_id !== sub) {
    return { kind: 'person', tokenSubject: sub, groups: words(claims['cognito:groups']), scopes };
  }
  if (hasName) throw unauthenticated('The token names a person and a service at once.');
  return { kind: 'service', tokenSubject: sub, scopes };
};

const claimsOf = ({ requestContext }: Pick<ApiEvent, 'requestContext'>): Claims => {
  const context: { readonly authorizer?: { readonly jwt?: { readonly claims?: Claims } } } = requestContext;
  const claims = context.authorizer?.jwt?.claims;
  if (claims === undefined) throw unauthenticated('The request came without a verified token.');
  return claims;
};

/** Lists arrive as arrays, as `[a b]` or as `a b`. Anything else lists nothing. */
const words = (claim: unknown): readonly string[] => {
  if (Array.isArray(claim)) return claim.filter((word) => typeof word === 'string');
  if (typeof claim !== 'string') return [];
  return claim
    .replace(/^\[(.*)\]$/s, '$1')
    .split(/\s+/)
    .filter((word) => word !== '');
};

/**
 * Checks scope and kind of caller again, although the gateway did: a route that is wired wrongly stays shut.
 * Whether a person is a member or an owner is for the handler, which knows of what.
 */
export const demandPermission = (caller: Caller, route: Route): void => {
  const missing = route.scopes.map(qualifiedScope).filter((scope) => !caller.scopes.includes(scope));
  if (missing.length > 0) throw missingScope(missing);
  if (!route.who.some((who) => mayBe(caller, who))) throw notAllowed(describeCaller(caller), route.who);
};

const mayBe = (caller: Caller, who: Who): boolean => {
  if (who === 'anyone') return true;
  if (who === 'service') return caller.kind === 'service';
  if (who === 'operator') return caller.kind === 'person' && caller.groups.includes('operator');
  return caller.kind === 'person';
};

const describeCaller = (caller: Caller): string =>
  caller.kind === 'service' ? 'a service' : 'a person without this role';
