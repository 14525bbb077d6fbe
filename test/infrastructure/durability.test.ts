import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { durabilityRegionOf, everyGeography, geographies } from '../../domain/geographies.ts';
import { recoveryWindows } from '../../domain/retention/stores.ts';
import { days } from '../../domain/time.ts';
import type { ConfigInput } from '../../lib/config.ts';
import { copiesOf } from '../../lib/copies.ts';
import { copyKeysFrom } from '../../lib/copy-keys.ts';
import {
  aConfig,
  type Cell,
  named,
  type Properties,
  type Resource,
  synthesizeCells,
  withCopies,
} from './cells.ts';
import { synthesizeWith } from './planted.ts';

const cells = synthesizeCells(withCopies);

const replicasOf = ({ Properties }: Resource): readonly Properties[] =>
  Properties.Replicas as unknown as readonly Properties[];

describe.each(named(cells))('the cell %s with copies in its geography', (geography, cell) => {
  const { storage, service, stacks, keys } = cell;
  const { region } = geographies[geography];
  const second = durabilityRegionOf(geography) ?? '';
  const tables = { registry: 'TablesRegistry', evidence: 'TablesEvidence' } as const;
  const table = (name: keyof typeof tables) => storage.one('AWS::DynamoDB::GlobalTable', tables[name]);

  test.each(['registry', 'evidence'] as const)('[DL-2] has one copy of %s, in its second region', (name) => {
    const copies = replicasOf(table(name)).filter(({ Region }) => Region !== region);
    expect(copies.map(({ Region }) => Region)).toEqual([second]);
  });

  test('[DL-2] has no copy of content', () => {
    const [content, ...more] = storage.ofType('AWS::DynamoDB::Table');
    expect(more).toEqual([]);
    expect(JSON.stringify(content)).not.toContain(second);
    expect(storage.ofType('AWS::DynamoDB::GlobalTable').map(({ id }) => id)).toEqual([
      table('registry').id,
      table('evidence').id,
    ]);
  });

  test.each(['registry', 'evidence'] as const)(
    'holds the copy of %s to the protection and the recovery window of the table',
    (name) => {
      for (const replica of replicasOf(table(name))) {
        expect(replica).toMatchObject({
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: {
            PointInTimeRecoveryEnabled: true,
            RecoveryPeriodInDays: recoveryWindows[name] / days(1),
          },
        });
      }
      expect(table(name).Properties.StreamSpecification).toEqual({ StreamViewType: 'NEW_AND_OLD_IMAGES' });
    },
  );

  test('[SC-20] encrypts the copies with AES-256, under a key of the second region', () => {
    for (const name of ['registry', 'evidence'] as const) {
      const keysUsed = replicasOf(table(name)).map(({ Region, SSESpecification }) => [
        Region,
        SSESpecification,
      ]);
      expect(Object.fromEntries(keysUsed)).toEqual({
        [region]: { KMSMasterKeyId: { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] } },
        [second]: { KMSMasterKeyId: withCopies.copyKeys[geography] },
      });
    }
    const key = keys?.one('AWS::KMS::Key').Properties;
    expect(key?.EnableKeyRotation).toBe(true);
    expect(key?.KeySpec ?? 'SYMMETRIC_DEFAULT').toBe('SYMMETRIC_DEFAULT');
    expect(key?.MultiRegion ?? false).toBe(false);
  });

  test('has the key of its copies in a stack of the second region, pinned to it, and nothing else there', () => {
    expect(keys?.name).toBe(`Domicile-${geography}-Keys`);
    expect(keys?.environment).toBe(`aws://unknown-account/${second}`);
    expect(keys?.terminationProtection).toBe(true);
    expect(keys?.resources.map(({ id, Type }) => [id, Type])).toEqual([['CopyKey0FC08091', 'AWS::KMS::Key']]);
    expect(keys?.one('AWS::KMS::Key')).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: { PendingWindowInDays: 30 },
    });
    expect(keys?.template.Rules).toMatchObject({
      RegionPin: { Assertions: [{ Assert: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, second] } }] },
    });
    expect(Object.keys(keys?.template.Outputs ?? {})).toEqual(['CopyKeyArn']);
  });

  test('lets nobody use that key but through DynamoDB of the second region, and this account', () => {
    const policy = keys?.one('AWS::KMS::Key').Properties.KeyPolicy;
    const { Statement: statements } = policy as unknown as {
      Statement: { Action: string[]; Condition?: unknown }[];
    };
    const uses = /^kms:(\*|Crypt|Decrypt|Encrypt|ReEncrypt|Generate|CreateGrant|Create\*|Sign|Derive)/;
    const using = statements.filter(({ Action }) => Action.some((action) => uses.test(action)));
    expect(using.map(({ Condition }) => Condition)).toEqual([
      {
        StringEquals: {
          'kms:CallerAccount': { Ref: 'AWS::AccountId' },
          'kms:ViaService': `dynamodb.${second}.amazonaws.com`,
        },
      },
    ]);
  });

  test('gives no role anything in the second region', () => {
    const roles = JSON.stringify(service.ofType('AWS::IAM::Role', 'AWS::IAM::Policy'));
    expect(roles).not.toContain(second);
    expect(JSON.stringify(service.template)).not.toContain(second);
    expect(JSON.stringify(storage.ofType('AWS::IAM::ManagedPolicy'))).not.toContain(second);
  });

  test('refers to no other region by imports', () => {
    const texts = [...stacks, ...(keys ? [keys] : [])].map(({ template }) => JSON.stringify(template));
    const imports = texts.flatMap((text) => text.match(/"Fn::ImportValue":"[^:]*/g) ?? []);
    expect(new Set(imports)).toEqual(new Set([`"Fn::ImportValue":"${storage.name}`]));
  });
});

