import { dayOf, isDay } from '../time.ts';
import type { ClauseModule, Instrument } from './instruments.ts';

type Kind =
  | { readonly kind: 'adequacy' | 'not-required' }
  | { readonly kind: 'standard-contractual-clauses'; readonly module: ClauseModule };

/** What an instrument was when a movement was permitted. Why none is required is not a part of it. */
export type GroundThen = Kind & {
  /** UTC days: the first on which it had force, and the first on which it would have none any more. */
  readonly validFrom: string;
  readonly validUntil: string;
};

const clauses = (module: ClauseModule): Kind => ({ kind: 'standard-contractual-clauses', module });

const kinds: ReadonlyMap<string, Kind> = new Map([
  ['a', { kind: 'adequacy' }],
  ['n', { kind: 'not-required' }],
  ['cc', clauses('controller-to-controller')],
  ['cp', clauses('controller-to-processor')],
  ['pp', clauses('processor-to-processor')],
  ['pc', clauses('processor-to-controller')],
]);

const moduleOf = (kind: Kind | Instrument) => ('module' in kind ? kind.module : undefined);

const shortOf = (instrument: Instrument): string => {
  const found = [...kinds].find(
    ([, each]) => each.kind === instrument.kind && moduleOf(each) === moduleOf(instrument),
  );
  if (found === undefined) throw new RangeError(`no entry can name ${instrument.kind}`);
  return found[0];
};

const digitsOf = (day: string) => day.replaceAll('-', '');
const dayWritten = (digits: string) => digits.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');

/**
 * What an instrument is, as an entry of the register keeps it (BY-7), since a configuration can say something else of
 * its id later. It is short: an entry can have eight ways, and what it costs rests on its staying below 1 KB.
 */
export const writtenGround = (instrument: Instrument): string => {
  const { validFrom, validUntil } = instrument;
  return [shortOf(instrument), digitsOf(dayOf(validFrom)), digitsOf(dayOf(validUntil))].join(' ');
};

/** What was written; undefined for what this version cannot read. */
export const readGround = (written: string): GroundThen | undefined => {
  const [short = '', from = '', until = '', ...more] = written.split(' ');
  const kind = kinds.get(short);
  const [validFrom, validUntil] = [dayWritten(from), dayWritten(until)];
  const isWhole = kind !== undefined && more.length === 0 && isDay(validFrom) && isDay(validUntil);
  return isWhole ? { ...kind, validFrom, validUntil } : undefined;
};
