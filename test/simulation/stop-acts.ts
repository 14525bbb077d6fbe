import { days, hours, type Instant, minutes, seconds } from '../../domain/time.ts';
import type { Random } from '../races/random.ts';
import { purgeBudget } from '../support/cell.ts';
import type { Act } from './acts.ts';
import type { Calm } from './weather.ts';

/** An operator's stop of a schedule, with what goes on while purging is stopped and after. */
export type DrawnStop = { readonly acts: readonly Act[]; readonly calms: readonly Calm[] };

export const noStop: DrawnStop = { acts: [], calms: [] };

/**
 * Where something is being purged, for hours or days, or over all the time that a date leaves for its purge. Each may be asked for again, since an answer may not come. In the last
 * minutes of the stop and after its end there is a time without faults: what is late by then has to be told, and what
 * is overdue has to go.
 */
export const drawStop = (
  random: Random,
  startsAt: Instant,
  { purges, dues }: { readonly purges: readonly Instant[]; readonly dues: readonly Instant[] },
): DrawnStop => {
  if (!random.chance(0.7)) return noStop;
  const { from, until } = random.chance(0.3) ? overDate(random, dues) : amidPurge(random, purges);
  const at = Math.max(from, startsAt) + random.below(seconds(2));
  const resumed = Math.max(until, at + hours(2));
  const sure = resumed + random.pick([minutes(12), hours(3)]);
  const turn = (when: Instant, state: 'stopped' | 'running'): Act => ({ at: when, kind: 'switch', state });
  const tick = (when: Instant): Act => ({ at: when, kind: 'tick' });
  return {
    acts: [
      turn(at, 'stopped'),
      turn(at + minutes(2), 'stopped'),
      ...[at + minutes(10), (at + resumed) / 2, resumed - minutes(25)].map(tick),
      { at: resumed - minutes(15), kind: 'sweep' },
      turn(resumed, 'running'),
      turn(sure, 'running'),
      ...[minutes(5), minutes(20), minutes(35), minutes(50)].map((after) => tick(sure + after)),
      { at: sure + minutes(60), kind: 'sweep' },
    ],
    calms: [
      { from: resumed - minutes(35), until: resumed - minutes(5) },
      { from: sure - minutes(10), until: sure + minutes(65) },
    ],
  };
};

const amidPurge = (random: Random, purges: readonly Instant[]): Calm => {
  const from = random.pick(purges) - random.pick([-seconds(2), seconds(1), minutes(20), hours(3)]);
  return { from, until: from + random.pick([hours(2), hours(9), hours(31), days(3)]) };
};

const overDate = (random: Random, dues: readonly Instant[]): Calm => {
  const due = random.pick(dues);
  return { from: due - purgeBudget - hours(1), until: due + random.pick([hours(2), hours(20)]) };
};
