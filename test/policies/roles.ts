import { geographies } from '../../domain/geographies.ts';
import type { Place } from '../escapes/escape.ts';
import type { Cell, Json, Resource, Synthesized } from '../infrastructure/cells.ts';
import { account, resolver } from './resolve.ts';

export type PolicyDocument = {
  readonly Version: string;
  readonly Statement: readonly {
    readonly Sid?: string;
    readonly Effect: string;
    readonly Action?: string | readonly string[];
    readonly NotAction?: readonly string[];
    readonly Resource: string | readonly string[];
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  }[];
};

/** A role as IAM would hold it: its own policies, what is attached to it, and its boundary. */
export type SimulatedRole = {
  readonly name: string;
  readonly arn: string;
  readonly own: readonly PolicyDocument[];
  readonly boundary: PolicyDocument | undefined;
};

/** A cell with its roles and the names that its things have. */
export type SimulatedCell = {
  readonly place: Place;
  readonly roles: readonly SimulatedRole[];
  readonly boundary: PolicyDocument;
  /** The ARN of a resource by its type and the beginning of its logical id. */
  readonly arn: (type: string, idPrefix: string) => string;
  readonly streamArn: string;
};

const documentsIn = (value: Json | undefined): readonly PolicyDocument[] =>
  ((value ?? []) as unknown as { PolicyDocument: PolicyDocument }[]).map((policy) => policy.PolicyDocument);

/** The cell after a deployment, as far as IAM is concerned. */
export const simulatedCell = (cell: Cell): SimulatedCell => {
  const { filled, arnOf } = resolver(cell);
  const { geography, stacks } = cell;
  const managed = new Map(
    stacks.flatMap((stack) =>
      stack
        .ofType('AWS::IAM::ManagedPolicy')
        .map(({ id, Properties }) => [
          arnOf(stack, id),
          filled(stack, Properties.PolicyDocument ?? null) as unknown as PolicyDocument,
        ]),
    ),
  );
  /** Policies that stand beside roles and name them. */
  const beside = (stack: Synthesized, id: string): readonly Resource[] =>
    stack
      .ofType('AWS::IAM::Policy')
      .filter(({ Properties }) => JSON.stringify(Properties.Roles).includes(`"${id}"`));

  const simulated = (stack: Synthesized, role: Resource): SimulatedRole => {
    const properties = filled(stack, role.Properties) as Record<string, Json>;
    const attached = ((properties.ManagedPolicyArns ?? []) as string[]).map((arn) => {
      const document = managed.get(arn);
      if (document === undefined) throw new RangeError(`${role.id} has ${arn}, which is not known here.`);
      return document;
    });
    const named = beside(stack, role.id).map(
      (policy) => filled(stack, policy.Properties.PolicyDocument ?? null) as unknown as PolicyDocument,
    );
    return {
      name: role.id,
      arn: arnOf(stack, role.id),
      own: [...documentsIn(properties.Policies), ...named, ...attached],
      boundary: managed.get(String(properties.PermissionsBoundary)),
    };
  };

  const idOf = (type: string, idPrefix: string) => {
    const stack = stacks.find((one) => one.ofType(type).some(({ id }) => id.startsWith(idPrefix)));
    if (stack === undefined) throw new RangeError(`The cell has no ${type} ${idPrefix}.`);
    return { stack, id: stack.one(type, idPrefix).id };
  };
  const arn = (type: string, idPrefix: string): string => {
    const { stack, id } = idOf(type, idPrefix);
    return arnOf(stack, id);
  };
  const nameOf = (type: string, idPrefix: string) => idOf(type, idPrefix).id;
  const roles = stacks.flatMap((stack) =>
    stack.ofType('AWS::IAM::Role').map((role) => simulated(stack, role)),
  );
  const [[boundaryArn, boundary] = ['', undefined]] = managed;
  if (boundary === undefined) throw new RangeError(`The cell ${geography} has no boundary.`);
  const registry = nameOf('AWS::DynamoDB::GlobalTable', 'TablesRegistry');
  return {
    roles,
    boundary,
    arn,
    streamArn: `${arn('AWS::DynamoDB::GlobalTable', 'TablesRegistry')}/stream/2026-01-01T00:00:00.000`,
    place: {
      here: geographies[geography].region,
      abroad: geography === 'us' ? 'eu-central-1' : 'us-east-1',
      account,
      other: '444455556666',
      geography,
      neighbor: geography === 'us' ? 'eu' : 'us',
      registry,
      content: nameOf('AWS::DynamoDB::Table', 'TablesContent'),
      evidence: nameOf('AWS::DynamoDB::GlobalTable', 'TablesEvidence'),
      key: nameOf('AWS::KMS::Key', 'Key'),
      queue: nameOf('AWS::SQS::Queue', 'PurgeWork'),
      bus: nameOf('AWS::Events::EventBus', 'Bus'),
      role: roles[0]?.name ?? '',
      boundary: boundaryArn.split('/').at(-1) ?? '',
    },
  };
};
