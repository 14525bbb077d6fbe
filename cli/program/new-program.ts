import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { noticeLanguages } from '../../domain/notices/notice.ts';
import { programById } from '../../domain/programs/catalog.ts';
import { UsageError } from '../usage-error.ts';
import { readNewArguments } from './arguments.ts';
import { noticeFiles, productFolder, programFile, shownPath } from './product-folder.ts';
import { exportedNames } from './skeleton/names.ts';
import { noticeSkeleton, translationSkeleton } from './skeleton/notice-skeleton.ts';
import { programSkeleton } from './skeleton/program-skeleton.ts';

type NewFile = { readonly path: string; readonly text: string };

/**
 * `domicile program new`: writes a program to be filled in, and its notice in every language. All files or none: what
 * exists already is never written over.
 * @throws UsageError for an id that is not allowed or taken, or a file that exists
 */
export const newProgram = (args: readonly string[]): { readonly output: string; readonly status: 0 } => {
  const { id, out } = readNewArguments(args);
  if (programById(id) !== undefined) {
    throw new UsageError(`The id is \`${id}\`, which the catalog has; allowed is an id of its own.`);
  }
  const folder = out === undefined ? productFolder : resolve(out);
  const files = filesOf(id, folder);
  const taken = files.find(({ path }) => existsSync(path));
  if (taken !== undefined) {
    throw new UsageError(
      `${shownPath(taken.path)} exists, and is not written over. Take another id or --out.`,
    );
  }
  writeAll(files);
  return { output: told(id, folder, files), status: 0 };
};

const filesOf = (id: string, folder: string): readonly NewFile[] => {
  const path = programFile(folder, id);
  return [
    { path, text: programSkeleton(id, path) },
    ...noticeFiles(folder, id).map((file, index) => {
      const language = noticeLanguages[index] ?? 'en';
      const text = index === 0 ? noticeSkeleton(id, file) : translationSkeleton(id, language, file);
      return { path: file, text };
    }),
  ];
};

/** What was written before one fails is taken back: nothing is left half done. */
const writeAll = (files: readonly NewFile[]): void => {
  const written: string[] = [];
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text, { flag: 'wx' });
      written.push(path);
    }
  } catch (error) {
    for (const path of written) rmSync(path, { force: true });
    throw error;
  }
};

const told = (id: string, folder: string, files: readonly NewFile[]): string => {
  const { program, noticeIn } = exportedNames(id);
  const isOwn = folder === productFolder;
  const named = isOwn ? id : shownPath(programFile(folder, id));
  return [
    'Written:',
    ...files.map(({ path }) => `  ${shownPath(path)}`),
    'What to do next:',
    '  1. Say in the program what it does, and in the notices what a person has to know before choosing.',
    `  2. npx domicile program check ${named}`,
    '     says what is missing or wrong and, once nothing is, what customers will experience.',
    ...(isOwn
      ? []
      : [`     Then move the files into ${shownPath(productFolder)}, where a deployment reads them.`]),
    `  3. Add ${program} to \`everyProgram\` in domain/programs/catalog.ts,`,
    `     ${noticeLanguages.map(noticeIn).join(', ')} to the lists of notices,`,
    '     domain/notices/catalog.ts and every-notice.ts of each language, their id to domain/notices/versions.ts,',
    '     and the hashes that the check prints to domain/notices/published.ts.',
    '  4. Run `npm run docs` and `npm test`.',
    `  5. Name '${id}' under \`programs\` in domicile.config.ts, and deploy.`,
  ].join('\n');
};
