import { setTimeout as sleep } from 'node:timers/promises';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { ClosureReply } from '../../contract/api/replies.ts';
import { bodyOf } from '../../local/api.ts';
import { clientConfig } from '../../local/clients.ts';
import type { Actors } from '../../local/demo/story.ts';
import { namesIn, type Site } from './adversary/places.ts';

type Emulator = Parameters<typeof clientConfig>[0];

/** Runs a scheduled function of a cell now, as its rule would: nobody waits for the minute. */
export const runNow = async (emulator: Emulator, site: Site, name: 'Planner' | 'Signer'): Promise<void> => {
  const lambda = new LambdaClient(clientConfig(emulator, site.region));
  const [FunctionName] = namesIn(site, 'AWS::Lambda::Function', name);
  const Payload = JSON.stringify({ time: new Date().toISOString() });
  const { FunctionError } = await lambda.send(new InvokeCommand({ FunctionName, Payload }));
  lambda.destroy();
  if (FunctionError !== undefined) throw new Error(`the ${name} failed: ${FunctionError}`);
};

/** Runs the planner until the closure of an epoch has ended. The schedule itself is what sharing.test.ts waits for. */
export const endNow = async (
  { owner }: Pick<Actors, 'owner'>,
  epoch: string,
  plan: () => Promise<void>,
): Promise<ClosureReply> => {
  for (let turn = 0; turn < 60; turn += 1) {
    if (turn % 5 === 0) await plan();
    const closure = bodyOf('Reading the closure', 200, await owner.closure(epoch));
    if (closure.state === 'ended') return closure;
    await sleep(500);
  }
  throw new Error(`the closure of ${epoch} has not ended`);
};
