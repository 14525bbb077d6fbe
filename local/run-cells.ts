import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { announcementOf } from './announcement.ts';
import type { StartArguments } from './arguments.ts';
import { backgroundLog, isInBackground, letStarterGo, tellStarter } from './background.ts';
import { type Cloud, startCloud } from './cloud.ts';
import { withDemoOrganizations } from './demo-organizations.ts';
import { type Cell, deploymentFile, localDirectory, lockFile, writeDeployment } from './deployment-file.ts';
import { LocalFailure } from './failure.ts';
import { releaseLock, takeLock } from './lock.ts';
import { account, rootCredentials } from './ministack.ts';
import { makePrivateDirectory } from './preconditions.ts';
import { stepsTo } from './progress.ts';

const write = (text: string): void => {
  process.stdout.write(text);
  tellStarter({ text });
};

const howToStop = isInBackground
  ? `It runs in the background and writes to ${backgroundLog}. Stop it with npm stop; npm start goes on from there.`
  : 'Ctrl-C stops everything. The data stays for the next npm start; --fresh begins without it.';

const takeTheOnlyPlace = async (): Promise<void> => {
  const holder = await takeLock(lockFile);
  if (holder === undefined) return;
  throw new LocalFailure(
    `The cells of this directory run already, in process ${holder}; see ${deploymentFile}. Stop them first: npm stop.`,
  );
};

const announce = async (cloud: Cloud, cells: readonly Cell[]): Promise<void> => {
  const { endpoint, caPath, logPath } = cloud.emulator;
  await cloud.keep(cells);
  await writeDeployment({
    version: 1,
    processId: process.pid,
    startedAt: new Date().toISOString(),
    cloud: { endpoint, caPath, account, ...rootCredentials },
    cells: [...cells],
  });
  write(announcementOf(cells, { endpoint, logPath, howToStop }));
};

/**
 * Runs the cells until the signal is aborted.
 * @throws LocalFailure when they do not come up, or end by themselves; nothing is left running then
 */
export const runCells = async (given: StartArguments, signal: AbortSignal): Promise<void> => {
  await makePrivateDirectory(localDirectory);
  await takeTheOnlyPlace();
  let cloud: Cloud | undefined;
  try {
    const started = performance.now();
    const step = stepsTo(write);
    cloud = await startCloud({
      localDirectory,
      directory: join(localDirectory, 'state'),
      geographies: given.geographies,
      copiesOf: given.copiesOf,
      begin: given.begin,
      preferred: { emulator: 4566, front: 8600 },
      step,
      tell: (sentence) => write(`${sentence}\n`),
      signal,
    });
    const { cells: deployed } = cloud;
    const cells = deployed.every(({ workspace }) => workspace !== undefined)
      ? deployed
      : await step('Demo organizations', () => withDemoOrganizations(deployed));
    signal.throwIfAborted();
    write(`Ready after ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
    await announce(cloud, cells);
    letStarterGo();
    await untilAborted(signal, cloud);
  } finally {
    await rm(deploymentFile, { force: true });
    if (cloud !== undefined && !(await cloud.stop())) {
      write('The state of this run could not be saved; .local/state/emulator.log says why.\n');
    }
    await releaseLock(lockFile);
  }
};

/** Waits until the cells are to stop. @throws LocalFailure when the embedded cloud ends before */
const untilAborted = (signal: AbortSignal, { emulator }: Cloud): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
    emulator.ended.then(() => {
      if (!signal.aborted) {
        reject(new LocalFailure(`The embedded cloud ended by itself; its log: ${emulator.logPath}`));
      }
    });
  });
