import type { CellPorts } from './ports.ts';
import type { Outcome } from './store/store.ts';

/**
 * Repeats a write that was refused for a passing reason (a conflict with another transaction, throttling), with
 * growing waits and full jitter, so that two writers do not meet again. A condition that failed comes back at
 * once: nothing about it gets better by waiting.
 */
export const persist = async (
  ports: Pick<CellPorts, 'wait' | 'randomness'>,
  attempt: (number: number) => Promise<Outcome>,
  tries = 6,
): Promise<Outcome> => {
  for (let number = 0; ; number += 1) {
    const outcome = await attempt(number);
    const passing = !outcome.ok && outcome.refusal !== 'condition-failed';
    if (!passing || number + 1 >= tries) return outcome;
    await ports.wait(ports.randomness.fraction() * 20 * 2 ** number);
  }
};
