import { join, relative, resolve } from 'node:path';
import { noticeLanguages } from '../../domain/notices/notice.ts';

/** The folder of the product that holds the catalogs of programs and notices. */
export const productFolder = resolve(import.meta.dirname, '../../domain');

/** A path as a person writes it, from where the command was called. */
export const shownPath = (path: string): string => relative(process.cwd(), path) || '.';

/** The file of a program, in the folder that holds `programs/` and `notices/`. */
export const programFile = (folder: string, id: string): string => join(folder, 'programs', `${id}.ts`);

/** The files of a notice, one a language: the first language stands in the folder itself, others in one of theirs. */
export const noticeFiles = (folder: string, id: string): readonly string[] =>
  noticeLanguages.map((language, index) =>
    join(folder, 'notices', ...(index === 0 ? [] : [language]), `${id}.ts`),
  );
