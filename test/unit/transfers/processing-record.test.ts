import { describe, expect, test } from 'vitest';
import { identifier } from '../../../domain/identifiers.ts';
import { everyProgram } from '../../../domain/programs/catalog.ts';
import { days, seconds, startOfDay } from '../../../domain/time.ts';
import { connectionOf } from '../../../domain/transfers/connections.ts';
import { processingRecord, type RecordFrom } from '../../../domain/transfers/processing-record.ts';
import { listProcessors } from '../../../domain/transfers/processors.ts';
import { listTransfer } from '../../../domain/transfers/register.ts';
import { nothingDeclared, termsFor } from '../../../domain/transfers/terms.ts';
import { aDeclaration, anEntry } from '../../support/transfers.ts';

const at = startOfDay('2026-03-01');
const subject = identifier('eu', 'org', '01J9Z3Y4ZV0000000000000000');
const workspace = identifier('eu', 'ws', '01J9Z3Y4ZV0000000000000000');
const processor = {
  name: 'Example Support Desk AG',
  country: 'CH',
  geographies: ['eu'],
  purpose: 'Support',
  categories: ['prompt'],
  announced: '2026-02-15',
  from: '2026-03-20',
} as const;
const terms = termsFor({ ...nothingDeclared, ...aDeclaration, processors: [processor] }, 'eu');
const roleIn = () => 'processor' as const;

const transfers = [0, 1, 2].map((index) => {
  const entry = anEntry(subject, at + seconds(index), `01J9Z3Y4ZV000000000000000${index}`);
  return listTransfer({ entry }, { terms, roleIn, at });
});
const [first] = transfers;
const givenUp = { ...(first ?? transfers[1]), state: 'not-executed' } as (typeof transfers)[number];

const ofOrganization: RecordFrom = {
  subject,
  scope: 'organization',
  customer: subject,
  programs: everyProgram,
  terms,
  transfers: [...transfers, givenUp],
  at,
};
const ofWorkspace: RecordFrom = { ...ofOrganization, subject: workspace, scope: 'workspace', transfers: [] };

const activity = (from: RecordFrom, use: string) =>
  processingRecord(from).activities.find((one) => one.use === use);

describe('[BY-7] the record of processing', () => {
  test('has the fields of Art. 30(2) where the vendor is a processor, with the transfers that were entered', () => {
    expect(activity(ofOrganization, 'answers-from-united-states')).toEqual({
      article: '30(2)',
      program: 'customer-service-copilot',
      use: 'answers-from-united-states',
      setting: 'process-in-united-states',
      title: expect.any(String),
      controller: subject,
      categoriesOfProcessing: ['agreed-services'],
      categoriesOfData: expect.arrayContaining(['prompt', 'customer-name']),
      recipients: ['systems of the vendor'],
      erasure: 'nothing of it is kept here',
      transfers: [
        {
          to: 'us',
          importer: { kind: 'company-of-the-vendor', name: 'Example Assistants, Inc.', country: 'US' },
          instrument: aDeclaration.instruments[0],
          entries: 3, // what was given up moved nothing
          lastDecidedAt: '2026-03-01T00:00:02.000Z',
        },
      ],
    });
  });

  test('has the fields of Art. 30(1) where the vendor is a controller', () => {
    expect(activity(ofWorkspace, 'performance-validation')).toEqual({
      article: '30(1)',
      program: 'security-copilot',
      use: 'performance-validation',
      setting: 'validate-performance',
      title: expect.any(String),
      purposes: ['validating', 'improving'],
      categoriesOfPeople: [
        'people who use the assistant',
        'employees of the customer',
        'people who are mentioned in what is worked on',
      ],
      categoriesOfData: expect.arrayContaining(['prompt', 'response', 'retrieved-content', 'pinned-content']),
      recipients: ['employees of the vendor who must see it'],
      erasure: '90 days after its capture; after an opt-out within 30 days',
      transfers: [],
    });
  });

  test('claims no lawful basis that nobody declared, and names one that is', () => {
    expect(activity(ofWorkspace, 'performance-validation')).not.toHaveProperty('lawfulBasis');
    const [program] = everyProgram.filter(({ id }) => id === 'security-copilot');
    const use = program?.uses['performance-validation'];
    if (program === undefined || use === undefined) throw new Error('the catalog lacks it');
    const declared = { ...program, uses: { 'performance-validation': { ...use, lawfulBasis: 'contract' } } };
    const from = { ...ofWorkspace, programs: [declared as typeof program] };
    expect(activity(from, 'performance-validation')).toMatchObject({ lawfulBasis: 'contract' });
    const joint = { ...declared, uses: { 'performance-validation': { ...use, vendorRole: 'joint' } } };
    const together = activity({ ...from, programs: [joint as typeof program] }, 'performance-validation');
    expect(together).toMatchObject({ article: '30(1)', jointController: subject });
  });

  test('names the vendor, the company here and every measure of security; nobody where nobody is declared', () => {
    expect(processingRecord(ofOrganization)).toMatchObject({
      vendor: aDeclaration.vendor,
      companyHere: aDeclaration.entities.eu,
      securityMeasures: [
        expect.stringContaining('AES-256'),
        expect.stringContaining('held to its region'),
        expect.stringContaining('certificate'),
        ...aDeclaration.securityMeasures,
      ],
    });
    const nobody = { ...ofOrganization, terms: termsFor(nothingDeclared, 'eu') };
    expect(processingRecord(nobody)).toMatchObject({ vendor: 'not-declared', companyHere: 'not-declared' });
  });

  test('is made of the uses that settings of the very subject govern, each once', () => {
    const usesOf = (from: RecordFrom) => processingRecord(from).activities.map(({ use }) => use);
    const scopes = ['organization', 'workspace', 'user'] as const;
    const all = scopes.flatMap((scope) => usesOf({ ...ofOrganization, scope }));
    expect(all.toSorted()).toEqual(everyProgram.flatMap(({ uses }) => Object.keys(uses)).toSorted());
  });

  test('lists a processor among the recipients once it works', () => {
    const later = { ...ofOrganization, at: startOfDay('2026-03-20') };
    expect(activity(later, 'answers-from-united-states')?.recipients).toContain(
      'Example Support Desk AG (CH)',
    );
    expect(activity(later, 'data-integration-outside')).toBeUndefined();
  });
});

