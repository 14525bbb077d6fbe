import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { clientConfig } from '../../local/clients.ts';
import type { Cell } from '../../local/deployment-file.ts';
import { tokenOfService } from '../../local/sign-in.ts';
import { theCloud } from './running-cloud.ts';

/**
 * A service's token of so few seconds, which only the emulator gives: Cognito's tokens live for five minutes at
 * least. The service's client is afterwards as it was.
 */
export const shortLivedToken = async (cell: Cell, service: string, seconds: number): Promise<string> => {
  const cognito = new CognitoIdentityProviderClient(clientConfig(theCloud(), cell.region));
  const client = {
    UserPoolId: new URL(cell.issuer).pathname.slice(1),
    ClientId: cell.clients.services[service]?.id,
  };
  const { UserPoolClient: before = {} } = await cognito.send(new DescribeUserPoolClientCommand(client));
  const { AccessTokenValidity, TokenValidityUnits } = before;
  const valid = { AccessTokenValidity: seconds, TokenValidityUnits: { AccessToken: 'seconds' } } as const;
  await cognito.send(new UpdateUserPoolClientCommand({ ...client, ...valid }));
  try {
    return await tokenOfService(cell, service);
  } finally {
    await cognito.send(
      new UpdateUserPoolClientCommand({ ...client, AccessTokenValidity, TokenValidityUnits }),
    );
    cognito.destroy();
  }
};
