import type { Fields, Json } from '../residency/template/values.ts';
import { asList } from '../residency/template/values.ts';
import { below, type Cell, type CellResource, eachOf } from './cell.ts';

/** One action that a role is allowed on one resource. */
export type Grant = {
  readonly role: CellResource;
  readonly action: string;
  /** A text, as `Cell.text` gives it; `everything else` where a policy names what is left out. */
  readonly resource: string;
  /** The condition as it stands; empty where there is none. */
  readonly condition: string;
  /** Partition keys that all of a request must fit; none where it may touch any. */
  readonly keys: readonly string[];
};

/** Keys bind only where a request must have some: `ForAllValues` holds for a request without any. */
const keysOf = (cell: Cell, statement: Fields): readonly string[] => {
  const condition = below(statement, 'Condition');
  const mustHaveSome = cell.text(below(condition, 'Null')['dynamodb:LeadingKeys']) === 'false';
  return mustHaveSome ? cell.texts(below(condition, 'ForAllValues:StringLike')['dynamodb:LeadingKeys']) : [];
};

/** What a statement allows, action by resource. A Deny takes away and explains nothing. */
export const allowedBy = (cell: Cell, statement: Fields): readonly Omit<Grant, 'role'>[] => {
  if (cell.text(statement.Effect) !== 'Allow') return [];
  const named = (name: string, inverse: string): readonly string[] =>
    statement[inverse] === undefined ? cell.texts(statement[name]) : ['everything else'];
  const condition = statement.Condition === undefined ? '' : cell.text(statement.Condition);
  const keys = keysOf(cell, statement);
  return named('Action', 'NotAction').flatMap((action) =>
    named('Resource', 'NotResource').map((resource) => ({ action, resource, condition, keys })),
  );
};

/** The statements of a policy document. */
export const statementsOf = (document: Json | undefined): readonly Fields[] =>
  eachOf(document).flatMap(({ Statement }) => eachOf(Statement));

/** Documents that hold for a role: its own, those beside it, and managed ones of the cell. */
const documentsFor = (cell: Cell, role: CellResource): readonly (Json | undefined)[] => {
  const reference = `<${role.id}>`;
  const attached = cell.texts(role.properties.ManagedPolicyArns);
  const beside = cell
    .ofType('AWS::IAM::Policy', 'AWS::IAM::RolePolicy', 'AWS::IAM::ManagedPolicy')
    .filter(
      ({ id, properties }) =>
        cell.texts(properties.Roles).includes(reference) ||
        cell.text(properties.RoleName) === reference ||
        attached.includes(`<${id}>`),
    );
  return [
    ...asList(role.properties.Policies).flatMap((policy) =>
      eachOf(policy).map(({ PolicyDocument }) => PolicyDocument),
    ),
    ...beside.map(({ properties }) => properties.PolicyDocument),
  ];
};

/** Everything that the roles of a cell are allowed by policies of its templates. */
export const grantsOf = (cell: Cell): readonly Grant[] =>
  cell.ofType('AWS::IAM::Role').flatMap((role) =>
    documentsFor(cell, role)
      .flatMap(statementsOf)
      .flatMap((statement) => allowedBy(cell, statement).map((grant) => ({ role, ...grant }))),
  );

/** Policies that a role holds and that stand in no template of the cell: nobody here can read them. */
export const foreignPolicies = (cell: Cell): readonly { role: CellResource; policy: string }[] => {
  const own = new Set(cell.ofType('AWS::IAM::ManagedPolicy').map(({ id }) => `<${id}>`));
  return cell.ofType('AWS::IAM::Role').flatMap((role) =>
    cell
      .texts(role.properties.ManagedPolicyArns)
      .filter((policy) => !own.has(policy))
      .map((policy) => ({ role, policy })),
  );
};
