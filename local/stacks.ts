import {
  CloudFormationClient,
  GetTemplateCommand,
  paginateDescribeStacks,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { type CloudAddress, clientConfig } from './clients.ts';
import { account } from './ministack.ts';

/** A resource as its template declares it. Templates are data from outside: their properties are unknown here. */
export type Declared = { readonly type: string; readonly properties: Readonly<Record<string, unknown>> };

/** A deployed stack: what its template declares, what became of it, what it puts out. */
export type DeployedStack = {
  readonly name: string;
  readonly region: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string>>;
  readonly declared: ReadonlyMap<string, Declared>;
  /** Logical id to physical id. */
  readonly physical: ReadonlyMap<string, string>;
};

/** The stack that `cdk bootstrap` makes; it is not the product's. */
const bootstrapStack = 'CDKToolkit';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The resources of a template, by logical id. */
export const declaredIn = (template: unknown): ReadonlyMap<string, Declared> => {
  const resources = isObject(template) && isObject(template.Resources) ? template.Resources : {};
  const declared = new Map<string, Declared>();
  for (const [id, resource] of Object.entries(resources)) {
    if (!isObject(resource)) continue;
    const properties = isObject(resource.Properties) ? resource.Properties : {};
    declared.set(id, { type: String(resource.Type), properties });
  }
  return declared;
};

const physicalOf = async (client: CloudFormationClient, StackName: string) => {
  const physical = new Map<string, string>();
  for await (const page of paginateListStackResources({ client }, { StackName })) {
    for (const { LogicalResourceId, PhysicalResourceId } of page.StackResourceSummaries ?? []) {
      if (LogicalResourceId && PhysicalResourceId) physical.set(LogicalResourceId, PhysicalResourceId);
    }
  }
  return physical;
};

/** The product's stacks in one region, as the embedded cloud holds them. */
export const deployedStacks = async (cloud: CloudAddress, region: string): Promise<DeployedStack[]> => {
  const client = new CloudFormationClient(clientConfig(cloud, region));
  const stacks: DeployedStack[] = [];
  for await (const page of paginateDescribeStacks({ client }, {})) {
    for (const { StackName: name, Outputs: outputs = [] } of page.Stacks ?? []) {
      if (name === undefined || name === bootstrapStack) continue;
      const template = await client.send(new GetTemplateCommand({ StackName: name }));
      const pairs = outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]);
      const exported = outputs.filter((output) => output.ExportName !== undefined);
      stacks.push({
        name,
        region,
        outputs: Object.fromEntries(pairs),
        exports: Object.fromEntries(exported.map((output) => [output.ExportName, output.OutputValue ?? ''])),
        declared: declaredIn(JSON.parse(template.TemplateBody ?? '{}')),
        physical: await physicalOf(client, name),
      });
    }
  }
  client.destroy();
  return stacks;
};

/** What references in a stack's template can reach: itself, and the exports of its neighbors. */
export type Scope = { readonly stack: DeployedStack; readonly neighbors: readonly DeployedStack[] };

const referenced = (name: string, { stack }: Scope): string | undefined => {
  const known: Record<string, string> = {
    'AWS::AccountId': account,
    'AWS::Region': stack.region,
    'AWS::Partition': 'aws',
    'AWS::StackName': stack.name,
  };
  return known[name] ?? stack.physical.get(name);
};

/**
 * The text that a value of a template stands for after deployment, for the few functions that names and ARNs
 * are written with; undefined where it cannot be told.
 */
export const textOf = (value: unknown, scope: Scope): string | undefined => {
  if (typeof value === 'string') return value;
  if (!isObject(value)) return undefined;
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::ImportValue': imported, 'Fn::Join': join } = value;
  if (typeof ref === 'string') return referenced(ref, scope);
  if (Array.isArray(attribute)) return referenced(String(attribute[0]), scope);
  if (imported !== undefined) {
    const name = textOf(imported, scope) ?? '';
    return scope.neighbors.map((neighbor) => neighbor.exports[name]).find((found) => found !== undefined);
  }
  if (Array.isArray(join) && Array.isArray(join[1])) {
    const parts = join[1].map((part: unknown) => textOf(part, scope));
    return parts.some((part) => part === undefined) ? undefined : parts.join(String(join[0]));
  }
  const substitute = value['Fn::Sub'];
  return typeof substitute === 'string'
    ? substitute.replace(/\$\{([^}]+)\}/g, (whole, name: string) => referenced(name, scope) ?? whole)
    : undefined;
};
