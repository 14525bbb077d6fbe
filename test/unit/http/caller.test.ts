import { describe, expect, test } from 'vitest';
import {
  type OwnIssuerRules,
  type TokenRules,
  tokenRulesFrom,
} from '../../../contract/access/token-rules.ts';
import type { ApiEvent } from '../../../lambdas/shared/http/api-event.ts';
import { type Caller, callerOf, demandPermission } from '../../../lambdas/shared/http/caller.ts';
import { aPerson, aService, type Claims, scopesOnly } from '../../support/callers.ts';
import { anEvent } from '../../support/events.ts';

const callerFrom = (claims: Claims, rules: TokenRules = { kind: 'user-pool' }): Caller =>
  callerOf(anEvent('GET /v1/programs', claims), rules);

test.each([
  ['as the gateway writes a list', '[operator auditor]'],
  ['as plain words', 'operator auditor'],
])('groups arrive %s', (_, groups) => {
  expect(callerFrom(aPerson('ann', { 'cognito:groups': groups }))).toMatchObject({
    kind: 'person',
    tokenSubject: 'ann',
    groups: ['operator', 'auditor'],
  });
});

test('groups arrive as an array where a gateway keeps lists', () => {
  const claims = { ...aPerson('ann'), 'cognito:groups': ['operator', 7] } as unknown as Claims;

  expect(callerFrom(claims)).toMatchObject({ groups: ['operator'] });
});

test('groups of a pool that are no role of the vendor are ignored', () => {
  expect(callerFrom(aPerson('ann', { 'cognito:groups': '[staff operator beta]' }))).toMatchObject({
    groups: ['operator'],
  });
});

test.each([
  '{"operator":true}',
  'operators',
  '["operator"]',
  '[[operator]]',
  // One group, whose name holds a comma.
  '[acme,operator]',
  '',
])('groups %s make nobody an operator', (groups) => {
  const caller = callerFrom(aPerson('ann', { 'cognito:groups': groups }));
  const route = { function: 'settings', does: '', statuses: [200], problems: [] } as const;

  expect(() =>
    demandPermission(caller, { ...route, scopes: ['organizations.write'], who: ['operator'] }),
  ).toThrow('not-allowed');
});

test('a service is told by its client id, and is in no group', () => {
  const caller = callerFrom({
    ...aService('3assistant', scopesOnly('captures.write')),
    'cognito:groups': '[operator]',
  });

  expect(caller).toEqual({
    kind: 'service',
    tokenSubject: '3assistant',
    scopes: ['domicile/captures.write'],
  });
});

test.each([
  ['no subject', { client_id: 'x', scope: '' }],
  ['a subject that joins keys', aPerson('ann#member')],
  ['an identity token', aPerson('ann', { token_use: 'id' })],
  ['a person and a service at once', { ...aService(), username: 'ann' }],
])('a token with %s is refused', (_, claims) => {
  expect(() => callerFrom(claims as Claims)).toThrow(expect.objectContaining({ status: 401 }));
});

test('an event that no authorizer has seen is refused', () => {
  const { requestContext, ...event } = anEvent('GET /v1/programs', aPerson('ann'));
  const { authorizer: _, ...unseen } = requestContext;

  expect(() =>
    callerOf({ ...event, requestContext: unseen as ApiEvent['requestContext'] }, { kind: 'user-pool' }),
  ).toThrow(expect.objectContaining({ status: 401 }));
});

test('a scope is a whole word: one that only begins like it permits nothing', () => {
  const caller = callerFrom(aPerson('ann', { scope: 'domicile/settings.readonly settings.read' }));

  expect(() =>
    demandPermission(caller, { function: 'settings', scopes: ['settings.read'], who: ['anyone'] }),
  ).toThrow('missing-scope');
});

test('nobody is operator and reviewer at once, whatever else the token says', () => {
  const both = aPerson('ann', { 'cognito:groups': '[reviewer support operator]' });

  expect(() => callerFrom(both)).toThrow(
    expect.objectContaining({ status: 401, problem: 'unauthenticated' }),
  );
  expect(callerFrom(aPerson('ann', { 'cognito:groups': '[operator auditor]' }))).toMatchObject({
    groups: ['operator', 'auditor'],
  });
});

