import { purgeMetrics } from '../../contract/access/purge-metrics.ts';
import { registryKeys } from '../../contract/tables/registry.ts';
import type { EpochId, SubjectId } from '../../domain/identifiers.ts';
import { clockSkew, type Duration, hours, instantOf, isoOf, seconds } from '../../domain/time.ts';
import { demandClock, type Witness } from '../shared/clock-check.ts';
import { fieldsOf, storedItem } from '../shared/repositories/stored-item.ts';
import { StoreUnavailable } from '../shared/store/store.ts';
import { checkEpoch } from './check-epoch.ts';
import type { SweepPorts } from './ports.ts';
import { everyPlace, type Place } from './walk.ts';

/** Enough for the epoch at hand. */
const reserve: Duration = seconds(20);
/** So many subjects are passed by between two looks at the time: each is one query, whether it has epochs or not. */
const subjectsAtOnce = 25;
/** Between the beginnings of two rounds: well within the day that a deadline's budget keeps for people. */
const roundEvery: Duration = hours(6);

type Progress = {
  readonly startedAt: string;
  /** Behind which the next run goes on; absent when the round is over. */
  readonly place?: Place;
};

/** How a run ended, and what it saw. */
export type Swept = {
  readonly ended: 'nothing-to-do' | 'cut-short' | 'round-over';
  readonly epochs: number;
  readonly found: number;
};

/**
 * One run of the independent sweep: looks at every lot of every customer, over as many runs as it takes, and begins
 * again six hours after it began. It uses none of the planner's queries. What the planner would not find is mended
 * where it can be, and told in any case; so are deadlines in danger.
 * @param schedule whose clock this machine's is compared with; nothing is compared where it is left out
 * @throws ClockDisagrees
 */
export const sweep = async (ports: SweepPorts, schedule?: Witness): Promise<Swept> => {
  const key = registryKeys.sweepProgress(ports.geography);
  const item = await ports.store.get('registry', key, 'strong');
  const before = item && fieldsOf<Progress>(item);
  const now = ports.clock.now();
  if (schedule !== undefined) demandClock(now, schedule);
  const isOver = before !== undefined && before.place === undefined;
  // A round that began in the future was begun by a clock that was wrong: nobody waits for it.
  const rests = isOver && instantOf(before.startedAt) <= now + clockSkew;
  if (rests && now < instantOf(before.startedAt) + roundEvery)
    return { ended: 'nothing-to-do', epochs: 0, found: 0 };
  const startedAt = isOver || before === undefined ? isoOf(now) : before.startedAt;
  const { place, ...seen } = await walkOn(ports, before?.place);
  const progress: Progress = { startedAt, ...(place && { place }) };
  const kept = await ports.store.write({ kind: 'put', table: 'registry', item: storedItem(key, progress) });
  if (!kept.ok)
    throw new StoreUnavailable('how far the sweep came could not be kept; it goes this way again');
  return { ended: place === undefined ? 'round-over' : 'cut-short', ...seen };
};

const walkOn = async (ports: SweepPorts, from: Place | undefined) => {
  let totals = { epochs: 0, found: 0 };
  let place = from;
  let cutShort = false;
  let passed = 0;
  for await (const next of everyPlace(ports, from)) {
    const { subject, epoch } = next;
    if (epoch === undefined) {
      passed += 1;
      if (passed % subjectsAtOnce > 0) continue;
    } else {
      const found = await look(ports, subject, epoch);
      totals = { epochs: totals.epochs + 1, found: totals.found + found };
    }
    place = next;
    cutShort = ports.timeLeft() < reserve;
    if (cutShort) break;
  }
  ports.measure({ [purgeMetrics.swept]: totals.found });
  return { ...totals, place: cutShort ? place : undefined };
};

/** What cannot be looked at counts as found: it holds nothing up, and an alarm tells of it. */
const look = async (ports: SweepPorts, subject: SubjectId, epoch: EpochId): Promise<number> => {
  try {
    return (await checkEpoch(ports, subject, epoch)).length;
  } catch (error) {
    ports.report('epoch', error);
    return 1;
  }
};
