import { randomBytes } from 'node:crypto';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateGroupCommand,
  DescribeUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { groupPrefixes } from '../contract/access/token-rules.ts';
import type { Geography } from '../domain/geographies.ts';
import { type CloudAddress, clientConfig } from './clients.ts';
import type { Cell } from './deployment-file.ts';
import { personRoles } from './sign-in.ts';

type Person = Cell['people']['owner'];
type Pool = { readonly cognito: CognitoIdentityProviderClient; readonly id: string };

/** Meets every password policy that a pool can have: all kinds of characters, and long. */
const newPassword = (): string => `${randomBytes(15).toString('base64url')}-aA1`;

const createPerson = async (pool: Pool, username: string): Promise<Person> => {
  const password = newPassword();
  const { User } = await pool.cognito.send(
    new AdminCreateUserCommand({
      UserPoolId: pool.id,
      Username: username,
      // Named, because the emulator would invent one that its own password policy refuses.
      TemporaryPassword: password,
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email', Value: username },
        { Name: 'email_verified', Value: 'true' },
      ],
    }),
  );
  await pool.cognito.send(
    new AdminSetUserPasswordCommand({
      UserPoolId: pool.id,
      Username: username,
      Password: password,
      Permanent: true,
    }),
  );
  const subject = User?.Attributes?.find((attribute) => attribute.Name === 'sub')?.Value;
  if (subject === undefined) throw new Error(`the user pool gave ${username} no subject`);
  return { username, password, subject };
};

/** The vendor's operators are told by a group of the token; the templates declare it. */
const operatorGroup = 'operator';

/** What the demo's workspaces run on. */
export const demoCapacity = 'demo';

/** What a directory would tell of the owner (SC-2): groups that whoever runs a pool makes, and keeps true. */
const ownerGroups = [
  `${groupPrefixes.directoryRole}security-administrator`,
  `${groupPrefixes.capacity}${demoCapacity}`,
];

const join = async (pool: Pool, { username }: Person, group: string): Promise<void> => {
  const there = { UserPoolId: pool.id, GroupName: group };
  await pool.cognito.send(new AdminAddUserToGroupCommand({ ...there, Username: username }));
};

/**
 * Makes the demo people of a cell: an owner, who is an administrator of their directory, and nobody in the cell until
 * an organization names them; and an operator.
 */
export const createPeople = async (
  cloud: CloudAddress,
  options: { readonly geography: Geography; readonly region: string; readonly userPool: string },
): Promise<Cell['people']> => {
  const cognito = new CognitoIdentityProviderClient(clientConfig(cloud, options.region));
  const pool = { cognito, id: options.userPool };
  const [owner, operator] = await Promise.all([
    ...personRoles.map((role) => createPerson(pool, `${role}.${options.geography}@example.com`)),
  ]);
  if (owner === undefined || operator === undefined) throw new Error('a demo person is missing');
  await join(pool, operator, operatorGroup);
  for (const group of ownerGroups) {
    await cognito.send(new CreateGroupCommand({ UserPoolId: pool.id, GroupName: group }));
    await join(pool, owner, group);
  }
  cognito.destroy();
  return { owner, operator };
};

/** What an app client may ask for, and its secret where it has one, as the user pool holds them. */
export const describeClient = async (
  cloud: CloudAddress,
  options: { readonly region: string; readonly userPool: string; readonly clientId: string },
): Promise<{ id: string; scopes: string[]; secret: string }> => {
  const cognito = new CognitoIdentityProviderClient(clientConfig(cloud, options.region));
  const { UserPoolClient } = await cognito.send(
    new DescribeUserPoolClientCommand({ UserPoolId: options.userPool, ClientId: options.clientId }),
  );
  cognito.destroy();
  return {
    id: options.clientId,
    scopes: UserPoolClient?.AllowedOAuthScopes ?? [],
    secret: UserPoolClient?.ClientSecret ?? '',
  };
};
