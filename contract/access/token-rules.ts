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
  /** Ids of the clients that people sign in with. Whoever comes with a client of neither list is refused. */
  readonly people: readonly string[];
};

/** Roles of the vendor's people. Whatever else a token lists is no role. */
export const everyVendorRole = ['operator', 'reviewer', 'support', 'auditor'] as const;
export type VendorRole = (typeof everyVendorRole)[number];

export const everyScopesClaim = ['scope', 'scp'] as const;
export type ScopesClaim = (typeof everyScopesClaim)[number];

const isVendorRole = (word: unknown): word is VendorRole => everyVendorRole.some((role) => role === word);

/** The roles among the words of a claim. */
export const vendorRolesAmong = (words: readonly unknown[]): readonly VendorRole[] =>
  words.filter(isVendorRole);

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const areIds = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);

/**
 * Reads the rules as the environment holds them.
 * @throws Error where they are not exactly what the configuration writes: a function that cannot tell how to
 *   read tokens does not start
 */
export const tokenRulesFrom = (json: string): TokenRules => {
  const rules = Object(JSON.parse(json)) as Partial<OwnIssuerRules> | UserPoolRules;
  if (rules.kind === 'user-pool') return { kind: 'user-pool' };
  if (rules.kind === 'oidc') {
    const { audience, rolesClaim, scopesClaim, services, people } = rules;
    const scopes = everyScopesClaim.find((claim) => claim === scopesClaim);
    if (isText(audience) && isText(rolesClaim) && scopes !== undefined && areIds(services) && areIds(people))
      return { kind: 'oidc', audience, rolesClaim, scopesClaim: scopes, services, people };
  }
  throw new Error('The rules for tokens are neither those of a user pool nor those of an own issuer');
};
