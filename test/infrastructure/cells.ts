import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { durabilityRegionOf, everyGeography, type Geography } from '../../domain/geographies.ts';
import { type Config, type ConfigInput, defineConfig } from '../../lib/config.ts';
import type { FunctionBundles } from '../../lib/function-bundles.ts';
import { GeographyStage } from '../../lib/geography-stage.ts';

/** Values of a template are data; a test says what it expects of them. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
export type Properties = { readonly [name: string]: Json };

export type Resource = {
  readonly id: string;
  readonly Type: string;
  readonly Properties: Properties;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
};

/** A synthesized stack, as CloudFormation gets it. */
export class Synthesized {
  readonly name: string;
  /** Where the CDK CLI deploys it: `aws://<account>/<region>`. */
  readonly environment: string;
  readonly terminationProtection: boolean;
  readonly template: { readonly [section: string]: Json };
  readonly resources: readonly Resource[];

  constructor(stack: CloudFormationStackArtifact) {
    this.name = stack.stackName;
    this.environment = stack.environment.name;
    this.terminationProtection = stack.terminationProtection ?? false;
    this.template = stack.template;
    const declared = Object.entries(this.template.Resources ?? {}) as [string, Omit<Resource, 'id'>][];
    this.resources = declared.map(([id, resource]) => ({ id, ...resource }));
  }

  ofType(...types: readonly string[]): readonly Resource[] {
    return this.resources.filter((resource) => types.includes(resource.Type));
  }

  /** The one resource of a type whose logical id starts so. */
  one(type: string, idPrefix = ''): Resource {
    const found = this.ofType(type).filter(({ id }) => id.startsWith(idPrefix));
    const [only] = found;
    if (only === undefined || found.length > 1)
      throw new Error(`${found.length} of ${type} ${idPrefix}* in ${this.name}`);
    return only;
  }
}

export type Cell = {
  readonly geography: Geography;
  readonly storage: Synthesized;
  readonly service: Synthesized;
  /** The stack of the copies' key, where copies are asked for. */
  readonly keys?: Synthesized;
  /** What lies in the region of the cell. */
  readonly stacks: readonly Synthesized[];
};

/** The flags that the CDK CLI would read from cdk.json. */
export const cdkFlags = (): Record<string, unknown> =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../cdk.json'), 'utf8')).context;

/** What a template says of its functions does not depend on their code: any file stands for it. */
export const anyCode = (directory: string): FunctionBundles => {
  const code = join(directory, 'code.js');
  writeFileSync(code, 'exports.handler = async () => undefined;');
  return { code: () => Code.fromAsset(directory, { exclude: ['out*'] }), file: () => code };
};

export const aConfig = (changes: Partial<ConfigInput> = {}) =>
  defineConfig({
    geographies: everyGeography,
    programs: ['business-apps-data-sharing', 'security-copilot'],
    identity: { kind: 'user-pool', callbackUrls: ['https://{geography}.console.example.com/signed-in'] },
    services: [
      { name: 'assistant', scopes: ['captures.write', 'decisions.write', 'settings.read'] },
      { name: 'evaluation', scopes: ['captures.read', 'settings.read'] },
    ],
    ...changes,
  });

const synthesized = new Map<string, readonly Cell[]>();

/**
 * The cells of a configuration, by default all nine. Each configuration is synthesized once for all the files of
 * a worker: cells are read and never changed.
 */
export const synthesizeCells = (changes: Partial<ConfigInput> = {}): readonly Cell[] => {
  const key = JSON.stringify(changes);
  const cells = synthesized.get(key) ?? synthesize(aConfig(changes));
  synthesized.set(key, cells);
  return cells;
};

/** Anything that a test adds to a cell before it is synthesized. */
export type Addition = (cell: GeographyStage) => void;

/** The cells of a configuration, synthesized into a directory that is gone afterwards. */
export const synthesize = (config: Config, add: Addition = () => {}): readonly Cell[] => {
  const directory = mkdtempSync(join(tmpdir(), 'domicile-synth-'));
  try {
    const app = new App({ outdir: join(directory, 'out'), context: cdkFlags(), analyticsReporting: false });
    const bundles = anyCode(directory);
    return config.geographies.map((geography) => {
      const stage = new GeographyStage(app, geography, { config, bundles });
      add(stage);
      const assembly = stage.synth();
      const read = (name: string) => new Synthesized(assembly.getStackByName(name));
      const storage = read(stage.storage.stackName);
      const service = read(stage.service.stackName);
      const keys = stage.keys && read(stage.keys.stackName);
      return { geography, storage, service, stacks: [storage, service], ...(keys && { keys }) };
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};

/** An own issuer instead of a user pool; its clients are there. */
export const ownIssuer = {
  identity: {
    kind: 'oidc',
    issuer: 'https://login.example.com/{geography}/',
    audience: 'https://{geography}.domicile.example.com',
    people: ['console-client'],
    services: ['assistant-client'],
    rolesClaim: 'https://example.com/roles',
    directoryRolesClaim: 'https://example.com/directory-roles',
    capacitiesClaim: 'https://example.com/capacities',
    onBehalf: [{ client: 'assistant-for-people', service: 'assistant-client', scopes: ['settings.read'] }],
  },
  services: undefined as never,
} as const satisfies Partial<ConfigInput>;

const copyKey = (geography: Geography) =>
  `arn:aws:kms:${durabilityRegionOf(geography)}:111122223333:key/00000000-0000-4000-8000-000000000000`;

/** Copies wherever there can be some, and the keys of a deployment before. */
export const withCopies = {
  geographies: everyGeography.filter((geography) => durabilityRegionOf(geography) !== undefined),
  durability: 'in-geography',
  copyKeys: Object.fromEntries(
    everyGeography
      .filter((geography) => durabilityRegionOf(geography) !== undefined)
      .map((geography) => [geography, copyKey(geography)]),
  ),
} as const satisfies Partial<ConfigInput>;

/** A boundary that the platform of the account demands. */
export const foreignBoundary = {
  boundary: { arn: 'arn:aws:iam::{account}:policy/platform/WorkloadBoundary' },
} as const satisfies Partial<ConfigInput>;

/** The one cell of a configuration of one geography. */
export const onlyCell = (cells: readonly Cell[]): Cell => {
  const [only] = cells;
  if (only === undefined || cells.length > 1) throw new Error(`${cells.length} cells instead of one`);
  return only;
};

/** Every cell by name, for `test.each`. */
export const named = (cells: readonly Cell[]): [Geography, Cell][] =>
  cells.map((cell) => [cell.geography, cell]);
