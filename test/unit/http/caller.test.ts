import { expect, test } from 'vitest';
import type { ApiEvent } from '../../../lambdas/shared/http/api-event.ts';
import { type Caller, callerOf, demandPermission } from '../../../lambdas/shared/http/caller.ts';
import { aPerson, aService, type Claims, scopesOnly } from '../../support/callers.ts';
import { anEvent } from '../../support/events.ts';

const callerFrom = (claims: Claims): Caller => callerOf(anEvent('GET /v1/programs', claims));

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

  expect(() => callerOf({ ...event, requestContext: unseen as ApiEvent['requestContext'] })).toThrow(
    expect.objectContaining({ status: 401 }),
  );
});

test('a scope is a whole word: one that only begins like it permits nothing', () => {
  const caller = callerFrom(aPerson('ann', { scope: 'domicile/settings.readonly settings.read' }));

  expect(() =>
    demandPermission(caller, { function: 'settings', scopes: ['settings.read'], who: ['anyone'] }),
  ).toThrow('missing-scope');
});
