import { describe, expect, test } from 'vitest';
import type { TokenRules } from '../../../contract/access/token-rules.ts';
import type { OrganizationId, WorkspaceId } from '../../../domain/identifiers.ts';
import { everyProgram } from '../../../domain/programs/catalog.ts';
import { customerRoles, valuesOf } from '../../../domain/programs/program.ts';
import { aPerson, type Claims } from '../../support/callers.ts';
import { aCell, type TestCell, type TestReply } from '../../support/cell.ts';
import { type SettingAddress, validation } from '../../support/settings.ts';
import {
  anOrganization,
  choose,
  expectStatus,
  freshKey,
  noticeFor,
  owner,
  readSetting,
} from '../../support/story.ts';

/** Every setting of organizations and workspaces that is offered where these tests are. */
const settings = everyProgram.flatMap(({ id: program, settings: all }) =>
  Object.entries(all)
    .filter(([, { scope, admission }]) => scope !== 'user' && admission.kind === 'open')
    .map(([setting, definition]) => ({ program, setting, definition, name: `${program}/${setting}` })),
);

/** Those that the security assistant calls sharing, and what goes with them (SC-2). */
const guarded = settings.filter(({ program }) => program === 'security-copilot');

const directories = [
  ['nothing', []],
  ['the global administrator', ['directory:global-administrator']],
  ['the security administrator', ['directory:security-administrator']],
  ['another administrator', ['directory:helpdesk-administrator', 'global-administrator']],
] as const;
const rights = [
  ['no capacity', []],
  ['the capacity', ['capacity:east']],
  ['another capacity', ['capacity:west', 'capacity:eas', 'east']],
] as const;

type Place = { readonly organization: OrganizationId; readonly workspace: WorkspaceId };

const aPlace = async (cell: TestCell, capacity?: string): Promise<Place> => {
  const organization = await anOrganization(cell);
  const { workspace } = expectStatus(
    await cell.call<{ workspace: WorkspaceId }>(owner, 'POST /v1/workspaces', {
      body: { organization, geography: 'us', ...(capacity !== undefined && { capacity }) },
      headers: { 'idempotency-key': freshKey() },
    }),
    201,
  );
  return { organization, workspace };
};

/** Another owner is there beside the member: the last one could not be anything else. */
const join = async (cell: TestCell, place: Place, role: string, who: Claims) => {
  for (const subject of [place.organization, place.workspace]) {
    const body = { subject, person: who.sub, roles: [role] };
    expectStatus(await cell.call(owner, 'POST /v1/members', { body }), 200);
  }
};

const subjectOf = (place: Place, scope: string) =>
  scope === 'workspace' ? place.workspace : place.organization;

const put = async (
  cell: TestCell,
  who: Claims,
  subject: Place[keyof Place],
  at: SettingAddress,
  to: string,
) => {
  const { etag } = await readSetting(cell, subject, at);
  return cell.call(who, 'PUT /v1/settings/{subject}/{program}/{setting}', {
    path: { subject, program: at.program, setting: at.setting },
    body: { value: to, notice: noticeFor(at) },
    headers: { 'if-match': etag, 'idempotency-key': freshKey() },
  });
};

const inGroups = (sub: string, ...groups: readonly string[]) =>
  aPerson(sub, { 'cognito:groups': `[${groups.join(' ')}]` });

describe.each(settings)('$name', ({ definition, ...at }) => {
  const asks = guarded.some(({ name }) => name === at.name);
  const ofWorkspace = definition.scope === 'workspace';

  test.each(customerRoles)(
    '[SC-2] is changed by a member who is %s exactly where directory and capacity say so too',
    async (role) => {
      for (const capacity of ['east', undefined]) {
        const cell = aCell('us');
        const place = await aPlace(cell, capacity);
        const subject = subjectOf(place, definition.scope);
        await join(cell, place, role, aPerson('member-1'));
        for (const [, directory] of directories) {
          for (const [, right] of rights) {
            const who = inGroups('member-1', ...directory, ...right);
            const isAdministrator = directory.length === 1;
            const writes = capacity === 'east' && right.includes('capacity:east' as never);
            const may = role === 'owner' && (!asks || (isAdministrator && (writes || !ofWorkspace)));
            for (const value of valuesOf(definition)) {
              const before = (await readSetting(cell, subject, at)).setting;
              const { status, body } = await put(cell, who, subject, at, value);
              expect({ status, body: may ? {} : body }).toMatchObject(
                may ? { status: 200 } : { status: 403, body: { type: 'urn:domicile:problem:not-allowed' } },
              );
              if (!may) expect((await readSetting(cell, subject, at)).setting).toEqual(before);
            }
          }
        }
      }
    },
  );
});

test('the settings that ask for a directory role are those of the security assistant', () => {
  const asking = settings.filter(({ definition }) => definition.requires !== undefined);
  expect(asking.map(({ name }) => name)).toEqual(guarded.map(({ name }) => name));
  for (const { definition } of asking) {
    expect(definition.requires?.capacity).toBe(definition.scope === 'workspace' ? 'write' : undefined);
  }
});

