import { readFileSync } from 'node:fs';
import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyViolation } from 'aws-cdk-lib';

/** What IAM takes, in characters without white space, and attached policies by number. AWS raises none of the sizes. */
export const policyLimits = {
  managed: 6_144,
  inlineOfRole: 10_240,
  trust: 2_048,
  attached: 10,
  organization: 5_120,
} as const;

/** What a name or an ARN that only the deployment knows is counted as: longer than any that a cell has. */
const unknownLength = 160;
const knownLengths: Readonly<Record<string, number>> = {
  'AWS::AccountId': 12,
  'AWS::Partition': 10,
  'AWS::Region': 14,
};

type Value = unknown;
type Fields = Readonly<Record<string, Value>>;

const isFields = (value: Value): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const asList = (value: Value): readonly Value[] => (Array.isArray(value) ? value : []);

const total = (lengths: readonly number[]): number => lengths.reduce((sum, length) => sum + length, 0);

/** How long a text becomes that CloudFormation puts together; undefined where a value is no such text. */
const lengthOfIntrinsic = (value: Fields): number | undefined => {
  const [name, ...others] = Object.keys(value);
  if (name === undefined || others.length > 0) return undefined;
  if (name === 'Ref') return knownLengths[String(value.Ref)] ?? unknownLength;
  if (name === 'Fn::Join') {
    const [separator, parts] = asList(value[name]);
    const joined = asList(parts).map(lengthInText);
    return total(joined) + Math.max(0, joined.length - 1) * lengthInText(separator);
  }
  return name.startsWith('Fn::') ? unknownLength : undefined;
};

/** Without the quotes around it: it stands in a longer text. */
const lengthInText = (part: Value): number =>
  typeof part === 'string'
    ? JSON.stringify(part).length - 2
    : isFields(part)
      ? lengthOf(part) - 2
      : unknownLength;

/** How long a value is as JSON without white space, once CloudFormation has filled it in. */
export const lengthOf = (value: Value): number => {
  if (Array.isArray(value)) return 2 + total(value.map(lengthOf)) + Math.max(0, value.length - 1);
  if (!isFields(value)) return JSON.stringify(value)?.length ?? 0;
  const text = lengthOfIntrinsic(value);
  if (text !== undefined) return text + 2;
  const fields = Object.entries(value).map(
    ([name, field]) => JSON.stringify(name).length + 1 + lengthOf(field),
  );
  return 2 + total(fields) + Math.max(0, fields.length - 1);
};

type Template = {
  readonly Resources?: Readonly<Record<string, { readonly Type: string; readonly Properties?: Fields }>>;
};
type TooLarge = { readonly logicalId: string; readonly sentence: string };

const documentsOf = (policies: Value): readonly Value[] =>
  asList(policies).map((policy) => (isFields(policy) ? policy.PolicyDocument : policy));

const above = (logicalId: string, what: string, size: number, limit: number): readonly TooLarge[] =>
  size <= limit
    ? []
    : [{ logicalId, sentence: `${what} of ${logicalId} is ${size}; IAM takes ${limit} at most.` }];

const ofRole = (id: string, role: Fields, beside: readonly Value[]): readonly TooLarge[] => {
  const inline = total([...documentsOf(role.Policies), ...beside].map(lengthOf));
  const attached = asList(role.ManagedPolicyArns).length;
  return [
    ...above(id, 'The sum of the inline policies', inline, policyLimits.inlineOfRole),
    ...above(id, 'The trust policy', lengthOf(role.AssumeRolePolicyDocument), policyLimits.trust),
    ...above(id, 'The number of attached policies', attached, policyLimits.attached),
  ];
};

/** The policies of a template that IAM would refuse, a sentence each, before anything is deployed. */
export const tooLargePolicies = ({ Resources = {} }: Template): readonly TooLarge[] => {
  const resources = Object.entries(Resources).map(([id, { Type, Properties = {} }]) => ({
    id,
    Type,
    Properties,
  }));
  const policies = resources.filter(({ Type }) => Type === 'AWS::IAM::Policy');
  const besideRole = (id: string) =>
    policies
      .filter(({ Properties }) => asList(Properties.Roles).some((role) => isFields(role) && role.Ref === id))
      .map(({ Properties }) => Properties.PolicyDocument);
  return resources.flatMap(({ id, Type, Properties }) => {
    if (Type === 'AWS::Organizations::Policy') {
      return above(
        id,
        'The policy of the organization',
        lengthOf(Properties.Content),
        policyLimits.organization,
      );
    }
    if (Type === 'AWS::IAM::Role') return ofRole(id, Properties, besideRole(id));
    if (Type !== 'AWS::IAM::ManagedPolicy') return [];
    return above(id, 'The managed policy', lengthOf(Properties.PolicyDocument), policyLimits.managed);
  });
};

const rule = {
  ruleName: 'policy-sizes',
  description: 'A policy is larger than IAM takes; the deployment would stop half-way',
  fix: 'Let the function touch less (contract/access), or say the same with fewer statements (lib/constructs).',
  severity: 'fatal',
};

/** Refuses at synthesis what IAM would refuse in the middle of a deployment. */
export class PolicySizes implements IPolicyValidationPlugin {
  readonly name = 'policy-sizes';
  readonly ruleIds = [rule.ruleName];

  validate({ templatePaths }: IPolicyValidationContext) {
    const violations = templatePaths.flatMap((templatePath): PolicyViolation[] =>
      tooLargePolicies(JSON.parse(readFileSync(templatePath, 'utf8')) as Template).map((found) => ({
        ...rule,
        description: found.sentence,
        violatingResources: [{ resourceLogicalId: found.logicalId, templatePath, locations: [] }],
      })),
    );
    return { success: violations.length === 0, violations };
  }
}
