import {
  type Duration,
  dayOf,
  days,
  hours,
  type Instant,
  minutes,
  seconds,
  startOfDay,
} from '../../domain/time.ts';
import type { Random } from '../races/random.ts';
import { purgeBudget } from '../support/cell.ts';
import type { Act } from './acts.ts';
import type { Sharing } from './customers.ts';
import { drawHolds, noHolds } from './hold-acts.ts';
import type { NewerNotices } from './odd-store.ts';
import type { Terms } from './oracle/log.ts';
import { drawRestore, noRestore } from './restore-acts.ts';
import { type DrawnSigning, drawSigning } from './signing-acts.ts';
import { drawStop, noStop } from './stop-acts.ts';
import { type Calm, drawWeather, type Weather } from './weather.ts';

export type Schedule = {
  readonly startsAt: Instant;
  readonly terms: Readonly<Record<string, Terms>>;
  /** Over how many lots the records of a day are spread. */
  readonly shards: number;
  readonly weather: Weather;
  /** When the notice of a use got newer words. */
  readonly newerNotices: NewerNotices;
  /** In the order of their times. */
  readonly acts: readonly Act[];
  readonly calms: readonly Calm[];
  /** How signing fails. */
  readonly signing: Pick<DrawnSigning, 'down' | 'fails'>;
  /** Whether the registry is lost. */
  readonly isLost: boolean;
};

const everyTerms: readonly Terms[] = [
  // A lot whose purge begins while its day goes on.
  { retention: days(2), deletedWithin: days(2) },
  { retention: days(30), deletedWithin: days(30) },
  { retention: days(30), deletedWithin: days(7) },
  { retention: days(45), deletedWithin: days(30) },
  { retention: days(90), deletedWithin: days(30) },
];

export const drawSchedule = (
  random: Random,
  everySharing: readonly Sharing[],
  randomOfHolds: Random,
  randomOfUpkeep: Random,
): Schedule => {
  const weather = drawWeather(random);
  const midnight = Date.UTC(2026, 0, 1) + days(random.below(400));
  const startsAt = midnight + random.pick([hours(11), hours(17) + minutes(30), hours(23) + minutes(50)]);
  const sharings = random.shuffle(everySharing).slice(0, random.pick([1, 1, 2]));
  const terms = Object.fromEntries(sharings.map(({ use }) => [use, random.pick(everyTerms)]));
  const lived = sharings.flatMap((sharing) => drawLife(random, sharing, startsAt, termsIn(terms, sharing)));
  const windows = sharings.flatMap((sharing) => windowsOf(random, sharing, lived, termsIn(terms, sharing)));
  const noise = sharings.flatMap((sharing) => drawTicks(random, sharing, lived, termsIn(terms, sharing)));
  const kept = noise.filter(() => !random.chance(weather.missedTick));
  const windowCalms = merged(windows.map((at) => ({ from: at - minutes(10), until: at + minutes(50) })));
  const ticks = windowCalms.flatMap(({ from, until }): Act[] => [
    ...[from + minutes(10), from + minutes(35)].map((at): Act => ({ at, kind: 'tick' })),
    { at: until - minutes(5), kind: 'sweep' },
  ]);
  const dues = sharings.flatMap((sharing) => {
    const { retention, offs } = duesOf(sharing, lived, termsIn(terms, sharing));
    return [...retention, ...offs.map((at) => at + termsIn(terms, sharing).deletedWithin)];
  });
  const captures = lived.filter(({ kind }) => kind === 'capture').map(({ at }) => at);
  const repeated = lived
    .filter((act) => act.kind === 'capture')
    .filter(({ againAfter }) => againAfter >= minutes(3));
  const purges = [...kept, ...ticks].map(({ at }) => at).toSorted((one, other) => one - other);
  // A hold reckons with the timeout of a worker's function; where nothing ends workers, none is placed.
  const holds = weather.workersEnd
    ? drawHolds(randomOfHolds, { sharings, dues, repeated, purges: likeliest(purges, dues) })
    : noHolds;
  const stop =
    weather.workersEnd && holds === noHolds ? drawStop(randomOfHolds, startsAt, { purges, dues }) : noStop;
  // Where nothing ends workers, a restore cannot know when nobody is at work any more.
  const isLost = weather.workersEnd && stop === noStop && randomOfUpkeep.chance(lossShare);
  const restore = isLost
    ? drawRestore(randomOfUpkeep, { startsAt, lived: lived.map(({ at }) => at), purges, dues })
    : noRestore;
  const last = Math.max(...[kept, ticks, holds.acts, stop.acts, restore.acts].flat().map(({ at }) => at));
  const signing = drawSigning(randomOfUpkeep, { purges, last });
  const calms = merged([windowCalms, holds.calms, stop.calms, restore.calms, signing.calms].flat());
  const inspections = drawInspections(random, windowCalms, captures);
  const drawn = [lived, kept, ticks, holds.acts, stop.acts, restore.acts, signing.acts, inspections];
  const acts = drawn.flat().toSorted((one, other) => one.at - other.at);
  const newerNotices = Object.fromEntries(
    lived.flatMap((act) =>
      act.kind === 'choose' && act.accepts !== undefined ? [[act.sharing.use, act.accepts]] : [],
    ),
  );
  return {
    startsAt,
    terms,
    shards: random.pick([1, 1, 2]),
    weather,
    newerNotices,
    acts,
    calms,
    signing,
    isLost,
  };
};

