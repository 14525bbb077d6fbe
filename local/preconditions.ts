import { constants } from 'node:fs';
import { access, chmod, mkdir, statfs } from 'node:fs/promises';
import { LocalFailure } from './failure.ts';
import { run } from './processes.ts';
import { callersEnvironment } from './python.ts';

const megabyte = 1024 * 1024;

/** What an installed environment, unpacked functions and saved state of nine cells take, with room to spare. */
const neededSpace = 300 * megabyte;

/** @throws LocalFailure when a disk has too little space left; both in bytes */
export const demandSpace = (directory: string, free: number, needed: number): void => {
  if (free >= needed) return;
  const inMegabytes = (bytes: number) => `${Math.floor(bytes / megabyte)} MB`;
  throw new LocalFailure(
    `The disk of ${directory} has ${inMegabytes(free)} left and the embedded cloud needs ${inMegabytes(needed)}. ` +
      'Free some and start again.',
  );
};

/** Makes a directory that other users of the machine cannot look into: below it lie keys and passwords. */
export const makePrivateDirectory = async (directory: string): Promise<void> => {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await access(directory, constants.W_OK);
  await chmod(directory, 0o700);
};

/**
 * What a machine needs besides Node and Python.
 * @throws LocalFailure naming what is missing and what to do
 */
export const demandPreconditions = async (directory: string, signal?: AbortSignal): Promise<void> => {
  const { bavail, bsize } = await statfs(directory);
  demandSpace(directory, bavail * bsize, neededSpace);
  const openssl = {
    file: 'openssl',
    arguments: ['version'],
    directory,
    environment: callersEnvironment(),
    ...(signal && { signal }),
  };
  await run('openssl', openssl).catch(() => {
    signal?.throwIfAborted();
    throw new LocalFailure(
      'The command openssl was not found; the embedded cloud makes its certificate with it. Install openssl ' +
        'with the package manager of your system and start again.',
    );
  });
};
