import { purgeMetrics } from '../../contract/access/purge-metrics.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import { type Duration, seconds } from '../../domain/time.ts';
import { demandClock, type Witness } from '../shared/clock-check.ts';
import { outboxAction } from '../shared/repositories/outbox.ts';
import { readPurgeSwitch } from '../shared/repositories/switches.ts';
import type { PlannerPorts, TickPorts } from './ports.ts';
import { sendReserved } from './reserve-work.ts';
import {
  nothing,
  type Planned,
  planClosingBucket,
  planDueBucket,
  planHoldingBucket,
  planPendingBucket,
  type Source,
} from './sources.ts';

/** How a tick ended. `cut-short`: time ran out, the next tick goes on. */
export type Tick = Planned & { readonly ended: 'all-planned' | 'cut-short' };

/** Enough to finish the step at hand; a run that has less left begins no other. */
const reserve = seconds(5);

/** Some sources of work could not be planned, each with its reason. Those that could were; an alarm tells. */
export class TickIncomplete extends AggregateError {
  override readonly name = 'TickIncomplete';
}

/**
 * One tick: sends a message for each opt-out to finish, each hold to carry on, each lot to purge and each closure to
 * end, and tells the bus. Opt-outs, holds and due lots have the first half of the time to themselves, so that
 * closures, whose number customers decide, cannot keep them waiting; closures have the second, so that whatever is
 * due cannot keep those waiting. Within a half sources take turns, a page each, and what one half leaves of its time
 * is the other's; a source that fails is given up for this tick alone. What a tick misses, the next one finds again. Where an operator has
 * stopped purging, no lot is sent; what is in danger by it is told all the same.
 * @param schedule whose clock this machine's is compared with; nothing is compared where it is left out
 * @throws ClockDisagrees @throws TickIncomplete
 */
export const planTick = async (planner: PlannerPorts, schedule?: Witness): Promise<Tick> => {
  if (schedule !== undefined) demandClock(planner.clock.now(), schedule);
  const ports = { ...planner, purging: (await readPurgeSwitch(planner)).state };
  const half = reserve + (ports.timeLeft() - reserve) / 2;
  const first = await takeTurns(ports, { ...atFirst, waiting: urgentSources(ports) }, half);
  const second = await takeTurns(ports, { ...first, waiting: closingSources(ports) }, reserve);
  const left = [...second.waiting, ...first.waiting];
  return finish(ports, await takeTurns(ports, { ...second, waiting: left }, reserve));
};

const urgentSources = (ports: TickPorts): readonly Source[] => [
  ...registryKeys.closingBuckets(ports.geography).map((bucket) => planPendingBucket(ports, bucket)),
  ...registryKeys.holdingBuckets(ports.geography).map((bucket) => planHoldingBucket(ports, bucket)),
  ...registryKeys.dueBuckets(ports.geography).map((bucket) => planDueBucket(ports, bucket)),
];

const closingSources = (ports: TickPorts): readonly Source[] =>
  registryKeys.closingBuckets(ports.geography).map((bucket) => planClosingBucket(ports, bucket));

/** How far a tick has come. */
type Progress = {
  readonly planned: Planned;
  readonly failures: readonly unknown[];
  readonly waiting: readonly Source[];
};

const atFirst: Progress = { planned: nothing, failures: [], waiting: [] };

/** Lets sources take turns until none has work, or no more than `timeKept` is left. */
const takeTurns = async (ports: TickPorts, from: Progress, timeKept: Duration): Promise<Progress> => {
  let { planned } = from;
  const failures = [...from.failures];
  const waiting = [...from.waiting];
  while (ports.timeLeft() > timeKept) {
    const source = waiting.shift();
    if (source === undefined) break;
    const turn = await takeTurn(ports, source);
    planned = sum(planned, turn.planned);
    failures.push(...turn.failures);
    waiting.push(...turn.waiting);
  }
  return { planned, failures, waiting };
};

const takeTurn = async (ports: TickPorts, source: Source): Promise<Progress> => {
  try {
    const { done, value } = await source.steps.next();
    if (done) return { planned: nothing, failures: [], waiting: [] };
    await sendReserved(ports, value);
    return { planned: value.planned, failures: [], waiting: [source, ...(value.opens ?? [])] };
  } catch (error) {
    ports.report(source.name, error);
    return { planned: nothing, failures: [error], waiting: [] };
  }
};

const sum = (one: Planned, other: Planned): Planned => ({
  lots: one.lots + other.lots,
  closures: one.closures + other.closures,
  optOuts: one.optOuts + other.optOuts,
  atRisk: one.atRisk + other.atRisk,
  missed: one.missed + other.missed,
  setAside: one.setAside + other.setAside,
});

/** Tells the bus what was planned, also when not all could be. */
const finish = async (ports: TickPorts, { planned, failures, waiting }: Progress): Promise<Tick> => {
  const { lots, closures, atRisk, missed, setAside } = planned;
  ports.measure({
    [purgeMetrics.atRisk]: atRisk,
    [purgeMetrics.missed]: missed,
    [purgeMetrics.setAside]: setAside,
    [purgeMetrics.stopped]: ports.purging === 'stopped' ? 1 : 0,
  });
  if (lots + closures > 0) {
    const event = { type: 'PurgePlanned', detail: { lots, closures } } as const;
    await ports.store.write(outboxAction(ports, event, ports.clock.now()));
  }
  if (failures.length > 0) {
    throw new TickIncomplete(failures, `${failures.length} sources of work could not be planned`);
  }
  return { ...planned, ended: waiting.length > 0 ? 'cut-short' : 'all-planned' };
};