test('asking for copies later replaces nothing: the same logical ids, and the stream that the outbox reads', () => {
  for (const before of synthesizeCells()) {
    const after = cells.find(({ geography }) => geography === before.geography);
    if (after === undefined) continue;
    const ids = ({ storage }: Cell) => storage.resources.map(({ id, Type }) => [id, Type]);
    expect(ids(after)).toEqual(ids(before));
    const stream = ({ storage }: Cell) =>
      storage.one('AWS::DynamoDB::GlobalTable', 'TablesRegistry').Properties.StreamSpecification;
    expect(stream(after)).toEqual(stream(before));
    const fed = ({ service }: Cell) => service.ofType('AWS::Lambda::EventSourceMapping');
    expect(fed(after)).toEqual(fed(before));
  }
});

test('every geography that has a second region can have copies, and by default none has', () => {
  expect(cells.map(({ geography }) => geography)).toEqual(['eu', 'us', 'au', 'apac', 'ca', 'in', 'jp']);
  expect(synthesizeCells().flatMap(({ keys }) => (keys ? [keys.name] : []))).toEqual([]);
});

test('which copies there are can be asked for', () => {
  const config = aConfig({ ...withCopies, durability: { eu: 'in-geography', us: 'one-region' } });
  expect(copiesOf(config, 'eu')).toEqual({
    region: 'eu-west-1',
    tables: ['registry', 'evidence'],
    keyArn: withCopies.copyKeys.eu,
  });
  const others = everyGeography.filter((geography) => geography !== 'eu');
  expect(others.map((geography) => copiesOf(config, geography))).toEqual(others.map(() => undefined));
});

describe('where the key of the copies is not known yet', () => {
  const durability = { eu: 'in-geography' } as const;

  test('the cell is not synthesized, and what to run is said', () => {
    expect(() => synthesizeWith(() => undefined, { durability })).toThrow(
      /copyKeys\.eu[\s\S]*npx cdk deploy 'eu\/Keys' --outputs-file copies\.json/,
    );
  });

  test('the stack of the key is there all the same, for the deployment before', () => {
    const [cell] = synthesizeCells({ geographies: ['eu'], durability });
    expect(cell?.keys?.ofType('AWS::KMS::Key')).toHaveLength(1);
    expect(JSON.stringify(cell?.storage.template)).not.toContain('eu-west-1');
  });
});

describe('the keys of copies are read from what their deployment wrote', () => {
  const directory = mkdtempSync(join(tmpdir(), 'domicile-copies-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test('by geography, whatever else is in the file', () => {
    const path = join(directory, 'copies.json');
    const outputs = {
      'Domicile-eu-Keys': { CopyKeyArn: 'arn:x' },
      'Domicile-us-Service': { ApiAddress: 'y' },
    };
    writeFileSync(path, JSON.stringify(outputs));
    expect(copyKeysFrom(path, join(directory, 'none.json'))).toEqual({ eu: 'arn:x' });
  });
});

test('[DL-2] a cell refuses to be deployed to another account than that of the key of its copies', () => {
  const rulesOf = (changes: Partial<ConfigInput>) =>
    synthesizeCells({ ...changes, geographies: ['eu'] }).map(({ storage }) => storage.template.Rules);
  const owner = { 'Fn::Equals': [{ Ref: 'AWS::AccountId' }, '111122223333'] };
  const copyKeys = { eu: withCopies.copyKeys.eu ?? '' };
  expect(rulesOf({ durability: { eu: 'in-geography' }, copyKeys })).toEqual([
    expect.objectContaining({
      CopyKeyAccount: { Assertions: [expect.objectContaining({ Assert: owner })] },
    }),
  ]);
  expect(rulesOf({})).toEqual([expect.not.objectContaining({ CopyKeyAccount: expect.anything() })]);
});
