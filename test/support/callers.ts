import { everyScope, qualifiedScope, type Scope } from '../../contract/api/scopes.ts';

/** The claims of a verified token, as the gateway's authorizer hands them over: every value a text. */
export type Claims = Readonly<Record<string, string>>;

const allScopes = everyScope.map(qualifiedScope).join(' ');

/** The capacity that workspaces of tests run on. */
export const capacity = 'capacity-1';

/**
 * Claims of a person who signed in with the console. Their directory says all that a setting can ask for, so that
 * membership decides alone wherever a test does not say otherwise.
 */
export const aPerson = (sub: string, claims: Claims = {}): Claims => ({
  sub,
  client_id: '6q1cons0le',
  username: sub,
  token_use: 'access',
  scope: allScopes,
  'cognito:groups': `[directory:security-administrator capacity:${capacity}]`,
  ...claims,
});

/** Claims of one of the vendor's operators. */
export const anOperator = (sub = 'operator-1'): Claims => aPerson(sub, { 'cognito:groups': '[operator]' });

/** Claims of one of the vendor's services, with client credentials and every scope. */
export const aService = (clientId = '3assistant', claims: Claims = {}): Claims => ({
  sub: clientId,
  client_id: clientId,
  token_use: 'access',
  scope: allScopes,
  ...claims,
});

/** The claim of a token that holds these scopes only. */
export const scopesOnly = (...scopes: readonly Scope[]): Claims => ({
  scope: scopes.map(qualifiedScope).join(' '),
});
