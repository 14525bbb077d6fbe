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
  /** Calls that may come again, after so long that a hold can be placed and effective in between. */
  readonly repeated: readonly Extract<Act, { kind: 'capture' }>[];
  /** When something is likely to be purged: ticks, and times without faults. */
  readonly purges: readonly Instant[];
};

/** Ticks within an hour without faults: a hold takes a step at one, its lots at the next, their closure after that. */
const ticksAfter = [minutes(5), minutes(20), minutes(35), minutes(50)];
/** How long after a request that hour begins at the latest. */
const longestWait = hours(9);

export const noHolds: DrawnHolds = { acts: [], calms: [] };

/**
 * One hold or two, mostly where something is being purged, or between a call and its repetition. The second is often
 * about the same as the first, so that one moves what the other keeps. Some end by themselves.
 */
export const drawHolds = (random: Random, around: Around): DrawnHolds => {
  if (!random.chance(0.65)) return noHolds;
  const first = drawHold(random, around, 'order 0', drawPlace(random, around));
  if (random.chance(0.4)) return first;
  const second = drawHold(
    random,
    around,
    'order 1',
    random.chance(0.6) ? besides(random, first.place) : drawPlace(random, around),
  );
  return { acts: [...first.acts, ...second.acts], calms: [...first.calms, ...second.calms] };
};

/** What is to be held, and from when on. */
type Place = Pick<Extract<Act, { kind: 'hold' }>, 'of' | 'sharing' | 'whose'> & {
  readonly wanted: Instant;
  /** For how long the officer waits for a worker's page. */
  readonly amidWithin: Duration;
};

const drawPlace = (random: Random, { sharings, purges, repeated }: Around): Place => {
  const whose = random.fraction();
  if (repeated.length > 0 && random.chance(0.5)) {
    const { at, againAfter, sharing } = random.pick(repeated);
    const of: Place['of'] = random.pick(['person', 'person', 'person', 'person', 'lot', 'use']);
    return { of, sharing, whose, wanted: at + random.pick([seconds(1), againAfter / 2]), amidWithin: 0 };
  }
  const of: Place['of'] = random.pick(['lot', 'use', 'workspace', 'person', 'person']);
  const sharing = random.pick(sharings);
  const amidWithin = random.pick([0, minutes(20), minutes(20)]);
  const near = amidWithin > 0 ? -minutes(1) : random.pick([0, 500, seconds(2), seconds(20), minutes(3)]);
  return { of, sharing, whose, wanted: random.pick(purges) + near + random.below(seconds(1)), amidWithin };
};

/** Another hold about the same, at once or while the first stands. */
const besides = (random: Random, { of, sharing, whose, wanted }: Place): Place => ({
  of: of === 'person' ? random.pick(['lot', 'lot', 'person', 'use']) : 'person',
  sharing,
  whose,
  wanted: wanted + random.pick([0, 200, seconds(1), minutes(2), hours(1), hours(20)]),
  amidWithin: 0,
});

const drawHold = (
  random: Random,
  { dues }: Around,
  name: string,
  place: Place,
): DrawnHolds & { readonly place: Place } => {
  const { of, sharing, whose, amidWithin } = place;
  const at = clearOf(dues, place.wanted);
  const lasts = random.pick([minutes(90), hours(30), days(3), days(20), days(40)]);
  const end = clearOf(dues, at + longestWait + lasts);
  const endsByItself = random.chance(0.4);
  const placed = at + amidWithin + random.pick([minutes(3), hours(3), longestWait]);
  const released = end + random.pick([minutes(3), hours(3), longestWait]);
  const release = (when: Instant): Act => ({ at: when, kind: 'release', hold: name });
  return {
    place,
    acts: [
      {
        at,
        kind: 'hold',
        hold: name,
        sharing,
        whose,
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
export const clearOf = (dues: readonly Instant[], at: Instant): Instant => {
  const room: Duration = longestWait + hours(3);
  const inTheWay = dues.filter((due) => due > at - minutes(11) && due < at + room);
  return inTheWay.length === 0 ? at : clearOf(dues, Math.max(...inTheWay) + minutes(12));
};
