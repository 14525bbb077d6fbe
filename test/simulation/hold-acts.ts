import { type Duration, days, hours, type Instant, minutes, seconds } from '../../domain/time.ts';
import type { Random } from '../races/random.ts';
import { purgeBudget } from '../support/cell.ts';
import type { Act } from './acts.ts';
import type { Sharing } from './customers.ts';
import type { Calm } from './weather.ts';

/** Holds of a schedule: when they are placed and released, and an hour without faults after each. */
export type DrawnHolds = { readonly acts: readonly Act[]; readonly calms: readonly Calm[] };

/** What a schedule has already when holds are drawn. */
export type Around = {
  readonly sharings: readonly Sharing[];
  /** When something is due. */
  readonly dues: readonly Instant[];
  /** When something is captured; the same call may come again for a while. */
  readonly captures: readonly Instant[];
  /** When something is likely to be purged: ticks, and times without faults. */
  readonly purges: readonly Instant[];
};

/** Ticks within an hour without faults: a hold takes a step at one, its lots at the next, their closure after that. */
const ticksAfter = [minutes(5), minutes(20), minutes(35), minutes(50)];
/** How long after a request that hour begins at the latest. */
const longestWait = hours(9);

export const noHolds: DrawnHolds = { acts: [], calms: [] };

/** One or two holds, mostly where something is being purged. Some end by themselves. */
export const drawHolds = (random: Random, around: Around): DrawnHolds => {
  if (!random.chance(0.5)) return noHolds;
  const drawn = Array.from({ length: random.pick([1, 1, 2]) }, (_, number) =>
    drawHold(random, around, `order ${number}`),
  );
  return { acts: drawn.flatMap(({ acts }) => acts), calms: drawn.flatMap(({ calms }) => calms) };
};

type Scope = Extract<Act, { kind: 'hold' }>['of'];

const drawHold = (random: Random, { sharings, dues, purges }: Around, name: string): DrawnHolds => {
  const of: Scope = random.pick(['lot', 'use', 'workspace', 'person', 'person']);
  const amidWithin = random.pick([0, minutes(20), minutes(20)]);
  const purge =
    random.pick(purges) +
    (amidWithin > 0 ? -minutes(1) : random.pick([0, 500, seconds(2), seconds(20), minutes(3)]));
  const at = clearOf(dues, purge + random.below(seconds(1)));
  const lasts = random.pick([minutes(90), hours(30), days(3), days(20), days(40)]);
  const end = clearOf(dues, at + longestWait + lasts);
  const endsByItself = random.chance(0.4);
  const placed = at + amidWithin + random.pick([minutes(3), hours(3), longestWait]);
  const released = end + random.pick([minutes(3), hours(3), longestWait]);
  const release = (when: Instant): Act => ({ at: when, kind: 'release', hold: name });
  return {
    acts: [
      {
        at,
        kind: 'hold',
        hold: name,
        sharing: random.pick(sharings),
        of,
        amidWithin,
        ...(endsByItself && { until: end }),
      },
      ...(endsByItself ? [] : [release(end), release(released + minutes(2))]),
      ...ticksIn(placed),
      ...ticksIn(released),
      // Somebody looks once more when all that was overdue has to be gone.
      { at: released + purgeBudget + hours(1), kind: 'tick' },
    ],
    calms: [placed, released].map((from) => ({ from: from - minutes(10), until: from + minutes(65) })),
  };
};

const ticksIn = (from: Instant): readonly Act[] => [
  ...ticksAfter.map((after): Act => ({ at: from + after, kind: 'tick' })),
  { at: from + minutes(60), kind: 'sweep' },
];

/** A time so long before everything that is due, or after it, that nobody has to delete amid faults. */
const clearOf = (dues: readonly Instant[], at: Instant): Instant => {
  const room: Duration = longestWait + hours(3);
  const inTheWay = dues.filter((due) => due > at - minutes(11) && due < at + room);
  return inTheWay.length === 0 ? at : clearOf(dues, Math.max(...inTheWay) + minutes(12));
};
