import type { ControlOf } from '../../domain/audit/control.ts';
import { statementsOf } from '../../domain/audit/facts.ts';
import type { Pin } from '../residency/pin.ts';
import type { Part } from '../residency/template/part.ts';
import type { Resource } from '../residency/template/template.ts';
import { policiesAbout } from './moving-controls.ts';
import { factsAt, textAt, textsAt, written } from './written.ts';

const isOn = (part: Part, ...names: readonly string[]): boolean => textAt(part, ...names) === 'true';

const onOrOff = (on: boolean): readonly string[] => [on ? 'on' : 'off'];

/** What a global table says of its replica at home, and an ordinary table of itself. */
const homeOf = (table: Part, pin: Pin): Part => {
  const replicas = table.each('Replicas');
  return replicas.find((replica) => textAt(replica, 'Region') === pin.home) ?? table;
};

const recoveryOf = (home: Part) => {
  const window = ['PointInTimeRecoverySpecification'] as const;
  if (!isOn(home, ...window, 'PointInTimeRecoveryEnabled')) return { recovery: ['off'] };
  // DynamoDB keeps as long as it can where nobody says for how long.
  const days = textAt(home, ...window, 'RecoveryPeriodInDays') ?? '35';
  return { recovery: ['on'], 'recovery-days': [days] };
};

const lifeOf = (table: Part): readonly string[] =>
  isOn(table, 'TimeToLiveSpecification', 'Enabled')
    ? factsAt(table, 'TimeToLiveSpecification', 'AttributeName')
    : [];

const tablePolicy = (home: Part): readonly string[] => {
  const policy = written(home, 'ResourcePolicy', 'PolicyDocument');
  return policy === undefined ? [] : statementsOf(policy);
};

/** A table: where its copies are, what flows out of it, how long it can be brought back. */
export const tableControl = ({ id, properties: table }: Resource, pin: Pin): ControlOf<'table'> => {
  const home = homeOf(table, pin);
  return {
    kind: 'table',
    resource: id,
    stated: {
      replicas: regionsOf(table).filter((region) => region !== pin.home),
      ...recoveryOf(home),
      'time-to-live': lifeOf(table),
      stream: factsAt(table, 'StreamSpecification', 'StreamViewType'),
      'data-streams': textsAt(home, 'KinesisStreamSpecification', 'StreamArn'),
      key: factsAt(home, 'SSESpecification', 'KMSMasterKeyId'),
      'deletion-protection': onOrOff(isOn(home, 'DeletionProtectionEnabled')),
      'resource-policy': tablePolicy(home),
      // No template makes these: what there is was made beside it.
      backups: [],
      exports: [],
    },
  };
};

const regionsOf = (table: Part): readonly string[] => [
  ...table.each('Replicas').flatMap((replica) => factsAt(replica, 'Region')),
  ...table.each('GlobalTableWitnesses').flatMap((witness) => factsAt(witness, 'Region')),
];

/** A bucket: how long it locks what comes in, who is let in, and that it is copied nowhere. */
export const bucketControl = (
  { id, properties: bucket }: Resource,
  _: Pin,
  all: readonly Resource[],
): ControlOf<'bucket'> => {
  const retention = ['ObjectLockConfiguration', 'Rule', 'DefaultRetention'] as const;
  const [mode, days] = [textAt(bucket, ...retention, 'Mode'), textAt(bucket, ...retention, 'Days')];
  const byDefault = bucket.each('BucketEncryption', 'ServerSideEncryptionConfiguration');
  return {
    kind: 'bucket',
    resource: id,
    stated: {
      lock: mode === undefined || days === undefined ? [] : [`${mode.toLowerCase()} for ${days} days`],
      versions: onOrOff(textAt(bucket, 'VersioningConfiguration', 'Status') === 'Enabled'),
      policy: policiesAbout(all, 'AWS::S3::BucketPolicy', 'Bucket', id),
      replication: [],
      key: byDefault.flatMap((rule) => factsAt(rule, 'ServerSideEncryptionByDefault', 'KMSMasterKeyID')),
    },
  };
};

/** KMS rotates no key that signs: there is nothing to ask. */
const rotationOf = (key: Part) =>
  textAt(key, 'KeyUsage') === 'SIGN_VERIFY' ? {} : { rotation: onOrOff(isOn(key, 'EnableKeyRotation')) };

/** A key: who may use it, and that it is nowhere else. */
export const keyControl = ({ id, properties: key }: Resource): ControlOf<'key'> => ({
  kind: 'key',
  resource: id,
  stated: {
    state: ['Enabled'],
    regions: [isOn(key, 'MultiRegion') ? 'several' : 'one'],
    ...rotationOf(key),
    policy: statementsOf(written(key, 'KeyPolicy') ?? {}),
    grants: [],
  },
});