/** Of schedules that can have it, in how many the registry is lost: a restore is as much work as half a schedule. */
const lossShare = 0.2;

const termsIn = (terms: Schedule['terms'], { use }: Sharing): Terms => {
  const found = terms[use];
  if (found === undefined) throw new RangeError(`no terms were drawn for ${use}`);
  return found;
};

/** What a customer and its assistant do: share, opt out, share again, at times where something could go wrong. */
const drawLife = (random: Random, sharing: Sharing, startsAt: Instant, terms: Terms): readonly Act[] => {
  const on = startsAt + random.below(seconds(5));
  const acts: Act[] = [{ at: on, kind: 'choose', sharing, value: 'on' }];
  const capture = (at: Instant, more: { begunBefore?: Duration; saidBefore?: Duration } = {}): Act => ({
    at,
    kind: 'capture',
    sharing,
    records: random.pick([1, 1, 2, 3, 6]),
    begunBefore: 0,
    saidBefore: 0,
    againAfter: random.pick([0, 0, seconds(15), minutes(3), minutes(40)]),
    ...more,
  });
  acts.push(capture(on + random.pick([0, 50, seconds(30), minutes(9)])));
  if (random.chance(0.3))
    acts.push(capture(on + seconds(60), { saidBefore: random.pick([minutes(16), hours(3)]) }));
  const midnight = startOfDay(dayOf(on + days(1)));
  if (random.chance(0.6)) {
    const at =
      midnight + random.pick([-minutes(4), -500, 500, minutes(4), minutes(30), minutes(59), minutes(66)]);
    const late = at > midnight && random.chance(0.6);
    acts.push(capture(at, late ? { begunBefore: at - midnight + seconds(20), saidBefore: seconds(20) } : {}));
  }
  const due = startOfDay(dayOf(on)) + terms.retention - purgeBudget;
  if (due > on && due < on + days(3)) {
    acts.push(...[-minutes(3), minutes(1), minutes(4)].map((after) => capture(due + after)));
  }
  if (random.chance(0.2)) acts.push(...aroundNewerNotice(random, sharing, on, capture));
  if (random.chance(0.25)) return acts;
  const off = random.pick([
    on + seconds(20),
    on + hours(2),
    midnight + minutes(2),
    on + days(1),
    due - minutes(20),
  ]);
  const optOut = Math.max(off, on + seconds(10));
  acts.push(...aroundOptOut(random, sharing, optOut, capture));
  if (random.chance(0.5)) return acts;
  const again = optOut + random.pick([seconds(2), minutes(2), hours(5)]);
  acts.push(
    { at: again, kind: 'choose', sharing, value: 'on' },
    capture(again + random.pick([200, seconds(40)])),
  );
  if (random.chance(0.4))
    acts.push({ at: again + random.pick([900, hours(4)]), kind: 'choose', sharing, value: 'off' });
  return acts;
};

/** Captures and looks just before, while and after somebody opts out. */
const aroundOptOut = (
  random: Random,
  sharing: Sharing,
  at: Instant,
  capture: (at: Instant) => Act,
): readonly Act[] => [
  ...Array.from({ length: 1 + random.below(4) }, () => capture(at - 60 + random.below(240))),
  { at, kind: 'choose', sharing, value: 'off' },
  // Another owner, who read the same.
  ...(random.chance(0.2)
    ? [{ at: at + 1 + random.below(60), kind: 'choose', sharing, value: 'off' } as const]
    : []),
  { at: at + random.below(seconds(1)), kind: 'look', sharing },
  { at: at + seconds(12) + random.below(seconds(60)), kind: 'look', sharing },
];

