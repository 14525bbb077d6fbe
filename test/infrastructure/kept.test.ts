import { describe, expect, test } from 'vitest';
import { geographies } from '../../domain/geographies.ts';
import { named, onlyCell, synthesizeCells } from './cells.ts';

/**
 * CloudFormation knows a resource by its logical id. A changed one is a new resource: a new, empty table and user
 * pool, while the old ones stay behind with everybody's data. Whoever has to change this list has moved data first.
 */
const keptForEver = {
  Key961B73FD: 'AWS::KMS::Key',
  SigningKeysGeneration1F217E8DB: 'AWS::KMS::Key',
  TablesRegistry55D7706D: 'AWS::DynamoDB::GlobalTable',
  TablesContent3E7C4F7E: 'AWS::DynamoDB::Table',
  TablesEvidenceFC663F10: 'AWS::DynamoDB::GlobalTable',
  EvidenceBucketDA17E118: 'AWS::S3::Bucket',
  EvidenceBucketPolicy80B9E48D: 'AWS::S3::BucketPolicy',
  IdentityUserPool96FE3B9B: 'AWS::Cognito::UserPool',
  IdentityUserPoolDomain56C2A4C9: 'AWS::Cognito::UserPoolDomain',
  IdentityoperatorE9DECF5B: 'AWS::Cognito::UserPoolGroup',
  Identityreviewer0CC95BEE: 'AWS::Cognito::UserPoolGroup',
  Identitysupport0D787E74: 'AWS::Cognito::UserPoolGroup',
  Identityauditor31ACF5F8: 'AWS::Cognito::UserPoolGroup',
};

/** What cannot be deleted without taking the protection off first. */
const protectedTypes = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable', 'AWS::Cognito::UserPool'];

const encryption = { KMSMasterKeyId: { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] } };

