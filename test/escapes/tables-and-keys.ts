import { arnAbroad, declares, type Escape, tries } from './escape.ts';

const content = 'arn:aws:dynamodb:{here}:{account}:table/{content}';
const registry = 'arn:aws:dynamodb:{here}:{account}:table/{registry}';
const key = 'arn:aws:kms:{here}:{account}:key/{key}';
const own = { 'dynamodb:LeadingKeys': ['{geography}_ep_01J9Z3#lot'] };

/** Copies of tables and their items, reads that no key holds, and the key that they lie under. */
export const tablesAndKeys: readonly Escape[] = [
  {
    id: 'table-replica',
    way: 'A replica of a table in another region',
    layers: {
      template: declares('table-replicas', 'AWS::DynamoDB::GlobalTable', {
        Replicas: [{ Region: 'eu-central-1' }, { Region: 'us-west-2' }],
      }),
      policy: [tries('dynamodb:UpdateTable', content), tries('dynamodb:CreateTableReplica', content)],
    },
  },
  {
    id: 'table-witness',
    way: 'A witness of a global table in another region',
    layers: {
      template: declares('table-replicas', 'AWS::DynamoDB::GlobalTable', {
        Replicas: [{ Region: 'eu-central-1' }, { Region: 'eu-west-1' }],
        GlobalTableWitnesses: [{ Region: 'eu-north-1' }],
      }),
      policy: [tries('dynamodb:CreateGlobalTableWitness', registry)],
    },
  },
  {
    id: 'table-replica-of-another-account',
    way: 'A replica of a table in another account',
    layers: { policy: [tries('dynamodb:AssociateTableReplica', content)] },
  },
  {
    id: 'table-export',
    way: 'An export of a table into a bucket, which knows no region key',
    layers: { policy: [tries('dynamodb:ExportTableToPointInTime', registry)] },
  },
  {
    id: 'table-restored',
    way: 'A second table, restored from the recovery window or from a backup',
    layers: {
      policy: [
        tries('dynamodb:RestoreTableToPointInTime', registry),
        tries('dynamodb:RestoreTableFromBackup', `${registry}/backup/01489602797149`),
        tries('dynamodb:RestoreTableFromAwsBackup', registry),
      ],
    },
  },
  {
    id: 'table-backup',
    way: 'A backup of a table, which outlives the deletion of its items',
    layers: {
      policy: [tries('dynamodb:CreateBackup', content), tries('dynamodb:StartAwsBackupJob', content)],
    },
  },
  {
    id: 'table-import',
    way: 'A table filled from a bucket whose place nobody knows',
    layers: { policy: [tries('dynamodb:ImportTable', content)] },
  },
  {
    id: 'table-feed',
    way: 'The changes of a table fed to a stream abroad',
    layers: {
      template: declares('table-feeds', 'AWS::DynamoDB::Table', {
        KinesisStreamSpecification: { StreamArn: arnAbroad('kinesis', 'stream/s') },
      }),
      policy: [
        tries('dynamodb:EnableKinesisStreamingDestination', content),
        tries('dynamodb:UpdateKinesisStreamingDestination', content),
      ],
    },
  },
  {
    id: 'table-policy',
    way: "A table's own policy that lets another account read",
    layers: { policy: [tries('dynamodb:PutResourcePolicy', content)] },
  },
  {
    id: 'table-recovery-window',
    way: 'A recovery window on content, which outlives the deletion of its items',
    layers: { policy: [tries('dynamodb:UpdateContinuousBackups', content)] },
  },
  {
    id: 'table-scan',
    way: 'A scan, which names no partition key that could be held to a geography',
    layers: { policy: [tries('dynamodb:Scan', content)] },
  },
  {
    id: 'table-partiql',
    way: 'Items read or written by PartiQL',
    layers: {
      policy: [
        tries('dynamodb:PartiQLSelect', content),
        tries('dynamodb:PartiQLInsert', content, { context: own }),
      ],
    },
  },
  {
    id: 'item-read-abroad',
    way: 'Items read from a table in another region',
    layers: {
      policy: [
        tries('dynamodb:GetItem', 'arn:aws:dynamodb:{abroad}:{account}:table/{registry}', {
          at: '{abroad}',
          context: own,
        }),
      ],
    },
  },
  {
    id: 'item-written-abroad',
    way: 'Items written to a table in another region',
    layers: {
      policy: [
        tries('dynamodb:PutItem', 'arn:aws:dynamodb:{abroad}:{account}:table/{content}', {
          at: '{abroad}',
          context: own,
        }),
      ],
    },
  },
  {
    id: 'item-of-another-account',
    way: 'Items written to a table of another account, whose own policy lets it',
    layers: {
      policy: [
        tries('dynamodb:PutItem', 'arn:aws:dynamodb:{here}:{other}:table/theirs', {
          of: '{other}',
          context: own,
        }),
      ],
    },
  },
  {
    id: 'item-of-another-geography',
    way: "Items under another geography's key, alone or among the cell's own",
    layers: {
      policy: [
        tries('dynamodb:PutItem', content, {
          context: { 'dynamodb:LeadingKeys': ['{neighbor}_ep_01J9Z3#lot'] },
        }),
        tries('dynamodb:BatchWriteItem', content, {
          context: { 'dynamodb:LeadingKeys': ['{geography}_ep_01J9Z3#lot', '{neighbor}_ep_01J9Z3#lot'] },
        }),
      ],
    },
  },
  {
    id: 'backup-copy',
    way: 'A backup copied to a vault in another region',
    layers: {
      template: declares('backup-copies', 'AWS::Backup::BackupPlan', {
        BackupPlan: {
          BackupPlanRule: [
            { CopyActions: [{ DestinationBackupVaultArn: arnAbroad('backup', 'backup-vault:v') }] },
          ],
        },
      }),
      policy: [
        tries('backup:StartCopyJob', 'arn:aws:backup:{here}:{account}:recovery-point:r'),
        tries('backup:CopyIntoBackupVault', 'arn:aws:backup:{here}:{account}:backup-vault:v'),
        tries('backup:UpdateBackupPlan', 'arn:aws:backup:{here}:{account}:backup-plan:p'),
      ],
    },
  },
  {
    id: 'backup-job',
    way: 'A backup started beside every plan',
    layers: { policy: [tries('backup:StartBackupJob', 'arn:aws:backup:{here}:{account}:backup-vault:v')] },
  },
  {
    id: 'backup-vault-shared',
    way: 'A backup vault that another account may read',
    layers: {
      policy: [tries('backup:PutBackupVaultAccessPolicy', 'arn:aws:backup:{here}:{account}:backup-vault:v')],
    },
  },
  {
    id: 'key-replica',
    way: 'A multi-Region key, so that what lies under it can be read abroad',
    layers: {
      template: declares('key-multi-region', 'AWS::KMS::Key', { MultiRegion: true }),
      policy: [tries('kms:ReplicateKey', key), tries('kms:CreateKey')],
    },
  },
  {
    id: 'key-moved',
    way: 'The primary of a key moved to another region',
    layers: { policy: [tries('kms:UpdatePrimaryRegion', key)] },
  },
  {
    id: 'key-policy',
    way: 'A key policy that lets somebody else decrypt',
    layers: { policy: [tries('kms:PutKeyPolicy', key)] },
  },
  {
    id: 'key-grant',
    way: 'A grant on the key for somebody else',
    layers: {
      policy: [tries('kms:CreateGrant', key, { context: { 'kms:GrantIsForAWSResource': 'false' } })],
    },
  },
  {
    id: 'key-used-abroad',
    way: 'A key used in another region',
    layers: {
      policy: [tries('kms:Decrypt', 'arn:aws:kms:{abroad}:{account}:key/{key}', { at: '{abroad}' })],
    },
  },
  {
    id: 'key-of-another-account',
    way: 'Data encrypted under the key of another account',
    layers: { policy: [tries('kms:Encrypt', 'arn:aws:kms:{here}:{other}:key/theirs', { of: '{other}' })] },
  },
  {
    id: 'bucket-replication',
    way: 'A bucket replicated into another region',
    layers: {
      template: declares('bucket-replication', 'AWS::S3::Bucket', {
        ReplicationConfiguration: {
          Rules: [{ Destination: { Bucket: 'arn:aws:s3:us-east-1:111122223333:b' } }],
        },
      }),
      policy: [tries('s3:PutReplicationConfiguration', 'arn:aws:s3:::a-bucket')],
    },
  },
  {
    id: 'bucket-access-point',
    way: 'A bucket reached through an access point of many regions',
    layers: {
      template: declares('bucket-replication', 'AWS::S3::MultiRegionAccessPoint'),
      policy: [
        tries('s3:CreateMultiRegionAccessPoint', 'arn:aws:s3::{account}:accesspoint/m', { at: 'us-west-2' }),
      ],
    },
  },
  {
    id: 'bucket-object',
    way: 'An object put into a bucket, whose ARN names neither a region nor an account',
    layers: {
      policy: [
        tries('s3:PutObject', 'arn:aws:s3:::a-bucket/an-object'),
        tries('s3:PutObject', 'arn:aws:s3:::their-bucket/an-object', { of: '{other}' }),
      ],
    },
  },
  {
    id: 'bucket-batch',
    way: 'A batch job that copies objects',
    layers: { policy: [tries('s3:CreateJob')] },
  },
  {
    id: 'bucket-policy',
    way: 'A bucket opened to others, by its policy or by an access point',
    layers: {
      policy: [
        tries('s3:PutBucketPolicy', 'arn:aws:s3:::a-bucket'),
        tries('s3:CreateAccessPoint', 'arn:aws:s3:{here}:{account}:accesspoint/a'),
      ],
    },
  },
];
