import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Geography, geographies } from '../domain/geographies.ts';
import { bootstrap, deploy, synthesize } from './cdk.ts';
import { closeGaps } from './close-gaps.ts';
import type { Cell } from './deployment-file.ts';
import { LocalFailure } from './failure.ts';
import { type Front, startFront } from './front.ts';
import { localGeographies, localServices } from './local-config.ts';
import { type Emulator, startEmulator } from './ministack.ts';
import { createPeople, describeClient } from './people.ts';
import { freePort } from './ports.ts';
import type { Step } from './progress.ts';
import { ensurePython } from './python.ts';
import { deployedStacks } from './stacks.ts';

/** A running cloud with the product deployed in it and people who can sign in; no organizations yet. */
export type Cloud = {
  readonly cells: readonly Cell[];
  readonly emulator: Emulator;
  /** The port of the front, where all cells answer. */
  readonly port: number;
  /** The cloud assembly that was deployed: templates by stack. */
  readonly assembly: string;
  /** Ends everything that was started. May be called twice. */
  readonly stop: () => Promise<void>;
};

export type CloudOptions = {
  /** Where the virtual environment lies; shared by all clouds of a machine's clone. */
  readonly localDirectory: string;
  /** A directory of this cloud's own; emptied first. */
  readonly directory: string;
  /** Ports to use where they are free. */
  readonly preferred?: { readonly emulator: number; readonly front: number };
  readonly step: Step;
  /** Aborting it ends everything that was started so far. */
  readonly signal?: AbortSignal;
};

const outputOf = (outputs: Readonly<Record<string, string>>, name: string, geography: Geography): string => {
  const value = outputs[name];
  if (value !== undefined) return value;
  throw new LocalFailure(
    `The stacks of ${geography} have no output ${name}; they have: ${Object.keys(outputs)}.`,
  );
};

/** `assistant` → `AssistantClientId`: how the service stack names the output of a service's client. */
const clientOutput = (name: string): string =>
  `${name.replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase())}ClientId`;

const callbackOf = (port: number): string => `http://localhost:${port}/signed-in`;

/** Finds out what was deployed for a geography and makes its people. */
const describeCell = async (emulator: Emulator, front: Front, geography: Geography) => {
  const { region } = geographies[geography];
  const stacks = await deployedStacks(emulator, region);
  const outputs = Object.assign({}, ...stacks.map((stack) => stack.outputs)) as Record<string, string>;
  const output = (name: string) => outputOf(outputs, name, geography);
  const userPool = output('UserPoolId');
  const client = (clientId: string) => describeClient(emulator, { region, userPool, clientId });
  const { id, scopes } = await client(output('ConsoleClientId'));
  const services = await Promise.all(
    localServices.map(async (name) => [name, await client(output(clientOutput(name)))] as const),
  );
  const api = front.addressOf(geography);
  const cell: Cell = {
    geography,
    region,
    api,
    page: front.pageOf(geography),
    issuer: output('Issuer'),
    signIn: {
      authorizationEndpoint: `${api}/oauth2/authorize`,
      tokenEndpoint: `${api}/oauth2/token`,
      callbackUrl: callbackOf(front.port),
    },
    clients: { console: { id, scopes }, services: Object.fromEntries(services) },
    people: await createPeople(emulator, { geography, region, userPool }),
    userPool,
    tables: {
      registry: output('RegistryTable'),
      content: output('ContentTable'),
      evidence: output('EvidenceTable'),
    },
  };
  // The emulator names an API by the first label of its address, as AWS does.
  return { cell, api: new URL(output('ApiAddress')).hostname.split('.')[0] ?? '' };
};

/** The config module of this cloud: the local one, with the addresses of its front. */
const writeConfig = async (directory: string, front: Front): Promise<string> => {
  const file = join(directory, 'domicile.config.mjs');
  const local = pathToFileURL(join(import.meta.dirname, 'local-config.ts')).href;
  const addresses = localGeographies.map((geography) => [geography, front.addressOf(geography)]);
  await writeFile(
    file,
    [
      `import { localConfig } from ${JSON.stringify(local)};`,
      `const addresses = ${JSON.stringify(Object.fromEntries(addresses))};`,
      `export default localConfig((geography) => addresses[geography], ${JSON.stringify(callbackOf(front.port))});`,
      '',
    ].join('\n'),
  );
  return file;
};

/**
 * Brings up an embedded cloud and deploys the product's own app into it with the real CDK CLI.
 * @throws LocalFailure in one sentence; everything that was started has ended by then
 */
export const startCloud = async (options: CloudOptions): Promise<Cloud> => {
  const { directory, step } = options;
  const ending = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, ending.signal]) : ending.signal;
  const endings: (() => Promise<void>)[] = [];
  const stop = async () => {
    ending.abort();
    for (let end = endings.pop(); end !== undefined; end = endings.pop()) await end();
  };
  const stateDirectory = directory;
  const regions = localGeographies.map((geography) => geographies[geography].region);

  try {
    await rm(directory, { recursive: true, force: true });
    await mkdir(directory, { recursive: true });
    const front = await startFront(await freePort(options.preferred?.front));
    endings.push(front.stop);
    const configFile = await writeConfig(directory, front);
    const synthesis = synthesize({ stateDirectory, configFile, signal });
    // It is awaited below; until then its failure must not count as one that nobody looks at.
    const synthesisIsOver = synthesis.then(
      () => undefined,
      () => undefined,
    );
    endings.push(() => synthesisIsOver);

    const python = await step('Python environment', () => ensurePython(options.localDirectory, signal));
    const emulator = await step('Embedded cloud', async () => {
      const port = await freePort(options.preferred?.emulator);
      return startEmulator({ python, directory, port, proxy: front.address, signal });
    });
    endings.push(emulator.stop);
    await step(`Bootstrap of ${regions.join(', ')}`, () =>
      bootstrap(emulator, { stateDirectory, regions, signal }),
    );
    const assembly = await step('Synthesis', () => synthesis);
    await step('Deployment', () => deploy(emulator, { stateDirectory, assembly, signal }));
    await step('What the emulator dropped', () => closeGaps(emulator, regions));
    const described = await step('People and addresses', () =>
      Promise.all(localGeographies.map((geography) => describeCell(emulator, front, geography))),
    );
    front.serve(emulator, new Map(described.map(({ cell, api }) => [cell.geography, api])));
    signal.throwIfAborted();
    return { cells: described.map(({ cell }) => cell), emulator, port: front.port, assembly, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
