import {
  DescribeEventBusCommand,
  DescribeRuleCommand,
  type EventBridgeClient,
  ListArchivesCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { factOf, statementsOf } from '../../../domain/audit/facts.ts';
import { leaves, type Place, withoutIdentifier } from '../../../domain/audit/names.ts';
import type { Reader } from '../ports.ts';
import { everyItem, factsOf, readings, unlessMissing } from '../reading.ts';

type Rule = { readonly Name: string; readonly EventBusName?: string };

/** A rule of a bus of its own is known by both names. */
const ruleOf = (id: string): Rule => {
  const [bus, name] = id.split('|');
  return name === undefined ? { Name: id } : { Name: name, EventBusName: bus ?? '' };
};

const targetsOf = ({ Name, EventBusName }: Rule, client: EventBridgeClient) =>
  everyItem(async (NextToken) => {
    const answer = await client.send(new ListTargetsByRuleCommand({ Rule: Name, EventBusName, NextToken }));
    return { items: answer.Targets ?? [], next: answer.NextToken };
  });

/** A target, with what is made of an event before it is sent there, where anything is. */
const targetFact = ({ Arn = 'unnamed', DeadLetterConfig, RoleArn, ...made }: Target): string =>
  factOf({
    arn: withoutIdentifier(Arn),
    deadLetters: DeadLetterConfig?.Arn,
    role: RoleArn,
    input: made.InputTransformer ?? made.Input ?? made.InputPath,
    http: made.HttpParameters,
  });

/** Reads rules: when they fire and whom they tell. */
export const ruleReader =
  (client: EventBridgeClient): Reader =>
  (id) =>
    unlessMissing(
      /ResourceNotFound/,
      () => client.send(new DescribeRuleCommand(ruleOf(id))),
      (rule) =>
        readings({
          schedule: async () => factsOf((await rule()).ScheduleExpression),
          pattern: async () => factsOf((await rule()).EventPattern),
          state: async () => factsOf((await rule()).State),
          targets: async () => (await targetsOf(ruleOf(id), client)).map(targetFact),
        }),
    );

/** Targets of any rule on a bus that are in another region or account, or somewhere on the network. */
const targetsElsewhere = async (client: EventBridgeClient, EventBusName: string, home: Place) => {
  const rules = await everyItem(async (NextToken) => {
    const answer = await client.send(new ListRulesCommand({ EventBusName, NextToken }));
    return { items: answer.Rules ?? [], next: answer.NextToken };
  });
  const targets = await Promise.all(
    rules.map(async ({ Name = '' }) => {
      const found = await targetsOf({ Name, EventBusName }, client);
      return found
        .flatMap(({ Arn, DeadLetterConfig }) => [Arn ?? 'unnamed', ...factsOf(DeadLetterConfig?.Arn)])
        .filter((arn) => leaves(arn, home))
        .map((target) => factOf({ rule: Name, target: withoutIdentifier(target) }));
    }),
  );
  return targets.flat();
};

const archives = async (client: EventBridgeClient, EventSourceArn: string | undefined) => {
  const all = await everyItem(async (NextToken) => {
    const answer = await client.send(new ListArchivesCommand({ EventSourceArn, NextToken }));
    return { items: answer.Archives ?? [], next: answer.NextToken };
  });
  return all.map(({ ArchiveName }) => ArchiveName ?? 'unnamed');
};

/** Reads a bus: who may use it, and where its events go by rules that anybody added. */
export const busReader =
  (client: EventBridgeClient): Reader =>
  (Name, home) =>
    unlessMissing(
      /ResourceNotFound/,
      () => client.send(new DescribeEventBusCommand({ Name })),
      (bus) =>
        readings({
          policy: async () => {
            const { Policy } = await bus();
            return Policy === undefined || Policy === '' ? [] : statementsOf(Policy);
          },
          'targets-elsewhere': () => targetsElsewhere(client, Name, home),
          archives: async () => archives(client, (await bus()).Arn),
        }),
    );
