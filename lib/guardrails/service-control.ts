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

/** Nothing is called outside the regions of the cells, but services that know none. */
export const regionDeny = (regions: readonly string[]): readonly Statement[] => [
  {
    Sid: 'OtherRegions',
    Effect: 'Deny',
    NotAction: withoutRegion,
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:RequestedRegion': regions } },
  },
];

/** Copies for which no condition knows the region. */
const copying = [
  ...['backup:CopyFromBackupVault', 'backup:CopyIntoBackupVault', 'backup:StartCopyJob'],
  ...['cloudwatch:PutMetricStream', 'cognito-idp:CreateUserPoolReplica', 'events:CreateEndpoint'],
  ...['kms:UpdatePrimaryRegion', 's3:CreateMultiRegionAccessPoint', 's3:PutReplicationConfiguration'],
  ...['secretsmanager:ReplicateSecretToRegions', 'ssm:CreateResourceDataSync'],
];
const ofTables = [
  ...['dynamodb:AssociateTableReplica', 'dynamodb:EnableKinesisStreamingDestination'],
  ...['dynamodb:ExportTableToPointInTime', 'dynamodb:UpdateKinesisStreamingDestination'],
];
const ofContent = [
  ...['dynamodb:CreateBackup', 'dynamodb:CreateGlobalTable', 'dynamodb:CreateTableReplica'],
  ...['dynamodb:RestoreTable*', 'dynamodb:StartAwsBackupJob', 'dynamodb:UpdateContinuousBackups'],
  ...['dynamodb:UpdateGlobalTable', 'backup:StartBackupJob'],
];

const deny = (
  Sid: string,
  Action: readonly string[],
  Resource: Statement['Resource'],
  Condition?: Statement['Condition'],
): Statement => ({ Sid, Effect: 'Deny', Action, Resource, ...(Condition && { Condition }) });

const tables = 'arn:aws:dynamodb:*:*:table/Domicile-*';
const content = 'arn:aws:dynamodb:*:*:table/Domicile-*-Storage-TablesContent*';
const roles = 'arn:aws:iam::*:role/Domicile-*';
const boundaries = 'arn:aws:iam::*:policy/Domicile-*';

/** A variable that IAM fills in. */
const callersAccount = `\${aws:PrincipalAccount}`;

/** What CDK's own role for deployments changes, nobody else does. */
const butDeployments = {
  ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/cdk-*-cfn-exec-role-*' },
};

/**
 * What nobody in the account of a cell does, its administrators included. A condition on the region holds none of
 * these, or they take the boundary off the cell's roles.
 * @param boundary what the boundary's ARN looks like
 * @param account the account of the cells, where they have one of their own; otherwise that of whoever calls
 */
export const copyDeny = (
  regions: readonly string[],
  boundary: string,
  account: string = callersAccount,
): readonly Statement[] => [
  deny('Copies', copying, '*'),
  deny('KeyReplicas', ['kms:ReplicateKey'], '*', {
    StringNotEquals: { 'kms:ReplicaRegion': regions },
  }),
  deny('KeysOfManyRegions', ['kms:CreateKey'], '*', { Bool: { 'kms:MultiRegion': 'true' } }),
  deny('FeedsOfTables', ofTables, tables),
  deny('CopiesOfContent', ofContent, content),
  deny(
    'LogsElsewhere',
    ['logs:CreateExportTask', 'logs:PutSubscriptionFilter'],
    'arn:aws:logs:*:*:log-group:Domicile-*',
  ),
  deny('TargetsElsewhere', ['events:PutTargets'], '*', {
    'ForAnyValue:ArnNotLike': {
      'events:TargetArn': regions.map((region) => `arn:aws:*:${region}:${account}:*`),
    },
  }),
  deny('BoundaryStays', ['iam:DeleteRolePermissionsBoundary'], roles),
  deny('BoundaryIsOurs', ['iam:CreateRole', 'iam:PutRolePermissionsBoundary'], roles, {
    ArnNotLike: { 'iam:PermissionsBoundary': boundary },
  }),
  deny(
    'BoundaryStands',
    ['iam:CreatePolicyVersion', 'iam:DeletePolicy', 'iam:DeletePolicyVersion', 'iam:SetDefaultPolicyVersion'],
    boundaries,
    butDeployments,
  ),
  deny('Stays', ['account:EnableRegion', 'organizations:LeaveOrganization'], '*'),
];
