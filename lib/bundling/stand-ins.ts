import { readFile } from 'node:fs/promises';
import type { OnLoadResult, Plugin } from 'esbuild';

/**
 * What bundles hold in place of files of packages. The SDK is written for every place where JavaScript runs; a
 * function runs in one. Each stand-in says in its file what it leaves out and why no function misses it, and fails
 * with a sentence where one would. test/infrastructure/stand-ins.test.ts lets bundles talk to an endpoint.
 */
const standIns = {
  '@aws-sdk/credential-provider-node/dist-es/index.js': 'environment-credentials.ts',
  '@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js': 'one-partition.ts',
  '@aws-sdk/middleware-endpoint-discovery/dist-es/index.js': 'no-endpoint-discovery.ts',
  '@aws/lambda-invoke-store/dist-es/invoke-store.js': 'runtime-invoke-store.ts',
  '@noble/hashes/hmac.js': 'node-hashes.ts',
  '@noble/hashes/sha2.js': 'node-hashes.ts',
  '@noble/hashes/utils.js': 'node-hashes.ts',
  '@smithy/core/dist-es/submodules/checksum/index.js': 'node-checksums.ts',
  '@smithy/core/dist-es/submodules/config/config-resolver/regionConfig/getInstanceMetadataRegion.js':
    'no-instance-metadata.ts',
  '@smithy/core/dist-es/submodules/config/node-config-provider/fromSharedConfigFiles.js':
    'no-configuration-files.ts',
  '@smithy/core/dist-es/submodules/event-streams/index.js': 'no-event-streams.ts',
  '@smithy/core/dist-es/submodules/retry/util-retry/AdaptiveRetryStrategy.js': 'no-adaptive-retries.ts',
  'negotiator/lib/charset.js': 'no-other-negotiation.ts',
  'negotiator/lib/encoding.js': 'no-other-negotiation.ts',
  'negotiator/lib/language.js': 'no-other-negotiation.ts',
} as const;

/** Files of packages that bundles hold something else for, as paths below node_modules. */
export const replacedFiles: readonly string[] = Object.keys(standIns);

/** The SDK tells a service its version, and reads it from a description of which it needs nothing else. */
const packageDescription = /[\\/]@aws-sdk[\\/]client-[a-z-]+[\\/]package\.json$/;

const nameAndVersion = async (path: string): Promise<OnLoadResult> => {
  const { name, version } = JSON.parse(await readFile(path, 'utf8'));
  return { contents: JSON.stringify({ name, version }), loader: 'json' };
};

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('/', '[\\\\/]');

const packageFile = (path: string) => path.replaceAll('\\', '/').replace(/^.*\/node_modules\//, '');

const isReplaced = (path: string): path is keyof typeof standIns => Object.hasOwn(standIns, path);

/** Exports the stand-in, so that files with the same one share it, and do not each hold a copy. */
const standInFor = (path: string): OnLoadResult | undefined => {
  const replaced = packageFile(path);
  if (!isReplaced(replaced)) return undefined;
  const file = JSON.stringify(`./${standIns[replaced]}`);
  return { contents: `export * from ${file};`, loader: 'ts', resolveDir: import.meta.dirname };
};

/**
 * Puts the stand-ins into a build of all functions. A stand-in that stands for nothing any more, because a package
 * was updated and has the file elsewhere, ends the build.
 */
export const withStandIns: Plugin = {
  name: 'stand-ins',
  setup: (build) => {
    const met = new Set<string>();
    const filter = new RegExp(`[\\\\/]node_modules[\\\\/](?:${replacedFiles.map(escaped).join('|')})$`);
    build.onLoad({ filter }, ({ path }) => {
      met.add(packageFile(path));
      return standInFor(path);
    });
    build.onLoad({ filter: packageDescription }, ({ path }) => nameAndVersion(path));
    build.onEnd(() => {
      const unmet = replacedFiles.filter((path) => !met.has(path));
      return { errors: unmet.map((path) => ({ text: `no function imports ${path}; see lib/bundling` })) };
    });
  },
};
