/**
 * Time in the domain is a number: milliseconds since 1970-01-01T00:00:00Z for an instant, milliseconds for a
 * duration. Nothing here reads a clock; instants come in as arguments.
 */
export type Instant = number;
export type Duration = number;

export const seconds = (count: number): Duration => count * 1_000;
export const minutes = (count: number): Duration => count * 60_000;
export const hours = (count: number): Duration => count * 3_600_000;
/** A day of a retention period is exactly 24 hours: 30 days are 720 hours. */
export const days = (count: number): Duration => count * 86_400_000;

/** How far two clocks of the system may be apart before a guarantee that rests on time is stretched. */
export const clockSkew: Duration = minutes(5);

/** ISO 8601 in UTC with milliseconds; sorts as text in the order of time. */
export const isoOf = (instant: Instant): string => new Date(instant).toISOString();

/** The instant of an ISO 8601 text that was checked at the edge. */
export const instantOf = (iso: string): Instant => Date.parse(iso);

/** The UTC day of an instant: `2026-11-21`. */
export const dayOf = (instant: Instant): string => isoOf(instant).slice(0, 10);

/** Whether a text names a day that there is: not the 30th of February, and not the 99th of anything. */
export const isDay = (text: string): boolean => {
  const start = /^\d{4}-\d{2}-\d{2}$/.test(text) ? startOfDay(text) : Number.NaN;
  return Number.isFinite(start) && dayOf(start) === text;
};

/** The instant at which a UTC day starts. */
export const startOfDay = (day: string): Instant => Date.parse(`${day}T00:00:00.000Z`);

/**
 * The instant some calendar months later, at the same time of day in UTC. Where that month has no such day, its
 * last day: a month from 31 January ends on 28 or 29 February.
 */
export const monthsAfter = (instant: Instant, count: number): Instant => {
  const from = new Date(instant);
  const months = from.getUTCFullYear() * 12 + from.getUTCMonth() + count;
  const target = new Date(0);
  target.setUTCFullYear(Math.floor(months / 12), months % 12, 1);
  const lastDay = new Date(target);
  lastDay.setUTCMonth(lastDay.getUTCMonth() + 1, 0);
  const date = Math.min(from.getUTCDate(), lastDay.getUTCDate());
  const timeOfDay = instant - from.setUTCHours(0, 0, 0, 0);
  return target.setUTCDate(date) + timeOfDay;
};

/** The units in which durations are told. */
export type TimeUnit = 'day' | 'hour' | 'minute' | 'second';

const units: readonly (readonly [TimeUnit, Duration])[] = [
  ['day', days(1)],
  ['hour', hours(1)],
  ['minute', minutes(1)],
  ['second', seconds(1)],
];

/** Says a count in a unit: `21 hours`. */
export type CountInWords = (count: number, unit: TimeUnit) => string;

const inEnglish: CountInWords = (count, unit) => `${count} ${unit}${count === 1 ? '' : 's'}`;

/**
 * A duration in words, in at most two units: `29 days 21 hours`.
 * @param inWords how a count in a unit is said; in English where nothing else is given
 */
export const describeDuration = (duration: Duration, inWords: CountInWords = inEnglish): string => {
  const parts: string[] = [];
  let rest = duration;
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 && parts.length < 2) parts.push(inWords(count, unit));
  }
  return parts.join(' ') || inWords(0, 'second');
};