/** A newer notice is published, and an owner accepts it some minutes later. */
const aroundNewerNotice = (
  random: Random,
  sharing: Sharing,
  on: Instant,
  capture: (at: Instant) => Act,
): readonly Act[] => {
  const published = on + random.pick([seconds(40), hours(1), hours(20)]);
  const at = published + minutes(7) + random.below(seconds(5));
  return [
    ...Array.from({ length: 1 + random.below(2) }, () => capture(at - 60 + random.below(240))),
    { at, kind: 'choose', sharing, value: 'on', accepts: published },
    { at: at + seconds(16) + random.below(seconds(30)), kind: 'look', sharing },
    capture(at + minutes(1)),
  ];
};

/** The instants by which something is due: what was promised for each day and each opt-out. */
const duesOf = (sharing: Sharing, acts: readonly Act[], terms: Terms) => {
  const own = acts.filter((act) => 'sharing' in act && act.sharing === sharing);
  const spoken = own.filter(({ kind }) => kind === 'capture');
  // A call may be of the day before, and of the day after where a clock is ahead.
  const lotDays = new Set(
    spoken.flatMap((act) =>
      [act.at - (act.kind === 'capture' ? act.begunBefore : 0), act.at + minutes(6), act.at - minutes(6)].map(
        dayOf,
      ),
    ),
  );
  const offs = own.filter((act) => act.kind === 'choose' && act.value === 'off').map(({ at }) => at);
  return { retention: [...lotDays].map((day) => startOfDay(day) + terms.retention), offs };
};

/** Each deadline has an hour before it in which nothing fails, somewhere within the time that is left for the purge. */
const windowsOf = (
  random: Random,
  sharing: Sharing,
  acts: readonly Act[],
  terms: Terms,
): readonly Instant[] => {
  const { retention, offs } = duesOf(sharing, acts, terms);
  const last = Math.max(...acts.filter(({ kind }) => kind === 'capture').map(({ at }) => at)) + hours(1);
  const early = -purgeBudget + minutes(40);
  return [
    ...retention.map((due) => {
      // A lot that is due while its day goes on may still be opened then.
      const times = [early, -hours(20), -hours(2)].map((before) => due + before);
      return random.pick(times.filter((at) => at > last || at === due - hours(2)));
    }),
    ...offs.map((at) => at + terms.deletedWithin - random.pick([hours(2), hours(30)])),
  ];
};

/** Ticks of the schedule at times where they could find too much or too little. */
const drawTicks = (random: Random, sharing: Sharing, acts: readonly Act[], terms: Terms): readonly Act[] => {
  const { retention, offs } = duesOf(sharing, acts, terms);
  const starts = retention.map((due) => due - purgeBudget);
  return [
    ...starts.flatMap((at) => [
      at - random.pick([minutes(1), minutes(11)]),
      at + random.pick([minutes(6), hours(3)]),
    ]),
    ...offs.flatMap((at) => [
      at + random.pick([100, seconds(3)]),
      at + minutes(3),
      at + random.pick([minutes(9), hours(1)]),
    ]),
  ].map((at): Act => ({ at, kind: 'tick' }));
};

/**
 * Ticks that most likely purge something, and are not so close to a date that a hold would have to wait for its end:
 * the first ones, since later ones often find nothing any more.
 */
const likeliest = (purges: readonly Instant[], dues: readonly Instant[]): readonly Instant[] => {
  const clear = purges.filter((at) => !dues.some((due) => due > at - minutes(12) && due < at + hours(12)));
  return clear.length === 0 ? purges : clear.slice(0, 5);
};

/** The sweep beside the planner, amid captures, and before the ticks of some times without faults. */
const drawInspections = (
  random: Random,
  calms: readonly Calm[],
  captures: readonly Instant[],
): readonly Act[] => [
  { at: random.pick(captures) + random.pick([100, seconds(5), hours(7)]), kind: 'inspect' },
  ...calms
    .filter(() => random.chance(0.15))
    .map(({ from }): Act => ({ at: from + minutes(2), kind: 'inspect' })),
];

/** Times without faults, those that touch each other taken together. */
const merged = (calms: readonly Calm[]): readonly Calm[] => {
  const taken: Calm[] = [];
  for (const calm of calms.toSorted((one, other) => one.from - other.from)) {
    const last = taken.at(-1);
    const touches = last !== undefined && calm.from <= last.until;
    if (touches) taken.pop();
    taken.push(touches ? { from: last.from, until: Math.max(last.until, calm.until) } : calm);
  }
  return taken;
};
