import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { cellShape } from './deployment-file.ts';

const shape = z.object({
  /** Changes when a field changes its meaning. */
  version: z.literal(1),
  /** The emulator whose state lies beside: its requirements file, word for word. */
  emulator: z.string(),
  /** Of everything that the deployment came from; empty while it is not known to be whole. */
  fingerprint: z.string(),
  /** The addresses of the cells are written into their functions, so the next start wants the same port. */
  frontPort: z.int(),
  /** Queues are saved under addresses that name it: it has to stay. */
  emulatorPort: z.int(),
  bootstrappedRegions: z.array(z.string()),
  cells: z.array(cellShape),
  /** Geography to the id of its API. */
  apis: z.record(z.string(), z.string()),
});

/** What there is to know of a cloud beside the emulator's own state, so that a later start goes on from it. */
export type SavedCloud = z.infer<typeof shape>;

const fileIn = (directory: string): string => join(directory, 'cloud.json');

/** Writes it at once or not at all; it holds passwords, so only its owner may read it. */
export const writeSavedCloud = async (directory: string, cloud: SavedCloud): Promise<void> => {
  const draft = `${fileIn(directory)}.draft`;
  await writeFile(draft, JSON.stringify(cloud), { mode: 0o600 });
  await rename(draft, fileIn(directory));
};

/** Reads it; undefined where there is none, 'unreadable' where this version did not write it so. */
export const readSavedCloud = async (directory: string): Promise<SavedCloud | 'unreadable' | undefined> => {
  const text = await readFile(fileIn(directory), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const parsed = z.safeParse(shape, JSON.parse(text));
    return parsed.success ? parsed.data : 'unreadable';
  } catch {
    return 'unreadable';
  }
};
