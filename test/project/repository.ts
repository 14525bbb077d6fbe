import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Every file that is or would be committed, by its path from the root. */
export const repositoryFiles: readonly string[] = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'],
  { encoding: 'utf8' },
)
  .split('\n')
  .filter((path) => path !== '');

export const contentOf = (path: string): string => readFileSync(path, 'utf8');

/** The TypeScript files below a folder. */
export const sourcesIn = (folder: string): readonly string[] =>
  repositoryFiles.filter((path) => path.startsWith(`${folder}/`) && path.endsWith('.ts'));
