import { describe, expect, test } from 'vitest';
import type { DataEntry, Statement } from '../../contract/statement/statement.ts';
import { everyGeography, geographies } from '../../domain/geographies.ts';
import { describeNetwork } from '../../domain/network.ts';
import { exceptionIds } from '../../domain/programs/locations.ts';
import type { ConfigInput } from '../../lib/config.ts';
import { definePin } from '../../lib/residency/pin.ts';
import { readTemplates } from '../../lib/residency/template/template.ts';
import { compileStatement } from '../../lib/statement/compile-statement.ts';
import { type Cell, foreignBoundary, ownIssuer, synthesizeCells, withCopies } from './cells.ts';

const allPrograms = [
  'business-apps-data-sharing',
  'customer-service-copilot',
  'customer-service-insights',
  'power-platform-data-sharing',
  'security-copilot',
];

/** The statement of a cell, whose resources a test may change first. */
const statementOf = (
  { geography, stacks }: Cell,
  change: (
    resources: Record<string, { Type: string; Properties: Record<string, unknown> }>,
  ) => void = () => {},
): Statement => {
  const pin = definePin(geographies[geography].region);
  const sources = stacks.map(({ name, template }) => {
    const content = JSON.parse(JSON.stringify(template));
    change(content.Resources);
    return { name, content };
  });
  return compileStatement(readTemplates(sources, pin), pin);
};

const cellOf = (geography: string, changes: Partial<ConfigInput> = { programs: allPrograms }): Cell => {
  const cell = synthesizeCells(changes).find((each) => each.geography === geography);
  if (cell === undefined) throw new Error(`There is no cell ${geography}.`);
  return cell;
};

const entryOf = (statement: Statement, start: string): DataEntry => {
  const found = statement.data.find(({ data }) => data.startsWith(start));
  if (found === undefined) throw new Error(`Nothing is said of ${start}.`);
  return found;
};

const exceptionOf = (statement: Statement, id: string) => statement.exceptions.find((each) => each.id === id);

const eu = () => cellOf('eu');

describe.each(everyGeography)('the statement of the cell %s', (geography) => {
  const { region } = geographies[geography];
  const statement = () => statementOf(cellOf(geography));

  test('[BY-9] [DL-1] names the region for every class of data, and no other', () => {
    expect(new Set(statement().data.map((entry) => entry.region))).toEqual(new Set([region]));
    expect(statement().data.flatMap(({ copies }) => copies)).toEqual([]);
    const others = everyGeography.map((each) => geographies[each].region).filter((each) => each !== region);
    for (const other of others) expect(JSON.stringify(statement())).not.toContain(other);
  });

  test('[DL-4] marks each known exception as applying or not used, with a reason', () => {
    expect(statement().exceptions.map(({ id }) => id)).toEqual(exceptionIds);
    for (const { status, reasons } of statement().exceptions) {
      expect(status).toMatch(/^(applies|not-used)$/);
      expect(reasons.length).toBeGreaterThan(0);
    }
  });

  test('[CC-2] says of a cell outside the United States that no grant and no address of it leads there', () => {
    expect(statement().unitedStates.answer).toBe(geography === 'us' ? 'at-home' : 'no-grant-and-no-address');
  });

  test('[SC-7] names government community customers in the United States, and nowhere else', () => {
    const said = statement().remarks.some((remark) => remark.startsWith('Government community customers'));
    expect(said).toBe(geography === 'us');
  });
});

