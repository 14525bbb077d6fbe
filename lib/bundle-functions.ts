import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';
import type { Access } from '../contract/access/access.ts';
import { everyFunction } from '../contract/access/every-function.ts';
import { withStandIns } from './bundling/stand-ins.ts';

type FunctionName = Access['name'];

const root = dirname(import.meta.dirname);

/** Where `npx cdk` leaves bundles; ignored by version control. */
export const bundleDirectory = join(root, '.build', 'functions');

const demandEntries = (entries: readonly string[]) => {
  const missing = entries.filter((entry) => !existsSync(entry));
  if (missing.length === 0) return;
  const listed = missing.map((entry) => relative(root, entry)).join(', ');
  throw new Error(
    `contract/access names functions without an entry: ${listed}. Write each with an exported \`handler\`.`,
  );
};

/** Written whole or not at all, and only where it changed: two synths may run beside each other. */
const writeIfChanged = (path: string, contents: Uint8Array) => {
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  mkdirSync(dirname(path), { recursive: true });
  const written = `${path}.${process.pid}`;
  writeFileSync(written, contents);
  renameSync(written, path);
};

/**
 * Bundles every function in one pass of esbuild, the same bytes on every machine. CommonJS with the module
 * builds of the packages starts fastest; what a function never uses
 * of them is left out (bundling/); names of errors are literals in our classes, so that minifying is safe. Nothing of
 * CDK is needed for it, so that it runs while CDK is read.
 * @param outdir gets `<function>/index.js`
 * @param sources has `<function>/index.ts`
 * @throws Error naming the entries that are missing, or what esbuild could not resolve
 */
export const bundleFunctions = async (
  outdir: string = bundleDirectory,
  sources: string = join(root, 'lambdas'),
): Promise<void> => {
  const names = everyFunction.map(({ name }) => name);
  const entryOf = (name: FunctionName) => join(sources, name, 'index.ts');
  demandEntries(names.map(entryOf));
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(names.map((name) => [`${name}/index`, entryOf(name)])),
    outdir,
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    logLevel: 'error',
    plugins: [withStandIns],
  });
  for (const file of outputFiles) writeIfChanged(file.path, file.contents);
};
