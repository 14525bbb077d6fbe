import { type Geography, geographies } from '../domain/geographies.ts';
import type { Cell } from './deployment-file.ts';
import { LocalFailure } from './failure.ts';
import type { Front } from './front.ts';
import { localServices } from './local-config.ts';
import type { Emulator } from './ministack.ts';
import { createPeople, describeClient } from './people.ts';
import { deployedStacks } from './stacks.ts';

/** A cell, and the id of its API, by which the emulator finds it. */
export type DeployedCell = { readonly cell: Cell; readonly api: string };

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

/** Where the sign-in page returns to. */
export const callbackOf = (port: number): string => `http://localhost:${port}/signed-in`;

/**
 * Finds out what was deployed for a geography, and makes its people where there are none yet.
 * @param earlier the same cell before, whose people and organization stay
 */
export const describeCell = async (
  emulator: Emulator,
  front: Front,
  geography: Geography,
  earlier: Cell | undefined,
): Promise<DeployedCell> => {
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
  // People are of their pool: where that was replaced, they are not in it.
  const kept = earlier?.userPool === userPool ? earlier : undefined;
  const cell: Cell = {
    ...(kept?.organization !== undefined && { organization: kept.organization, workspace: kept.workspace }),
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
    people: kept?.people ?? (await createPeople(emulator, { geography, region, userPool })),
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