test('[DL-6] the record names each preview and where it stores data, whether or not anybody uses it', () => {
  expect(processingRecord(ofOrganization).previews).toEqual([
    {
      program: 'customer-service-copilot',
      setting: 'process-in-united-states',
      title: 'Let the assistant process data in the United States',
      stores: 'nothing-is-stored',
    },
  ]);
});

test('[BY-7] a processor is announced until its first day, and its period to object is told', () => {
  const listed = (now: number) => listProcessors(terms, now);
  expect(listed(at)).toEqual([{ ...processor, objectionEnds: '2026-03-17', state: 'announced' }]);
  expect(listed(startOfDay('2026-03-20') - 1)).toMatchObject([{ state: 'announced' }]);
  expect(listed(startOfDay('2026-03-20'))).toMatchObject([{ state: 'in-force' }]);
  expect(listProcessors({ ...terms, objectionPeriod: days(10) }, at)).toMatchObject([
    { objectionEnds: '2026-02-25' },
  ]);
});

test('[DL-7] a service is off until an owner says where it is, and off again once an owner says so', () => {
  const [program] = everyProgram.filter(({ id }) => id === 'customer-service-insights');
  const setting = program?.settings['connect-development'];
  if (program === undefined || setting === undefined) throw new Error('the catalog lacks it');
  const addressed = { program, settingId: 'connect-development', setting };
  const notice = { id: 'connected-services', version: 1, hash: 'a'.repeat(64) };
  const by = identifier('eu', 'user', '01J9Z3Y4ZV0000000000000000');
  const stored = { n: 1, notice, since: '2026-03-01T00:00:00.000Z', by, source: 'chosen' } as const;
  const facts = {
    program: 'customer-service-insights',
    setting: 'connect-development',
    title: 'Connect a service for development',
    hands: [{ use: 'development-outside', categories: ['customization'] }],
  };
  expect(connectionOf(addressed, undefined)).toEqual({ ...facts, state: 'off' });
  expect(connectionOf(addressed, { ...stored, value: 'us' })).toEqual({
    ...facts,
    state: 'connected',
    destination: 'us',
    since: stored.since,
    notice,
  });
  expect(connectionOf(addressed, { ...stored, value: 'off' })).toMatchObject({ state: 'off', notice });
});
