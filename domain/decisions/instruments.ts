import { everyGeography, type Geography } from '../geographies.ts';
import type { Instant } from '../time.ts';

/** Modules of the standard contractual clauses, by who exports to whom. */
export const clauseModules = [
  'controller-to-controller',
  'controller-to-processor',
  'processor-to-processor',
  'processor-to-controller',
] as const;
export type ClauseModule = (typeof clauseModules)[number];

export const groundKinds = ['adequacy', 'standard-contractual-clauses', 'not-required'] as const;

/** Why data may be transferred, by kind. */
export type Ground =
  | { readonly kind: 'adequacy' }
  | { readonly kind: 'standard-contractual-clauses'; readonly module: ClauseModule }
  /** The law where the data is asks for none; whoever declares it says why. */
  | { readonly kind: 'not-required'; readonly because: string };

/** Where the law lets data go abroad without an instrument: from nowhere else can one be declared `not-required`. */
export const lawAsksForNone: readonly Geography[] = ['us', 'in'];

/**
 * What lets data be transferred from one geography to another, as the vendor's lawyers declare it (BY-7). The consent
 * of a person is not among the grounds: what an organization chose is not a choice of its people.
 */
export type Instrument = {
  readonly id: string;
  readonly from: Geography;
  readonly to: Geography;
  /** It has no force before, nor from this instant on. */
  readonly validFrom: Instant;
  readonly validUntil: Instant;
} & Ground;

/** Instruments by where data would go from and to, for looking up the one in force. */
export type Instruments = ReadonlyMap<Geography, ReadonlyMap<Geography, readonly Instrument[]>>;

/** Lays instruments out by pairs of geographies, the one that holds longest first. */
export const layOut = (instruments: readonly Instrument[]): Instruments => {
  const between = (from: Geography, to: Geography) =>
    instruments
      .filter((one) => one.from === from && one.to === to)
      .toSorted((one, other) => other.validUntil - one.validUntil);
  return new Map(
    everyGeography.map((from) => [from, new Map(everyGeography.map((to) => [to, between(from, to)]))]),
  );
};

/** The instrument in force between two geographies at an instant; undefined where there is none. */
export const instrumentAt = (
  instruments: Instruments,
  from: Geography,
  to: Geography,
  at: Instant,
): Instrument | undefined =>
  instruments
    .get(from)
    ?.get(to)
    ?.find(({ validFrom, validUntil }) => validFrom <= at && at < validUntil);
