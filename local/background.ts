import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { localDirectory } from './deployment-file.ts';
import { LocalFailure } from './failure.ts';
import { makePrivateDirectory } from './preconditions.ts';

/** What cells in the background write. */
export const backgroundLog = join(localDirectory, 'start.log');

/** What the process in the background tells the one that waits for it. */
type Message = { readonly text: string } | { readonly failure: string } | { readonly isReady: true };

/** Whether this process runs behind another one that waits until the cells are ready. */
export const isInBackground = process.send !== undefined;

/** Lets whoever waits for this process read along; nobody does once the cells are ready. */
export const tellStarter = (message: Message): void => {
  if (process.connected) process.send?.(message);
};

/** The cells are ready: whoever waited may leave. */
export const letStarterGo = (): void => {
  tellStarter({ isReady: true });
  if (process.connected) process.disconnect();
};

/**
 * Runs the same start in a process of its own, which outlives this one, and shows what it says until it is
 * ready.
 * @param signal ends it, as long as it is not ready
 * @throws LocalFailure with what it failed of, when it ends before it is ready
 */
export const startInBackground = async (signal: AbortSignal): Promise<void> => {
  await makePrivateDirectory(localDirectory);
  const log = await open(backgroundLog, 'w', 0o600);
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'launch.mjs'), 'start', ...process.argv.slice(2)],
    { detached: true, stdio: ['ignore', log.fd, log.fd, 'ipc'] },
  );
  await log.close();
  const stop = () => child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  let isReady = false;
  let failure = `The start ended before the cells were ready; ${backgroundLog} holds what it said.`;
  child.on('message', (message: Message) => {
    if ('text' in message) process.stdout.write(message.text);
    else if ('failure' in message) failure = message.failure;
    else isReady = true;
  });
  // Disconnected when it is ready, or gone.
  await once(child, 'disconnect');
  signal.removeEventListener('abort', stop);
  if (isReady) return child.unref();
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  throw new LocalFailure(failure);
};
