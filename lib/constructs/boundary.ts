import { Aws, Validations } from 'aws-cdk-lib';
import {
  Effect,
  type IManagedPolicy,
  ManagedPolicy,
  PolicyDocument,
  PolicyStatement,
} from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { witnessName } from '../../contract/events/witness.ts';
import { bucketPrefixes } from '../../contract/evidence-bucket.ts';
import { describeGeography, type Geography, geographies } from '../../domain/geographies.ts';
import type { BoundaryConfig } from '../config.ts';
import { roleReads, runningActions, witnessing } from './running-actions.ts';

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

const denyAllBut = (sid: string, notActions: readonly string[], conditions?: object) =>
  new PolicyStatement({
    sid,
    effect: Effect.DENY,
    notActions: [...notActions],
    resources: ['*'],
    ...(conditions && { conditions: { ...conditions } }),
  });

type Concerned = {
  readonly resources?: string[];
  readonly notResources?: string[];
  readonly conditions?: object;
};

const deny = (sid: string, actions: string[], rest: Concerned = {}) =>
  new PolicyStatement({
    sid,
    effect: Effect.DENY,
    actions,
    ...(rest.notResources ? { notResources: rest.notResources } : { resources: rest.resources ?? ['*'] }),
    ...(rest.conditions && { conditions: { ...rest.conditions } }),
  });

export type Bounded = {
  readonly geography: Geography;
  readonly evidenceArn: string;
  readonly evidenceBucketArn: string;
  /** Whether an outside witness of the log is asked for: then one address may be sent to. */
  readonly hasWitness: boolean;
};

/** The address of the witness, whose ARN ends in what only the account gives it. */
const witnessArns = (geography: Geography): string =>
  `arn:${Aws.PARTITION}:events:${geographies[geography].region}:${Aws.ACCOUNT_ID}:api-destination/${witnessName(geography)}/*`;

/**
 * What no role of a cell can do, whatever its own policies say (BY-11). Everything is an explicit Deny: an Allow of
 * a few things would be passed by a resource policy that names a role's session, a Deny is not.
 *
 * - `OnlyRunning`: whatever is not running the cell or looking at it, tomorrow's actions included. Copies, exports,
 *   deliveries, grants to others, other identities and services without a region are among it, in the cell of
 *   us-east-1 too, where a Deny by region would not see writes of global services.
 * - `OtherRegions`: also where a request carries no region, as a negated comparison holds for an absent key. Only
 *   roles may be looked at, which IAM answers from one region for all the world.
 * - `OtherAccounts`: only where the request says whose the resource is.
 * - `OtherGeographies`: `ForAnyValue`, so that one foreign key in a batch is enough; it does not hold for a
 *   request without keys, which is why scans and PartiQL are not among what may be done.
 * - `EvidenceStands`: what was written there is neither updated nor deleted. A put over an item stays possible to
 *   whoever may put at all; the chain and earlier checkpoints show it.
 * - `OtherObjects`: of all buckets, whose ARNs name neither region nor account, one takes something, and only where
 *   checkpoints lie.
 * - `OtherAddresses`: only where a witness is asked for. Without one nothing may be sent to any address.
 */
export const denials = ({
  geography,
  evidenceArn,
  evidenceBucketArn,
  hasWitness,
}: Bounded): PolicyStatement[] => [
  denyAllBut('OtherRegions', roleReads, {
    StringNotEquals: { 'aws:RequestedRegion': geographies[geography].region },
  }),
  deny('OtherAccounts', ['*'], {
    conditions: { StringNotEqualsIfExists: { 'aws:ResourceAccount': Aws.ACCOUNT_ID } },
  }),
  denyAllBut('OnlyRunning', hasWitness ? [...runningActions, ...witnessing] : runningActions),
  // DynamoDB asks for grants of its own when it uses the key of a table: those stay possible.
  deny('GrantsToOthers', ['kms:CreateGrant'], {
    conditions: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false' } },
  }),
  deny('OtherGeographies', itemActions, {
    conditions: { 'ForAnyValue:StringNotLike': { 'dynamodb:LeadingKeys': [`${geography}_*`] } },
  }),
  deny('EvidenceStands', ['dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'], {
    resources: [evidenceArn],
  }),
  deny('OtherObjects', ['s3:PutObject'], {
    notResources: [`${evidenceBucketArn}/${bucketPrefixes.checkpoints}*`],
  }),
  ...(hasWitness
    ? [deny('OtherAddresses', [...witnessing], { notResources: [witnessArns(geography)] })]
    : []),
];

/** What a boundary begins with: it bounds by its Denies alone. */
export const ownPoliciesDecide = (): PolicyStatement =>
  new PolicyStatement({ sid: 'OwnPoliciesDecide', actions: ['*'], resources: ['*'] });

// Each statement stands for one reason and keeps its name: nothing is merged.
const document = (statements: PolicyStatement[]) => new PolicyDocument({ statements, minimize: false });

/** The permissions boundary of a cell. `GeographyStage` puts it on every role, those that CDK makes included. */
export class CellBoundary extends ManagedPolicy {
  constructor(scope: Construct, id: string, props: Bounded) {
    super(scope, id, {
      description: `Bounds every role of the cell of ${describeGeography(props.geography)}`,
      document: document([ownPoliciesDecide(), ...denials(props)]),
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
