import type { Customers } from './customers.ts';
import type { Finding } from './oracle/log.ts';
import type { PlantedDefect } from './planting.ts';
import { type Simulated, simulate } from './simulate.ts';

/** What many schedules came to: which were not kept, and how much happened in all of them. */
export type Sum = {
  readonly schedules: number;
  readonly failed: readonly { readonly seed: number; readonly findings: readonly Finding[] }[];
  readonly seen: Tally;
};

/** How often something happened, so that nobody takes a run in which nothing did for a good one. */
export type Tally = Readonly<
  Record<
    | 'steps'
    | 'crashes'
    | 'records stored'
    | 'calls accepted'
    | 'calls refused'
    | 'opt-outs'
    | 'purges for retention'
    | 'purges for opt-outs'
    | 'notices accepted'
    | 'stops'
    | 'deadlines in danger'
    | 'holds effective'
    | 'holds released'
    | 'records moved'
    | 'events told'
    | 'certificates'
    | 'registries restored'
    | 'lots counted anew',
    number
  >
>;

export const nothingYet: Sum = {
  schedules: 0,
  failed: [],
  seen: {
    steps: 0,
    crashes: 0,
    'records stored': 0,
    'calls accepted': 0,
    'calls refused': 0,
    'opt-outs': 0,
    'purges for retention': 0,
    'purges for opt-outs': 0,
    'notices accepted': 0,
    stops: 0,
    'deadlines in danger': 0,
    'holds effective': 0,
    'holds released': 0,
    'records moved': 0,
    'events told': 0,
    certificates: 0,
    'registries restored': 0,
    'lots counted anew': 0,
  },
};

export const added = (one: Sum, other: Sum): Sum => ({
  schedules: one.schedules + other.schedules,
  failed: [...one.failed, ...other.failed],
  seen: Object.fromEntries(
    Object.entries(one.seen).map(([name, count]) => [name, count + other.seen[name as keyof Tally]]),
  ) as Tally,
});

/** Runs the schedules of seeds that follow each other. @throws Error with the seed of a schedule that hangs */
export const simulateMany = async (from: number, count: number, customers: Customers): Promise<Sum> => {
  let sum = nothingYet;
  for (let seed = from; seed < from + count; seed += 1) {
    try {
      sum = added(sum, sumOf(await simulate(seed, customers)));
    } catch (error) {
      throw new Error(`the schedule of seed ${seed} does not run to its end`, { cause: error });
    }
  }
  return sum;
};

const sumOf = ({ seed, findings, log, trace }: Simulated): Sum => {
  const causes = log.purges.map(({ fields }) => fields.cause);
  const statuses = log.calls.map(({ status = 0 }) => status);
  return {
    schedules: 1,
    failed: findings.length > 0 ? [{ seed, findings }] : [],
    seen: {
      steps: trace.length,
      crashes: trace.filter(({ crashed }) => crashed).length,
      'records stored': log.records.length,
      'calls accepted': statuses.filter((status) => status >= 200 && status < 300).length,
      'calls refused': statuses.filter((status) => status >= 400 && status < 500).length,
      'opt-outs': log.choices.filter(({ value, status }) => value === 'off' && status === 200).length,
      'purges for retention': causes.filter((cause) => cause === 'retention').length,
      'purges for opt-outs': causes.filter((cause) => cause === 'opt-out').length,
      'notices accepted': log.choices.filter(({ accepts, status }) => accepts !== undefined && status === 200)
        .length,
      stops: log.switchings.some(({ state, status }) => state === 'stopped' && status === 200) ? 1 : 0,
      'deadlines in danger': log.events.filter(({ type }) => type.startsWith('Deadline')).length,
      'holds effective': log.holds.filter(({ effective }) => effective !== undefined).length,
      'holds released': log.holds.filter(({ over }) => over?.doneAt !== undefined).length,
      'records moved': log.records.filter(({ moves = [] }) => moves.length > 0).length,
      'events told': log.events.length,
      certificates: log.signing?.certificates.length ?? 0,
      'registries restored': log.restore?.endedAt === undefined ? 0 : 1,
      'lots counted anew': log.purges.filter(({ fields }) => fields.recounted === true).length,
    },
  };
};

/** A planted defect with the first seed that finds it, and what was seen then. */
export type Found = { readonly seed: number; readonly finding: Finding } | undefined;

/** What the schedule of a seed shows of a planted defect. */
export const foundWith = async (
  { plant }: PlantedDefect,
  seed: number,
  customers: Customers,
): Promise<Found> => {
  const [finding] = (await simulate(seed, customers, plant())).findings;
  return finding && { seed, finding };
};

/** Looks for a planted defect in the schedules of seeds 1, 2, 3, …, up to a number. */
export const firstThatFinds = async (
  defect: PlantedDefect,
  seeds: number,
  customers: Customers,
): Promise<Found> => {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const found = await foundWith(defect, seed, customers);
    if (found !== undefined) return found;
  }
  return undefined;
};
