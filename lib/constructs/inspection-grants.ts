import { Aws, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { type Inspected, inspections, unaddressed } from '../../contract/access/inspections.ts';

/** What of a cell can be looked at. */
export type Inspectable = {
  readonly region: string;
  /** Names of the stacks. */
  readonly stacks: readonly string[];
  readonly tables: readonly string[];
  readonly keys: readonly string[];
  readonly buckets: readonly string[];
  /** The boundary, or our Denies beside a foreign one. */
  readonly policies: readonly string[];
  readonly bus: { readonly arn: string; readonly name: string };
  /**
   * The stack that makes functions, roles, rules, queues and log groups. A role cannot name its own function, which
   * needs the role first: so these are known by the start of the names that CloudFormation gives them.
   */
  readonly runs: string;
};

const resourcesOf = (kind: Inspected, cell: Inspectable): readonly string[] => {
  const here = `${cell.region}:${Aws.ACCOUNT_ID}`;
  const named = (service: string, type: string) =>
    `arn:${Aws.PARTITION}:${service}:${here}:${type}${cell.runs}-*`;
  const byKind: Readonly<Record<Inspected, readonly string[]>> = {
    stack: cell.stacks.map((name) => `arn:${Aws.PARTITION}:cloudformation:${here}:stack/${name}/*`),
    table: cell.tables,
    key: cell.keys,
    role: [`arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/${cell.runs}-*`],
    policy: cell.policies,
    'log-group': [named('logs', 'log-group:')],
    // Rules of the cell, and whatever rules others put on its bus.
    rule: [named('events', 'rule/'), `arn:${Aws.PARTITION}:events:${here}:rule/${cell.bus.name}/*`],
    bus: [cell.bus.arn],
    queue: [named('sqs', '')],
    bucket: cell.buckets,
    function: [named('lambda', 'function:')],
    account: [],
  };
  return byKind[kind];
};

const withoutResource = (kinds: readonly Inspected[]): readonly string[] =>
  Object.entries(unaddressed).flatMap(([kind, actions]) =>
    kinds.some((inspected) => inspected === kind) ? actions : [],
  );

/** Lets a function look at the resources of its own cell, and at nothing that it could change. */
export const inspectionGrants = (
  kinds: readonly Inspected[],
  cell: Inspectable,
): readonly PolicyStatement[] => {
  const addressed = kinds.flatMap((kind) => {
    const [actions, resources] = [inspections[kind], resourcesOf(kind, cell)];
    return actions.length === 0
      ? []
      : [new PolicyStatement({ actions: [...actions], resources: [...resources] })];
  });
  const rest = withoutResource(kinds);
  if (rest.length === 0) return addressed;
  const conditions = { StringEquals: { 'aws:RequestedRegion': cell.region } };
  return [...addressed, new PolicyStatement({ actions: [...rest], resources: ['*'], conditions })];
};

/** The text of a resource with names in angles, as checks of policies show it. */
const shownResource = (resolved: unknown): string => {
  if (typeof resolved === 'string') return resolved;
  const { 'Fn::Join': join, Ref: name } = Object(resolved);
  if (typeof name === 'string') return `<${name}>`;
  return Array.isArray(join) ? join[1].map(shownResource).join('') : '';
};

/** Says of the grants with a star why each has one. */
export const explainInspections = (role: Role, kinds: readonly Inspected[], cell: Inspectable): void => {
  const resources = inspectionGrants(kinds, cell).flatMap((statement) => statement.resources);
  const shown = new Set(resources.map((resource) => shownResource(Stack.of(role).resolve(resource))));
  const reason =
    'Reads how the resources of this cell are set up. A star alone stands where IAM knows no resource.';
  for (const resource of shown) {
    if (!resource.includes('*')) continue;
    Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason });
  }
};
