import { describeTrace, raceScheduler, type Scheduler, type SchedulerOptions } from './scheduler.ts';

export type Seeds = Omit<SchedulerOptions, 'seed'> & {
  /** How many seeds are run: 1, 2, 3, … */
  readonly seeds: number;
};

/** A seed to run alone, from RACE_SEED. */
const onlySeed = (): number | undefined => {
  const given = process.env.RACE_SEED;
  return given === undefined ? undefined : Number(given);
};

const seedsOf = (count: number): readonly number[] => {
  const only = onlySeed();
  return only === undefined ? Array.from({ length: count }, (_, index) => index + 1) : [only];
};

/**
 * Runs one race for each seed, and stops at the first that fails.
 * @throws Error with the seed, how to replay it, and the trace; its cause is what failed
 */
export const forEverySeed = async (
  { seeds, ...options }: Seeds,
  race: (scheduler: Scheduler, seed: number) => Promise<void>,
): Promise<void> => {
  for (const seed of seedsOf(seeds)) {
    const scheduler = raceScheduler({ ...options, seed });
    try {
      await race(scheduler, seed);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const replay = `Replay it with RACE_SEED=${seed} npx vitest run --project races -t '<name of the test>'`;
      throw new Error(`seed ${seed} fails: ${reason}\n${replay}\n${describeTrace(scheduler.trace)}`, {
        cause: error,
      });
    }
  }
};
