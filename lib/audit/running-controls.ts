import type { ControlOf } from '../../domain/audit/control.ts';
import { factOf, statementsOf } from '../../domain/audit/facts.ts';
import { nameHole } from '../../domain/audit/names.ts';
import type { Part } from '../residency/template/part.ts';
import type { Resource } from '../residency/template/template.ts';
import { factsAt, textAt, textsAt, written } from './written.ts';

/** The resources of some type that point at another one by a property. */
const pointingAt = (all: readonly Resource[], type: string, property: string, id: string) =>
  all.filter((resource) => {
    const names = resource.properties.each(property).flatMap((part) => factsAt(part));
    return (
      resource.type === type && [nameHole(id), nameHole(`${id}.Arn`)].some((name) => names.includes(name))
    );
  });

/** The policies written into a role, a fact for each statement, with the name of its policy. */
const inlineOf = (policies: readonly Part[]): readonly string[] =>
  policies.flatMap((policy) =>
    statementsOf(written(policy, 'PolicyDocument') ?? {}).map((statement) =>
      inlineFact(textAt(policy, 'PolicyName') ?? '', statement),
    ),
  );

const inlineFact = (policy: string, statement: string) =>
  factOf({ policy, statement: JSON.parse(statement) });

/** A role: who becomes it, what bounds it, what it may. */
export const roleControl = (
  { id, properties: role }: Resource,
  all: readonly Resource[],
): ControlOf<'role'> => {
  const beside = pointingAt(all, 'AWS::IAM::Policy', 'Roles', id).map(({ properties }) => properties);
  const managed = pointingAt(all, 'AWS::IAM::ManagedPolicy', 'Roles', id).map((policy) =>
    nameHole(policy.id),
  );
  return {
    kind: 'role',
    resource: id,
    stated: {
      trust: statementsOf(written(role, 'AssumeRolePolicyDocument') ?? {}),
      boundary: factsAt(role, 'PermissionsBoundary'),
      attached: [...textsAt(role, 'ManagedPolicyArns'), ...managed],
      inline: inlineOf([...role.each('Policies'), ...beside]),
    },
  };
};

/** A managed policy: the boundary of a cell's roles, or our Denies. */
export const policyControl = ({ id, properties }: Resource): ControlOf<'policy'> => ({
  kind: 'policy',
  resource: id,
  stated: { statements: statementsOf(written(properties, 'PolicyDocument') ?? {}) },
});

/** Who may call a function, as `lambda:GetPolicy` writes it. */
const permissionFact = (permission: Part, id: string): string => {
  const source = textAt(permission, 'SourceArn');
  const account = textAt(permission, 'SourceAccount');
  const principal = textAt(permission, 'Principal') ?? '';
  return factOf({
    Effect: 'Allow',
    Principal: principal.endsWith('.amazonaws.com') ? { Service: principal } : { AWS: principal },
    Action: textAt(permission, 'Action'),
    Resource: nameHole(`${id}.Arn`),
    ...((source ?? account) !== undefined && {
      Condition: {
        ...(source !== undefined && { ArnLike: { 'AWS:SourceArn': source } }),
        ...(account !== undefined && { StringEquals: { 'AWS:SourceAccount': account } }),
      },
    }),
  });
};

/** A function: whose role it has, what it is told, who may call it. */
export const functionControl = (
  { id, properties: fn }: Resource,
  all: readonly Resource[],
): ControlOf<'function'> => {
  const told = fn.at('Environment', 'Variables')[0];
  const names = told?.possible.kind === 'fields' ? Object.keys(told.possible.fields) : [];
  const permissions = pointingAt(all, 'AWS::Lambda::Permission', 'FunctionName', id);
  return {
    kind: 'function',
    resource: id,
    stated: {
      role: factsAt(fn, 'Role'),
      environment: names.map((name) => `${name}=${(told && textAt(told, name)) ?? ''}`),
      layers: textsAt(fn, 'Layers'),
      url: [],
      'resource-policy': permissions.map(({ properties }) => permissionFact(properties, id)),
    },
  };
};

/** A log group: how long it keeps, and to whom it passes on. */
export const logGroupControl = ({ id, properties: group }: Resource): ControlOf<'log-group'> => ({
  kind: 'log-group',
  resource: id,
  stated: {
    retention: factsAt(group, 'RetentionInDays').map((days) => `${days} days`),
    subscriptions: [],
    key: factsAt(group, 'KmsKeyId'),
  },
});
