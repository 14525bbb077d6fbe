/** A step of work with a name that people read while they wait. */
export type Step = <Result>(label: string, work: () => Promise<Result>) => Promise<Result>;

const secondsSince = (start: number): string => `${((performance.now() - start) / 1000).toFixed(1)} s`;

/**
 * Runs each step with one line: its label at once, its seconds when it is done. Writes no control characters,
 * so that it reads the same in a terminal, a pipe and a log.
 */
export const stepsTo = (write: (text: string) => void): Step => {
  return async (label, work) => {
    const start = performance.now();
    write(`${label} … `);
    try {
      const result = await work();
      write(`${secondsSince(start)}\n`);
      return result;
    } catch (error) {
      const stopped = error instanceof DOMException && error.name === 'AbortError';
      write(`${stopped ? 'stopped' : 'failed'} after ${secondsSince(start)}\n`);
      throw error;
    }
  };
};

/** Steps that print nothing, for tests. */
export const silentSteps: Step = (_label, work) => work();
