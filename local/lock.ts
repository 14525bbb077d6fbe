import { spawnSync } from 'node:child_process';
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LocalFailure } from './failure.ts';

/** Whether a process with this id exists. */
export const isAlive = (processId: number): boolean => {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/**
 * When a process began, as the system counts it: tells a process from a later one with the same id. Undefined
 * where there is no such process, or no way to ask.
 */
const beginningOf = async (processId: number): Promise<string | undefined> => {
  const stat = await readFile(`/proc/${processId}/stat`, 'utf8').catch(() => undefined);
  // The second field is a name in parentheses and may hold anything; the beginning is the twentieth after it.
  if (stat !== undefined) return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  const asked = spawnSync('ps', ['-o', 'lstart=', '-p', String(processId)], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
  });
  return asked.status === 0 ? asked.stdout.trim().replaceAll(/\s+/g, '-') : undefined;
};

/** What a lock file holds for a process: its id and its beginning. */
export const lockText = async (processId: number): Promise<string> =>
  `${processId} ${(await beginningOf(processId)) ?? ''}\n`;

/** Who holds a lock, and whether it is surely the process that took it or only one with its id. */
export type Holder = { readonly processId: number; readonly certainty: 'same process' | 'same id' };

/** The process that holds a lock: one that lives, and did not begin at another time than the holder. */
export const findHolder = async (path: string): Promise<Holder | undefined> => {
  const text = await readFile(path, 'utf8').catch(() => '');
  const [, id = '', began = ''] = /^(\d+) (\S*)\n$/.exec(text) ?? [];
  const holder = Number(id);
  if (holder === 0 || !isAlive(holder)) return undefined;
  const begins = await beginningOf(holder);
  if (began === '' || begins === undefined) return { processId: holder, certainty: 'same id' };
  return begins === began ? { processId: holder, certainty: 'same process' } : undefined;
};

/** The id of the process that holds a lock, where in doubt of one with the holder's id. */
export const holderOf = async (path: string): Promise<number | undefined> =>
  (await findHolder(path))?.processId;

/**
 * Removes a lock whose holder is gone. One process at a time may, so that of two that find the same one left
 * the slower does not remove what the faster has taken since.
 */
const removeLeft = async (path: string): Promise<void> => {
  const guard = `${path}.takeover`;
  try {
    await mkdir(guard);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const since = await stat(guard).catch(() => undefined);
    // Whoever made it was killed in between.
    if (since !== undefined && Date.now() - since.mtimeMs > 5_000) await rm(guard, { recursive: true });
    await sleep(20);
    return;
  }
  try {
    const isThere = await stat(path).catch(() => undefined);
    const holder = await holderOf(path);
    // While it is there nobody can take it, and nobody else removes it.
    if (isThere !== undefined && (holder === undefined || holder === process.pid)) await rm(path);
  } finally {
    await rm(guard, { recursive: true, force: true });
  }
};

/**
 * Takes a lock file for this process; one that a process left behind which is gone is taken over.
 * @returns undefined when it was taken, else the id of the process that holds it
 */
export const takeLock = async (path: string): Promise<number | undefined> => {
  await mkdir(dirname(path), { recursive: true });
  // Complete before it has its name: nobody reads half of it.
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, await lockText(process.pid), { mode: 0o600 });
  try {
    for (;;) {
      try {
        await link(draft, path);
        return undefined;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = await holderOf(path);
      if (holder !== undefined && holder !== process.pid) return holder;
      await removeLeft(path);
    }
  } finally {
    await rm(draft, { force: true });
  }
};

/** Gives a lock back. */
export const releaseLock = (path: string): Promise<void> => rm(path, { force: true });

/**
 * Runs work while holding a lock, waiting for whoever holds it.
 * @throws LocalFailure when it is not free within `patience` milliseconds
 */
export const withLock = async <Result>(
  path: string,
  patience: number,
  work: () => Promise<Result>,
): Promise<Result> => {
  const end = Date.now() + patience;
  for (let holder = await takeLock(path); holder !== undefined; holder = await takeLock(path)) {
    if (Date.now() > end) {
      throw new LocalFailure(`${path} has been held by process ${holder} for ${patience / 1000} s.`);
    }
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    await releaseLock(path);
  }
};
