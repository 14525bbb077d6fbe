import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** Made from the rest, or the lock file stands for it. */
const made = ['node_modules', '.git', '.local', '.build', 'cdk.out'];

/** Folders of the project that no deployment comes from. */
const besides = ['test', 'bench', 'docs', 'local', '.ci'];

const deploymentFiles = ['**/*.ts', '**/*.tsx', '**/*.js', '**/*.mjs', '**/*.css', '**/*.html', '**/*.json'];

/**
 * A digest of everything that a deployment comes from: every source of the project but tests, documentation
 * and what starts the cloud, the locked versions of the packages, and the configuration. Equal digests deploy
 * the same, so that a start need not even synthesize; a new folder counts without being named here.
 * @param more what else decides the deployment, such as the text of the configuration
 */
export const fingerprintOf = async (projectDirectory: string, more: readonly string[]): Promise<string> => {
  const files: string[] = [];
  const exclude = (name: string) => made.includes(name);
  for await (const file of glob(deploymentFiles, { cwd: projectDirectory, exclude })) {
    if (!besides.includes(file.split(sep)[0] ?? '')) files.push(file);
  }
  files.push('local/local-config.ts');
  const digest = createHash('sha256');
  const add = (part: string | Buffer) => digest.update(`${part.length}\n`).update(part);
  for (const file of files.toSorted()) {
    add(file);
    add(await readFile(join(projectDirectory, file)));
  }
  for (const part of more) add(part);
  return digest.digest('hex');
};
