import type { Ground, Instrument } from '../decisions/instruments.ts';
import type { Geography } from '../geographies.ts';
import type { Category } from '../programs/data.ts';
import { type Duration, days, type Instant, startOfDay } from '../time.ts';

/** The vendor as records of processing name it (GDPR, Art. 30). */
export type Vendor = {
  readonly name: string;
  readonly contact: string;
  readonly representative?: string;
  readonly dataProtectionOfficer?: string;
};

/** The company of the vendor that holds data in a geography, and so exports it from there or imports it. */
export type Entity = {
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
};

/** An instrument as the vendor declares it: valid from the start of a UTC day until the start of another. */
export type DeclaredInstrument = {
  readonly id: string;
  readonly from: Geography;
  readonly to: Geography;
  readonly validFrom: string;
  /** The first day on which it has no force any more. */
  readonly validUntil: string;
} & Ground;

/** Another company that processes data for the vendor. */
export type Processor = {
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Whose data it processes. */
  readonly geographies: readonly Geography[];
  readonly purpose: string;
  readonly categories: readonly Category[];
  /** The UTC day on which customers were told of it, and the one from which it works. */
  readonly announced: string;
  readonly from: string;
};

/** All that a vendor declares about movements of data and who takes part in them (BY-7). */
export type TransferDeclarations = {
  readonly vendor?: Vendor;
  readonly entities: Partial<Record<Geography, Entity>>;
  readonly instruments: readonly DeclaredInstrument[];
  readonly processors: readonly Processor[];
  /** Between the announcement of a processor and its first day. */
  readonly objectionPeriod: Duration;
  /** In sentences, beside what the product itself does. */
  readonly securityMeasures: readonly string[];
};

/** As far as it concerns one geography: what its cell carries. */
export type TransferTerms = TransferDeclarations & { readonly version: 1; readonly geography: Geography };

/** What holds for who declares nothing: no instrument, so nothing leaves a geography. */
export const nothingDeclared: TransferDeclarations = {
  entities: {},
  instruments: [],
  processors: [],
  objectionPeriod: days(30),
  securityMeasures: [],
};

/** What of the declarations concerns a geography: its own entity, and what leads out of it to whom. */
export const termsFor = (declared: TransferDeclarations, geography: Geography): TransferTerms => {
  const instruments = declared.instruments.filter(({ from }) => from === geography);
  const ends: readonly string[] = [geography, ...instruments.map(({ to }) => to)];
  return {
    version: 1,
    geography,
    ...declared,
    entities: Object.fromEntries(Object.entries(declared.entities).filter(([name]) => ends.includes(name))),
    instruments,
    processors: declared.processors.filter(({ geographies }) => geographies.includes(geography)),
  };
};

/** The instruments of the terms, as decisions look them up. */
export const instrumentsOf = ({ instruments }: Pick<TransferTerms, 'instruments'>): readonly Instrument[] =>
  instruments.map((instrument) => ({
    ...instrument,
    validFrom: startOfDay(instrument.validFrom),
    validUntil: startOfDay(instrument.validUntil),
  }));

/** How long before its end people are reminded of an instrument. */
export const reminder: Duration = days(30);

/** Instruments in force that end within the reminder's time, and that no other of the same way outlives. */
export const endingSoon = (
  { instruments }: Pick<TransferDeclarations, 'instruments'>,
  at: Instant,
): readonly DeclaredInstrument[] => {
  const soon = at + reminder;
  const holds = ({ validFrom, validUntil }: DeclaredInstrument, when: Instant) =>
    startOfDay(validFrom) <= when && when < startOfDay(validUntil);
  return instruments.filter(
    (one) =>
      holds(one, at) &&
      !instruments.some((other) => other.from === one.from && other.to === one.to && holds(other, soon)),
  );
};
