import type { Geography } from '../../domain/geographies.ts';
import { butDeployments } from './deployments.ts';

/** A statement of a policy of an organization, as it is written. */
export type Statement = {
  readonly Sid: string;
  readonly Effect: 'Deny';
  readonly Principal?: '*';
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
};

/** Services that are answered in one region for all the world, and hold no content: people, bills, names, support. */
const withoutRegion = [
  ...['account:*', 'billing:*', 'budgets:*', 'ce:*', 'consolidatedbilling:*', 'freetier:*', 'health:*'],
  ...['iam:*', 'invoicing:*', 'organizations:*', 'payments:*', 'pricing:*', 'route53:*', 'route53domains:*'],
  ...['s3:GetAccountPublicAccessBlock', 's3:ListAllMyBuckets', 's3:PutAccountPublicAccessBlock'],
  ...['shield:*', 'sso:*', 'sts:*', 'support:*', 'supportplans:*', 'tax:*', 'trustedadvisor:*'],
];

/** A cell, as its account is held to it. */
export type GuardedCell = {
  readonly geography: Geography;
  readonly home: string;
  /** The second region, where copies are asked for. */
  readonly copiesIn?: string;
};

const regionsOf = ({ home, copiesIn }: GuardedCell): readonly string[] =>
  copiesIn === undefined ? [home] : [home, copiesIn];

/** Targets of rules lie in the region of their rule, and rules in the regions of cells, not in those of copies. */
const targetsDeny = (cells: readonly GuardedCell[], account: string): readonly Statement[] => [
  deny('RulesAtHome', ['events:PutTargets'], '*', {
    StringNotEquals: { 'aws:RequestedRegion': cells.map(({ home }) => home) },
  }),
  ...cells.map(({ geography, home }) =>
    deny(`TargetsOf${geography.toUpperCase()}`, ['events:PutTargets'], '*', {
      StringEquals: { 'aws:RequestedRegion': home },
      'ForAnyValue:ArnNotLike': { 'events:TargetArn': `arn:aws:*:${home}:${account}:*` },
    }),
  ),
];

/**
 * Nothing is called outside the regions of the cells, but services that know none. Where several cells share an
 * account, the region of one is open to the others: tables and targets of each are held to its own.
 * @param account the account of the cells, where they have one of their own; otherwise that of whoever calls
 */
export const regionDeny = (
  cells: readonly GuardedCell[],
  account: string = callersAccount,
): readonly Statement[] => [
  {
    Sid: 'OtherRegions',
    Effect: 'Deny',
    NotAction: withoutRegion,
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:RequestedRegion': [...new Set(cells.flatMap(regionsOf))] } },
  },
  ...(cells.length < 2 ? [] : cells).map((cell) =>
    deny(`TablesOf${cell.geography.toUpperCase()}`, ['dynamodb:*'], allOf(cell.geography), {
      StringNotEquals: { 'aws:RequestedRegion': regionsOf(cell) },
    }),
  ),
  ...targetsDeny(cells, account),
];

/** Copies for which no condition knows the region, and logs of a whole account. No cell needs one of them. */
const copying = [
  ...['backup:CopyFromBackupVault', 'backup:CopyIntoBackupVault', 'backup:StartCopyJob'],
  ...['cloudwatch:PutMetricStream', 'cognito-idp:CreateUserPoolReplica', 'events:CreateEndpoint'],
  ...['kms:ReplicateKey', 'kms:UpdatePrimaryRegion', 'logs:PutAccountPolicy', 'logs:PutDeliverySource'],
  ...['s3:CreateMultiRegionAccessPoint', 's3:PutReplicationConfiguration'],
  ...['secretsmanager:ReplicateSecretToRegions', 'ssm:CreateResourceDataSync'],
];
/** Of no table of a cell: feeds, exports, and backups, which outlive the deletion of what they hold. */
const ofTables = [
  ...[
    'dynamodb:AssociateTableReplica',
    'dynamodb:CreateBackup',
    'dynamodb:EnableKinesisStreamingDestination',
  ],
  ...['dynamodb:ExportTableToPointInTime', 'dynamodb:StartAwsBackupJob'],
  'dynamodb:UpdateKinesisStreamingDestination',
];
const replicating = [
  'dynamodb:CreateGlobalTable',
  'dynamodb:CreateTableReplica',
  'dynamodb:UpdateGlobalTable',
];
const ofContent = [...replicating, 'dynamodb:RestoreTable*', 'dynamodb:UpdateContinuousBackups'];

const deny = (
  Sid: string,
  Action: readonly string[],
  Resource: Statement['Resource'],
  Condition?: Statement['Condition'],
): Statement => ({ Sid, Effect: 'Deny', Action, Resource, ...(Condition && { Condition }) });

const tablesOf = (geography: Geography | '*'): string =>
  `arn:aws:dynamodb:*:*:table/Domicile-${geography}-Storage-Tables*`;
/** Short, for there may be nine of them in one policy. */
const allOf = (geography: Geography): string => `arn:aws:dynamodb:*:*:table/Domicile-${geography}-*`;
const content = 'arn:aws:dynamodb:*:*:table/Domicile-*-Storage-TablesContent*';

/** A variable that IAM fills in. */
const callersAccount = `\${aws:PrincipalAccount}`;

/** Replicas of registry and evidence: of a cell with copies by deployments, of any other by nobody. */
const replicas = (cells: readonly GuardedCell[]): readonly Statement[] => {
  const isCopied = ({ copiesIn }: GuardedCell) => copiesIn !== undefined;
  const copied = cells.filter(isCopied).map(({ geography }) => tablesOf(geography));
  const single = cells.filter((cell) => !isCopied(cell)).map(({ geography }) => tablesOf(geography));
  return [
    ...(single.length === 0
      ? []
      : [deny('Replicas', replicating, copied.length === 0 ? tablesOf('*') : single)]),
    ...(copied.length === 0 ? [] : [deny('AskedReplicas', replicating, copied, butDeployments)]),
  ];
};

/**
 * What nobody in the account of a cell does, its administrators included. A condition on the region holds none of
 * these.
 */
export const copyDeny = (cells: readonly GuardedCell[]): readonly Statement[] => [
  deny('Copies', copying, '*'),
  deny('KeysOfManyRegions', ['kms:CreateKey'], '*', { Bool: { 'kms:MultiRegion': 'true' } }),
  deny('CopiesOfTables', ofTables, tablesOf('*')),
  ...replicas(cells),
  deny('CopiesOfContent', ofContent, content),
  deny(
    'LogsElsewhere',
    ['logs:CreateExportTask', 'logs:PutSubscriptionFilter'],
    'arn:aws:logs:*:*:log-group:Domicile-*',
  ),
  deny('Stays', ['account:EnableRegion', 'organizations:LeaveOrganization'], '*'),
];
