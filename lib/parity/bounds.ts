import { isDeepStrictEqual } from 'node:util';
import { Stack } from 'aws-cdk-lib';
import { PolicyDocument, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { denials, ownPoliciesDecide } from '../constructs/boundary.ts';
import type { Json } from '../residency/template/values.ts';
import { type CellResource, written } from './cell.ts';
import type { Facts } from './facts.ts';
import { statementsOf } from './grants.ts';
import { type Mismatch, unexplained } from './mismatch.ts';
import { trustOfWitness } from './witness.ts';

/** Statements as they would stand in a template, with references as texts. */
const statementsFrom = (facts: Facts, statements: readonly PolicyStatement[]): readonly Json[] => {
  const document = new PolicyDocument({ statements: [...statements], minimize: false });
  // Any stack resolves what every account fills in for itself.
  const resolved: Json = new Stack().resolve(document);
  return statementsOf(resolved).map((statement) => written(facts.cell, statement));
};

/** Managed policies of the cell that say these things, all of them and nothing else, as texts. */
const policiesThatSay = ({ cell }: Facts, statements: readonly Json[]): readonly string[] =>
  cell
    .ofType('AWS::IAM::ManagedPolicy')
    .filter(({ properties }) =>
      isDeepStrictEqual(
        statementsOf(properties.PolicyDocument).map((statement) => written(cell, statement)),
        statements,
      ),
    )
    .map(({ id }) => `<${id}>`);

type Bounds = {
  readonly boundaries: readonly string[];
  /** Policies one of which is attached to every role; undefined where the boundary itself says it. */
  readonly beside: readonly string[] | undefined;
};

/** What has to hold every role: our own boundary, or the configured one with our Denies beside it. */
const boundsOf = (facts: Facts): Bounds => {
  const { geography, anchors, config } = facts;
  const denied = denials({
    geography,
    evidenceArn: anchors.tables.evidence,
    evidenceBucketArn: anchors.evidenceBucket,
    hasWitness: config.evidence.witness !== undefined,
  });
  if (config.boundary === 'own') {
    const ours = policiesThatSay(facts, statementsFrom(facts, [ownPoliciesDecide(), ...denied]));
    return { boundaries: ours, beside: undefined };
  }
  return {
    boundaries: [config.boundary.arn.replace('{account}', '<AWS::AccountId>')],
    beside: policiesThatSay(facts, statementsFrom(facts, denied)),
  };
};

const unbound = (
  { cell }: Facts,
  role: CellResource,
  { boundaries, beside }: Bounds,
): readonly Mismatch[] => {
  const given = cell.text(role.properties.PermissionsBoundary ?? 'nothing');
  const attached = cell.texts(role.properties.ManagedPolicyArns);
  return [
    ...(boundaries.includes(given)
      ? []
      : [
          unexplained(
            role,
            `is bounded by ${given}`,
            boundaries.join(', ') ||
              'a boundary that denies what lib/constructs/boundary.ts says, of which there is none',
          ),
        ]),
    ...(beside === undefined || beside.some((policy) => attached.includes(policy))
      ? []
      : [
          unexplained(
            role,
            'has no Denies beside a foreign boundary',
            beside.join(', ') || 'a policy of them',
          ),
        ]),
  ];
};

/** Roles of a cell are those of functions, and the witness's: nobody else takes one on. */
const trust: Json = {
  Action: 'sts:AssumeRole',
  Effect: 'Allow',
  Principal: { Service: 'lambda.amazonaws.com' },
};

const trusted = (facts: Facts, role: CellResource): readonly Mismatch[] => {
  const { cell, witness } = facts;
  const given = statementsOf(role.properties.AssumeRolePolicyDocument).map((one) => written(cell, one));
  const allowed = witness?.role === role.id ? trustOfWitness(facts) : trust;
  return isDeepStrictEqual(given, [allowed])
    ? []
    : [unexplained(role, `may be taken on by ${JSON.stringify(given)}`, JSON.stringify([allowed]))];
};

/** Roles that are not held by what every role is held by, or that others than functions may take on (BY-11). */
export const unboundRoles = (facts: Facts): readonly Mismatch[] => {
  const bounds = boundsOf(facts);
  return facts.cell
    .ofType('AWS::IAM::Role')
    .flatMap((role) => [...unbound(facts, role, bounds), ...trusted(facts, role)]);
};
