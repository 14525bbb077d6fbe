import { describe, expect, test } from 'vitest';
import { unaddressed } from '../../contract/access/inspections.ts';
import { foreignBoundary, synthesizeCells } from '../infrastructure/cells.ts';
import { abroad, account, arn, type Call, guardedBy, here, organization, other } from './guarded-account.ts';

const isAllowed = guardedBy();

const content = arn('dynamodb', 'table/Domicile-eu-Storage-TablesContent0A1B-2C3D');
const registry = arn('dynamodb', 'table/Domicile-eu-Storage-TablesRegistry0A1B-2C3D');
const evidence = arn('dynamodb', 'table/Domicile-eu-Storage-TablesEvidence0A1B-2C3D');
const key = arn('kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab');
const secret = arn('secretsmanager', 'secret:s-AbCdEf');
const role = `arn:aws:iam::${account}:role/Domicile-eu-Service-SettingsRole`;
const boundary = `arn:aws:iam::${account}:policy/Domicile-eu-Storage-Boundary0A1B`;
/** A policy that anybody could make, if names were not held. */
const free = `arn:aws:iam::${account}:policy/Domicile-free`;
const alike = `arn:aws:iam::${account}:policy/Domicile-eu-Storage-Boundary-free`;
const rule = arn('events', 'rule/r');
const queue = arn('sqs', 'Domicile-eu-Service-PurgeWork');
const logs = arn('logs', 'log-group:Domicile-eu-Service-SettingsLogs');
const outsider = `arn:aws:iam::${other}:role/Somebody`;

const cdk = `arn:aws:iam::${account}:role/cdk-hnb659fds-cfn-exec-role-${account}-${here}`;

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
  ['a replica of the registry', within('dynamodb:CreateTableReplica', registry)],
  ['a replica of the evidence', within('dynamodb:CreateTableReplica', evidence)],
  ['a global table of the registry', within('dynamodb:UpdateGlobalTable', registry)],
  ['a backup of the registry', within('dynamodb:CreateBackup', registry)],
  ['a backup of the evidence by AWS Backup', within('dynamodb:StartAwsBackupJob', evidence)],
  ['logs of the whole account to somewhere else', within('logs:PutAccountPolicy', '*')],
  ['a delivery of logs', within('logs:PutDeliverySource', arn('logs', 'delivery-source:x'))],
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
  [
    'another boundary that is called nearly like it',
    within('iam:PutRolePermissionsBoundary', role, { 'iam:PermissionsBoundary': free }),
  ],
  [
    'a new role within such a one',
    within('iam:CreateRole', `arn:aws:iam::${account}:role/Domicile-x`, { 'iam:PermissionsBoundary': free }),
  ],
  ['a policy that is called like the boundary', within('iam:CreatePolicy', alike)],
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

describe('[BY-11] where two cells share an account, guardrails keep even a deployment from', () => {
  const isAllowedTogether = guardedBy({
    geographies: ['eu', 'us'],
    durability: { eu: 'in-geography' },
  });
  const american = (name: string, region: string) =>
    arn('dynamodb', `table/Domicile-us-Storage-Tables${name}0A1B-2C3D`, region);
  const registryAbroad = arn('dynamodb', 'table/Domicile-eu-Storage-TablesRegistry0A1B-2C3D', abroad);
  const targetAbroad = { 'events:TargetArn': [`arn:aws:sqs:${abroad}:${account}:q`] };

  test.each<Named>([
    ['a replica of the registry of the other cell', within('dynamodb:CreateTable', registryAbroad, toAbroad)],
    [
      'a restore in the region of the other',
      within('dynamodb:RestoreTableToPointInTime', registry, toAbroad),
    ],
    [
      'a replica where no copies are asked for',
      within('dynamodb:CreateTableReplica', american('Registry', abroad), toAbroad),
    ],
    ['a replica of content where copies are asked for', within('dynamodb:CreateTableReplica', content)],
    ['a target in the region of the other', within('events:PutTargets', rule, targetAbroad)],
    [
      'a rule beside a copy',
      within('events:PutTargets', rule, { 'events:TargetArn': [queue], 'aws:RequestedRegion': 'eu-west-1' }),
    ],
    ['a key of the other cell', within('kms:ReplicateKey', key, { 'kms:ReplicaRegion': abroad })],
  ])('%s', async (_, call) => expect(await isAllowedTogether({ ...call, by: cdk })).toBe(false));

  test('but not from what is asked for: the replicas of registry and evidence, by nobody else', async () => {
    for (const resource of [registry, evidence]) {
      const call = within('dynamodb:CreateTableReplica', resource);
      expect(await isAllowedTogether({ ...call, by: cdk })).toBe(true);
      expect(await isAllowedTogether(call)).toBe(false);
    }
  });

  test('and a table of each may be made at home', async () => {
    const table = within('dynamodb:CreateTable', american('Registry', abroad), toAbroad);
    expect(await isAllowedTogether({ ...table, by: cdk })).toBe(true);
    expect(await isAllowedTogether({ ...within('dynamodb:CreateTable', registry), by: cdk })).toBe(true);
  });
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

describe('[BY-11] beside a foreign boundary, guardrails keep an administrator from', () => {
  const isAllowedBeside = guardedBy(foreignBoundary);
  const foreign = `arn:aws:iam::${account}:policy/platform/WorkloadBoundary`;
  const withinForeign = { 'iam:PermissionsBoundary': foreign };
  const denies = { 'iam:PolicyARN': `arn:aws:iam::${account}:policy/Domicile-eu-Storage-Denies0A1B` };

  test.each<Named>([
    ...escapes,
    ['a role without its Denies', within('iam:DetachRolePolicy', role, denies)],
    ['other words in the foreign boundary', within('iam:CreatePolicyVersion', foreign)],
    ['an older version of it', within('iam:SetDefaultPolicyVersion', foreign)],
    ['a new role without Denies', within('iam:CreateRole', role, withinForeign)],
  ])('%s', async (_, call) => expect(await isAllowedBeside(call)).toBe(false));

  test('and keep no deployment from its work', async () => {
    expect(await isAllowedBeside({ ...within('iam:CreateRole', role, withinForeign), by: cdk })).toBe(true);
    expect(await isAllowedBeside({ ...within('iam:DetachRolePolicy', role, denies), by: cdk })).toBe(true);
    const ofOthers = { 'iam:PolicyARN': `arn:aws:iam::${account}:policy/Other` };
    expect(await isAllowedBeside(within('iam:DetachRolePolicy', role, ofOthers))).toBe(true);
  });
});

describe('[BY-11] a service may reach what a cell keeps', () => {
  const forWhom = (SourceOrgID: string): Call => ({
    action: 'sqs:SendMessage',
    resource: queue,
    by: 'events.amazonaws.com',
    context: { 'aws:SourceOrgID': SourceOrgID, 'aws:SourceAccount': other },
  });

  test('for the organization, and for nobody else', async () => {
    expect(await isAllowed(forWhom(organization))).toBe(true);
    expect(await isAllowed(forWhom('o-9z8y7x6w5v'))).toBe(false);
  });
});
