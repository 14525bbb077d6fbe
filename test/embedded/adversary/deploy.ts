import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { build } from 'esbuild';
import { clientConfig } from '../../../local/clients.ts';
import { localDirectory } from '../../../local/deployment-file.ts';
import { run } from '../../../local/processes.ts';
import type { LiveCall } from '../../escapes/live/call.ts';
import { theCloud } from '../running-cloud.ts';
import type { Answer } from './answers.ts';

/** The adversary as Lambda takes it: one bundled file in an archive. */
export const packAdversary = async (): Promise<Uint8Array> => {
  const directory = join(theCloud().directory, 'adversary');
  await mkdir(directory, { recursive: true });
  await build({
    entryPoints: [join(import.meta.dirname, 'index.ts')],
    outfile: join(directory, 'index.js'),
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    logLevel: 'error',
  });
  await run('Packing the adversary', {
    file: join(localDirectory, 'venv', 'bin', 'python'),
    arguments: ['-m', 'zipfile', '-c', 'adversary.zip', 'index.js'],
    directory,
    environment: {},
  });
  return readFile(join(directory, 'adversary.zip'));
};

/** What the embedded cloud answers where it stumbles over itself before a function of it runs: no error of Node's. */
const neverRan = /"errorType": ?"RuntimeError"/;

/** Lets an adversary make calls, all in one invocation. */
export type Adversary = (calls: readonly LiveCall[]) => Promise<readonly Answer[]>;

/** Puts an adversary into a cell's region under a role, and returns how to let it try. */
export const deployAdversary = async (options: {
  readonly region: string;
  readonly name: string;
  /** The ARN of its role. */
  readonly role: string;
  readonly archive: Uint8Array;
}): Promise<Adversary> => {
  const client = new LambdaClient(clientConfig(theCloud(), options.region));
  const FunctionName = options.name;
  await client.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: options.role,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: 60,
      Code: { ZipFile: options.archive },
    }),
  );
  await waitUntilFunctionActiveV2({ client, maxWaitTime: 20, minDelay: 1, maxDelay: 1 }, { FunctionName });
  return async (calls) => {
    const Payload = Buffer.from(JSON.stringify(calls));
    for (let attempt = 0; ; attempt += 1) {
      const answer = await client.send(new InvokeCommand({ FunctionName, Payload }));
      const text = Buffer.from(answer.Payload ?? []).toString();
      if (answer.FunctionError === undefined) return JSON.parse(text) as readonly Answer[];
      if (attempt >= 3 || !neverRan.test(text)) throw new Error(`the adversary failed: ${text}`);
    }
  };
};

/** A role that permits everything, as a mistake or an intruder would leave it; within a boundary, or not. */
export const createAlmightyRole = async (options: {
  readonly region: string;
  readonly name: string;
  readonly boundary?: string;
}): Promise<string> => {
  const iam = new IAMClient(clientConfig(theCloud(), options.region));
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
  const document = (Statement: object) => JSON.stringify({ Version: '2012-10-17', Statement });
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: options.name,
      AssumeRolePolicyDocument: document(trust),
      ...(options.boundary !== undefined && { PermissionsBoundary: options.boundary }),
    }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: options.name,
      PolicyName: 'Everything',
      PolicyDocument: document(everything),
    }),
  );
  iam.destroy();
  if (Role?.Arn === undefined) throw new Error(`IAM gave the role ${options.name} no ARN`);
  return Role.Arn;
};
