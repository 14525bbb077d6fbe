import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Emulator } from './ministack.ts';
import { account, rootCredentials } from './ministack.ts';
import { run } from './processes.ts';

/** The project that is deployed: its root holds cdk.json, bin/ and node_modules/. */
export const projectDirectory = dirname(import.meta.dirname);

const cdkCommand = join(projectDirectory, 'node_modules', 'aws-cdk', 'bin', 'cdk');

/** What every run of the CDK CLI gets; nothing of the caller's AWS configuration reaches it. */
const cdkEnvironment = (directory: string): Record<string, string> => ({
  PATH: [dirname(process.execPath), process.env.PATH ?? '/usr/bin:/bin'].join(':'),
  HOME: directory,
  TMPDIR: join(directory, 'tmp'),
  CDK_HOME: join(directory, 'cdk-home'),
  CDK_DISABLE_CLI_TELEMETRY: 'true',
  CDK_VALIDATION: 'false',
  CI: 'true',
  // The CLI is one large file: its second run need not compile it again.
  NODE_COMPILE_CACHE: join(projectDirectory, 'node_modules', '.cache', 'compile'),
});

const towards = (emulator: Emulator): Record<string, string> => ({
  AWS_ENDPOINT_URL: emulator.endpoint,
  AWS_ACCESS_KEY_ID: rootCredentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: rootCredentials.secretAccessKey,
  AWS_REGION: 'us-east-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  // The CLI has an HTTP client of its own beside Node's, and each wants to be told.
  NODE_EXTRA_CA_CERTS: emulator.caPath,
  AWS_CA_BUNDLE: emulator.caPath,
});

const runCdk = async (
  what: string,
  options: {
    readonly arguments: readonly string[];
    readonly workingDirectory: string;
    readonly stateDirectory: string;
    readonly environment: Record<string, string>;
    readonly signal?: AbortSignal;
  },
): Promise<string> => {
  await mkdir(join(options.stateDirectory, 'tmp'), { recursive: true });
  return run(what, {
    file: process.execPath,
    arguments: [cdkCommand, ...options.arguments, '--no-notices', '--no-version-reporting', '--no-color'],
    directory: options.workingDirectory,
    environment: { ...cdkEnvironment(options.stateDirectory), ...options.environment },
    ...(options.signal && { signal: options.signal }),
  });
};

/**
 * Synthesizes the product's own app with another config module into a cloud assembly, and returns its
 * directory. Needs no cloud and no credentials.
 */
export const synthesize = async (options: {
  readonly stateDirectory: string;
  readonly configFile: string;
  readonly signal?: AbortSignal;
}): Promise<string> => {
  const assembly = join(options.stateDirectory, 'cdk.out');
  await runCdk('Synthesis', {
    arguments: ['synth', '--quiet', '--app', `"${process.execPath}" bin/domicile.ts`, '--output', assembly],
    workingDirectory: projectDirectory,
    stateDirectory: options.stateDirectory,
    environment: { DOMICILE_CONFIG: options.configFile },
    ...(options.signal && { signal: options.signal }),
  });
  return assembly;
};

/** Bootstraps the regions of the cells, as anybody does once for an account and region. */
export const bootstrap = async (
  emulator: Emulator,
  options: {
    readonly stateDirectory: string;
    readonly regions: readonly string[];
    readonly signal?: AbortSignal;
  },
): Promise<void> => {
  await runCdk('Bootstrap', {
    arguments: ['bootstrap', ...options.regions.map((region) => `aws://${account}/${region}`)],
    // Beside no cdk.json: the app is not needed, and is being synthesized meanwhile.
    workingDirectory: options.stateDirectory,
    stateDirectory: options.stateDirectory,
    environment: towards(emulator),
    ...(options.signal && { signal: options.signal }),
  });
};

/**
 * Deploys stacks of a cloud assembly, every one where none is named, all cells beside each other. `--all` would not
 * look into stages.
 * @param options.outputsFile where the outputs of what was deployed are written
 */
export const deploy = async (
  emulator: Emulator,
  options: {
    readonly stateDirectory: string;
    readonly assembly: string;
    readonly stacks?: string;
    readonly outputsFile?: string;
    readonly signal?: AbortSignal;
  },
): Promise<string> =>
  runCdk('Deployment', {
    arguments: [
      ...['deploy', options.stacks ?? '**', '--app', options.assembly, '--require-approval', 'never'],
      ...['--concurrency', '9', '--method', 'direct', '--progress', 'events'],
      ...(options.outputsFile === undefined ? [] : ['--outputs-file', options.outputsFile]),
    ],
    workingDirectory: options.stateDirectory,
    stateDirectory: options.stateDirectory,
    environment: towards(emulator),
    ...(options.signal && { signal: options.signal }),
  });
