import { dirname, relative, resolve, sep } from 'node:path';
import type { NoticeLanguage } from '../../../domain/notices/notice.ts';

/** The names that the files of a program export. */
export type ExportedNames = {
  readonly program: string;
  readonly noticeIn: (language: NoticeLanguage) => string;
};

const capitalized = (word: string): string => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;

/** The names for an id: `meeting-summaries` exports `meetingSummaries` and `meetingSummariesV1En`. */
export const exportedNames = (id: string): ExportedNames => {
  const [first = '', ...more] = id.split('-');
  const program = [first, ...more.map(capitalized)].join('');
  return { program, noticeIn: (language) => `${program}V1${capitalized(language)}` };
};

/** The id as words: `Meeting summaries`. */
export const titleOf = (id: string): string => capitalized(id.replaceAll('-', ' '));

/**
 * The lines with which a new file imports, wherever it is written, in the order in which the formatter has them.
 * @param modules what is imported from each: a path below `domain`, or one beside the file that begins with a dot
 */
export const imports = (file: string, modules: Readonly<Record<string, string>>): string =>
  Object.entries(modules)
    .map(([module, what]) => ({ what, path: module.startsWith('.') ? module : pathFrom(file, module) }))
    .toSorted(
      (one, another) => stepsUp(another.path) - stepsUp(one.path) || (one.path < another.path ? -1 : 1),
    )
    .map(({ what, path }) => `import ${what} from '${path}';`)
    .join('\n');

const pathFrom = (file: string, module: string): string => {
  const target = resolve(import.meta.dirname, '../../../domain', module);
  const path = relative(dirname(resolve(file)), target)
    .split(sep)
    .join('/');
  return path.startsWith('.') ? path : `./${path}`;
};

const stepsUp = (path: string): number => path.split('../').length;
