import { Aws, Validations } from 'aws-cdk-lib';
import {
  Effect,
  type IManagedPolicy,
  ManagedPolicy,
  PolicyDocument,
  PolicyStatement,
} from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { describeGeography, type Geography, geographies } from '../../domain/geographies.ts';
import type { BoundaryConfig } from '../config.ts';

/** What copies data out of the tables, keys and buckets of a cell; several of these know no region key. */
const copying = [
  'backup:CopyFromBackupVault',
  'backup:CopyIntoBackupVault',
  'backup:StartBackupJob',
  'backup:StartCopyJob',
  'dynamodb:AssociateTableReplica',
  'dynamodb:CreateBackup',
  'dynamodb:CreateGlobalTable*',
  'dynamodb:CreateTableReplica',
  'dynamodb:DisassociateTableReplica',
  'dynamodb:EnableKinesisStreamingDestination',
  'dynamodb:ExportTableToPointInTime',
  'dynamodb:ImportTable',
  'dynamodb:ReadDataForReplication',
  'dynamodb:ReplicateSettings',
  'dynamodb:RestoreTable*',
  'dynamodb:StartAwsBackupJob',
  'dynamodb:UpdateGlobalTable*',
  'dynamodb:UpdateKinesisStreamingDestination',
  'dynamodb:UpdateTable',
  'dynamodb:WriteDataForReplication',
  'events:PutTargets',
  'kms:PutKeyPolicy',
  'kms:ReplicateKey',
  'kms:UpdatePrimaryRegion',
  'logs:CreateExportTask',
  'logs:PutSubscriptionFilter',
  's3:PutBucketReplication',
  's3:PutReplicationConfiguration',
  's3:Replicate*',
];

/** Services that know no region, and ways to become somebody whom this boundary does not hold. */
const elsewhere = [
  'account:*',
  'cloudfront:*',
  'globalaccelerator:*',
  'iam:*',
  'organizations:*',
  'route53:*',
  'sts:AssumeRole*',
  'sts:GetFederationToken',
];

/**
 * What changes a cell instead of running it: hands its data, queues, bus or functions to others, destroys what is
 * kept, opens a recovery window, makes somebody an operator, or stops the schedule. Deployments do this, with roles of their own.
 */
const administering = [
  'cognito-idp:*',
  'dynamodb:DeleteTable',
  'dynamodb:PutResourcePolicy',
  'dynamodb:UpdateContinuousBackups',
  'dynamodb:UpdateTimeToLive',
  'events:CreateArchive',
  'events:DeleteRule',
  'events:DisableRule',
  'events:PutPermission',
  'events:PutRule',
  'events:RemoveTargets',
  'firehose:*',
  'kinesis:*',
  'kms:DisableKey*',
  'kms:ScheduleKeyDeletion',
  'lambda:AddPermission',
  'lambda:CreateFunctionUrlConfig',
  'lambda:Delete*',
  'lambda:PutFunctionConcurrency',
  'lambda:Update*',
  'logs:DeleteLogGroup',
  'logs:PutDestination*',
  'logs:PutResourcePolicy',
  'pipes:*',
  'scheduler:*',
  'sqs:AddPermission',
  'sqs:DeleteQueue',
  'sqs:PurgeQueue',
  'sqs:SetQueueAttributes',
];

/** Reads and writes of items; each names the partition keys that it touches. */
const itemActions = [
  'BatchGetItem',
  'BatchWriteItem',
  'ConditionCheckItem',
  'DeleteItem',
  'GetItem',
  'PutItem',
  'Query',
  'UpdateItem',
].map((action) => `dynamodb:${action}`);

/** A scan names no partition keys, and so none could be held to the geography. */
const unkeyedReads = ['dynamodb:Scan', 'dynamodb:PartiQL*'];

const deny = (sid: string, actions: string[], rest: { resources?: string[]; conditions?: object } = {}) =>
  new PolicyStatement({
    sid,
    effect: Effect.DENY,
    actions,
    resources: rest.resources ?? ['*'],
    ...(rest.conditions && { conditions: { ...rest.conditions } }),
  });

