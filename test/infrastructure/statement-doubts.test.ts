import { describe, expect, test } from 'vitest';
import type { Statement } from '../../contract/statement/statement.ts';
import { geographies } from '../../domain/geographies.ts';
import type { ConfigInput } from '../../lib/config.ts';
import { definePin } from '../../lib/residency/pin.ts';
import { readTemplates } from '../../lib/residency/template/template.ts';
import { compileStatement } from '../../lib/statement/compile-statement.ts';
import { synthesizeCells, withCopies } from './cells.ts';

type Resources = Record<string, { Type: string; Properties: Record<string, unknown> }>;

/** The statement of the European cell, whose resources a test changes first. */
const statementWith = (
  change: (resources: Resources) => void,
  changes: Partial<ConfigInput> = {},
): Statement => {
  const cell = synthesizeCells(changes).find(({ geography }) => geography === 'eu');
  const pin = definePin(geographies.eu.region);
  const sources = (cell?.stacks ?? []).map(({ name, template }) => {
    const content = structuredClone(template) as { Resources: Resources };
    change(content.Resources);
    return { name, content };
  });
  return compileStatement(readTemplates(sources, pin), pin);
};

test('[BY-9] of the recovery windows of a table and its copies the longest is told, wherever it is', () => {
  const lives = [0, 1].map((longer) =>
    statementWith((resources) => {
      const replicas = resources.TablesRegistry55D7706D?.Properties.Replicas as
        | Record<string, unknown>[]
        | undefined;
      for (const [at, replica] of replicas?.entries() ?? []) {
        replica.PointInTimeRecoverySpecification = {
          PointInTimeRecoveryEnabled: true,
          RecoveryPeriodInDays: at === longer ? 14 : 7,
        };
      }
    }, withCopies)
      .data.filter(({ store }) => store.ids.includes('TablesRegistry55D7706D'))
      .flatMap(({ longestLife }) => longestLife.map(({ life }) => life))
      .filter((life) => life.startsWith('in the recovery window')),
  );
  for (const each of lives) expect(new Set(each)).toEqual(new Set(['in the recovery window for 14 days']));
});

test('[BY-9] one function in a network makes no isolated cell', () => {
  const change = (resources: Resources) => {
    for (const [id, { Type, Properties }] of Object.entries(resources))
      if (Type === 'AWS::Lambda::Function' && id.startsWith('Captures'))
        Properties.VpcConfig = { SubnetIds: ['subnet-1'] };
  };
  expect(() => statementWith(change)).toThrow(/^The cell is neither open nor isolated/);
});

describe('[CC-2] a denial is one for the whole of a cell only where nothing gets past it', () => {
  type Denial = Record<string, unknown> & { Effect: string };

  /** Changes what the boundary denies outside the region. */
  const boundaryWith = (change: (denial: Denial) => void) => (resources: Resources) => {
    for (const { Type, Properties } of Object.values(resources)) {
      if (Type !== 'AWS::IAM::ManagedPolicy') continue;
      const { Statement: statements } = Properties.PolicyDocument as { Statement: Denial[] };
      for (const denial of statements)
        if (JSON.stringify(denial).includes('aws:RequestedRegion')) change(denial);
    }
  };

  const elsewhere = (more: object) => (denial: Denial) => {
    denial.Condition = {
      StringNotEquals: { 'aws:RequestedRegion': 'eu-central-1', ...more },
    };
  };

  test('it counts as it is', () => {
    const { unitedStates } = statementWith(boundaryWith(elsewhere({})));
    expect(unitedStates.answer).toBe('no-grant-and-no-address');
  });

  test.each<[string, (denial: Denial) => void]>([
    ['under a second condition', elsewhere({ 'aws:PrincipalTag/free': 'yes' })],
    [
      'under a second operator',
      (denial) => {
        elsewhere({})(denial);
        denial.Condition = { ...Object(denial.Condition), Bool: { 'aws:SecureTransport': 'true' } };
      },
    ],
    ['for some resources', (denial) => Object.assign(denial, { Resource: 'arn:aws:s3:::x' })],
    [
      'but for a service',
      (denial) => Object.assign(denial, { Action: undefined, NotAction: ['iam:Get*', 's3:*'] }),
    ],
    ['where it allows', (denial) => Object.assign(denial, { Effect: 'Allow' })],
  ])('and not %s', (_, change) => {
    const { unitedStates } = statementWith(boundaryWith((denial) => change(denial)));
    expect(unitedStates.answer).toBe('cannot-tell');
  });

  test.each(['us-west-2', 'us-gov-west-1', 'us-iso-east-1', 'us-isob-east-1'])('%s is named', (region) => {
    const { unitedStates } = statementWith((resources) => {
      for (const [id, { Properties }] of Object.entries(resources))
        if (id.startsWith('WorkerFunctionAF8A')) Properties.Description = `https://x.${region}.amazonaws.com`;
    });
    expect(unitedStates.answer).toBe('cannot-tell');
  });
});

