import { hours, seconds } from '../../domain/time.ts';
import { seededRandom } from '../races/random.ts';
import { raceScheduler, type Step } from '../races/scheduler.ts';
import type { Act } from './acts.ts';
import type { Customers } from './customers.ts';
import { machinery } from './machinery.ts';
import { places, releases } from './officer.ts';
import { switches } from './operator.ts';
import { judge } from './oracle/judge.ts';
import type { Finding, Log } from './oracle/log.ts';
import { captures, chooses, looks } from './people.ts';
import { copies, loses } from './restorer.ts';
import { drawSchedule, type Schedule } from './schedule.ts';
import { crashesIn } from './weather.ts';
import { accessOf, aWorld, type Defect, type World } from './world.ts';

/** How a schedule ended: what was not kept, and what can be told of the way there. */
export type Simulated = {
  readonly seed: number;
  readonly findings: readonly Finding[];
  readonly log: Log;
  readonly schedule: Schedule;
  readonly trace: readonly Step[];
};

/**
 * Runs the schedule of a seed: the real handlers over the store in memory, for as long as its promises last, and
 * lets the oracle judge what could be seen. The same seed gives the same schedule.
 */
export const simulate = async (
  seed: number,
  customers: Customers,
  defect: Defect = {},
): Promise<Simulated> => {
  const schedule = drawSchedule(
    seededRandom(seed),
    customers.sharings,
    // Of their own, so that a schedule is the same beside its holds, and beside its signers and its restore.
    seededRandom(seed + 1_000_000_007),
    seededRandom(seed + 2_000_000_011),
  );
  const { weather, startsAt } = schedule;
  let calmNow = () => false;
  const limits = Object.fromEntries(
    Object.entries(accessOf).map(([role, access]) => [role, seconds(access.timeoutSeconds)]),
  );
  const crash = crashesIn(
    weather,
    {
      ...limits,
      officer: seconds(30),
      restorer: hours(6),
      ...(!weather.workersEnd && { worker: Number.POSITIVE_INFINITY }),
    },
    () => calmNow(),
  );
  const scheduler = raceScheduler({ seed, startsAt, crash });
  const world = aWorld(scheduler, schedule, customers, defect);
  ({ calmNow } = world);
  const run = machinery(world);
  scheduler.start('calendar', async ({ wait }) => {
    for (const act of schedule.acts) {
      const left = act.at - scheduler.clock.now();
      if (left > 0) await wait(left);
      begin(world, run, act);
    }
  });
  await withoutLog(scheduler.run);
  const log = world.observer.log(schedule.terms);
  return { seed, findings: judge(log), log, schedule, trace: scheduler.trace };
};

/**
 * Handlers log a line for each piece of work; so many schedules would say nothing else. Where a refusal came from
 * nobody reads either, and to find out costs more than to refuse.
 */
const withoutLog = async (run: () => Promise<void>): Promise<void> => {
  const { log } = console;
  const { stackTraceLimit } = Error;
  console.log = () => {};
  Error.stackTraceLimit = 0;
  try {
    await run();
  } finally {
    console.log = log;
    Error.stackTraceLimit = stackTraceLimit;
  }
};

const begin = (world: World, run: ReturnType<typeof machinery>, act: Act): void => {
  if (act.kind === 'choose') chooses(world, act);
  else if (act.kind === 'capture') captures(world, act);
  else if (act.kind === 'look') looks(world, act, epochsOf(world, act.sharing.use));
  else if (act.kind === 'hold') places(world, act);
  else if (act.kind === 'release') releases(world, act);
  else if (act.kind === 'switch') switches(world, act);
  else if (act.kind === 'copy') copies(world);
  else if (act.kind === 'lose') loses(world, act);
  else run[act.kind]();
};

/** The epochs that hold or held something for a use. */
const epochsOf = ({ lots }: World, use: string): readonly string[] => [
  ...new Set(
    lots()
      .filter((pk) => pk.includes(`#${use}#`))
      .map((pk) => pk.slice(0, pk.indexOf('#'))),
  ),
];
