import type { CustomerRole } from '../../domain/programs/program.ts';
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
