import { expect, test } from 'vitest';
import { days, startOfDay } from '../../domain/time.ts';
import { nothingDeclared, type TransferDeclarations, termsFor } from '../../domain/transfers/terms.ts';
import { isCountryCode } from '../../lib/country-codes.ts';
import { transferNotes } from '../../lib/transfer-notes.ts';
import { aConfig } from './cells.ts';

const entities = {
  eu: { name: 'Example Assistants GmbH', country: 'DE' },
  us: { name: 'Example Assistants Inc.', country: 'US' },
} as const;

const term = { validFrom: '2026-01-01', validUntil: '2027-01-01' } as const;
const adequacy = { id: 'eu-us', from: 'eu', to: 'us', kind: 'adequacy', ...term } as const;
const clauses = {
  ...adequacy,
  kind: 'standard-contractual-clauses',
  module: 'processor-to-processor',
} as const;

const processor = {
  name: 'Example Support Desk AG',
  country: 'CH',
  geographies: ['eu'],
  purpose: 'Support',
  categories: ['prompt'],
  announced: '2026-01-01',
  from: '2026-01-31',
} as const;

/** Values that TypeScript would refuse: a configuration may be written in JavaScript. */
const given = (transfers: object) => () =>
  aConfig({ transfers: { entities, ...transfers } as Partial<TransferDeclarations> });

const withInstrument = (changes: object) => given({ instruments: [{ ...adequacy, ...changes }] });
const withProcessor = (changes: object) => given({ processors: [{ ...processor, ...changes }] });

test('[BY-7] instruments, companies and processors that are declared soundly are taken', () => {
  const transfers = { entities, instruments: [clauses], processors: [processor] };
  expect(given(transfers)().transfers).toEqual({ ...nothingDeclared, ...transfers });
});

test('[BY-7] where nothing is declared there is no instrument, and the synthesis says that nothing may leave', () => {
  const config = aConfig();
  expect(config.transfers).toEqual(nothingDeclared);
  expect(transferNotes(config.transfers, 'eu', startOfDay('2026-06-01'))).toEqual({
    note: expect.stringMatching(/^Nothing may leave Europe \(eu-central-1\): on 2026-06-01 no instrument/),
    warnings: [],
  });
});

