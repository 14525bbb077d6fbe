import {
  isVendorRole,
  type OnBehalfRules,
  type OwnIssuerRules,
  standingFromGroups,
  type TokenRules,
  type VendorRole,
  vendorRolesAmong,
} from '../../../contract/access/token-rules.ts';
import { missingScope, notAllowed, unauthenticated } from '../../../contract/api/problems.ts';
import type { Route, Who } from '../../../contract/api/routes.ts';
import { qualifiedScope } from '../../../contract/api/scopes.ts';
import type { AuthenticationFacts } from '../../../domain/consent/ledger.ts';
import { isTokenSubject } from '../../../domain/identifiers.ts';
import type { CustomerRole } from '../../../domain/programs/program.ts';
import { directoryRolesAmong, isCapacityId, type ToldStanding } from '../../../domain/programs/requires.ts';
import type { ApiEvent } from './api-event.ts';

/** Which roles of a customer the route admits: the edge sets them, and whoever asks for membership holds them up. */
type Admitted = { readonly admitted?: readonly CustomerRole[] };

/** Who calls, as the verified token says. Roles of customers are not in it: they come from membership. */
export type Person = {
  readonly kind: 'person';
  readonly tokenSubject: string;
  /** The vendor's roles of the person. */
  readonly groups: readonly VendorRole[];
  /** What the directory of their customer says of them (SC-2). */
  readonly directory: ToldStanding;
  readonly scopes: readonly string[];
  /** What the token tells of the sign-in; absent where it tells nothing. */
  readonly authentication?: AuthenticationFacts;
};
export type Service = {
  readonly kind: 'service';
  readonly tokenSubject: string;
  readonly scopes: readonly string[];
  readonly authentication?: never;
};
export type Caller = (Person | Service) & Admitted;

type Claims = Readonly<Record<string, unknown>>;

/**
 * The gateway's authorizer has verified the token; what it does not say plainly counts as not said.
 * @throws ProblemError unauthenticated, where the token does not say who calls, or says it twice
 */
export const callerOf = (event: Pick<ApiEvent, 'requestContext'>, rules: TokenRules): Caller => {
  const claims = claimsOf(event);
  const sub = claims.sub;
  if (typeof sub !== 'string' || !isTokenSubject(sub))
    throw unauthenticated('The token has no usable `sub`.');
  if (claims.token_use === 'id') throw unauthenticated('Send an access token, not an identity token.');
  const caller = rules.kind === 'oidc' ? callerOfOwnIssuer(sub, claims, rules) : callerOfPool(sub, claims);
  if (caller.kind === 'person') refuseBothSides(caller.groups);
  return caller;
};

/** A user pool's client credentials give tokens whose subject is the client. */
const callerOfPool = (sub: string, claims: Claims): Caller => {
  const scopes = words(claims.scope);
  const hasName = claims.username !== undefined || claims['cognito:username'] !== undefined;
  if (claims.client_id !== sub) {
    const listed = words(claims['cognito:groups']);
    const told = { groups: vendorRolesAmong(listed), directory: standingFromGroups(listed) };
    return { kind: 'person', tokenSubject: sub, ...told, scopes, ...signInOf(claims) };
  }
  if (hasName) throw unauthenticated('The token names a person and a service at once.');
  return { kind: 'service', tokenSubject: sub, scopes };
};

/** Issuers name the subject of client credentials as they like: a declared client says who calls. */
const callerOfOwnIssuer = (sub: string, claims: Claims, rules: OwnIssuerRules): Caller => {
  if (!words(claims.aud).includes(rules.audience))
    throw unauthenticated('The token is for another audience.');
  const client = claims.client_id ?? claims.azp;
  if (typeof client !== 'string' || client === '')
    throw unauthenticated('The token names its client neither in `client_id` nor in `azp`.');
  if (claims.client_id !== undefined && claims.azp !== undefined && claims.client_id !== claims.azp)
    throw unauthenticated('The token names two clients.');
  const given = words(claims[rules.scopesClaim]);
  const acting = rules.onBehalf?.find((each) => each.client === client);
  if (acting === undefined && claims.act !== undefined)
    throw unauthenticated('The token is of somebody who acts for a person, and of no client for that.');
  if (rules.services.includes(client)) return { kind: 'service', tokenSubject: sub, scopes: given };
  if (acting === undefined && !rules.people.includes(client))
    throw unauthenticated(
      'The configuration names the client of the token neither for services nor for people.',
    );
  if (client === sub) throw unauthenticated('The token is of a client for people, and names no person.');
  const told = {
    groups: listedAlone(claims[rules.rolesClaim], vendorRolesAmong),
    directory: standingOf(claims, rules),
  };
  const scopes = acting === undefined ? given : given.filter((scope) => maySend(acting, scope));
  const signIn = signInOf(claims, acting?.service);
  return { kind: 'person', tokenSubject: sub, ...told, scopes, ...signIn };
};

/** A service that acts for a person does no more than it may do, whatever scopes its issuer put into the token (SC-21). */
const maySend = ({ scopes }: OnBehalfRules, given: string): boolean =>
  scopes.some((scope) => qualifiedScope(scope) === given);

/** A claim that the configuration does not name tells nothing, and nobody has what it would have told. */
const standingOf = (claims: Claims, rules: OwnIssuerRules): ToldStanding => {
  const { directoryRolesClaim, capacitiesClaim, directoryRoles } = rules;
  if (directoryRoles === 'not-told') return directoryRoles;
  const told = (name: string | undefined) => (name === undefined ? undefined : claims[name]);
  return {
    roles: listedAlone(told(directoryRolesClaim), directoryRolesAmong),
    capacities: words(told(capacitiesClaim)).filter(isCapacityId),
  };
};

/**
 * How somebody signed in (BY-10), as far as the token says it in the form that OpenID Connect gives these claims. A
 * claim that is missing or unusable is absent; the issuer is always there, since the gateway demands it.
 */
const signInOf = ({ iss, acr, auth_time }: Claims, service?: string): Pick<Person, 'authentication'> => {
  if (!isLine(iss)) return {};
  const since = String(auth_time);
  return {
    authentication: {
      issuer: iss,
      ...(isLine(acr) && { acr }),
      ...(/^\d{1,12}$/.test(since) && { auth_time: Number(since) }),
      ...(service !== undefined && { actor: service }),
    },
  };
};

/** A text that evidence can hold: one line of printable characters, and not too long. */
const isLine = (claim: unknown): claim is string =>
  typeof claim === 'string' && /^[\x20-\x7e]{1,512}$/.test(claim);

/**
 * Names of groups may hold blanks at an own issuer, and a blank separates words: `Network operator` must make
 * nobody an operator. So one word that is no role, and the claim gives none.
 */
const listedAlone = <Role>(
  claim: unknown,
  among: (listed: readonly unknown[]) => readonly Role[],
): readonly Role[] => {
  const listed: readonly unknown[] = Array.isArray(claim) ? claim : words(claim);
  const roles = among(listed);
  return roles.length === listed.length ? roles : [];
};

/** Who lets customers in does not look at their data, and the other way round. */
const refuseBothSides = (groups: readonly VendorRole[]): void => {
  if (groups.includes('operator') && groups.includes('reviewer'))
    throw unauthenticated('Nobody is operator and reviewer at once; leave one of the two groups.');
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
  if (caller.kind === 'service') return false;
  // Whether a person has a customer's role in the subject, the handler sees.
  return caller.groups.some((role) => role === who) || !isVendorRole(who);
};

const describeCaller = (caller: Caller): string =>
  caller.kind === 'service' ? 'a service' : 'a person without this role';
