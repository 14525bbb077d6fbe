import { type CustomerRole, customerRoles } from '../../domain/programs/program.ts';
import type { VendorRole } from '../access/token-rules.ts';
import type { Scope } from './scopes.ts';

/** Functions that answer requests. */
export type HttpFunction =
  | 'organizations'
  | 'settings'
  | 'instructions'
  | 'consent'
  | 'captures'
  | 'decisions'
  | 'statements'
  | 'operations'
  | 'evidence';

/**
 * Who may call, besides holding the scope. Roles of the vendor's people and `service` are read from the token, roles
 * of customers from the membership of the very subject: whoever is not a member is told 404, a member in another role
 * 403. `member` is anybody with one of the four roles; `decider` a member in a role that the setting names in
 * `decidedBy`. Everybody is the owner of their own user, `<geography>_user_me`. `public` stands alone: whoever calls
 * needs no token and is not asked for one.
 */
export type Who =
  | 'public'
  | 'anyone'
  | 'person'
  | 'service'
  | VendorRole
  | CustomerRole
  | 'member'
  | 'decider';

/** In which forms a route can answer; what comes first is the answer to a caller who has no preference. */
export type MediaType = 'application/json' | 'text/html' | 'text/csv';

/** Request headers that a route demands. */
export type DemandedHeader = 'if-match' | 'idempotency-key';

export type Route = {
  readonly function: HttpFunction;
  /** The caller's token must hold all of these; none where the route is public, and there alone. */
  readonly scopes: readonly Scope[];
  /** The caller must be one of these. */
  readonly who: readonly [Who, ...Who[]];
  /** Query parameters that the route knows; any other is refused. */
  readonly query?: readonly string[];
  readonly headers?: readonly DemandedHeader[];
  /** Forms that a caller may choose from with Accept. A route without answers JSON, whatever is asked for. */
  readonly offers?: readonly [MediaType, ...MediaType[]];
  /** The most bytes that a body may have; a route without takes none. */
  readonly bodyBytes?: number;
};

/** Routes by their keys, as the gateway names them. */
export type RouteTable = Readonly<
  Record<`${'GET' | 'PUT' | 'POST'} /${'v1' | '.well-known'}/${string}`, Route>
>;

/** Whether a route answers without a token. */
export const isPublic = ({ who }: Route): boolean => who[0] === 'public';

/**
 * The roles of customers that a route admits, to be held against the caller's in the very subject. Where the setting
 * says who decides, any role may be one of those.
 */
export const rolesAdmitted = ({ who }: Pick<Route, 'who'>): readonly CustomerRole[] =>
  customerRoles.filter((role) =>
    who.some((each) => each === role || each === 'member' || each === 'decider'),
  );
