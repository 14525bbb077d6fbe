import type { ListedTransfer, Party, RestsOn, Way } from './register.ts';

/**
 * A cell of a table as RFC 4180 writes it. One that a spreadsheet would take for a formula gets a quotation mark in
 * front: what it says stays readable, and nothing is worked out.
 */
export const cellOf = (text: string): string => {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
};

const columns = [
  'id',
  'kind',
  'subject',
  'program',
  'use',
  'purpose',
  'recipient',
  'service',
  'categories',
  'data_classes',
  'from',
  'exporter',
  'exporter_country',
  'to',
  'importer',
  'importer_country',
  'instrument',
  'instrument_kind',
  'instrument_module',
  'instrument_valid_from',
  'instrument_valid_until',
  'decided_at',
  'usable_until',
  'state',
  'done_at',
  'reported_at',
  'late',
  'not_as_permitted',
] as const;

const nameOf = (party: Party): string => {
  if (party.kind === 'company-of-the-vendor') return party.name;
  return party.kind === 'customer' ? party.subject : party.kind;
};

const countryOf = (party: Party): string => (party.kind === 'company-of-the-vendor' ? party.country : '');

const aboutInstrument = (instrument: RestsOn | undefined): readonly string[] => {
  if (instrument === undefined) return ['', '', '', '', ''];
  if (instrument.kind === 'not-declared') return [instrument.id, instrument.kind, '', '', ''];
  const { id, kind, validFrom, validUntil } = instrument;
  const module = kind === 'standard-contractual-clauses' ? instrument.module : '';
  return [id, kind, module, validFrom, validUntil];
};

const rowOf = (transfer: ListedTransfer, way: Way): readonly string[] => [
  transfer.id,
  transfer.kind,
  transfer.subject,
  transfer.program,
  transfer.use,
  transfer.purpose,
  transfer.recipient,
  transfer.service ?? '',
  transfer.categories.join(' '),
  transfer.dataClasses.join(' '),
  transfer.from,
  nameOf(way.exporter),
  countryOf(way.exporter),
  way.to,
  nameOf(way.importer),
  countryOf(way.importer),
  ...aboutInstrument(way.instrument),
  transfer.decidedAt,
  transfer.usableUntil,
  transfer.state,
  transfer.doneAt ?? '',
  transfer.reportedAt ?? '',
  transfer.late === true ? 'late' : '',
  (transfer.notAsPermitted ?? []).join(' '),
];

/** A page of the register as a table (RFC 4180): a row for each way that an entry went, or may go. */
export const csvOf = (transfers: readonly ListedTransfer[]): string =>
  [columns, ...transfers.flatMap((transfer) => transfer.ways.map((way) => rowOf(transfer, way)))]
    .map((row) => `${row.map(cellOf).join(',')}\r\n`)
    .join('');
