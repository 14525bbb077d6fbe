import { describe, expect, test } from 'vitest';
import { unaddressed } from '../../contract/access/inspections.ts';
import { synthesizeCells } from '../infrastructure/cells.ts';
import { abroad, account, arn, type Call, here, isAllowed, other } from './guarded-account.ts';

const content = arn('dynamodb', 'table/Domicile-eu-Storage-TablesContent0A1B-2C3D');
const registry = arn('dynamodb', 'table/Domicile-eu-Storage-TablesRegistry0A1B-2C3D');
const key = arn('kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab');
const secret = arn('secretsmanager', 'secret:s-AbCdEf');
const role = `arn:aws:iam::${account}:role/Domicile-eu-Service-SettingsRole`;
const boundary = `arn:aws:iam::${account}:policy/Domicile-eu-Storage-Boundary0A1B`;
const rule = arn('events', 'rule/r');
const queue = arn('sqs', 'Domicile-eu-Service-PurgeWork');
const logs = arn('logs', 'log-group:Domicile-eu-Service-SettingsLogs');
const outsider = `arn:aws:iam::${other}:role/Somebody`;

type Named = readonly [what: string, call: Call];
const within = (action: string, resource: string, context: Call['context'] = {}): Call => ({
  ...{ action, resource, context },
});
const toAbroad = { 'aws:RequestedRegion': abroad };

const escapes: readonly Named[] = [
  ['a table abroad', within('dynamodb:CreateTable', arn('dynamodb', 'table/t', abroad), toAbroad)],
  ['a queue abroad', within('sqs:CreateQueue', arn('sqs', 'q', abroad), toAbroad)],
  ['a key abroad', within('kms:CreateKey', '*', toAbroad)],
  ['the replica of a key', within('kms:ReplicateKey', key, { 'kms:ReplicaRegion': abroad })],
  ['a key of many regions', within('kms:CreateKey', '*', { 'kms:MultiRegion': 'true' })],
  ['an export of the registry', within('dynamodb:ExportTableToPointInTime', registry)],
  ['a feed of content', within('dynamodb:EnableKinesisStreamingDestination', content)],
  ['a backup of content', within('dynamodb:CreateBackup', content)],
  ['a backup of content by AWS Backup', within('dynamodb:StartAwsBackupJob', content)],
  ['a recovery window of content', within('dynamodb:UpdateContinuousBackups', content)],
  ['a restore of content', within('dynamodb:RestoreTableToPointInTime', content)],
  ['a replica of content', within('dynamodb:CreateTableReplica', content)],
  ['a copy of a backup', within('backup:StartCopyJob', `arn:aws:backup:${here}:${account}:recovery-point:r`)],
  ['replication of a bucket', within('s3:PutReplicationConfiguration', 'arn:aws:s3:::b')],
  ['the replica of a secret', within('secretsmanager:ReplicateSecretToRegions', secret)],
  [
    'a target abroad',
    within('events:PutTargets', rule, { 'events:TargetArn': [`arn:aws:sqs:${abroad}:${account}:q`] }),
  ],
  [
    'a target of another account, beside one here',
    within('events:PutTargets', rule, { 'events:TargetArn': [queue, `arn:aws:sqs:${here}:${other}:q`] }),
  ],
  ['logs to somewhere else', within('logs:PutSubscriptionFilter', logs)],
  ['a role without its boundary', within('iam:DeleteRolePermissionsBoundary', role)],
  [
    'another boundary',
    within('iam:PutRolePermissionsBoundary', role, {
      'iam:PermissionsBoundary': `arn:aws:iam::${account}:policy/Wide`,
    }),
  ],
  ['a new role without a boundary', within('iam:CreateRole', role)],
  ['a wider boundary', within('iam:CreatePolicyVersion', boundary)],
  ['another organization, or none', within('organizations:LeaveOrganization', '*')],
  ['another region for the account', within('account:EnableRegion', `arn:aws:account::${account}:account`)],
  ['content, read by another account', { action: 'dynamodb:GetItem', resource: content, by: outsider }],
  ['a key, used by another account', { action: 'kms:Decrypt', resource: key, by: outsider }],
  ['a queue, read by another account', { action: 'sqs:ReceiveMessage', resource: queue, by: outsider }],
];

describe('[BY-11] guardrails keep even an administrator, and whoever a policy lets in, from', () => {
  test.each(escapes)('%s', async (_, call) => expect(await isAllowed(call)).toBe(false));
});

const cdk = `arn:aws:iam::${account}:role/cdk-hnb659fds-cfn-exec-role-${account}-${here}`;
const bounded = { 'iam:PermissionsBoundary': boundary };
const work: readonly Named[] = [
  ['a table here', within('dynamodb:CreateTable', content)],
  ['a key of one region', within('kms:CreateKey', '*', { 'kms:MultiRegion': 'false' })],
  ['a target here', within('events:PutTargets', rule, { 'events:TargetArn': [queue] })],
  ['a role within its boundary', within('iam:CreateRole', role, bounded)],
  ['a role, in the region where roles are made', within('iam:CreateRole', role, { ...bounded, ...toAbroad })],
  ['a role of something else', within('iam:CreateRole', `arn:aws:iam::${account}:role/Other`)],
  [
    'a new version of the boundary, by a deployment',
    { ...within('iam:CreatePolicyVersion', boundary), by: cdk },
  ],
  ['the recovery window of the registry', within('dynamodb:UpdateContinuousBackups', registry)],
];

describe('a deployment may still make', () => {
  test.each(work)('%s', async (_, call) => expect(await isAllowed(call)).toBe(true));
});

type Documents = readonly {
  readonly PolicyDocument: {
    readonly Statement: readonly { readonly Action?: string | readonly string[] }[];
  };
}[];

const everyAction = [
  ...new Set(
    synthesizeCells()
      .flatMap(({ stacks }) => stacks)
      .flatMap((stack) => stack.ofType('AWS::IAM::Role'))
      .flatMap(({ Properties }) => (Properties.Policies ?? []) as unknown as Documents)
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      .flatMap(({ Action = [] }) => Action),
  ),
].sort();

/** What the functions of a cell touch, by service. */
const touched: Readonly<Record<string, string>> = {
  dynamodb: registry,
  events: arn('events', 'event-bus/b'),
  kms: key,
  logs: `${logs}:log-stream:s`,
  sqs: queue,
};

const onNoResource: readonly string[] = Object.values(unaddressed).flat();

const resourceOf = (action: string): string => {
  if (onNoResource.includes(action)) return '*';
  if (/^events:(DescribeRule|ListTargetsByRule)$/.test(action)) return rule;
  if (action === 'dynamodb:ListStreams') return '*';
  if (/^dynamodb:(DescribeStream|GetRecords|GetShardIterator)$/.test(action)) {
    return `${registry}/stream/2026-01-01T00:00:00.000`;
  }
  return touched[action.split(':')[0] ?? ''] ?? '*';
};

test('the functions of a cell do something', () => expect(everyAction.length).toBeGreaterThan(10));

test.each(everyAction)('a function may still call %s', async (action) => {
  expect(await isAllowed({ action, resource: resourceOf(action), by: role })).toBe(true);
});
