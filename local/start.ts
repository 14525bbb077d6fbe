import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Cloud, startCloud } from './cloud.ts';
import { createOrganization } from './demo-organizations.ts';
import { type Cell, deploymentFile, localDirectory, writeDeployment } from './deployment-file.ts';
import { describeFailure, LocalFailure } from './failure.ts';
import { releaseLock, takeLock } from './lock.ts';
import { account, rootCredentials } from './ministack.ts';
import { stepsTo } from './progress.ts';

const lockFile = join(localDirectory, 'start.lock');
const nodeOfFunctions = 24;

const demandNode = (): void => {
  const major = Number(process.versions.node.split('.')[0]);
  if (major === nodeOfFunctions) return;
  throw new LocalFailure(
    `Functions run on Node ${nodeOfFunctions}, this is ${process.version}. Start with npm start, which takes ` +
      `node ${nodeOfFunctions} from node_modules; if it still says this, run npm ci again.`,
  );
};

const takeTheOnlyPlace = async (): Promise<void> => {
  const holder = await takeLock(lockFile);
  if (holder === undefined) return;
  throw new LocalFailure(
    `The cells of this directory are running already, started by process ${holder}; see ${deploymentFile}. ` +
      'Stop it with Ctrl-C in its terminal first.',
  );
};

const table = (rows: readonly (readonly string[])[]): string => {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
};

const describe = (cells: readonly Cell[], cloud: Cloud): string => {
  const running = table([
    ['cell', 'region', 'API', 'workspace'],
    ...cells.map((cell) => [cell.geography, cell.region, `${cell.api}/v1`, cell.workspace ?? '']),
  ]);
  const signIns = table([
    ['sign in to', 'as', 'with the password'],
    ...cells.flatMap(({ geography, people }) =>
      Object.values(people).map((person) => [geography, person.username, person.password]),
    ),
  ]);
  const first = cells[0];
  return `
${running}

${signIns}

Services sign in with client credentials. Everything for scripts, secrets too: ${deploymentFile}
The AWS endpoint is ${cloud.emulator.endpoint}; its log: ${cloud.emulator.logPath}

Try next, in another terminal:
  npm run demo
  npm run -s token -- --geography ${first?.geography} --role owner
  curl -s -H "Authorization: Bearer $(npm run -s token -- --geography ${first?.geography} --role owner)" \\
    "${first?.api}/v1/settings?subject=${first?.organization}"

Ctrl-C stops everything.
`;
};

const run = async (signal: AbortSignal): Promise<void> => {
  demandNode();
  await takeTheOnlyPlace();
  const step = stepsTo((text) => process.stdout.write(text));
  let cloud: Cloud | undefined;
  try {
    const started = performance.now();
    cloud = await startCloud({
      localDirectory,
      directory: join(localDirectory, 'state'),
      preferred: { emulator: 4566, front: 8600 },
      step,
      signal,
    });
    const { cells: deployed, emulator } = cloud;
    const cells: Cell[] = await step('Demo organizations', () =>
      Promise.all(deployed.map(async (cell) => ({ ...cell, ...(await createOrganization(cell)) }))),
    );
    await writeDeployment({
      version: 1,
      processId: process.pid,
      startedAt: new Date().toISOString(),
      cloud: { endpoint: emulator.endpoint, caPath: emulator.caPath, account, ...rootCredentials },
      cells,
    });
    process.stdout.write(`Ready after ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
    process.stdout.write(describe(cells, cloud));
    await untilAborted(signal, cloud);
  } finally {
    await rm(deploymentFile, { force: true });
    await cloud?.stop();
    await releaseLock(lockFile);
  }
};

/** Waits for Ctrl-C. @throws LocalFailure when the embedded cloud ends before */
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

const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    if (!stopping.signal.aborted) process.stdout.write('\nStopping …\n');
    stopping.abort();
  });
}

try {
  await run(stopping.signal);
} catch (error) {
  if (!stopping.signal.aborted) {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exitCode = 1;
  }
}