const missing = [
  [
    'a directory role',
    ['capacity:east'],
    ['the directory role global-administrator or security-administrator'],
  ],
  [
    'the right to the capacity',
    ['directory:global-administrator', 'capacity:west'],
    ['the right to write the capacity east'],
  ],
  [
    'both',
    [],
    [
      'the directory role global-administrator or security-administrator',
      'the right to write the capacity east',
    ],
  ],
] as const;

describe.each(missing)('[SC-2] an owner without %s', (_, groups, lacked) => {
  const who = inGroups('owner-1', ...groups);

  test('changes nothing either way, and is told what is lacking', async () => {
    const cell = aCell('us');
    const { workspace } = await aPlace(cell, 'east');
    for (const value of ['off', 'on']) {
      const { status, body } = await put(cell, who, workspace, validation, value);
      expect({ status, body }).toMatchObject({ status: 403, body: { allowed: lacked } });
      expect(body.detail).toBe(`Beside the role of an owner this needs ${lacked.join(' and ')}.`);
    }
    const { setting } = await readSetting(cell, workspace, validation);
    expect(setting).toMatchObject({ value: 'on', source: 'default' });
  });

  test('[SC-1] applies no default by reading its notice', async () => {
    const cell = aCell('us');
    const { workspace } = await aPlace(cell, 'east');
    const { id, version } = noticeFor(validation);
    const reply = await cell.call(who, 'POST /v1/notices/{notice}/displays', {
      path: { notice: id },
      body: { subject: workspace, version, language: 'en' },
      headers: { 'idempotency-key': freshKey() },
    });
    expect(reply).toMatchObject({ status: 403, body: { allowed: lacked } });
    expect((await readSetting(cell, workspace, validation)).setting).not.toHaveProperty('epoch');
  });
});

test('[SC-2] a workspace that names no capacity has nobody who shares it', async () => {
  const cell = aCell('us');
  const { workspace } = await aPlace(cell);
  const who = inGroups('owner-1', 'directory:global-administrator', 'capacity:east');
  expect(await put(cell, who, workspace, validation, 'off')).toMatchObject({
    status: 403,
    body: { allowed: ['the right to write the capacity of the workspace, which names none'] },
  });
});

describe('with the own issuer of a vendor', () => {
  const rules = {
    kind: 'oidc',
    audience: 'domicile',
    rolesClaim: 'roles',
    scopesClaim: 'scope',
    services: [],
    people: ['console-client'],
  } as const satisfies TokenRules;
  const told = { ...rules, directoryRolesClaim: 'directory_roles', capacitiesClaim: 'capacities' } as const;

  const chooseUnder = async (tokenRules: TokenRules, claims: Claims): Promise<TestReply> => {
    const cell = aCell('us');
    const { workspace } = await aPlace(cell, 'east');
    const { etag } = await readSetting(cell, workspace, validation);
    // The same tables, asked with tokens of another kind.
    const elsewhere = aCell('us', { store: cell.store, tokenRules });
    const { 'cognito:groups': _, ...person } = aPerson('owner-1');
    return elsewhere.call(
      { ...person, aud: 'domicile', client_id: 'console-client', ...claims },
      'PUT /v1/settings/{subject}/{program}/{setting}',
      {
        path: { subject: workspace, ...validation },
        body: { value: 'off', notice: noticeFor(validation) },
        headers: { 'if-match': etag, 'idempotency-key': freshKey() },
      },
    );
  };

  test.each([
    [
      'both claims say so',
      told,
      { directory_roles: 'security-administrator', capacities: '[east west]' },
      200,
    ],
    ['the roles say so alone', told, { directory_roles: 'security-administrator' }, 403],
    ['the capacities say so alone', told, { capacities: 'east' }, 403],
    [
      'the roles hold another word',
      told,
      { directory_roles: 'deputy security-administrator', capacities: 'east' },
      403,
    ],
    [
      'groups of a user pool say so',
      told,
      { 'cognito:groups': 'directory:global-administrator capacity:east' },
      403,
    ],
    ['no claim is named', rules, { directory_roles: 'security-administrator', capacities: 'east' }, 403],
    ['it was declared that tokens do not tell', { ...rules, directoryRoles: 'not-told' }, {}, 200],
  ] as const)('[SC-2] an owner who shares is answered, where %s', async (_, tokenRules, claims, status) => {
    expect((await chooseUnder(tokenRules, claims)).status).toBe(status);
  });
});

test('[SC-2] the ledger says on which capacity a workspace runs, and nothing changes it', async () => {
  const cell = aCell('us');
  const { workspace } = await aPlace(cell, 'east');
  const { body } = await cell.call<{ entries: readonly { entry: { event: object } }[] }>(
    owner,
    'GET /v1/consents',
    { query: { subject: workspace } },
  );
  expect(body.entries[0]?.entry.event).toMatchObject({ type: 'subject-created', capacity: 'east' });
  expect(await cell.call(owner, 'GET /v1/workspaces/{workspace}', { path: { workspace } })).toMatchObject({
    status: 200,
    body: { capacity: 'east' },
  });
});

test('[SC-2] whoever has it all turns sharing off', async () => {
  const cell = aCell('us');
  const { workspace } = await aPlace(cell, 'capacity-1');
  expect(await choose(cell, workspace, validation, 'off')).toMatchObject({ status: 200 });
});
