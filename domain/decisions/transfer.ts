import type { Geography } from '../geographies.ts';
import type { EpochId, MovementId, PlacementId, SubjectId, TransferId } from '../identifiers.ts';
import type { Category, DataClass } from '../programs/data.ts';
import { clockSkew, instantOf } from '../time.ts';
import { writtenGround } from './entered-ground.ts';
import type { Instruments } from './instruments.ts';

/** Where data may go under an entry, and the instrument that the way there rests on where it leads abroad. */
export type PermittedPlace = {
  readonly to: Geography;
  readonly instrument?: string;
  /** What the instrument was then, as `readGround` reads it; absent in entries that are older than this. */
  readonly ground?: string;
};

/** A place as it is entered. @param instrument the id that was decided on, for a way that leads abroad */
export const permittedPlace = (
  instruments: Instruments,
  from: Geography,
  to: Geography,
  instrument: string | undefined,
): PermittedPlace => {
  if (instrument === undefined) return { to };
  const declared = instruments
    .get(from)
    ?.get(to)
    ?.find(({ id }) => id === instrument);
  return { to, instrument, ...(declared && { ground: writtenGround(declared) }) };
};

type EntryFacts = {
  readonly subject: SubjectId;
  readonly program: string;
  readonly use: string;
  readonly categories: readonly Category[];
  readonly dataClasses: readonly DataClass[];
  readonly purpose: string;
  readonly recipient: string;
  /** The connected service that yields the data, where the use reads from one. */
  readonly service?: string;
  readonly from: Geography;
  /** Where it may go; what comes first is to be tried first. */
  readonly places: readonly PermittedPlace[];
  /** `{program}/{use}` */
  readonly rule: string;
  readonly epoch?: EpochId;
  /** ISO 8601, when it was asked, and until when the permission can be used. */
  readonly at: string;
  readonly usableUntil: string;
  /** Whether it was asked for a person. Who that is stands nowhere in the register. */
  readonly askedFor: 'a-user' | 'not-said';
};

/**
 * An entry of the register of transfers (BY-7): what was permitted, written before the permission was given. It holds
 * nothing of what is moved, and nobody's name.
 */
export type TransferEntry =
  | (EntryFacts & { readonly kind: 'decision'; readonly id: TransferId })
  | (EntryFacts & {
      readonly kind: 'placement';
      readonly id: PlacementId;
      /** Present where the call may be routed to any region, the places being those that are known by name. */
      readonly anywhere?: true;
    });

/** What came of a permission. */
export const transferOutcomes = ['executed', 'not-executed'] as const;
export type TransferOutcome = (typeof transferOutcomes)[number];

/** What whoever asked tells of it. */
export type TransferReport = {
  /** ISO 8601, when it was done, or when it was given up. */
  readonly at: string;
} & (
  | { readonly outcome: 'executed' /** Where the data really went. */; readonly place: Geography }
  | { readonly outcome: 'not-executed' }
);

/** In what a report differs from what was permitted. It is taken in all the same: the register says what happened. */
export const departures = ['place-not-permitted', 'before-permission', 'after-its-end'] as const;
export type Departure = (typeof departures)[number];

/** A report as it is kept. */
export type StoredReport = TransferReport & {
  readonly id: MovementId;
  /** ISO 8601, when the cell heard of it. */
  readonly reportedAt: string;
  /** Present where something happened that was not permitted. */
  readonly notAsPermitted?: readonly Departure[];
};

/** That nobody reported in time. */
export type UnknownOutcome = { readonly id: MovementId /** ISO 8601. */; readonly markedAt: string };

/** In what a report differs from its entry; two clocks may be apart by what the system allows. */
export const departuresOf = (entry: TransferEntry, report: TransferReport): readonly Departure[] => {
  if (report.outcome === 'not-executed') return [];
  const done = instantOf(report.at);
  const departed: Readonly<Record<Departure, boolean>> = {
    'place-not-permitted': !entry.places.some(({ to }) => to === report.place),
    'before-permission': done < instantOf(entry.at) - clockSkew,
    'after-its-end': done > instantOf(entry.usableUntil) + clockSkew,
  };
  return departures.filter((departure) => departed[departure]);
};

/**
 * Whether a report tells of what the one that stands is silent about: something that was not permitted, or data that
 * went where it does not say that data went.
 */
export const tellsOfMore = (entry: TransferEntry, stands: TransferReport, report: TransferReport): boolean =>
  departuresOf(entry, report).length > 0 ||
  (report.outcome === 'executed' && placeOfReport(stands) !== report.place);

/** Whether two reports say the same. */
export const saysTheSame = (one: TransferReport, other: TransferReport): boolean =>
  one.outcome === other.outcome && placeOfReport(one) === placeOfReport(other) && sameInstant(one, other);

const sameInstant = (one: TransferReport, other: TransferReport): boolean =>
  instantOf(one.at) === instantOf(other.at);

const placeOfReport = (report: TransferReport): Geography | undefined =>
  report.outcome === 'executed' ? report.place : undefined;
