import {
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  type LambdaClient,
  ListFunctionUrlConfigsCommand,
} from '@aws-sdk/client-lambda';
import { statementsOf } from '../../../domain/audit/facts.ts';
import type { Reader } from '../ports.ts';
import { everyItem, factsOf, noneWhere, readings, Unreadable, unlessMissing } from '../reading.ts';

const addresses = async (client: LambdaClient, FunctionName: string) => {
  const configured = await everyItem(async (Marker) => {
    const answer = await client.send(new ListFunctionUrlConfigsCommand({ FunctionName, Marker }));
    return { items: answer.FunctionUrlConfigs ?? [], next: answer.NextMarker };
  });
  return configured.map(({ FunctionUrl }) => FunctionUrl ?? 'unnamed');
};

/** Reads functions: whose role they have, what they are told, who may call them. */
export const functionReader =
  (client: LambdaClient): Reader =>
  (FunctionName) => {
    const ask = () => client.send(new GetFunctionConfigurationCommand({ FunctionName }));
    return unlessMissing(/ResourceNotFound/, ask, (fn) =>
      readings({
        role: async () => factsOf((await fn()).Role),
        environment: async () => {
          const { Environment } = await fn();
          if (Environment?.Error !== undefined) throw new Unreadable('the environment cannot be decrypted');
          return Object.entries(Environment?.Variables ?? {}).map(([name, value]) => `${name}=${value}`);
        },
        layers: async () => ((await fn()).Layers ?? []).map(({ Arn }) => Arn ?? 'unnamed'),
        url: () => addresses(client, FunctionName),
        'resource-policy': () =>
          noneWhere(/ResourceNotFound/, async () => {
            const { Policy } = await client.send(new GetPolicyCommand({ FunctionName }));
            return Policy === undefined ? [] : statementsOf(Policy);
          }),
      }),
    );
  };
