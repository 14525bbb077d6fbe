import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { LocalFailure } from './failure.ts';

/** What a command is started with. The environment is complete: nothing is inherited beside it. */
export type Command = {
  readonly file: string;
  readonly arguments: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Aborting it ends the command and everything that the command started. */
  readonly signal?: AbortSignal;
};

/** How many of the last characters of a command's output a failure shows. */
const shownOutput = 4_000;

const running = new Set<ChildProcess>();

/** The last resort, for an exit that waits for nobody: what still runs must not outlive this process. */
const endAllAtExit = () => {
  for (const child of running) signalGroup(child, 'SIGKILL');
};

/**
 * Starts a command in a process group of its own, so that Ctrl-C reaches it only through us, in order, and so
 * that its children end with it.
 */
export const startGroup = (command: Command, stdio: SpawnOptions['stdio']): ChildProcess => {
  const child = spawn(command.file, command.arguments, {
    cwd: command.directory,
    env: { ...command.environment },
    stdio,
    detached: true,
  });
  if (running.size === 0) process.once('exit', endAllAtExit);
  running.add(child);
  const isOver = () => {
    running.delete(child);
    if (running.size === 0) process.off('exit', endAllAtExit);
  };
  child.once('exit', isOver);
  child.once('error', isOver);
  return child;
};

const isGone = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

const signalGroup = (child: ChildProcess, signal: NodeJS.Signals): void => {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // ESRCH: the whole group is gone already, which is what was asked for.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

/** Ends a process and its group: asks first, insists after `patience` milliseconds. */
export const endGroup = async (child: ChildProcess, patience = 5_000): Promise<void> => {
  if (!isGone(child)) {
    const gone = once(child, 'exit');
    const insist = setTimeout(() => signalGroup(child, 'SIGKILL'), patience);
    signalGroup(child, 'SIGTERM');
    await gone;
    clearTimeout(insist);
  }
  // Children that outlived their parent, such as the processes of functions.
  signalGroup(child, 'SIGKILL');
};

/**
 * Runs a command to its end and returns what it wrote.
 * @throws LocalFailure with the end of its output when it fails or cannot be started
 */
export const run = async (what: string, command: Command): Promise<string> => {
  command.signal?.throwIfAborted();
  const child = startGroup(command, ['ignore', 'pipe', 'pipe']);
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString('utf8');
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const stop = () => signalGroup(child, 'SIGTERM');
  command.signal?.addEventListener('abort', stop, { once: true });
  try {
    const [code] = await once(child, 'close');
    command.signal?.throwIfAborted();
    if (code !== 0) {
      throw new LocalFailure(`${what} failed with exit code ${code}:\n${output.trim().slice(-shownOutput)}`);
    }
    return output;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new LocalFailure(`${what} failed: ${command.file} was not found in ${command.directory}.`);
    }
    throw error;
  } finally {
    command.signal?.removeEventListener('abort', stop);
  }
};
