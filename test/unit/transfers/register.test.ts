import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StoredReport } from '../../../domain/decisions/transfer.ts';
import { identifier } from '../../../domain/identifiers.ts';
import { hours, type Instant, isoOf, seconds, startOfDay } from '../../../domain/time.ts';
import { cellOf, csvOf } from '../../../domain/transfers/csv.ts';
import { type RegisteredMovement, stateOf } from '../../../domain/transfers/entry-state.ts';
import { isTransfer, listTransfer, type Reading } from '../../../domain/transfers/register.ts';
import { nothingDeclared, type TransferTerms, termsFor } from '../../../domain/transfers/terms.ts';
import { aDeclaration, anEntry } from '../../support/transfers.ts';

const at = startOfDay('2026-03-01');
const subject = identifier('eu', 'org', '01J9Z3Y4ZV0000000000000000');
const id = '01J9Z3Y4ZV0000000000000001';
const entry = anEntry(subject, at, id);
const end = at + seconds(60);

const executed = (reportedAt: Instant, place: 'us' | 'eu' | 'uk' = 'us'): StoredReport => ({
  id: entry.id,
  outcome: 'executed',
  place,
  at: isoOf(at),
  reportedAt: isoOf(reportedAt),
});
const givenUp: StoredReport = {
  id: entry.id,
  outcome: 'not-executed',
  at: isoOf(at),
  reportedAt: isoOf(end),
};

describe('[BY-7] what came of a permission', () => {
  const mark = { id: entry.id, markedAt: isoOf(end + hours(25)) };
  test.each<[string, Omit<RegisteredMovement, 'entry'>, Instant, object]>([
    ['is open until somebody reports', {}, end, { state: 'open' }],
    ['is open for a day after its end', {}, end + hours(24), { state: 'open' }],
    ['is unknown from then on, also before anybody marked it', {}, end + hours(24) + 1, { state: 'unknown' }],
    ['is unknown once it was marked', { unknown: mark }, end, { state: 'unknown' }],
    ['is what was reported', { report: executed(end) }, end, { state: 'executed', place: 'us' }],
    ['is what was reported, long after', { report: givenUp }, end + hours(99), { state: 'not-executed' }],
  ])('%s', (_, beside, now, expected) => {
    const state = stateOf({ entry, ...beside }, now);
    expect(state).toMatchObject(expected);
    expect(state.late).toBeUndefined();
  });

  test('is what a late report says, and that it was late', () => {
    const late = stateOf({ entry, unknown: mark, report: executed(end + hours(30)) }, end + hours(31));
    expect(late).toMatchObject({ state: 'executed', late: true, reportedAt: isoOf(end + hours(30)) });
    // By another clock: whoever was told that it is unknown is told that this changed.
    expect(stateOf({ entry, unknown: mark, report: executed(end) }, end)).toMatchObject({ late: true });
    // Nobody had marked it yet.
    expect(stateOf({ entry, report: executed(end + hours(25)) }, end + hours(26))).toMatchObject({
      late: true,
    });
  });
});

const term = { validFrom: '2026-01-01', validUntil: '2027-01-01' } as const;
const terms = termsFor({ ...nothingDeclared, ...aDeclaration }, 'eu');
const reading: Reading = { terms, roleIn: () => 'processor', at };

