import { json, type LiveCalls, rest } from './call.ts';

const table = 'arn:aws:dynamodb:{here}:{account}:table/{content}';
const stream = 'arn:aws:kinesis:{here}:{account}:stream/s';
const item = { pk: { S: 'an-escape' }, sk: { S: 'an-escape' } };
/** Calls of the account as a whole name it. */
const ownAccount = { 'x-amz-account-id': '{account}' };
const everybody = (action: string, resource: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: ['arn:aws:iam::{account}:root', 'arn:aws:iam::{other}:root'] },
        Action: action,
        Resource: resource,
      },
    ],
  });

/** Copies of tables and items, reads that no key holds, keys and buckets. */
export const tablesAndKeys: LiveCalls = {
  'table-replica': [
    json('dynamodb:UpdateTable', {
      TableName: '{content}',
      ReplicaUpdates: [{ Create: { RegionName: '{elsewhere}' } }],
    }),
  ],
  'table-export': [json('dynamodb:ExportTableToPointInTime', { TableArn: table, S3Bucket: '{bucket}' })],
  'table-backup': [json('dynamodb:CreateBackup', { TableName: '{content}', BackupName: 'an-escape' })],
  'table-restored': [
    json('dynamodb:RestoreTableToPointInTime', {
      SourceTableName: '{registry}',
      TargetTableName: 'an-escape',
      UseLatestRestorableTime: true,
    }),
    json('dynamodb:RestoreTableFromBackup', {
      TargetTableName: 'an-escape-too',
      BackupArn: `${table}/backup/01489602797149-73d8d5bc`,
    }),
  ],
  'table-import': [
    json('dynamodb:ImportTable', {
      S3BucketSource: { S3Bucket: '{bucket}' },
      InputFormat: 'DYNAMODB_JSON',
      TableCreationParameters: {
        TableName: 'an-import',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      },
    }),
  ],
  'table-feed': [
    json('dynamodb:EnableKinesisStreamingDestination', { TableName: '{content}', StreamArn: stream }),
    json('dynamodb:UpdateKinesisStreamingDestination', { TableName: '{content}', StreamArn: stream }),
  ],
  'table-policy': [
    json('dynamodb:PutResourcePolicy', {
      ResourceArn: table,
      Policy: everybody('dynamodb:GetItem', table),
    }),
  ],
  'table-recovery-window': [
    json('dynamodb:UpdateContinuousBackups', {
      TableName: '{content}',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    }),
  ],
  'table-scan': [json('dynamodb:Scan', { TableName: '{content}' })],
  'item-read-abroad': [
    json('dynamodb:GetItem', { TableName: '{contentAbroad}', Key: item }, { at: '{abroad}' }),
    json(
      'dynamodb:Query',
      {
        TableName: '{contentAbroad}',
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': item.pk },
      },
      { at: '{abroad}' },
    ),
    json('dynamodb:GetItem', { TableName: '{content}', Key: item }, { at: '{elsewhere}' }),
  ],
  'item-written-abroad': [
    json('dynamodb:PutItem', { TableName: '{contentAbroad}', Item: item }, { at: '{abroad}' }),
    json('dynamodb:PutItem', { TableName: '{content}', Item: item }, { at: '{elsewhere}' }),
  ],
  'item-of-another-account': [
    json('dynamodb:PutItem', { TableName: 'arn:aws:dynamodb:{here}:{other}:table/theirs', Item: item }),
  ],
  'backup-job': [
    rest('backup:StartBackupJob', 'PUT', '/backup-jobs', {
      BackupVaultName: 'v',
      ResourceArn: table,
      IamRoleArn: 'arn:aws:iam::{account}:role/{role}',
    }),
  ],
  'backup-copy': [
    rest('backup:UpdateBackupPlan', 'POST', '/backup/plans/p', {
      BackupPlan: { BackupPlanName: 'p', Rules: [] },
    }),
  ],
  'key-replica': [
    json('kms:ReplicateKey', { KeyId: '{key}', ReplicaRegion: '{elsewhere}' }),
    json('kms:CreateKey', { MultiRegion: true }),
  ],
  'key-policy': [
    json('kms:PutKeyPolicy', { KeyId: '{key}', PolicyName: 'default', Policy: everybody('kms:*', '*') }),
  ],
  'key-grant': [
    json('kms:CreateGrant', {
      KeyId: '{key}',
      GranteePrincipal: 'arn:aws:iam::{other}:root',
      Operations: ['Decrypt'],
    }),
  ],
  'key-used-abroad': [
    json('kms:Encrypt', { KeyId: '{keyAbroad}', Plaintext: 'aGVsbG8=' }, { at: '{abroad}' }),
    json('kms:GenerateDataKey', { KeyId: '{keyAbroad}', KeySpec: 'AES_256' }, { at: '{abroad}' }),
  ],
  'key-of-another-account': [
    json('kms:Encrypt', { KeyId: 'arn:aws:kms:{here}:{other}:key/theirs', Plaintext: 'aGVsbG8=' }),
  ],
  'bucket-replication': [
    rest(
      's3:PutReplicationConfiguration',
      'PUT',
      '/{bucket}?replication',
      '<ReplicationConfiguration><Role>arn:aws:iam::{account}:role/{role}</Role><Rule><ID>r</ID><Status>Enabled</Status><Priority>1</Priority><Filter/><DeleteMarkerReplication><Status>Disabled</Status></DeleteMarkerReplication><Destination><Bucket>arn:aws:s3:::{bucket}</Bucket></Destination></Rule></ReplicationConfiguration>',
    ),
  ],
  'bucket-access-point': [
    rest(
      's3:CreateMultiRegionAccessPoint',
      'POST',
      '/v20180820/async-requests/mrap/create',
      '<CreateMultiRegionAccessPointRequest><ClientToken>t</ClientToken><Details><Name>m</Name><Regions><Region><Bucket>{bucket}</Bucket></Region></Regions></Details></CreateMultiRegionAccessPointRequest>',
      { at: 'us-west-2', headers: ownAccount },
    ),
  ],
  'bucket-object': [
    rest('s3:PutObject', 'PUT', '/{bucket}/an-escape', 'data'),
    rest('s3:PutObject', 'PUT', '/{bucket}/an-escape-too', 'data', { at: '{abroad}' }),
    rest('s3:GetObject', 'GET', '/{bucket}/an-escape'),
    rest(
      's3:CreateBucket',
      'PUT',
      '/an-escape-from-{here}',
      '<CreateBucketConfiguration><LocationConstraint>{elsewhere}</LocationConstraint></CreateBucketConfiguration>',
      { at: '{elsewhere}' },
    ),
  ],
  'bucket-policy': [
    rest(
      's3:PutBucketPolicy',
      'PUT',
      '/{bucket}?policy',
      everybody('s3:GetObject', 'arn:aws:s3:::{bucket}/*'),
    ),
    rest(
      's3:CreateAccessPoint',
      'PUT',
      '/v20180820/accesspoint/an-escape',
      '<CreateAccessPointRequest><Bucket>{bucket}</Bucket></CreateAccessPointRequest>',
      { headers: ownAccount },
    ),
  ],
};
