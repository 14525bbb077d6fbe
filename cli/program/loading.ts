import { existsSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { everyNotice } from '../../domain/notices/catalog.ts';
import type { Notice } from '../../domain/notices/notice.ts';
import { everyProgram, programById } from '../../domain/programs/catalog.ts';
import { type Fault, isCatalogId } from '../../domain/programs/fault.ts';
import { withLocations } from '../../domain/programs/located.ts';
import type { Program } from '../../domain/programs/program.ts';
import { UsageError } from '../usage-error.ts';
import { noticeFiles, productFolder, programFile, shownPath } from './product-folder.ts';
import { noticesIn, programsIn, type Shaped } from './shape.ts';

/** A notice that stands in no catalog yet. */
export type Draft = { readonly notice: Notice; readonly file: string };

/** A program to be checked, and the notices that stand beside it and in no catalog. */
export type Loaded = {
  readonly program: Program;
  readonly file: string;
  readonly isInCatalog: boolean;
  readonly drafts: readonly Draft[];
  /** What keeps program or notices from being looked at further. */
  readonly faults: readonly Fault[];
};

/** A program that does not load: nothing of it can be said. */
export class UnreadableProgram extends Error {
  override readonly name = 'UnreadableProgram';
}

/**
 * The programs that are named, each by its id or its file; those of the catalog where none is.
 * @throws UsageError for an id without a program
 * @throws UnreadableProgram for a file that does not load or has no program
 */
export const loadPrograms = async (named: readonly string[]): Promise<readonly Loaded[]> =>
  named.length === 0 ? everyProgram.map(ofCatalog) : (await Promise.all(named.map(load))).flat();

const ofCatalog = (program: Program): Loaded => ({
  program: withLocations(program),
  file: shownPath(programFile(productFolder, program.id)),
  isInCatalog: true,
  drafts: [],
  faults: [],
});

const load = async (named: string): Promise<readonly Loaded[]> => {
  const known = programById(named);
  if (known !== undefined) return [ofCatalog(known)];
  const path = isFile(named) ? resolve(named) : programFile(productFolder, named);
  if (existsSync(path)) return ofFile(path);
  if (isFile(named)) throw new UnreadableProgram(`${named} does not exist.`);
  const ids = everyProgram.map(({ id }) => id).join(', ');
  throw new UsageError(`There is no program \`${named}\`; allowed are a file, ${ids}.`);
};

/** An id has no dot and no slash, and every file of a program has. */
const isFile = (named: string): boolean => extname(named) !== '' || !isCatalogId(named);

const ofFile = async (path: string): Promise<readonly Loaded[]> => {
  const file = shownPath(path);
  const programs = programsIn(await exportsOf(path), file);
  if (programs.length === 0) {
    throw new UnreadableProgram(`${file} exports no program; allowed is what defineProgram gives.`);
  }
  return Promise.all(
    programs.map(async ({ value: program, faults }) => {
      const drafts = faults.length === 0 ? await draftsFor(program, join(dirname(path), '..')) : [];
      const isInCatalog = everyProgram.includes(program);
      return {
        program: isInCatalog ? withLocations(program) : program,
        file,
        isInCatalog,
        drafts: drafts.map(({ value, file: at }) => ({ notice: value, file: at })),
        faults: [...faults, ...drafts.flatMap((draft) => draft.faults)],
      };
    }),
  );
};

/** Notices that the program names and the catalog does not have, from the folder `notices` beside `programs`. */
const draftsFor = async (
  program: Program,
  folder: string,
): Promise<readonly (Shaped<Notice> & { readonly file: string })[]> => {
  const missing = Object.values(program.settings)
    .map((setting) => setting.notice)
    .filter((id) => isCatalogId(id) && !everyNotice.some((notice) => notice.id === id));
  const files = [...new Set(missing)].flatMap((id) => noticeFiles(folder, id)).filter(existsSync);
  const loaded = await Promise.all(
    files.map(async (path) => {
      const file = shownPath(path);
      return noticesIn(await exportsOf(path), file).map((shaped) => ({ ...shaped, file }));
    }),
  );
  return loaded.flat();
};

const exportsOf = async (path: string): Promise<readonly unknown[]> => {
  try {
    const module: Readonly<Record<string, unknown>> = await import(pathToFileURL(path).href);
    return [...new Set(Object.values(module))];
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new UnreadableProgram(`${shownPath(path)} does not load: ${said}`);
  }
};