describe('[BY-7] an entry as it is read', () => {
  test('names exporter and importer with their countries, and the instrument with its validity', () => {
    expect(listTransfer({ entry }, reading).ways).toEqual([
      {
        to: 'us',
        exporter: { kind: 'company-of-the-vendor', name: 'Example Assistants GmbH', country: 'DE' },
        importer: { kind: 'company-of-the-vendor', name: 'Example Assistants, Inc.', country: 'US' },
        instrument: aDeclaration.instruments[0],
      },
    ]);
  });

  test('lists every way out until it is known which was gone, and none that stays at home', () => {
    const places = [
      { to: 'eu' },
      { to: 'uk', instrument: 'eu-uk' },
      { to: 'us', instrument: 'eu-us' },
    ] as const;
    const placed = { ...entry, places };
    const waysOf = (movement: RegisteredMovement) => listTransfer(movement, reading).ways.map(({ to }) => to);
    expect(waysOf({ entry: placed })).toEqual(['uk', 'us']);
    expect(waysOf({ entry: placed, report: executed(end, 'uk') })).toEqual(['uk']);
  });

  test('shows where data went that was not permitted to, and that nothing let it', () => {
    const report = { ...executed(end, 'uk'), notAsPermitted: ['place-not-permitted'] as const };
    const listed = listTransfer({ entry, report }, reading);
    expect(listed.notAsPermitted).toEqual(['place-not-permitted']);
    expect(listed.ways).toMatchObject([{ to: 'uk' }]);
    expect(listed.ways[0]?.instrument).toBeUndefined();
  });

  test('says of an instrument and a company that are not declared any more that they are not', () => {
    const forgotten = { ...reading, terms: termsFor(nothingDeclared, 'eu') };
    expect(listTransfer({ entry }, forgotten).ways).toEqual([
      {
        to: 'us',
        exporter: { kind: 'not-declared' },
        importer: { kind: 'not-declared' },
        instrument: { id: 'eu-us', kind: 'not-declared' },
      },
    ]);
  });

  test('shows an instrument as it was when it was permitted, whatever is declared of its id since', () => {
    const then = {
      ...entry,
      places: [{ to: 'us', instrument: 'eu-us', ground: 'a 20250601 20260401' }],
    } as const;
    const asItWas = {
      id: 'eu-us',
      from: 'eu',
      to: 'us',
      kind: 'adequacy',
      validFrom: '2025-06-01',
      validUntil: '2026-04-01',
    };
    for (const now of [terms, termsFor(nothingDeclared, 'eu')]) {
      const listed = listTransfer({ entry: then }, { ...reading, terms: now });
      expect(listed.ways[0]?.instrument).toEqual(asItWas);
      expect(csvOf([listed])).toContain(',eu-us,adequacy,,2025-06-01,2026-04-01,');
    }
    const unread = { ...entry, places: [{ to: 'us', instrument: 'eu-us', ground: 'zz 1 2' }] } as const;
    expect(listTransfer({ entry: unread }, reading).ways[0]?.instrument).toEqual(aDeclaration.instruments[0]);
  });

  test('says why none is required as it is declared now, and no reason once it is not', () => {
    const instrument = { id: 'us-eu', from: 'us', to: 'eu', kind: 'not-required', ...term } as const;
    const because = 'The law there asks for none.';
    const places = [{ to: 'eu', instrument: 'us-eu', ground: 'n 20260101 20270101' }] as const;
    const shownBy = (instruments: TransferTerms['instruments']) =>
      listTransfer(
        { entry: { ...entry, from: 'us', places } },
        { ...reading, terms: { ...terms, geography: 'us', instruments } },
      ).ways[0]?.instrument;
    expect(shownBy([{ ...instrument, because }])).toEqual({ ...instrument, because });
    expect(shownBy([])).toEqual(instrument);
    expect(shownBy([{ ...instrument, kind: 'adequacy' }])).toEqual(instrument);
  });

  test('names the customer as exporter where a controller signs the clauses, and the vendor decides nothing', () => {
    const signed = { ...aDeclaration.instruments[0], module: 'controller-to-processor' as const };
    const other = { ...reading, terms: { ...terms, instruments: [signed] } };
    const exporterOf = (from: Reading) => listTransfer({ entry }, from).ways[0]?.exporter;
    expect(exporterOf(other)).toEqual({ kind: 'customer', subject });
    expect(exporterOf({ ...other, roleIn: () => 'controller' })).toMatchObject({ country: 'DE' });
  });

  test('[DL-7] to a connected service goes from the customer to that service, also where it is at home', () => {
    const connected = { ...entry, recipient: 'connected-service', places: [{ to: 'eu' }] as const };
    expect(isTransfer({ entry: connected })).toBe(true);
    expect(listTransfer({ entry: connected }, reading).ways).toEqual([
      { to: 'eu', exporter: { kind: 'customer', subject }, importer: { kind: 'connected-service' } },
    ]);
  });
});

describe('[BY-7] a transfer', () => {
  const atHome = { ...entry, places: [{ to: 'eu' }] as const };
  const either = { ...entry, places: [{ to: 'eu' }, { to: 'us', instrument: 'eu-us' }] as const };
  const astray = { ...executed(end), notAsPermitted: ['place-not-permitted'] as const };
  const tooLate = { ...executed(end, 'eu'), notAsPermitted: ['after-its-end'] as const };
  test.each<[string, RegisteredMovement, boolean]>([
    ['is what may leave', { entry }, true],
    ['is no evaluation at home', { entry: atHome }, false],
    ['is what may be evaluated at home or abroad, as long as nobody knows', { entry: either }, true],
    ['is not what was then evaluated at home', { entry: either, report: executed(end, 'eu') }, false],
    ['is what was permitted at home only and went abroad', { entry: atHome, report: astray }, true],
    ['is what happened at home after its permission', { entry: atHome, report: tooLate }, true],
  ])('%s', (_, movement, expected) => {
    expect(isTransfer(movement)).toBe(expected);
  });
});

describe('[BY-7] the table of the register', () => {
  test('has a row for each way, and is read back by others as it was meant', () => {
    const places = [
      { to: 'uk', instrument: 'eu-uk' },
      { to: 'us', instrument: 'eu-us' },
    ] as const;
    const text = csvOf([listTransfer({ entry: { ...entry, places } }, reading)]);
    expect(text.endsWith('\r\n')).toBe(true);
    const rows: Record<string, string>[] = parse(text, { columns: true, record_delimiter: '\r\n' });
    expect(rows).toMatchObject([
      { to: 'uk', importer: 'Example Assistants Ltd', instrument_kind: 'adequacy', instrument_module: '' },
      {
        id: `eu_tr_${id}`,
        to: 'us',
        exporter_country: 'DE',
        importer: 'Example Assistants, Inc.',
        importer_country: 'US',
        instrument: 'eu-us',
        instrument_module: 'processor-to-processor',
        instrument_valid_until: '2027-01-01',
        categories: 'prompt customer-name',
        state: 'open',
        decided_at: '2026-03-01T00:00:00.000Z',
      },
    ]);
  });

  test.each([
    ['=1+2', "'=1+2"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@sum', "'@sum"],
    ['=a,"b"', '"\'=a,""b"""'],
    ['a = b', 'a = b'],
    ['', ''],
  ])('writes %s as %s: nothing in it is a formula', (text, cell) => {
    expect(cellOf(text)).toBe(cell);
  });

  test('any text comes back from it, but for the mark before what looks like a formula', () => {
    const signs = fc.constantFrom('=', '+', '-', '@', '"', ',', '\r', '\n', '\t', ' ', 'a', 'é', '🙂');
    const texts = fc.array(fc.string({ unit: signs }), { minLength: 50, maxLength: 100 });
    fc.assert(
      fc.property(texts, (given) => {
        const table = given.map((text) => `${cellOf(text)},x\r\n`).join('');
        const rows: string[][] = parse(table, { record_delimiter: '\r\n' });
        expect(rows.map(([cell]) => cell)).toEqual(
          given.map((text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)),
        );
      }),
      { numRuns: 20 },
    );
  });
});
