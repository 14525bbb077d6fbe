import {
  type CloudWatchLogsClient,
  DescribeAccountPoliciesCommand,
  DescribeLogGroupsCommand,
  DescribeSubscriptionFiltersCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Reader } from '../ports.ts';
import { everyItem, factsOf, readings, unlessMissing } from '../reading.ts';

/** CloudWatch knows no question about one log group: this is what it says where there is none of the name. */
class NoLogGroup extends Error {
  override readonly name = 'NoLogGroup';
}

const logGroup = async (client: CloudWatchLogsClient, name: string) => {
  const groups = await everyItem(async (nextToken) => {
    const answer = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name, nextToken }));
    return { items: answer.logGroups ?? [], next: answer.nextToken };
  });
  const found = groups.find(({ logGroupName }) => logGroupName === name);
  if (found === undefined) throw new NoLogGroup(name);
  return found;
};

const subscriptions = async (client: CloudWatchLogsClient, logGroupName: string) => {
  const filters = await everyItem(async (nextToken) => {
    const answer = await client.send(new DescribeSubscriptionFiltersCommand({ logGroupName, nextToken }));
    return { items: answer.subscriptionFilters ?? [], next: answer.nextToken };
  });
  return filters.map(({ destinationArn }) => destinationArn ?? 'unnamed');
};

/** Reads log groups: how long they keep, and to whom they pass on. */
export const logGroupReader =
  (client: CloudWatchLogsClient): Reader =>
  (name) =>
    unlessMissing(
      /^NoLogGroup$/,
      () => logGroup(client, name),
      (group) =>
        readings({
          retention: async () => {
            const { retentionInDays } = await group();
            return [retentionInDays === undefined ? 'without end' : `${retentionInDays} days`];
          },
          subscriptions: () => subscriptions(client, name),
          key: async () => factsOf((await group()).kmsKeyId),
        }),
    );

/** Reads what holds for every log group of the account: a policy that passes all of them on. */
export const accountReader =
  (client: CloudWatchLogsClient): Reader =>
  () =>
    readings({
      'log-subscriptions': async () => {
        const policies = await everyItem(async (nextToken) => {
          const answer = await client.send(
            new DescribeAccountPoliciesCommand({ policyType: 'SUBSCRIPTION_FILTER_POLICY', nextToken }),
          );
          return { items: answer.accountPolicies ?? [], next: answer.nextToken };
        });
        return policies.map(({ policyName }) => policyName ?? 'unnamed');
      },
    });
