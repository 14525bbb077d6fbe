import { registryKeys } from '../../contract/tables/registry.ts';
import { type Duration, seconds } from '../../domain/time.ts';
import { outboxAction } from '../shared/repositories/outbox.ts';
import type { PlannerPorts } from './ports.ts';
import { sendReserved } from './reserve-lots.ts';
import { type Planned, planClosingBucket, planDueBucket, planPendingBucket, type Source } from './sources.ts';

/** How a tick ended. `cut-short`: time ran out, the next tick goes on. */
export type Tick = Planned & { readonly ended: 'all-planned' | 'cut-short' };

/** Enough to finish the step at hand; a run that has less left begins no other. */
const reserve = seconds(5);

/** Some sources of work could not be planned. Those that could were; the alarm on the function's errors tells. */
export class TickIncomplete extends Error {
  override readonly name = 'TickIncomplete';
}

/**
 * One tick: sends a message for each opt-out to finish, each lot to purge and each closure to end, and tells
 * the bus. Opt-outs and due lots have the first half of the time to themselves, so that closures, whose number
 * customers decide, cannot keep them waiting. Within a half sources take turns, a page each; one that fails is
 * given up for this tick alone. What a tick misses, the next one finds again.
 */
export const planTick = async (ports: PlannerPorts): Promise<Tick> => {
  const half = reserve + (ports.timeLeft() - reserve) / 2;
  const first = await takeTurns(ports, { ...atFirst, waiting: urgentSources(ports) }, half);
  const closures = closingSources(ports);
  const second = await takeTurns(ports, { ...first, waiting: [...first.waiting, ...closures] }, reserve);
  return finish(ports, second);
};

const urgentSources = (ports: PlannerPorts): readonly Source[] => [
  ...registryKeys.closingBuckets(ports.geography).map((bucket) => planPendingBucket(ports, bucket)),
  ...registryKeys.dueBuckets(ports.geography).map((bucket) => planDueBucket(ports, bucket)),
];

const closingSources = (ports: PlannerPorts): readonly Source[] =>
  registryKeys.closingBuckets(ports.geography).map((bucket) => planClosingBucket(ports, bucket));

/** How far a tick has come. */
type Progress = { readonly planned: Planned; readonly failed: number; readonly waiting: readonly Source[] };

const nothing: Planned = { lots: 0, closures: 0, optOuts: 0 };
const atFirst: Progress = { planned: nothing, failed: 0, waiting: [] };

/** Lets sources take turns until none has work, or no more than `timeKept` is left. */
const takeTurns = async (ports: PlannerPorts, from: Progress, timeKept: Duration): Promise<Progress> => {
  let { planned, failed } = from;
  const waiting = [...from.waiting];
  while (ports.timeLeft() > timeKept) {
    const source = waiting.shift();
    if (source === undefined) break;
    const turn = await takeTurn(ports, source);
    planned = sum(planned, turn.planned);
    failed += turn.failed;
    waiting.push(...turn.waiting);
  }
  return { planned, failed, waiting };
};

const takeTurn = async (ports: PlannerPorts, source: Source): Promise<Progress> => {
  try {
    const { done, value } = await source.steps.next();
    if (done) return { planned: nothing, failed: 0, waiting: [] };
    await sendReserved(ports, value.work);
    return { planned: value.planned, failed: 0, waiting: [source, ...(value.opens ?? [])] };
  } catch (error) {
    ports.report(source.name, error);
    return { planned: nothing, failed: 1, waiting: [] };
  }
};

const sum = (one: Planned, other: Planned): Planned => ({
  lots: one.lots + other.lots,
  closures: one.closures + other.closures,
  optOuts: one.optOuts + other.optOuts,
});

/** Tells the bus what was planned, also when not all could be. */
const finish = async (ports: PlannerPorts, { planned, failed, waiting }: Progress): Promise<Tick> => {
  const { lots, closures } = planned;
  if (lots + closures > 0) {
    const event = { type: 'PurgePlanned', detail: { lots, closures } } as const;
    await ports.store.write(outboxAction(ports, event, ports.clock.now()));
  }
  if (failed > 0) throw new TickIncomplete(`${failed} sources of work could not be planned`);
  return { ...planned, ended: waiting.length > 0 ? 'cut-short' : 'all-planned' };
};
