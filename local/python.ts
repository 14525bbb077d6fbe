import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LocalFailure } from './failure.ts';
import { withLock } from './lock.ts';
import { type Command, run } from './processes.ts';

const oldest = [3, 10] as const;
const usualNames = [
  'python3',
  'python3.14',
  'python3.13',
  'python3.12',
  'python3.11',
  'python3.10',
  'python',
];

/** The environment that Python and pip see: the caller's, because proxies, mirrors and certificates are its own. */
export const callersEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );

const versionOf = async (python: string): Promise<string | undefined> => {
  const command = {
    file: python,
    arguments: ['-c', 'import sys; print("%d.%d.%d" % sys.version_info[:3])'],
    directory: process.cwd(),
    environment: callersEnvironment(),
  };
  return run(python, command).then(
    (output) => /^\d+\.\d+\.\d+$/m.exec(output)?.[0],
    () => undefined,
  );
};

const isNewEnough = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
};

/**
 * The Python to make the virtual environment with: the one that the environment variable PYTHON names, else
 * the first usual name on the PATH that is new enough.
 * @throws LocalFailure naming what was found and what is needed
 */
export const findPython = async (): Promise<{ file: string; version: string }> => {
  const asked = process.env.PYTHON;
  const found: string[] = [];
  for (const file of asked === undefined ? usualNames : [asked]) {
    const version = await versionOf(file);
    if (version === undefined) continue;
    if (isNewEnough(version)) return { file, version };
    found.push(`${file} is ${version}`);
  }
  const tried = asked === undefined ? usualNames.join(', ') : `PYTHON=${asked}`;
  const seen = found.length > 0 ? found.join(', ') : 'found none';
  throw new LocalFailure(
    `The embedded cloud needs Python ${oldest.join('.')} or newer. Tried ${tried}: ${seen}. ` +
      'Install one, or set PYTHON to its path.',
  );
};

/** What is installed, with its exact versions. */
const requirementsFile = join(import.meta.dirname, 'requirements.txt');

/** What is installed, or is going to be: the text of the requirements. */
export const installedRequirements = (): Promise<string> => readFile(requirementsFile, 'utf8');

/** Debian and its kin ship Python without what makes environments. */
const demandVenv = async (python: { file: string; version: string }, base: Surroundings): Promise<void> => {
  const command = { ...base, file: python.file, arguments: ['-c', 'import ensurepip, venv'] };
  await run('python', command).catch(() => {
    base.signal?.throwIfAborted();
    throw new LocalFailure(
      `${python.file} (Python ${python.version}) has no venv module. Install it (Debian, Ubuntu: apt install ` +
        'python3-venv), or set PYTHON to the path of a Python that has it.',
    );
  });
};

/** pip's own last word; before it come the retries. */
const lastError = (output: string): string =>
  output
    .split('\n')
    .filter((line) => line.startsWith('ERROR:'))
    .at(-1)
    ?.replace(/^ERROR:\s*/, '') ?? output.trim().slice(-300);

/** Says what pip's failure means for whoever waits. */
export const pipFailure = (output: string): LocalFailure => {
  const isFull = /No space left on device|Errno 28/.test(output);
  return new LocalFailure(
    isFull
      ? 'The disk is full: pip could not install the embedded cloud. Free some space and start again.'
      : `pip could not install the embedded cloud (${lastError(output)}). The first start needs a Python package ` +
          'index once: check the network, or the proxy, index and certificate settings of pip, and start again.',
  );
};

type Surroundings = Pick<Command, 'directory' | 'environment' | 'signal'>;

const install = async (directory: string, requirements: string, signal?: AbortSignal): Promise<void> => {
  const python = await findPython();
  const base: Surroundings = {
    directory: import.meta.dirname,
    environment: callersEnvironment(),
    ...(signal && { signal }),
  };
  await demandVenv(python, base);
  await rm(directory, { recursive: true, force: true });
  await run('Making a Python virtual environment', {
    ...base,
    file: python.file,
    arguments: ['-m', 'venv', directory],
  });
  await run('pip', {
    ...base,
    file: join(directory, 'bin', 'python'),
    arguments: ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirementsFile],
  }).catch(async (error: unknown) => {
    await rm(directory, { recursive: true, force: true });
    throw error instanceof LocalFailure ? pipFailure(error.message) : error;
  });
  await writeFile(join(directory, 'installed.txt'), requirements);
};

/**
 * Makes sure that the embedded cloud is installed in a virtual environment of its own, and returns its
 * Python. Whoever comes second waits for whoever installs.
 */
export const ensurePython = async (localDirectory: string, signal?: AbortSignal): Promise<string> => {
  const directory = join(localDirectory, 'venv');
  const python = join(directory, 'bin', 'python');
  const requirements = await installedRequirements();
  const isInstalled = async () =>
    (await readFile(join(directory, 'installed.txt'), 'utf8').catch(() => '')) === requirements;

  if (await isInstalled()) return python;
  await withLock(`${directory}.lock`, 300_000, async () => {
    if (!(await isInstalled())) await install(directory, requirements, signal);
  });
  return python;
};
