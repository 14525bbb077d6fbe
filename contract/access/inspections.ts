import type { Kind } from '../../domain/audit/control.ts';

/** What a function may look at: the stacks of its cell, and the kinds of things that the auditor compares. */
export type Inspected = Kind | 'stack';

/**
 * The calls by which each kind is looked at. All of them read how something is set up, and none of them what is in
 * it.
 */
export const inspections = {
  stack: ['cloudformation:ListStackResources'],
  table: [
    'dynamodb:DescribeContinuousBackups',
    'dynamodb:DescribeKinesisStreamingDestination',
    'dynamodb:DescribeTable',
    'dynamodb:DescribeTimeToLive',
    'dynamodb:GetResourcePolicy',
    'dynamodb:ListExports',
  ],
  key: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListGrants'],
  role: ['iam:GetRole', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'],
  policy: ['iam:GetPolicy', 'iam:GetPolicyVersion'],
  'log-group': ['logs:DescribeSubscriptionFilters'],
  rule: ['events:DescribeRule', 'events:ListTargetsByRule'],
  bus: ['events:DescribeEventBus'],
  queue: ['sqs:GetQueueAttributes'],
  bucket: [
    's3:GetBucketObjectLockConfiguration',
    's3:GetBucketPolicy',
    's3:GetBucketVersioning',
    's3:GetEncryptionConfiguration',
    's3:GetReplicationConfiguration',
  ],
  function: ['lambda:GetFunctionConfiguration', 'lambda:GetPolicy', 'lambda:ListFunctionUrlConfigs'],
  account: [],
} as const satisfies Readonly<Record<Inspected, readonly string[]>>;

/**
 * Calls that IAM knows no resource of: they are allowed on `*` or not at all, and only in the cell's region. What
 * they list beside the cell's own is names and settings of the account.
 */
export const unaddressed = {
  table: ['dynamodb:ListBackups'],
  'log-group': ['logs:DescribeLogGroups'],
  bus: ['events:ListArchives', 'events:ListRules'],
  account: ['logs:DescribeAccountPolicies'],
} as const satisfies Partial<Record<Inspected, readonly string[]>>;
