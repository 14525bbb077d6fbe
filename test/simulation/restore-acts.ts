import { days, hours, type Instant, minutes, seconds } from '../../domain/time.ts';
import type { Random } from '../races/random.ts';
import type { Act } from './acts.ts';
import { clearOf } from './hold-acts.ts';
import type { Calm } from './weather.ts';

/** A copy of the registry, its loss later on, and a time without faults in which its restore comes to an end. */
export type DrawnRestore = { readonly acts: readonly Act[]; readonly calms: readonly Calm[] };

export const noRestore: DrawnRestore = { acts: [], calms: [] };

/** What a schedule has already when a restore is drawn. */
export type Around = {
  readonly startsAt: Instant;
  /** When customers chose and captured. */
  readonly lived: readonly Instant[];
  readonly purges: readonly Instant[];
  readonly dues: readonly Instant[];
};

/** For how long copies of the registry can be made. */
const recoveryWindow = days(7);
/** After which a restore that failed again and again is no longer disturbed. */
const disturbed = hours(1);

/**
 * The registry is lost amid what customers do, or amid a purge; the copy is from moments to days before. What is due
 * within half a day has to be gone without a restore in the way, so none is drawn there.
 */
export const drawRestore = (random: Random, { startsAt, lived, purges, dues }: Around): DrawnRestore => {
  const wanted = random.chance(0.5)
    ? random.pick(lived) + random.pick([100, seconds(2), minutes(1), minutes(30), hours(5)])
    : random.pick(purges) + random.pick([200, seconds(1), seconds(3), minutes(1), hours(2)]);
  const lostAt = clearOf(dues, wanted) + random.below(seconds(1));
  const earliest = Math.max(startsAt, lostAt - recoveryWindow);
  const before = [...lived, ...purges].filter((at) => at >= earliest && at < lostAt);
  const copiedAt = random.chance(0.3)
    ? lostAt - random.pick([50, seconds(5), minutes(10)])
    : random.pick([...before, earliest]) + random.pick([-200, 100, seconds(2), minutes(10)]);
  const calm = lostAt + disturbed;
  const after = calm + minutes(90);
  return {
    acts: [
      { at: Math.min(Math.max(copiedAt, earliest), lostAt), kind: 'copy' },
      {
        at: lostAt,
        kind: 'lose',
        functions: random.pick(['stopped', 'may be running']),
        noticedAfter: random.pick([0, seconds(20), minutes(3)]),
      },
      ...[5, 20, 35, 50].map((tick): Act => ({ at: after + minutes(tick), kind: 'tick' })),
      { at: after + minutes(55), kind: 'inspect' },
      { at: after + minutes(60), kind: 'sweep' },
    ],
    calms: [{ from: calm, until: after + minutes(65) }],
  };
};
