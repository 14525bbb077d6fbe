import type { Geography } from '../geographies.ts';
import { type Duration, days, type Instant, monthsAfter } from '../time.ts';

/**
 * By when the law of each geography wants a person's request answered (SC-16). These are facts of law as they were
 * read in November 2026: GDPR Article 12(3); UK GDPR Articles 12(3) and 12A, as amended from 5 February 2026; CCPA
 * § 1798.130 with 11 CCR §§ 7021, 7026 and 7027; LGPD Articles 18 and 19; PIPEDA section 8(3); Privacy Act 1988, APP
 * 12.4 and 13.5; PDPA of Singapore, sections 21 and 22, with regulation 5 of 2021; DPDP Act 2023, sections 11 to 13;
 * APPI Articles 33 to 35. Where the law names no date, that is said, with the date that is kept instead.
 * docs/statutory-dates.md says what of it could not be confirmed. None of this is legal advice, and a vendor's
 * counsel may know a stricter date.
 */

/** What a person can ask for. */
export const everyRight = [
  'access',
  'export',
  'rectification',
  'erasure',
  'restriction',
  'objection',
] as const;
export type PersonRight = (typeof everyRight)[number];

/** Days of 24 hours, or calendar months in UTC. */
export type Term = { readonly days: number } | { readonly months: number };

/** `date`: the law names one. `no-date`: it says other words, and `term` is what is kept all the same. */
export type StatutoryClock =
  | { readonly kind: 'date'; readonly term: Term; readonly source: string }
  | { readonly kind: 'no-date'; readonly words: string; readonly term: Term; readonly source: string };

type Clocks = { readonly [Right in PersonRight]: StatutoryClock };

const forAll = (clock: StatutoryClock): Clocks => ({
  access: clock,
  export: clock,
  rectification: clock,
  erasure: clock,
  restriction: clock,
  objection: clock,
});

const date = (term: Term, source: string): StatutoryClock => ({ kind: 'date', term, source });
const noDate = (words: string, term: Term, source: string): StatutoryClock => ({
  kind: 'no-date',
  words,
  term,
  source,
});

const thirtyDays: Term = { days: 30 };
const californian = date({ days: 45 }, 'CCPA, Cal. Civ. Code § 1798.130(a)(2)(A); 11 CCR § 7021(b)');

export const statutoryClocks: { readonly [Place in Geography]: Clocks } = {
  eu: forAll(date({ months: 1 }, 'GDPR (EU) 2016/679, Article 12(3)')),
  uk: forAll(date({ months: 1 }, 'UK GDPR, Articles 12(3) and 12A')),
  // Other states have acts of their own, most of them with the same 45 days; two rights are in none of California's.
  us: {
    ...forAll(californian),
    restriction: noDate(
      'no such right; 15 business days to limit the use of sensitive data',
      { days: 15 },
      'CCPA, Cal. Civ. Code § 1798.121; 11 CCR § 7027(g)(1)',
    ),
    objection: noDate(
      'no such right; 15 business days to stop selling and sharing',
      { days: 15 },
      'CCPA, Cal. Civ. Code § 1798.120; 11 CCR § 7026(f)(1)',
    ),
  },
  br: {
    ...forAll(
      noDate('at once, or in the time that regulation sets', { days: 15 }, 'LGPD, Article 18 §§ 4 and 5'),
    ),
    access: date({ days: 15 }, 'LGPD, Article 19, II'),
  },
  ca: {
    ...forAll(noDate('no time is named', thirtyDays, 'PIPEDA, Schedule 1, 4.3.8 and 4.5.3')),
    access: date(thirtyDays, 'PIPEDA, section 8(3)'),
    rectification: date(thirtyDays, 'PIPEDA, section 8(3) with Schedule 1, 4.9.5'),
  },
  au: {
    ...forAll(noDate('no such right; no time is named', thirtyDays, 'Privacy Act 1988, APP 11.2')),
    access: noDate('a reasonable period', thirtyDays, 'Privacy Act 1988, APP 12.4; OAIC guidelines: 30 days'),
    rectification: noDate(
      'a reasonable period',
      thirtyDays,
      'Privacy Act 1988, APP 13.5; OAIC guidelines: 30 days',
    ),
  },
  apac: {
    ...forAll(
      noDate('no such right; no time is named', thirtyDays, 'PDPA 2012 (Singapore), sections 16 and 25'),
    ),
    access: date(
      thirtyDays,
      'PDPA 2012 (Singapore), section 21; Personal Data Protection Regulations 2021, regulation 5',
    ),
    rectification: noDate('as soon as practicable', thirtyDays, 'PDPA 2012 (Singapore), section 22(2)'),
  },
  in: forAll(
    noDate(
      'no time for a right; 90 days for a grievance',
      thirtyDays,
      'DPDP Act 2023, sections 11 to 13; DPDP Rules 2025, rule 14',
    ),
  ),
  jp: forAll(noDate('without delay', thirtyDays, 'APPI, Articles 33 to 35')),
};

const after = (instant: Instant, term: Term): Instant =>
  'months' in term ? monthsAfter(instant, term.months) : instant + days(term.days);

/** The date that law sets, or that is kept in its place, and where it comes from. */
export type StatutoryDate = { readonly by: Instant; readonly source: string };

/** By when a request that was received at an instant has to be answered in a geography. */
export const statutoryDate = (
  geography: Geography,
  right: PersonRight,
  receivedAt: Instant,
): StatutoryDate => {
  const { term, source } = statutoryClocks[geography][right];
  return { by: after(receivedAt, term), source };
};

/** The shortest that a term can be, whenever it begins: the shortest month has 28 days. */
const shortest = (term: Term): Duration => days('months' in term ? term.months * 28 : term.days);

/** The least time that any geography leaves for an erasure: what every store's budget has to fit into. */
export const shortestErasure: Duration = Math.min(
  ...Object.values(statutoryClocks).map(({ erasure }) => shortest(erasure.term)),
);

/** For how long at most a promise to delete may run where law names a date, and where that stands. */
export type LongestPromise = { readonly within: Duration; readonly source: string };

/**
 * The longest promise to delete in a geography, or undefined where its law names no date for an erasure. A promise is
 * a duration and the law may count by the calendar: a month is taken as 30 days. What a person asks for is due by the
 * calendar all the same, by `statutoryDate`.
 */
export const longestErasurePromise = (geography: Geography): LongestPromise | undefined => {
  const clock = statutoryClocks[geography].erasure;
  if (clock.kind === 'no-date') return undefined;
  const { term, source } = clock;
  return { within: days('months' in term ? term.months * 30 : term.days), source };
};
