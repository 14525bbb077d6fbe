import type { CellPorts } from './ports.ts';
import type { Outcome } from './store/store.ts';

type Waiting = Pick<CellPorts, 'wait' | 'randomness'>;

/** Waits before the next attempt: twice as long each time, with full jitter, so that two writers do not meet again. */
export const backOff = async ({ wait, randomness }: Waiting, attempt: number): Promise<void> => {
  await wait(Math.ceil(randomness.fraction() * 20 * 2 ** attempt));
};

/**
 * Repeats a write that was refused for a passing reason: a conflict with another transaction, or throttling. A
 * condition that failed comes back at once: nothing about it gets better by waiting.
 */
export const persist = async (
  ports: Waiting,
  attempt: (number: number) => Promise<Outcome>,
  tries = 6,
): Promise<Outcome> => {
  for (let number = 0; ; number += 1) {
    const outcome = await attempt(number);
    const passing = !outcome.ok && outcome.refusal !== 'condition-failed';
    if (!passing || number + 1 >= tries) return outcome;
    await backOff(ports, number);
  }
};
