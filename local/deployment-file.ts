import { readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { everyGeography, type Geography } from '../domain/geographies.ts';
import { LocalFailure } from './failure.ts';
import { holderOf } from './lock.ts';

/** Where everything of the local cloud lies: state, installed Python, the description of what runs. */
export const localDirectory = join(dirname(import.meta.dirname), '.local');
/** Held by the process that the cells of this directory run in. */
export const lockFile = join(localDirectory, 'start.lock');
export const deploymentFile = join(localDirectory, 'deployment.json');

const person = z.object({
  username: z.string(),
  password: z.string(),
  /** The `sub` of the person's tokens: how the cell knows the person. */
  subject: z.string(),
});

/** What is written down of a cell. */
export const cellShape = z.object({
  geography: z.enum(everyGeography as [Geography, ...Geography[]]),
  region: z.string(),
  /** The address of the cell's API for every client; routes start with `/v1`. */
  api: z.string(),
  /** The same cell as an origin of its own, for browsers. */
  page: z.string(),
  /** The `iss` of the cell's tokens. */
  issuer: z.string(),
  /** The hosted sign-in page: code + PKCE for people, client credentials for services. */
  signIn: z.object({
    authorizationEndpoint: z.string(),
    tokenEndpoint: z.string(),
    callbackUrl: z.string(),
  }),
  clients: z.object({
    /** The public client that people sign in with. */
    console: z.object({ id: z.string(), scopes: z.array(z.string()) }),
    /** The vendor's services, by name. */
    services: z.record(
      z.string(),
      z.object({ id: z.string(), secret: z.string(), scopes: z.array(z.string()) }),
    ),
  }),
  people: z.object({ owner: person, operator: person }),
  userPool: z.string(),
  tables: z.object({ registry: z.string(), content: z.string(), evidence: z.string() }),
  /** The demo organization of this cell, whose home is this geography and whose owner is `people.owner`. */
  organization: z.optional(z.string()),
  /** A workspace in it. */
  workspace: z.optional(z.string()),
});

const deployment = z.object({
  /** Changes when a field changes its meaning. */
  version: z.literal(1),
  /** The process that `npm start` runs as. */
  processId: z.int(),
  /** ISO 8601, UTC. */
  startedAt: z.string(),
  /** The AWS endpoint of the embedded cloud, the certificate to trust and its root caller. */
  cloud: z.object({
    endpoint: z.string(),
    caPath: z.string(),
    account: z.string(),
    accessKeyId: z.string(),
    secretAccessKey: z.string(),
  }),
  cells: z.array(cellShape),
});

/** One cell of a running local cloud: where it answers and who may sign in to it. */
export type Cell = z.infer<typeof cellShape>;

/** What `.local/deployment.json` holds, for scripts. A second start keeps the sign-ins. */
export type Deployment = z.infer<typeof deployment>;

/** Writes the file at once or not at all; only its owner may read it. */
export const writeDeployment = async (content: Deployment): Promise<void> => {
  const draft = `${deploymentFile}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, deploymentFile);
};

/**
 * Reads what runs.
 * @throws LocalFailure when nothing was started, or when the file is not one of this version
 */
export const readDeployment = async (): Promise<Deployment> => {
  const text = await readFile(deploymentFile, 'utf8').catch(() => undefined);
  if (text === undefined) {
    const isStarting = (await holderOf(lockFile)) !== undefined;
    throw new LocalFailure(
      isStarting
        ? 'The cells are still being started. Wait until npm start says that they are ready.'
        : `No cells are running: ${deploymentFile} is not there. Run npm start first.`,
    );
  }
  const parsed = z.safeParse(deployment, jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new LocalFailure(
    `${deploymentFile} is not as this version writes it (${z.prettifyError(parsed.error)}). Run npm start again.`,
  );
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** @throws LocalFailure naming the cells that there are */
export const cellIn = (cells: readonly Cell[], geography: string): Cell => {
  const found = cells.find((candidate) => candidate.geography === geography);
  if (found !== undefined) return found;
  const allowed = cells.map((candidate) => candidate.geography).join(', ');
  throw new LocalFailure(`There is no cell for --geography ${geography}; cells are: ${allowed}.`);
};
