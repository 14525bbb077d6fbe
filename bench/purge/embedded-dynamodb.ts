import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { clientConfig } from '../../local/clients.ts';
import { localDirectory } from '../../local/deployment-file.ts';
import { startEmulator } from '../../local/ministack.ts';
import { freePort } from '../../local/ports.ts';
import { ensurePython } from '../../local/python.ts';

/** How many calls may be under way at once: more than any contestant makes. */
const connections = 128;

/** The embedded DynamoDB on a loopback port, with nothing deployed in it. */
export type EmbeddedDynamoDb = {
  readonly config: DynamoDBClientConfig;
  readonly stop: () => Promise<void>;
};

/** Starts the embedded cloud in a directory of its own, which stopping removes with everything in it. */
export const startEmbeddedDynamoDb = async (): Promise<EmbeddedDynamoDb> => {
  const python = await ensurePython(localDirectory);
  const directory = await mkdtemp(join(tmpdir(), 'domicile-bench-'));
  const remove = () => rm(directory, { recursive: true, force: true, maxRetries: 3 });
  try {
    const generation = join(directory, 'generation');
    await mkdir(join(generation, 'state'), { recursive: true });
    const port = await freePort();
    // Nothing is asked by plain HTTP here, so that there is nothing to go through a proxy.
    const emulator = await startEmulator({
      python,
      directory,
      generation,
      port,
      proxy: 'http://127.0.0.1:9',
    });
    const { requestHandler, ...rest } = clientConfig(emulator, 'us-east-1');
    const httpsAgent = { ...requestHandler.httpsAgent, maxSockets: connections };
    return {
      config: { ...rest, requestHandler: { ...requestHandler, httpsAgent } },
      stop: async () => {
        await emulator.stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
};
