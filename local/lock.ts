import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
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

const holderOf = async (path: string): Promise<number | undefined> => {
  const text = await readFile(path, 'utf8').catch(() => '');
  const id = Number.parseInt(text, 10);
  return Number.isInteger(id) ? id : undefined;
};

/**
 * Takes a lock file for this process; one that a process left behind which is gone is taken over.
 * @returns undefined when it was taken, else the id of the process that holds it
 */
export const takeLock = async (path: string): Promise<number | undefined> => {
  await mkdir(dirname(path), { recursive: true });
  for (;;) {
    try {
      await writeFile(path, `${process.pid}\n`, { flag: 'wx', mode: 0o600 });
      return undefined;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = await holderOf(path);
    if (holder !== undefined && holder !== process.pid && isAlive(holder)) return holder;
    await rm(path, { force: true });
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
