import { type GroundThen, readGround } from '../decisions/entered-ground.ts';
import type { TransferEntry } from '../decisions/transfer.ts';
import type { Geography } from '../geographies.ts';
import type { EpochId, MovementId, SubjectId } from '../identifiers.ts';
import type { VendorRole } from '../programs/use.ts';
import type { Instant } from '../time.ts';
import { type MovementState, type RegisteredMovement, stateOf } from './entry-state.ts';
import type { DeclaredInstrument, Entity, TransferTerms } from './terms.ts';

/** Who hands data over, or takes it. */
export type Party =
  | ({ readonly kind: 'company-of-the-vendor' } & Entity)
  /** A company of the vendor that the configuration does not name any more. */
  | { readonly kind: 'not-declared' }
  /** The customer, who decides about the data, where its own contract is what the transfer rests on. */
  | { readonly kind: 'customer'; readonly subject: SubjectId }
  /** The service that the customer connected. */
  | { readonly kind: 'connected-service' };

/**
 * What a transfer rests on, as it was when the transfer was permitted. Entries that do not say what it was show what
 * is declared of its id now; where nothing is, nothing but the id is known.
 */
export type RestsOn =
  | DeclaredInstrument
  | (GroundThen & Pick<DeclaredInstrument, 'id' | 'from' | 'to'> & { readonly because?: string })
  | { readonly id: string; readonly kind: 'not-declared' };

/** One way that data went, or may go. */
export type Way = {
  readonly to: Geography;
  readonly exporter: Party;
  readonly importer: Party;
  /** Absent where it stays in its geography, and where it went although nothing permitted it. */
  readonly instrument?: RestsOn;
};

/** An entry of the register of transfers, as customers and auditors read it (BY-7). */
export type ListedTransfer = Pick<
  TransferEntry,
  | 'kind'
  | 'subject'
  | 'program'
  | 'use'
  | 'rule'
  | 'purpose'
  | 'recipient'
  | 'service'
  | 'categories'
  | 'dataClasses'
  | 'askedFor'
  | 'from'
  | 'usableUntil'
> & {
  readonly id: MovementId;
  readonly epoch?: EpochId;
  /** Where it went; where that is not known, everywhere it could. */
  readonly ways: readonly Way[];
  readonly decidedAt: string;
} & Omit<MovementState, 'place'>;

/** What entries are read with. */
export type Reading = {
  readonly terms: TransferTerms;
  /** What the vendor is in a use, where the catalog still has it. */
  readonly roleIn: (program: string, use: string) => VendorRole | undefined;
  readonly at: Instant;
};

/**
 * Whether an entry is of a transfer: data leaves its geography, or goes to somebody else (DL-7). What happened against
 * the permission is one too, wherever it went: somebody has to see it.
 */
export const isTransfer = ({ entry, report }: RegisteredMovement): boolean => {
  if (entry.recipient !== 'vendor' || report?.notAsPermitted !== undefined) return true;
  return report?.outcome === 'executed'
    ? report.place !== entry.from
    : entry.places.some(({ to }) => to !== entry.from);
};

/** An entry of the register with its parties, its instruments and what came of it. */
export const listTransfer = (movement: RegisteredMovement, reading: Reading): ListedTransfer => {
  const { entry } = movement;
  const { place, ...state } = stateOf(movement, reading.at);
  const { id, kind, subject, program, use, rule, purpose, recipient, service } = entry;
  const { categories, dataClasses, askedFor, from, usableUntil, epoch } = entry;
  return {
    id,
    kind,
    subject,
    program,
    use,
    rule,
    purpose,
    recipient,
    ...(service !== undefined && { service }),
    categories,
    dataClasses,
    askedFor,
    from,
    ...(epoch !== undefined && { epoch }),
    ways: placesOf(entry, place).map((way) => wayOf(entry, way, reading)),
    decidedAt: entry.at,
    usableUntil,
    ...state,
  };
};

type Place = TransferEntry['places'][number];

/** Places at home are no ways out: they are left out as long as there is another. */
const placesOf = (
  { places, from, recipient }: TransferEntry,
  went: Geography | undefined,
): readonly Place[] => {
  if (went !== undefined) return [places.find(({ to }) => to === went) ?? { to: went }];
  return recipient === 'vendor' ? places.filter(({ to }) => to !== from) : places;
};

const wayOf = (entry: TransferEntry, place: Place, reading: Reading): Way => {
  const { terms } = reading;
  const { to } = place;
  const instrument = restsOn(terms, entry.from, place);
  return {
    to,
    exporter: exporterOf(entry, instrument, reading),
    importer: entry.recipient === 'vendor' ? companyIn(terms, to) : { kind: 'connected-service' },
    ...(instrument && { instrument }),
  };
};

const restsOn = (
  { instruments }: TransferTerms,
  from: Geography,
  { to, instrument: id, ground }: Place,
): RestsOn | undefined => {
  if (id === undefined) return undefined;
  const declared = instruments.find((instrument) => instrument.id === id);
  const then = ground === undefined ? undefined : readGround(ground);
  if (then === undefined) return declared ?? { id, kind: 'not-declared' };
  // Why none is required can be a long text, and stands in the configuration alone.
  const because = then.kind === 'not-required' && declared?.kind === then.kind ? declared.because : undefined;
  return { id, from, to, ...then, ...(because !== undefined && { because }) };
};

const companyIn = ({ entities }: TransferTerms, geography: Geography): Party => {
  const entity = entities[geography];
  return entity === undefined ? { kind: 'not-declared' } : { kind: 'company-of-the-vendor', ...entity };
};

/**
 * Who exports: the company of the vendor that holds the data here. The customer where it is the controller and hands
 * over itself: to a service that it connected, or under clauses that a controller signs.
 */
const exporterOf = (
  { subject, program, use, recipient }: TransferEntry,
  instrument: RestsOn | undefined,
  { terms, roleIn }: Reading,
): Party => {
  const signedByController =
    instrument?.kind === 'standard-contractual-clauses' && instrument.module.startsWith('controller-');
  const vendorDecides = roleIn(program, use) !== 'processor';
  const byCustomer = recipient !== 'vendor' || (signedByController && !vendorDecides);
  return byCustomer ? { kind: 'customer', subject } : companyIn(terms, terms.geography);
};