describe('[BY-9] what the statement says of data follows the templates', () => {
  test('every resource that holds data stands in it', () => {
    const types = ['DynamoDB', 'SQS', 'Events::EventBus', 'Logs', 'Cognito::UserPool', 'KMS', 'S3'];
    const holding = eu()
      .stacks.flatMap(({ resources }) => resources)
      .filter(({ Type }) => types.some((type) => Type.startsWith(`AWS::${type}`)))
      .filter(({ Type }) => !/UserPool.|QueuePolicy|BucketPolicy/.test(Type))
      .map(({ id }) => id);
    const stated = new Set(statementOf(eu()).data.flatMap(({ store }) => store.ids));
    expect([...stated].sort()).toEqual([...holding].sort());
  });

  test('captured records: their uses, no recovery window, and who reads them', () => {
    const { longestLife, readers, encryptedWith } = entryOf(
      statementOf(eu()),
      'Captured records: what people typed',
    );
    expect(longestLife.map(({ what, life }) => `${what}: ${life}`)).toEqual([
      'for platform-improvement (power-platform-data-sharing): 30 days; after an opt-out, gone within 30 days',
      'for performance-validation (security-copilot): 90 days; after an opt-out, gone within 30 days',
      'for security-model-building (security-copilot): 90 days; after an opt-out, gone within 30 days',
      'for model-building-with-ediscovery (security-copilot): 90 days; after an opt-out, gone within 30 days',
      'for model-building-with-insider-risk (security-copilot): 90 days; after an opt-out, gone within 30 days',
      'for model-building-with-communications (security-copilot): 90 days; after an opt-out, gone within 30 days',
      'after it was deleted: nowhere: no recovery window',
    ]);
    expect(readers).toMatchObject({
      functions: ['captures', 'worker'],
      services: ['evaluation'],
      vendorRoles: [],
    });
    expect(encryptedWith).toMatch(/^AES-256, under the cell's own key$/);
  });

  test('countries of readers are not declared anywhere, and so not invented', () => {
    const countries = new Set(statementOf(eu()).data.map(({ readers }) => readers.countries));
    expect([...countries]).toEqual(['not declared']);
  });

  test('a recovery window, a life of logs and of messages are told as they are', () => {
    const statement = statementOf(eu(), (resources) => {
      for (const { Type, Properties } of Object.values(resources)) {
        if (Type === 'AWS::Logs::LogGroup') Properties.RetentionInDays = 400;
        if (Type === 'AWS::SQS::Queue') Properties.MessageRetentionPeriod = 3600;
        if (Type === 'AWS::DynamoDB::Table')
          Properties.PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
      }
    });
    const livesOf = (start: string) => entryOf(statement, start).longestLife.map(({ life }) => life);
    expect(livesOf('Logs')).toEqual(['400 days, and up to 72 hours until the provider deletes it']);
    expect(livesOf('Purge work that waits')).toEqual(['1 hour']);
    expect(livesOf('Captured records: what people')).toContain('in the recovery window for 35 days');
    expect(livesOf('The ledger')).toContain('in the recovery window for 35 days');
    expect(livesOf('Settings')).toContain('in the recovery window for 7 days');
  });

  test('a replica is a copy, of everything that is in its table', () => {
    const statement = statementOf(eu(), (resources) => {
      const Properties = resources.TablesEvidenceFC663F10?.Properties;
      if (Properties === undefined) return; // the other stack
      const [home] = Properties.Replicas as [object];
      Properties.Replicas = [home, { ...home, Region: 'eu-west-1' }];
    });
    const copied = statement.data.filter(({ copies }) => copies.length > 0);
    const inEvidence = statement.data.filter(({ store }) => store.ids.includes('TablesEvidenceFC663F10'));
    expect(inEvidence.length).toBeGreaterThan(2);
    expect(copied).toEqual(inEvidence);
    for (const { copies } of copied) expect(copies.map(({ region }) => region)).toEqual(['eu-west-1']);
  });

  test('copies that the configuration asks for are told, of registry and evidence and of nothing else', () => {
    const { data } = statementOf(cellOf('eu', withCopies));
    const copied = data.filter(({ copies }) => copies.some(({ region }) => region === 'eu-west-1'));
    const tables = new Set(copied.flatMap(({ store }) => store.ids));
    expect([...tables].sort()).toEqual(['TablesEvidenceFC663F10', 'TablesRegistry55D7706D']);
    for (const { encryptedWith } of copied) expect(encryptedWith).toBe("AES-256, under the cell's own key");
  });

  test('a function that is granted a reading is a reader', () => {
    const statement = statementOf(eu(), (resources) => {
      const role = Object.entries(resources).find(([id]) => id.startsWith('StatementsRole'))?.[1];
      if (role === undefined) return;
      const statements = { Effect: 'Allow', Action: 'dynamodb:Scan', Resource: importedContent(eu()) };
      role.Properties.Policies = [{ PolicyName: 'More', PolicyDocument: { Statement: [statements] } }];
    });
    expect(entryOf(statement, 'Captured records').readers.functions).toEqual([
      'captures',
      'statements',
      'worker',
    ]);
  });
});

/** How the service stack names the content table. */
const importedContent = ({ service }: Cell): object => {
  const found = /\{"Fn::ImportValue":"[^"]*TablesContent3E7C4F7EArn[^"]*"\}/.exec(
    JSON.stringify(service.template),
  );
  return JSON.parse(found?.[0] ?? '{}');
};

describe('what the statement does not know stops it', () => {
  const with_ = (id: string, Type: string) => () =>
    statementOf(eu(), (resources) => {
      resources[id] = { Type, Properties: {} };
    });

  test.each([
    ['a bucket', 'Extra', 'AWS::S3::Bucket', /Extra \(AWS::S3::Bucket\)/],
    ['an archive of events', 'Extra', 'AWS::Events::Archive', /Extra \(AWS::Events::Archive\)/],
    ['a type from tomorrow', 'Extra', 'AWS::Tomorrow::Store', /Extra \(AWS::Tomorrow::Store\)/],
    [
      'a table that no function is told',
      'Extra',
      'AWS::DynamoDB::Table',
      /No function knows what is in Extra/,
    ],
    ['a queue of another name', 'Extra', 'AWS::SQS::Queue', /what Extra carries/],
    ['a log that nothing of the cell writes', 'Extra', 'AWS::Logs::LogGroup', /what Extra logs/],
  ])('[BY-9] %s', (_, id, type, message) => {
    expect(with_(id, type)).toThrow(message);
  });
});

describe('[CC-2] the statement cannot tell', () => {
  test('where a role is not kept from calling other regions', () => {
    const { unitedStates } = statementOf(eu(), (resources) => {
      for (const [id, { Properties }] of Object.entries(resources))
        if (id.startsWith('WorkerRole')) delete Properties.PermissionsBoundary;
    });
    expect(unitedStates).toMatchObject({
      answer: 'cannot-tell',
      because: [expect.stringMatching(/^WorkerRole\w+ is not kept/)],
    });
  });

  test('where a grant or an address names a region of the United States', () => {
    const { unitedStates } = statementOf(eu(), (resources) => {
      for (const [id, { Properties }] of Object.entries(resources))
        if (id.startsWith('WorkerFunctionAF8A')) Properties.Description = 'https://x.us-west-2.amazonaws.com';
    });
    expect(unitedStates).toMatchObject({
      answer: 'cannot-tell',
      because: [expect.stringMatching(/^WorkerFunction\w+ names a region/)],
    });
  });

  test('but it can beside a foreign boundary, where our Denies stand on every role', () => {
    expect(statementOf(cellOf('jp', foreignBoundary)).unitedStates.answer).toBe('no-grant-and-no-address');
  });

  test('and an address of the cell directory is stated by itself', () => {
    const cellDirectory = { us: 'https://us.cells.example', jp: 'https://x.us-east-1.amazonaws.com' };
    const statement = statementOf(cellOf('eu', { cellDirectory }));
    expect(statement.unitedStates.answer).toBe('no-grant-and-no-address');
    expect(statement.cellDirectory).toEqual([
      { geography: 'us', address: cellDirectory.us },
      { geography: 'jp', address: cellDirectory.jp },
    ]);
  });
});

describe('exceptions follow the templates', () => {
  test('[DL-5] an own issuer keeps identity data outside the cell, and the statement lists it', () => {
    const statement = statementOf(cellOf('eu', ownIssuer));
    expect(statement.identity).toMatchObject({ kind: 'own-issuer' });
    expect(statement.identity.outside.join(' ')).toMatch(/passwords and second factors.*roles/s);
    for (const id of ['directory', 'multi-factor-sign-in'])
      expect(exceptionOf(statement, id)?.status).toBe('applies');
    expect(exceptionOf(statement, 'global-email-sending')?.status).toBe('not-used');
    expect(statement.data.some(({ store }) => store.type === 'AWS::Cognito::UserPool')).toBe(false);
  });

  test('[SC-2] what makes an owner of sharing is said as functions are told to read tokens', () => {
    const told = (changes: object) =>
      statementOf(
        cellOf('eu', {
          ...ownIssuer,
          identity: { ...ownIssuer.identity, ...changes } as ConfigInput['identity'],
        }),
      ).identity;
    const claims = { directoryRolesClaim: undefined, capacitiesClaim: undefined };
    expect(told({}).ownersOfSharing).toContain('https://example.com/directory-roles and https://example');
    expect(told({ ...claims, directoryRoles: 'not-told' }).ownersOfSharing).toContain(
      'membership in the cell decides alone',
    );
    expect(statementOf(eu()).identity.ownersOfSharing).toContain('“directory:” and “capacity:”');
    expect(told({}).actingForPeople).toEqual([
      'assistant-client, with tokens of the client assistant-for-people: at most domicile/settings.read.',
    ]);
  });

  test('[DL-5] with a user pool nothing of it is outside; email goes where it is read', () => {
    const statement = statementOf(eu());
    expect(statement.identity).toMatchObject({ kind: 'user-pool', region: 'eu-central-1', outside: [] });
    for (const id of ['directory', 'multi-factor-sign-in'])
      expect(exceptionOf(statement, id)?.status).toBe('not-used');
    expect(exceptionOf(statement, 'global-email-sending')?.status).toBe('applies');
    expect(statement.global).toEqual(['application-name', 'application-description', 'application-logo']);
  });

  test('[DL-4] a second factor by text message makes its exception apply', () => {
    const statement = statementOf(eu(), (resources) => {
      for (const { Type, Properties } of Object.values(resources))
        if (Type === 'AWS::Cognito::UserPool') Properties.EnabledMfas = ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'];
    });
    expect(exceptionOf(statement, 'multi-factor-sign-in')?.status).toBe('applies');
  });

  test('[DL-4] support and legal duty apply also where no program declares them', () => {
    const statement = statementOf(cellOf('eu', { programs: ['security-copilot'] }));
    expect(exceptionOf(statement, 'legal-duty')).toMatchObject({
      status: 'applies',
      reasons: [{ from: 'assumed' }],
    });
  });

  test('a cell is open where no function is in a network', () => {
    expect(statementOf(eu()).network).toEqual({ option: 'open', says: describeNetwork.open });
  });
});
