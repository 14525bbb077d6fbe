import { type DirectoryStanding, directoryRolesAmong, isCapacityId } from '../../domain/programs/requires.ts';
import type { Scope } from '../api/scopes.ts';

/**
 * How the functions of a cell read a verified token: stated by the configuration, told in the environment. The
 * gateway has checked signature, issuer, audience, life and scope before; what it cannot know is said here.
 */
export type TokenRules = UserPoolRules | OwnIssuerRules;

/** Tokens of the cell's own user pool, whose claims are known. */
export type UserPoolRules = { readonly kind: 'user-pool' };

/** Tokens of the vendor's own issuer. */
export type OwnIssuerRules = {
  readonly kind: 'oidc';
  /** What `aud` must hold. The gateway takes `client_id` instead where a token has no `aud`; functions do not. */
  readonly audience: string;
  /** The claim that lists the vendor's roles of a person, and nothing else. */
  readonly rolesClaim: string;
  /** The claim that lists scopes. The gateway reads no other than these two. */
  readonly scopesClaim: ScopesClaim;
  /** Ids of the clients that are services. */
  readonly services: readonly string[];
  /** Ids of the clients that people sign in with. Whoever comes with a client of none of the lists is refused. */
  readonly people: readonly string[];
  /** Clients with which a service gets tokens of people, to act for them (SC-21). */
  readonly onBehalf?: readonly OnBehalfRules[];
  /** The claim that lists the directory roles of a person, and nothing else (SC-2). */
  readonly directoryRolesClaim?: string;
  /** The claim that lists the ids of the capacities that a person may write, each without a blank (SC-2). */
  readonly capacitiesClaim?: string;
  /** Declared on purpose: tokens tell nothing of a directory, and membership in the cell decides alone. */
  readonly directoryRoles?: 'not-told';
};

/** A client whose tokens are of a person for whom a service acts, and all that the service may do for anybody. */
export type OnBehalfRules = {
  readonly client: string;
  /** The id of the service, one of `services`: what the ledger names beside the person. */
  readonly service: string;
  readonly scopes: readonly Scope[];
};

/** How groups of a user pool begin that tell of a customer's directory, and of capacities. */
export const groupPrefixes = { directoryRole: 'directory:', capacity: 'capacity:' } as const;

/** What the groups of a user pool tell of somebody's place in the directory of their customer. */
export const standingFromGroups = (groups: readonly string[]): DirectoryStanding => {
  const after = (prefix: string) =>
    groups.filter((group) => group.startsWith(prefix)).map((group) => group.slice(prefix.length));
  return {
    roles: directoryRolesAmong(after(groupPrefixes.directoryRole)),
    capacities: after(groupPrefixes.capacity).filter(isCapacityId),
  };
};

/** Roles of the vendor's people. Whatever else a token lists is no role. */
export const everyVendorRole = ['operator', 'reviewer', 'support', 'auditor'] as const;
export type VendorRole = (typeof everyVendorRole)[number];

export const everyScopesClaim = ['scope', 'scp'] as const;
export type ScopesClaim = (typeof everyScopesClaim)[number];

/** Whether a word is a role of the vendor's people. */
export const isVendorRole = (word: unknown): word is VendorRole =>
  everyVendorRole.some((role) => role === word);

/** The roles among the words of a claim. */
export const vendorRolesAmong = (words: readonly unknown[]): readonly VendorRole[] =>
  words.filter(isVendorRole);

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** A claim that is not named is not read. */
const isClaim = (value: unknown): value is string | undefined => value === undefined || isText(value);

const areIds = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);

const isOnBehalf = (value: unknown): value is OnBehalfRules => {
  const { client, service, scopes } = Object(value) as Partial<OnBehalfRules>;
  return isText(client) && isText(service) && areIds(scopes);
};

const isDirectory = ({ directoryRolesClaim, capacitiesClaim, directoryRoles }: Partial<OwnIssuerRules>) =>
  isClaim(directoryRolesClaim) &&
  isClaim(capacitiesClaim) &&
  (directoryRoles === undefined || directoryRoles === 'not-told');

/**
 * Reads the rules as the environment holds them.
 * @throws Error where they are not exactly what the configuration writes: a function that cannot tell how to
 *   read tokens does not start
 */
export const tokenRulesFrom = (json: string): TokenRules => {
  const rules = Object(JSON.parse(json)) as Partial<OwnIssuerRules> | UserPoolRules;
  if (rules.kind === 'user-pool') return { kind: 'user-pool' };
  if (rules.kind === 'oidc') {
    const { audience, rolesClaim, scopesClaim, services, people, onBehalf = [] } = rules;
    const known = everyScopesClaim.some((claim) => claim === scopesClaim);
    const listed =
      areIds(services) && areIds(people) && Array.isArray(onBehalf) && onBehalf.every(isOnBehalf);
    if (isText(audience) && isText(rolesClaim) && known && listed && isDirectory(rules))
      return rules as OwnIssuerRules;
  }
  throw new Error('The rules for tokens are neither those of a user pool nor those of an own issuer');
};