describe.each(named(synthesizeCells()))('what the cell %s keeps', (geography, { storage, service }) => {
  const table = (name: string) =>
    storage.one(`AWS::DynamoDB::${name === 'Content' ? '' : 'Global'}Table`, `Tables${name}`);
  const replicas = (name: string) => table(name).Properties.Replicas;

  test('has the logical ids that it always had', () => {
    const kept = storage.resources.filter(({ Type }) => Type !== 'AWS::IAM::ManagedPolicy');
    expect(Object.fromEntries(kept.map(({ id, Type }) => [id, Type]))).toEqual(keptForEver);
  });

  test('has the stack names that exports and people know', () => {
    expect(storage.name).toBe(`Domicile-${geography}-Storage`);
    expect(service.name).toBe(`Domicile-${geography}-Service`);
  });

  test('stays when its resource or the stack goes', () => {
    const kept = storage.resources.filter(({ Type }) => Type !== 'AWS::IAM::ManagedPolicy');
    for (const { DeletionPolicy, UpdateReplacePolicy } of kept) {
      expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['RetainExceptOnCreate', 'Retain']);
    }
    expect(storage.terminationProtection).toBe(true);
  });

  test('is protected against deletion beside the stack', () => {
    expect(table('Content').Properties.DeletionProtectionEnabled).toBe(true);
    for (const name of ['Registry', 'Evidence']) {
      expect(replicas(name)).toEqual([expect.objectContaining({ DeletionProtectionEnabled: true })]);
    }
    expect(storage.one('AWS::Cognito::UserPool').Properties.DeletionProtection).toBe('ACTIVE');
  });

  test('is all in the storage stack: the service stack has nothing that holds data', () => {
    const holding = [
      'AWS::DynamoDB::Table',
      'AWS::DynamoDB::GlobalTable',
      'AWS::S3::Bucket',
      'AWS::Cognito::UserPool',
    ];
    expect(service.ofType(...holding, 'AWS::KMS::Key')).toEqual([]);
  });

  test('[SC-20] is encrypted at rest with AES-256 under the key of the cell, which rotates', () => {
    const byKey = { SSEEnabled: true, SSEType: 'KMS' };
    expect(table('Content').Properties.SSESpecification).toEqual({ ...byKey, ...encryption });
    for (const name of ['Registry', 'Evidence']) {
      expect(table(name).Properties.SSESpecification).toEqual(byKey);
      expect(replicas(name)).toEqual([expect.objectContaining({ SSESpecification: encryption })]);
    }
    const key = storage.one('AWS::KMS::Key', 'Key').Properties;
    expect(key.EnableKeyRotation).toBe(true);
    // Symmetric keys of KMS are AES-256: this is what an absent KeySpec means.
    expect(key.KeySpec ?? 'SYMMETRIC_DEFAULT').toBe('SYMMETRIC_DEFAULT');
    expect(key.MultiRegion ?? false).toBe(false);
  });

  test('[SC-20] queues, where messages wait, are encrypted at rest with AES-256 too', () => {
    for (const queue of service.ofType('AWS::SQS::Queue')) {
      expect(queue.Properties.SqsManagedSseEnabled).toBe(true);
    }
  });

  test('[DS-7] leaves no other copy of content: no recovery window, stream, expiry by itself or index', () => {
    const properties = Object.keys(table('Content').Properties);
    const copies = [
      'PointInTimeRecoverySpecification',
      'StreamSpecification',
      'KinesisStreamSpecification',
      'TimeToLiveSpecification',
      'GlobalSecondaryIndexes',
      'LocalSecondaryIndexes',
      'ImportSourceSpecification',
    ];
    expect(properties.filter((property) => copies.includes(property))).toEqual([]);
    expect(storage.ofType('AWS::Backup::BackupPlan', 'AWS::Backup::BackupSelection')).toEqual([]);
  });

  test('lies in the region of the geography and has a copy in no other', () => {
    const here = expect.objectContaining({ Region: geographies[geography].region });
    for (const name of ['Registry', 'Evidence']) expect(replicas(name)).toEqual([here]);
  });

  test('has a recovery window of 7 days for the registry and of 35 for evidence', () => {
    const window = (days: number) =>
      expect.objectContaining({
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: days },
      });
    expect(replicas('Registry')).toEqual([window(7)]);
    expect(replicas('Evidence')).toEqual([window(35)]);
  });

  test('streams the registry for the outbox as copies would need it, expires its idempotency keys, and indexes keys only', () => {
    const registry = table('Registry').Properties;
    expect(registry.StreamSpecification).toEqual({ StreamViewType: 'NEW_AND_OLD_IMAGES' });
    expect(registry.TimeToLiveSpecification).toEqual({ AttributeName: 'ttl', Enabled: true });
    expect(registry.GlobalSecondaryIndexes).toEqual([
      expect.objectContaining({ IndexName: 'due', Projection: { ProjectionType: 'KEYS_ONLY' } }),
    ]);
    expect(table('Evidence').Properties.StreamSpecification).toBeUndefined();
    expect(table('Evidence').Properties.TimeToLiveSpecification).toBeUndefined();
  });

  test('lets nobody sign up by himself', () => {
    expect(storage.one('AWS::Cognito::UserPool').Properties.AdminCreateUserConfig).toEqual({
      AllowAdminCreateUserOnly: true,
    });
  });
});

test('without protection a failed first deployment can take back all that it made, and can be repeated', () => {
  const { storage } = onlyCell(synthesizeCells({ geographies: ['eu'], protection: 'off' }));

  // CloudFormation deletes on the rollback of a creation what is not protected, and no stack that is.
  expect(storage.terminationProtection).toBe(false);
  expect(JSON.stringify(storage.ofType(...protectedTypes))).not.toMatch(
    /"DeletionProtection(Enabled)?":(true|"ACTIVE")/,
  );
  expect(new Set(storage.resources.map(({ DeletionPolicy = 'Delete' }) => DeletionPolicy))).toEqual(
    new Set(['RetainExceptOnCreate', 'Delete']),
  );
  expect(Object.fromEntries(storage.resources.map(({ id, Type }) => [id, Type]))).toMatchObject(keptForEver);
});
