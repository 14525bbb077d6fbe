import {
  CreateBackupCommand,
  DeleteBackupCommand,
  DeleteResourcePolicyCommand,
  DisableKinesisStreamingDestinationCommand,
  EnableKinesisStreamingDestinationCommand,
  ListBackupsCommand,
  PutResourcePolicyCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import {
  CreateGrantCommand,
  DisableKeyRotationCommand,
  EnableKeyRotationCommand,
  ListGrantsCommand,
  PutKeyPolicyCommand,
  RevokeGrantCommand,
} from '@aws-sdk/client-kms';
import type { AuditedCell } from './audited-cell.ts';
import { elsewhere, type HandMade, openTo, stranger } from './drifts.ts';

const recovery = (table: string, PointInTimeRecoveryEnabled: boolean) => (cell: AuditedCell) =>
  cell.dynamo.send(
    new UpdateContinuousBackupsCommand({
      TableName: cell.named(table),
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled },
    }),
  );

const timeToLive = (Enabled: boolean) => (cell: AuditedCell) =>
  cell.dynamo.send(
    new UpdateTimeToLiveCommand({
      TableName: cell.named('TablesContent'),
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled },
    }),
  );

const protection = (DeletionProtectionEnabled: boolean) => (cell: AuditedCell) =>
  cell.dynamo.send(
    new UpdateTableCommand({ TableName: cell.named('TablesEvidence'), DeletionProtectionEnabled }),
  );

const tableArn = (cell: AuditedCell, path: string) => cell.arn(`dynamodb:{here}:table/${cell.named(path)}`);

const stream = (cell: AuditedCell) => ({
  TableName: cell.named('TablesRegistry'),
  StreamArn: `arn:aws:kinesis:${elsewhere}:${stranger}:stream/copies`,
});

const keyPolicy = (statements: readonly object[]) => (cell: AuditedCell) => {
  const own = {
    Effect: 'Allow',
    Principal: { AWS: cell.arn('iam::{account}:root') },
    Action: 'kms:*',
    Resource: '*',
  };
  return cell.kms.send(
    new PutKeyPolicyCommand({
      KeyId: cell.named('Key'),
      PolicyName: 'default',
      Policy: JSON.stringify({ Version: '2012-10-17', Statement: [own, ...statements] }),
    }),
  );
};

const [forStranger] = JSON.parse(openTo('kms:Decrypt', '*')).Statement;

export const dataDrifts: readonly HandMade[] = [
  {
    what: 'a table is replicated abroad',
    finding: ['TablesRegistry', 'replicas'],
    make: (cell) =>
      cell.dynamo.send(
        new UpdateTableCommand({
          TableName: cell.named('TablesRegistry'),
          ReplicaUpdates: [{ Create: { RegionName: elsewhere } }],
        }),
      ),
    mend: (cell) =>
      cell.dynamo.send(
        new UpdateTableCommand({
          TableName: cell.named('TablesRegistry'),
          ReplicaUpdates: [{ Delete: { RegionName: elsewhere } }],
        }),
      ),
  },
  {
    what: 'content gets a recovery window',
    finding: ['TablesContent', 'recovery'],
    make: recovery('TablesContent', true),
    mend: recovery('TablesContent', false),
  },
  {
    what: 'evidence loses its recovery window',
    finding: ['TablesEvidence', 'recovery'],
    make: recovery('TablesEvidence', false),
    mend: recovery('TablesEvidence', true),
  },
  {
    what: 'content gets a time to live',
    finding: ['TablesContent', 'time-to-live'],
    make: timeToLive(true),
    mend: timeToLive(false),
  },
  {
    what: 'a backup of content is made',
    finding: ['TablesContent', 'backups'],
    make: (cell) =>
      cell.dynamo.send(
        new CreateBackupCommand({ TableName: cell.named('TablesContent'), BackupName: 'by-hand' }),
      ),
    mend: async (cell) => {
      const made = new ListBackupsCommand({ TableName: cell.named('TablesContent') });
      for (const { BackupArn } of (await cell.dynamo.send(made)).BackupSummaries ?? []) {
        await cell.dynamo.send(new DeleteBackupCommand({ BackupArn }));
      }
    },
  },
  {
    what: 'a table is no longer protected against deletion',
    finding: ['TablesEvidence', 'deletion-protection'],
    make: protection(false),
    mend: protection(true),
  },
  {
    what: 'changes of a table flow into a stream of another account',
    finding: ['TablesRegistry', 'data-streams'],
    make: (cell) => cell.dynamo.send(new EnableKinesisStreamingDestinationCommand(stream(cell))),
    mend: (cell) => cell.dynamo.send(new DisableKinesisStreamingDestinationCommand(stream(cell))),
  },
  {
    what: 'another account may read a table',
    finding: ['TablesContent', 'resource-policy'],
    make: (cell) => {
      const ResourceArn = tableArn(cell, 'TablesContent');
      const Policy = openTo('dynamodb:GetItem', ResourceArn);
      return cell.dynamo.send(new PutResourcePolicyCommand({ ResourceArn, Policy }));
    },
    mend: (cell) =>
      cell.dynamo.send(new DeleteResourcePolicyCommand({ ResourceArn: tableArn(cell, 'TablesContent') })),
  },
  {
    what: 'another account may use the key',
    finding: ['Key', 'policy'],
    make: keyPolicy([forStranger]),
    mend: keyPolicy([]),
  },
  {
    what: 'somebody is granted the key',
    finding: ['Key', 'grants'],
    make: (cell) =>
      cell.kms.send(
        new CreateGrantCommand({
          KeyId: cell.named('Key'),
          GranteePrincipal: `arn:aws:iam::${stranger}:root`,
          Operations: ['Decrypt'],
        }),
      ),
    mend: async (cell) => {
      const KeyId = cell.named('Key');
      for (const { GrantId } of (await cell.kms.send(new ListGrantsCommand({ KeyId }))).Grants ?? []) {
        await cell.kms.send(new RevokeGrantCommand({ KeyId, GrantId }));
      }
    },
  },
  {
    what: 'the key is no longer rotated',
    finding: ['Key', 'rotation'],
    make: (cell) => cell.kms.send(new DisableKeyRotationCommand({ KeyId: cell.named('Key') })),
    mend: (cell) => cell.kms.send(new EnableKeyRotationCommand({ KeyId: cell.named('Key') })),
  },
];