test.each([
  [
    'an unknown geography',
    withInstrument({ to: 'mars' }),
    /`transfers.instruments\[0\].to` is "mars"; allowed: 'eu', 'us'/,
  ],
  [
    'a way that leads nowhere',
    withInstrument({ to: 'eu' }),
    /`transfers.instruments\[0\].to` is "eu"; allowed: another geography/,
  ],
  [
    'an end before the beginning',
    withInstrument({ validUntil: '2026-01-01' }),
    /`transfers.instruments\[0\].validUntil` is "2026-01-01"; allowed: a day after `validFrom`, which is '2026-01-01'/,
  ],
  [
    'a day that there is not',
    withInstrument({ validFrom: '2026-02-30' }),
    /validFrom` is "2026-02-30"; allowed: a UTC day/,
  ],
  [
    'clauses without a module',
    withInstrument({ kind: 'standard-contractual-clauses' }),
    /`transfers.instruments\[0\].module` is missing; allowed: 'controller-to-controller', 'controller-to-processor'/,
  ],
  [
    'adequacy with a module',
    withInstrument({ module: 'processor-to-processor' }),
    /`transfers.instruments\[0\].module` is not known/,
  ],
  [
    'a consent',
    withInstrument({ kind: 'consent' }),
    /`transfers.instruments\[0\].kind` is "consent"; allowed: 'adequacy', 'standard-contractual-clauses', 'not-required'; an organization’s choice is not the consent of its people/,
  ],
  [
    'no need where the law asks for one',
    withInstrument({ kind: 'not-required', because: 'we say so' }),
    /kind` is "not-required"; allowed: .* from eu; the law asks for nothing only in us, in/,
  ],
  [
    'no need without a reason',
    withInstrument({ from: 'us', to: 'eu', kind: 'not-required' }),
    /`transfers.instruments\[0\].because` is missing/,
  ],
  [
    'an instrument twice',
    given({ instruments: [adequacy, adequacy] }),
    /`transfers.instruments.id` is "eu-us"; allowed: each only once/,
  ],
  [
    'nobody at the other end',
    withInstrument({ to: 'uk' }),
    /`transfers.entities.uk` is missing; allowed: { name, country }, because the instrument 'eu-us' names uk/,
  ],
  [
    'nobody at this end',
    given({ entities: { us: entities.us }, instruments: [adequacy] }),
    /`transfers.entities.eu` is missing/,
  ],
  [
    'a code that is no country',
    given({ entities: { eu: { name: 'A', country: 'UK' } } }),
    /`transfers.entities.eu.country` is "UK"; allowed: a country code of ISO 3166-1/,
  ],
  [
    'a processor that starts too early',
    withProcessor({ from: '2026-01-30' }),
    /`transfers.processors\[0\].from` is "2026-01-30"; allowed: '2026-01-31' or later: 30 days to object after its announcement on 2026-01-01/,
  ],
  [
    'a processor of an unknown category',
    withProcessor({ categories: ['dreams'] }),
    /`transfers.processors\[0\].categories\[0\]` is "dreams"; allowed: 'prompt'/,
  ],
  ['a processor of nowhere', withProcessor({ country: 'de' }), /`transfers.processors\[0\].country` is "de"/],
  [
    'a period of hours',
    given({ objectionPeriod: 3_600_000 }),
    /`transfers.objectionPeriod` is 3600000; allowed: whole days from 1 to 365/,
  ],
  [
    'a name of two lines',
    given({ vendor: { name: 'A\nB', contact: 'c' } }),
    /`transfers.vendor.name` is "A\\nB"/,
  ],
])('[BY-7] refuses %s, and says what is allowed', (_, configure, message) => {
  expect(configure).toThrow(message);
});

test('countries are those of ISO 3166-1, each by one code', () => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const codes = letters.flatMap((one) => letters.map((other) => one + other)).filter(isCountryCode);
  expect(codes).toHaveLength(249);
  expect(codes).toEqual(expect.arrayContaining(['DE', 'GB', 'US', 'BR', 'IN', 'JP', 'AU', 'CA', 'SG']));
  expect(codes).not.toContain('UK');
});

test('[BY-7] the synthesis warns of an instrument that ends within 30 days, unless another follows it', () => {
  const at = startOfDay('2026-12-15');
  const declared = given({ instruments: [adequacy] })().transfers;
  expect(transferNotes(declared, 'eu', at)).toEqual({
    warnings: [expect.stringContaining("'eu-us' to us ends on 2027-01-01")],
  });
  expect(transferNotes(declared, 'eu', at - days(30))).toEqual({ warnings: [] });
  expect(transferNotes(declared, 'eu', startOfDay('2027-01-01')).note).toContain('Nothing may leave');
  const next = { ...adequacy, id: 'eu-us-next', validFrom: '2026-12-01', validUntil: '2028-01-01' };
  const prolonged = given({ instruments: [adequacy, next] })().transfers;
  expect(transferNotes(prolonged, 'eu', at)).toEqual({ warnings: [] });
});

test('the terms of a cell are those of its own geography', () => {
  const back = {
    ...adequacy,
    id: 'us-eu',
    from: 'us',
    to: 'eu',
    kind: 'not-required',
    because: 'none',
  } as const;
  const { transfers } = given({ instruments: [adequacy, back], processors: [processor] })();
  expect(termsFor(transfers, 'eu')).toMatchObject({ instruments: [adequacy], processors: [processor] });
  expect(termsFor(transfers, 'us')).toMatchObject({ instruments: [back], processors: [], entities });
  expect(termsFor(transfers, 'jp')).toMatchObject({ instruments: [], processors: [], entities: {} });
});
