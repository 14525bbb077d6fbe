import { setTimeout as sleep } from 'node:timers/promises';
import type { Beginning } from './beginning.ts';
import { LocalFailure } from './failure.ts';
import { beginningIn } from './generations.ts';
import { findHolder, type Holder, holderOf } from './lock.ts';

type Stop = {
  /** The lock that running cells hold. */
  readonly lock: string;
  /** Where what they save lies. */
  readonly state: string;
  /** The requirements of the emulator that the next start will run. */
  readonly installed: string;
  /** Milliseconds to wait for the end. */
  readonly patience: number;
};

/** A lock names a process by its id only where the system could not be asked when it began. */
const demandCertainty = ({ processId, certainty }: Holder, lock: string): void => {
  if (certainty === 'same process') return;
  throw new LocalFailure(
    `${lock} names process ${processId}, but nothing shows that the cells run in it. ` +
      `Look at it (ps -p ${processId}) and end it with: kill ${processId}. If it is another, remove the file.`,
  );
};

/** What the next start goes on from says whether the run that has ended was saved. */
const demandSaved = (next: Beginning): void => {
  if (next.kind === 'fresh') {
    throw new LocalFailure(
      'Stopped. Nothing was saved that npm start could go on from: it will start fresh.',
    );
  }
  if (next.because === undefined) return;
  throw new LocalFailure(
    `Stopped. This run was not saved: npm start goes on from the state of ${next.from.savedAt}, ` +
      'and what was done after that is lost.',
  );
};

/**
 * Ends the cells that run here and waits until they are gone.
 * @returns a sentence that says how it went
 * @throws LocalFailure where it is not sure which process they run in, where they do not end in time, and
 *   where they ended without saving their state
 */
export const stopCells = async ({ lock, state, installed, patience }: Stop): Promise<string> => {
  const holder = await findHolder(lock);
  if (holder === undefined) return 'No cells are running here.';
  demandCertainty(holder, lock);
  const { processId } = holder;
  process.kill(processId, 'SIGTERM');
  const end = Date.now() + patience;
  while ((await holderOf(lock)) === processId) {
    if (Date.now() > end) {
      throw new LocalFailure(
        `Process ${processId} has not stopped within ${patience / 1000} s. End it with: kill -9 ${processId}`,
      );
    }
    await sleep(50);
  }
  demandSaved(await beginningIn(state, 'resume', installed));
  return 'Stopped. npm start goes on from here.';
};
