import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  type KMSClient,
  ListGrantsCommand,
} from '@aws-sdk/client-kms';
import { statementsOf } from '../../../domain/audit/facts.ts';
import type { Reader } from '../ports.ts';
import { everyItem, factsOf, readings, unlessMissing } from '../reading.ts';

/** DynamoDB and other services grant themselves the use of a key; whoever else may use it was not stated. */
const isService = (grantee: string): boolean => /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(grantee);

const grantees = async (client: KMSClient, KeyId: string) => {
  const grants = await everyItem(async (next) => {
    const { Grants = [], NextMarker } = await client.send(new ListGrantsCommand({ KeyId, Marker: next }));
    return { items: Grants, next: NextMarker };
  });
  return grants
    .map(({ GranteePrincipal }) => GranteePrincipal ?? 'unnamed')
    .filter((grantee) => !isService(grantee));
};

/** Reads keys: their state, who may use them, and whether they are elsewhere too. */
export const keyReader =
  (client: KMSClient): Reader =>
  (KeyId) =>
    unlessMissing(
      /NotFoundException/,
      () => client.send(new DescribeKeyCommand({ KeyId })),
      (key) =>
        readings({
          state: async () => factsOf((await key()).KeyMetadata?.KeyState),
          regions: async () => [(await key()).KeyMetadata?.MultiRegion ? 'several' : 'one'],
          rotation: async () => {
            const { KeyRotationEnabled } = await client.send(new GetKeyRotationStatusCommand({ KeyId }));
            return [KeyRotationEnabled ? 'on' : 'off'];
          },
          policy: async () => {
            const { Policy } = await client.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }));
            return statementsOf(Policy);
          },
          grants: () => grantees(client, KeyId),
        }),
    );
