import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { factOf, statementsOf } from '../../../domain/audit/facts.ts';
import type { Reader } from '../ports.ts';
import { everyItem, factsOf, readings, Unreadable, unlessMissing } from '../reading.ts';

/** IAM hands out documents as they stand in an address. */
const statementsIn = (encoded: string | undefined): readonly string[] => {
  if (encoded === undefined) throw new Unreadable('IAM gave no document');
  return statementsOf(decodeURIComponent(encoded));
};

const attached = async (client: IAMClient, RoleName: string) => {
  const policies = await everyItem(async (next) => {
    const { AttachedPolicies = [], Marker } = await client.send(
      new ListAttachedRolePoliciesCommand({ RoleName, Marker: next }),
    );
    return { items: AttachedPolicies, next: Marker };
  });
  return policies.map(({ PolicyArn }) => PolicyArn ?? 'unnamed');
};

const inline = async (client: IAMClient, RoleName: string) => {
  const names = await everyItem(async (next) => {
    const { PolicyNames = [], Marker } = await client.send(
      new ListRolePoliciesCommand({ RoleName, Marker: next }),
    );
    return { items: PolicyNames, next: Marker };
  });
  const policies = await Promise.all(
    names.map(async (PolicyName) => {
      const { PolicyDocument } = await client.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      return statementsIn(PolicyDocument).map((statement) =>
        factOf({ policy: PolicyName, statement: JSON.parse(statement) }),
      );
    }),
  );
  return policies.flat();
};

/** Reads roles: who becomes them, what bounds them, what they may. */
export const roleReader =
  (client: IAMClient): Reader =>
  (RoleName) =>
    unlessMissing(
      /NoSuchEntity/,
      () => client.send(new GetRoleCommand({ RoleName })),
      (role) =>
        readings({
          trust: async () => statementsIn((await role()).Role?.AssumeRolePolicyDocument),
          boundary: async () => factsOf((await role()).Role?.PermissionsBoundary?.PermissionsBoundaryArn),
          attached: () => attached(client, RoleName),
          inline: () => inline(client, RoleName),
        }),
    );

/** Reads managed policies: the statements of the version that is in force. */
export const policyReader =
  (client: IAMClient): Reader =>
  (PolicyArn) =>
    unlessMissing(
      /NoSuchEntity/,
      () => client.send(new GetPolicyCommand({ PolicyArn })),
      (policy) =>
        readings({
          statements: async () => {
            const VersionId = (await policy()).Policy?.DefaultVersionId;
            const answer = await client.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
            return statementsIn(answer.PolicyVersion?.Document);
          },
        }),
    );
