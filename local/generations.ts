import { constants } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { type Beginning, decideBeginning, type Generation } from './beginning.ts';
import { readSavedCloud } from './saved-cloud.ts';

/**
 * Each run of the emulator has a directory of its own, which begins as a copy of the last saved one. What a
 * run that is killed leaves half-written is never loaded, and what was saved before is still there.
 */
const generationsIn = (directory: string): string => join(directory, 'generations');

/** Written by run-ministack.py when everything is saved: every file with its size. */
const seal = z.object({ savedAt: z.string(), files: z.record(z.string(), z.int()) });
const sealFile = 'saved.json';

/** Written by run-ministack.py when the emulator could not load something. */
const damageFile = 'damaged.txt';

type Sealed = Pick<Generation, 'state' | 'savedAt'>;

const sealOf = async (directory: string): Promise<Sealed> => {
  const text = await readFile(join(directory, sealFile), 'utf8').catch(() => undefined);
  if (text === undefined) return { state: 'unsaved' };
  try {
    const { savedAt, files } = z.parse(seal, JSON.parse(text));
    for (const [name, size] of Object.entries(files)) {
      const found = await stat(join(directory, name)).catch(() => undefined);
      if (found?.size !== size) return { state: 'damaged' };
    }
    return { state: 'saved', savedAt };
  } catch {
    return { state: 'damaged' };
  }
};

/** Everything that earlier runs left. */
export const findGenerations = async (directory: string): Promise<Generation[]> => {
  const names = await readdir(generationsIn(directory)).catch(() => []);
  const numbers = names.filter((name) => /^\d+$/.test(name)).map(Number);
  return Promise.all(
    numbers.map(async (number) => {
      const path = join(generationsIn(directory), String(number));
      return { number, directory: path, ...(await sealOf(path)), cloud: await readSavedCloud(path) };
    }),
  );
};

/** Reads what is there and decides what the next run begins from. */
export const beginningIn = async (
  directory: string,
  wish: 'resume' | 'fresh',
  installed: string,
): Promise<Beginning> => decideBeginning({ wish, installed, generations: await findGenerations(directory) });

/** Removes what earlier runs left beside their state: certificate, synthesized templates, logs. */
export const clearAroundGenerations = async (directory: string): Promise<void> => {
  const names = (await readdir(directory)).filter(
    (name) => join(directory, name) !== generationsIn(directory),
  );
  await Promise.all(names.map((name) => rm(join(directory, name), { recursive: true, force: true })));
};

/**
 * Makes the directory of the next run, as a copy of what it begins from; the state of other earlier runs goes.
 * Nothing is removed before the copy is whole. From here on a run that does not save counts as killed, so that
 * everything that can be refused has to be refused before.
 */
export const openGeneration = async (directory: string, beginning: Beginning): Promise<string> => {
  if (beginning.kind === 'fresh') {
    await rm(generationsIn(directory), { recursive: true, force: true });
    const first = join(generationsIn(directory), '1');
    await mkdir(first, { recursive: true });
    return first;
  }
  const earlier = await findGenerations(directory);
  const number = Math.max(...earlier.map((generation) => generation.number)) + 1;
  const next = join(generationsIn(directory), String(number));
  // No generation until it is whole: a copy that is cut off is no run that was killed.
  const draft = join(generationsIn(directory), 'draft');
  await rm(draft, { recursive: true, force: true });
  await cp(beginning.from.directory, draft, { recursive: true, mode: constants.COPYFILE_FICLONE });
  await rm(join(draft, sealFile));
  await rename(draft, next);
  for (const generation of earlier) {
    if (generation.number !== beginning.from.number) await rm(generation.directory, { recursive: true });
  }
  return next;
};

/** Forgets a generation whose emulator never answered: nothing was done in it, so that nothing is lost. */
export const dropGeneration = (generation: string): Promise<void> =>
  rm(generation, { recursive: true, force: true });

/** Whether the run of this generation has saved everything. */
export const isSaved = async (generation: string): Promise<boolean> =>
  (await sealOf(generation)).state === 'saved';

/** Whether the emulator could not load what the generation began with. */
export const isDamaged = (generation: string): Promise<boolean> =>
  stat(join(generation, damageFile)).then(
    () => true,
    () => false,
  );