type Bounded = { readonly geography: Geography; readonly evidenceArn: string };

/**
 * What no role of a cell can do, whatever its own policies say (BY-11). It denies by name:
 * an allow-list would be passed by a resource policy that names a role's session, an explicit Deny is not.
 *
 * - `OtherRegions`: also where a request carries no region, as a negated comparison holds for an absent key.
 * - `OtherAccounts`: only where the request says whose the resource is.
 * - `OtherGeographies`: `ForAnyValue`, so that one foreign key in a batch is enough; it does not hold for a
 *   request without keys, which is why scans and PartiQL are denied beside it.
 * - `Administering` and `GrantsToOthers`: roles of a cell run it; they do not change who reaches it or what it keeps.
 * - `EvidenceStands`: what was written there is neither updated nor deleted. A put over an item stays possible to
 *   whoever may put at all; the chain and earlier checkpoints show it.
 */
const denials = ({ geography, evidenceArn }: Bounded): PolicyStatement[] => [
  deny('OtherRegions', ['*'], {
    conditions: { StringNotEquals: { 'aws:RequestedRegion': geographies[geography].region } },
  }),
  deny('OtherAccounts', ['*'], {
    conditions: { StringNotEqualsIfExists: { 'aws:ResourceAccount': Aws.ACCOUNT_ID } },
  }),
  deny('Copies', copying),
  deny('Elsewhere', elsewhere),
  deny('Administering', administering),
  // DynamoDB asks for grants of its own when it uses the key of a table: those stay possible.
  deny('GrantsToOthers', ['kms:CreateGrant'], {
    conditions: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false' } },
  }),
  deny('UnkeyedReads', unkeyedReads),
  deny('OtherGeographies', itemActions, {
    conditions: { 'ForAnyValue:StringNotLike': { 'dynamodb:LeadingKeys': [`${geography}_*`] } },
  }),
  deny('EvidenceStands', ['dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'], {
    resources: [evidenceArn],
  }),
];

// Each statement stands for one reason and keeps its name: nothing is merged.
const document = (statements: PolicyStatement[]) => new PolicyDocument({ statements, minimize: false });

/** The permissions boundary of a cell. `GeographyStage` puts it on every role, those that CDK makes included. */
export class CellBoundary extends ManagedPolicy {
  constructor(scope: Construct, id: string, props: Bounded) {
    super(scope, id, {
      description: `Bounds every role of the cell of ${describeGeography(props.geography)}`,
      document: document([
        new PolicyStatement({ sid: 'OwnPoliciesDecide', actions: ['*'], resources: ['*'] }),
        ...denials(props),
      ]),
    });
    const reason = 'A boundary permits nothing by itself: it allows everything and denies by name.';
    Validations.of(this).acknowledge(
      { id: 'AwsSolutions-IAM5[Action::*]', reason },
      { id: 'AwsSolutions-IAM5[Resource::*]', reason },
    );
  }
}

/**
 * The same Denies where the account demands a boundary of its own: attached to every role beside that one. It
 * permits nothing: an Allow here would be one of the role.
 */
export class CellDenies extends ManagedPolicy {
  constructor(scope: Construct, id: string, props: Bounded) {
    super(scope, id, {
      description: `Denies every role of the cell of ${describeGeography(props.geography)} what no cell does`,
      document: document(denials(props)),
    });
  }
}

/** What holds the roles of a cell. */
export type RoleBounds = {
  readonly boundary: IManagedPolicy;
  /** Attached to every role, where the boundary is not ours. */
  readonly beside?: IManagedPolicy;
};

/** Makes what the configuration asks for: our own boundary, or our Denies beside a foreign one. */
export const boundsOf = (scope: Construct, boundary: BoundaryConfig, props: Bounded): RoleBounds => {
  if (boundary === 'own') return { boundary: new CellBoundary(scope, 'Boundary', props) };
  const arn = boundary.arn.replace('{account}', Aws.ACCOUNT_ID);
  return {
    boundary: ManagedPolicy.fromManagedPolicyArn(scope, 'ForeignBoundary', arn),
    beside: new CellDenies(scope, 'Denies', props),
  };
};
