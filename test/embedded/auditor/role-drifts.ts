import {
  AttachRolePolicyCommand,
  CreatePolicyVersionCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetPolicyVersionCommand,
  ListPolicyVersionsCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  AddPermissionCommand,
  CreateFunctionUrlConfigCommand,
  DeleteFunctionUrlConfigCommand,
  GetFunctionConfigurationCommand,
  RemovePermissionCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { AuditedCell } from './audited-cell.ts';
import { type HandMade, stranger } from './drifts.ts';

/** A role that the embedded cloud leaves as its template says. */
const RoleNameOf = (cell: AuditedCell) => cell.named('StatementsRole');

const document = (...Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

const everything = document({ Effect: 'Allow', Action: '*', Resource: '*' });

const trust = (principal: object) => (cell: AuditedCell) =>
  cell.iam.send(
    new UpdateAssumeRolePolicyCommand({
      RoleName: RoleNameOf(cell),
      PolicyDocument: document({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }),
    }),
  );

const environment = (changed: Record<string, string>) => async (cell: AuditedCell) => {
  const FunctionName = cell.named('StatementsFunction');
  const { Environment } = await cell.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const { REGISTRY_TABLE: _added, ...stated } = Environment?.Variables ?? {};
  const Variables = { ...stated, ...changed };
  return cell.lambda.send(
    new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }),
  );
};

export const roleDrifts: readonly HandMade[] = [
  {
    what: 'a role loses its boundary',
    finding: ['StatementsRole', 'boundary'],
    make: (cell) => cell.iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: RoleNameOf(cell) })),
    mend: (cell) =>
      cell.iam.send(
        new PutRolePermissionsBoundaryCommand({
          RoleName: RoleNameOf(cell),
          PermissionsBoundary: cell.named('Boundary'),
        }),
      ),
  },
  {
    what: 'a role may do more',
    finding: ['StatementsRole', 'inline'],
    make: (cell) =>
      cell.iam.send(
        new PutRolePolicyCommand({
          RoleName: RoleNameOf(cell),
          PolicyName: 'ByHand',
          PolicyDocument: everything,
        }),
      ),
    mend: (cell) =>
      cell.iam.send(new DeleteRolePolicyCommand({ RoleName: RoleNameOf(cell), PolicyName: 'ByHand' })),
  },
  {
    what: 'a policy is attached to a role',
    finding: ['StatementsRole', 'attached'],
    make: (cell) =>
      cell.iam.send(
        new AttachRolePolicyCommand({ RoleName: RoleNameOf(cell), PolicyArn: cell.named('Boundary') }),
      ),
    mend: (cell) =>
      cell.iam.send(
        new DetachRolePolicyCommand({ RoleName: RoleNameOf(cell), PolicyArn: cell.named('Boundary') }),
      ),
  },
  {
    what: 'another account may become a role',
    finding: ['StatementsRole', 'trust'],
    make: trust({ AWS: `arn:aws:iam::${stranger}:root` }),
    mend: trust({ Service: 'lambda.amazonaws.com' }),
  },
  {
    what: 'the boundary of all roles is weakened',
    finding: ['Boundary', 'statements'],
    make: (cell) =>
      cell.iam.send(
        new CreatePolicyVersionCommand({
          PolicyArn: cell.named('Boundary'),
          PolicyDocument: everything,
          SetAsDefault: true,
        }),
      ),
    mend: async (cell) => {
      const PolicyArn = cell.named('Boundary');
      const { Versions = [] } = await cell.iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
      const VersionId = Versions.find(({ IsDefaultVersion }) => !IsDefaultVersion)?.VersionId;
      const before = await cell.iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
      const PolicyDocument = decodeURIComponent(before.PolicyVersion?.Document ?? '');
      await cell.iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }));
    },
  },
  {
    what: 'a function gets an address of its own',
    finding: ['CapturesFunction', 'url'],
    make: (cell) =>
      cell.lambda.send(
        new CreateFunctionUrlConfigCommand({
          FunctionName: cell.named('CapturesFunction'),
          AuthType: 'NONE',
        }),
      ),
    mend: (cell) =>
      cell.lambda.send(new DeleteFunctionUrlConfigCommand({ FunctionName: cell.named('CapturesFunction') })),
  },
  {
    what: 'another account may call a function',
    finding: ['WorkerFunction', 'resource-policy'],
    make: (cell) =>
      cell.lambda.send(
        new AddPermissionCommand({
          FunctionName: cell.named('WorkerFunction'),
          StatementId: 'by-hand',
          Action: 'lambda:InvokeFunction',
          Principal: stranger,
        }),
      ),
    mend: (cell) =>
      cell.lambda.send(
        new RemovePermissionCommand({ FunctionName: cell.named('WorkerFunction'), StatementId: 'by-hand' }),
      ),
  },
  {
    what: 'a function is told something else',
    finding: ['StatementsFunction', 'environment'],
    make: environment({ REGISTRY_TABLE: 'another-table' }),
    mend: environment({}),
  },
];