describe('[BY-9] of what is locked away nothing is said that is not so', () => {
  const bucket = 'EvidenceBucketDA17E118';
  /** Changes the bucket, where the stack has it. */
  const bucketWith = (more: object) => (resources: Resources) =>
    void Object.assign(resources[bucket]?.Properties ?? {}, more);
  const locked = (change: (resources: Resources) => void = () => undefined) =>
    statementWith(change).data.find(({ store }) => store.ids.includes(bucket));

  test('its term, its mode, its key and its readers follow the template', () => {
    expect(locked()).toMatchObject({
      kind: 'no-customer-data',
      region: 'eu-central-1',
      copies: [],
      encryptedWith: "AES-256, under the cell's own key",
      readers: { functions: [], services: [], vendorRoles: [], customer: 'nobody' },
      longestLife: [{ life: 'locked for 2555 days (governance), and then as long as the account keeps it' }],
    });
    const retention = { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 30 } } };
    expect(locked(bucketWith({ ObjectLockConfiguration: retention }))?.longestLife).toMatchObject([
      { life: 'locked for 30 days (compliance), and then as long as the account keeps it' },
    ]);
    expect(locked(bucketWith({ BucketEncryption: undefined }))?.encryptedWith).toMatch(/key of the provider/);
  });

  test.each<[string, (resources: Resources) => void, RegExp]>([
    ['a bucket that is not locked', bucketWith({ ObjectLockEnabled: false }), /locks nothing/],
    ['a lock without a term', bucketWith({ ObjectLockConfiguration: {} }), /locks nothing/],
    ['a copy', bucketWith({ ReplicationConfiguration: { Role: 'r' } }), /leads by ReplicationConfiguration/],
    [
      'a list of it',
      bucketWith({ InventoryConfigurations: [{ Id: 'i' }] }),
      /leads by InventoryConfigurations/,
    ],
    [
      'a listener',
      bucketWith({ NotificationConfiguration: { EventBridgeConfiguration: {} } }),
      /leads by Notif/,
    ],
    ['an end', bucketWith({ LifecycleConfiguration: { Rules: [{}] } }), /leads by LifecycleConfiguration/],
    [
      'a policy that lets somebody in',
      (resources) => {
        const policy = resources.EvidenceBucketPolicy80B9E48D?.Properties.PolicyDocument as
          | { Statement: object[] }
          | undefined;
        policy?.Statement.push({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' });
      },
      /does not know who is let into buckets by EvidenceBucketPolicy/,
    ],
  ])('%s stops it', (_, change, sentence) => {
    expect(() => statementWith(change)).toThrow(sentence);
  });

  test('a function that reads it is named', () => {
    const change = (resources: Resources) => {
      const [, role] = Object.entries(resources).find(([id]) => id.startsWith('SignerRole')) ?? [];
      const policies = role?.Properties.Policies as
        | { PolicyDocument: { Statement: { Action: unknown }[] } }[]
        | undefined;
      for (const statement of policies?.[0]?.PolicyDocument.Statement ?? [])
        if (statement.Action === 's3:PutObject') statement.Action = ['s3:PutObject', 's3:GetObject'];
    };
    expect(locked(change)?.readers.functions).toEqual(['signer']);
  });
});
