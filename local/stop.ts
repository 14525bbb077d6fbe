import { setTimeout as sleep } from 'node:timers/promises';
import { lockFile } from './deployment-file.ts';
import { describeFailure, LocalFailure } from './failure.ts';
import { holderOf } from './lock.ts';

/** Saving the state of many records takes its time. */
const patience = 60_000;

const stop = async (): Promise<string> => {
  const holder = await holderOf(lockFile);
  if (holder === undefined) return 'No cells are running here.';
  process.kill(holder, 'SIGTERM');
  const end = Date.now() + patience;
  while (Date.now() < end) {
    if ((await holderOf(lockFile)) !== holder) return 'Stopped. npm start goes on from here.';
    await sleep(50);
  }
  throw new LocalFailure(
    `Process ${holder} has not stopped within ${patience / 1000} s. End it with: kill -9 ${holder}`,
  );
};

try {
  process.stdout.write(`${await stop()}\n`);
} catch (error) {
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exitCode = 1;
}