describe('with the own issuer of a vendor', () => {
  const rules: OwnIssuerRules = {
    kind: 'oidc',
    audience: 'https://domicile.example.com',
    rolesClaim: 'https://example.com/roles',
    scopesClaim: 'scp',
    services: ['assistant-client'],
    people: ['console-client'],
  };
  const token = (claims: Claims = {}): Claims => ({
    sub: 'auth0|7',
    aud: 'https://domicile.example.com',
    azp: 'console-client',
    scp: 'domicile/settings.read',
    ...claims,
  });

  test('a person comes with the roles and scopes of the claims that the configuration names', () => {
    expect(callerFrom(token({ 'https://example.com/roles': '[operator]' }), rules)).toEqual({
      kind: 'person',
      tokenSubject: 'auth0|7',
      groups: ['operator'],
      directory: { roles: [], capacities: [] },
      scopes: ['domicile/settings.read'],
    });
  });

  test.each([
    ['a group with a blank in its name', '[Network operator]'],
    ['a word beside the role', 'operator staff'],
    ['a group with a blank in a list', ['Network operator', 'auditor']],
    ['something else in a list', ['operator', 7]],
    ['a name in quotes', '["operator"]'],
  ])('%s gives nobody a role', (_, roles) => {
    const claims = { ...token(), 'https://example.com/roles': roles } as unknown as Claims;

    expect(callerFrom(claims, rules)).toMatchObject({ kind: 'person', groups: [] });
  });

  test('every role of the vendor may stand beside another in a list', () => {
    const claims = { ...token(), 'https://example.com/roles': ['support', 'auditor'] } as unknown as Claims;

    expect(callerFrom(claims, rules)).toMatchObject({ groups: ['support', 'auditor'] });
  });

  test('claims that the configuration does not name give nothing', () => {
    const elsewhere = token({
      'cognito:groups': '[operator]',
      groups: '[operator]',
      scope: 'domicile/lots.read',
    });

    expect(callerFrom(elsewhere, rules)).toMatchObject({ groups: [], scopes: ['domicile/settings.read'] });
  });

  test('a client that the configuration names is a service, whatever its subject, and in no group', () => {
    const service = token({ azp: 'assistant-client', 'https://example.com/roles': '[operator]' });

    expect(callerFrom(service, rules)).toEqual({
      kind: 'service',
      tokenSubject: 'auth0|7',
      scopes: ['domicile/settings.read'],
    });
  });

  const acting: OwnIssuerRules = {
    ...rules,
    onBehalf: [
      {
        client: 'assistant-for-people',
        service: 'assistant-client',
        scopes: ['settings.read', 'consents.read'],
      },
    ],
  };
  const both = 'domicile/settings.read domicile/settings.write';

  test('[SC-21] a token that a service got for a person is of the person, with the scopes of both', () => {
    const claims = token({ azp: 'assistant-for-people', iss: 'https://issuer.example', scp: both });

    expect(callerFrom(claims, acting)).toMatchObject({
      kind: 'person',
      tokenSubject: 'auth0|7',
      scopes: ['domicile/settings.read'],
      authentication: { actor: 'assistant-client' },
    });
  });

  test('[SC-21] a token of the person alone is of nobody else', () => {
    const claims = token({ iss: 'https://issuer.example', scp: both });

    expect(callerFrom(claims, acting)).toMatchObject({
      scopes: both.split(' '),
      authentication: { issuer: 'https://issuer.example' },
    });
    expect(callerFrom(claims, acting).authentication).not.toHaveProperty('actor');
  });

  test.each([
    ['a client that nobody named', token({ azp: 'other-for-people', act: 'map[sub:other-for-people]' })],
    ['a client for people', token({ act: 'map[sub:assistant-client]' })],
    ['a client that acts, and which is its subject', token({ azp: acting.audience, sub: acting.audience })],
    ['itself', token({ azp: 'assistant-for-people', sub: 'assistant-for-people' })],
    // Whoever exchanges a token with the client of the service has one of the person, and is no service with it.
    ['the client of a service', token({ azp: 'assistant-client', act: 'map[sub:assistant-client]' })],
  ])('[SC-21] a token of somebody who acts for a person is refused of %s', (_, claims) => {
    expect(() => callerFrom(claims, acting)).toThrow(expect.objectContaining({ status: 401 }));
  });

  test('one audience among several is enough', () => {
    const several = token({ aud: '[https://other.example https://domicile.example.com]' });

    expect(callerFrom(several, rules)).toMatchObject({ kind: 'person' });
  });

  const { aud: _aud, ...withoutAudience } = token();
  const { azp: _azp, ...withoutClient } = token();

  test.each([
    ['no audience', withoutAudience],
    ['no audience but a client of that name', { ...withoutAudience, client_id: rules.audience }],
    ['another audience', token({ aud: 'https://domicile.example.com.evil.example' })],
    ['no client', withoutClient],
    ['two clients', token({ client_id: 'assistant-client' })],
    ['a client that nobody named', token({ azp: 'undeclared', sub: 'undeclared@clients' })],
    ['a client that nobody named, and which is its subject', token({ azp: 'auth0|7' })],
    ['a client for people as its subject', token({ sub: 'console-client' })],
    ['both sides', token({ 'https://example.com/roles': '[operator reviewer]' })],
  ])('a token with %s is refused', (_, claims) => {
    expect(() => callerFrom(claims, rules)).toThrow(expect.objectContaining({ status: 401 }));
  });

  test('rules reach the functions as they were written', () => {
    expect(tokenRulesFrom(JSON.stringify(rules))).toEqual(rules);
    expect(tokenRulesFrom('{"kind":"user-pool"}')).toEqual({ kind: 'user-pool' });
    const more: OwnIssuerRules = {
      ...acting,
      directoryRolesClaim: 'directory_roles',
      capacitiesClaim: 'capacities',
    };
    expect(tokenRulesFrom(JSON.stringify(more))).toEqual(more);
    const silent: OwnIssuerRules = { ...rules, directoryRoles: 'not-told' };
    expect(tokenRulesFrom(JSON.stringify(silent))).toEqual(silent);
  });

  test.each([
    ['of no kind', {}],
    ['without an audience', { ...rules, audience: '' }],
    ['with another claim for scopes than the gateway reads', { ...rules, scopesClaim: 'permissions' }],
    ['with services that are no list', { ...rules, services: 'assistant-client' }],
    ['without the clients of people', { ...rules, people: undefined }],
    ['with a word for directories that is none', { ...rules, directoryRoles: 'told' }],
    ['with a claim of directories that has no name', { ...rules, directoryRolesClaim: '' }],
    ['with a claim of capacities that is no name', { ...rules, capacitiesClaim: true }],
    ['with a client that acts for no service', { ...rules, onBehalf: [{ client: 'x', scopes: [] }] }],
    ['with clients that act and are no list', { ...rules, onBehalf: 'assistant-for-people' }],
  ])('rules %s stop a function before its first call', (_, broken) => {
    expect(() => tokenRulesFrom(JSON.stringify(broken))).toThrow('rules for tokens');
  });
});
