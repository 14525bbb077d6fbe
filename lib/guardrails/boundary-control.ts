import type { BoundaryConfig } from '../config.ts';
import { butDeployments } from './deployments.ts';
import type { Statement } from './service-control.ts';

const roles = 'arn:aws:iam::*:role/Domicile-*';
const ownPolicies = 'arn:aws:iam::*:policy/Domicile-*';

/** What CloudFormation calls the managed policies that lib/constructs/boundary.ts makes. */
const ownBoundary = 'arn:aws:iam::*:policy/Domicile-*-Storage-Boundary*';
const ownDenies = 'arn:aws:iam::*:policy/Domicile-*-Storage-Denies*';

/** What the boundary of a cell's roles is called, in any account. */
const boundaryLike = (boundary: BoundaryConfig): string =>
  boundary === 'own' ? ownBoundary : boundary.arn.replace('{account}', '*');

const rewriting = [
  ...['iam:CreatePolicy', 'iam:CreatePolicyVersion', 'iam:DeletePolicy', 'iam:DeletePolicyVersion'],
  'iam:SetDefaultPolicyVersion',
];

const deny = (
  Sid: string,
  Action: readonly string[],
  Resource: Statement['Resource'],
  Condition?: Statement['Condition'],
): Statement => ({ Sid, Effect: 'Deny', Action, Resource, ...(Condition && { Condition }) });

/**
 * What holds the roles of the cells stays as it was deployed: the boundary on every role, what stands in it, and
 * beside a foreign one our Denies. A policy that is only called like the boundary is made by deployments alone.
 */
export const boundaryDeny = (boundary: BoundaryConfig): readonly Statement[] => [
  deny('BoundaryStays', ['iam:DeleteRolePermissionsBoundary'], roles),
  deny('BoundaryIsOurs', ['iam:CreateRole', 'iam:PutRolePermissionsBoundary'], roles, {
    ArnNotLike: { 'iam:PermissionsBoundary': boundaryLike(boundary) },
  }),
  deny(
    'BoundaryStands',
    rewriting,
    boundary === 'own' ? ownPolicies : [ownPolicies, boundaryLike(boundary)],
    butDeployments,
  ),
  ...(boundary === 'own'
    ? []
    : [
        deny('DeniesStay', ['iam:DetachRolePolicy'], roles, {
          ...butDeployments,
          ArnLike: { 'iam:PolicyARN': ownDenies },
        }),
        // Nobody else makes a role that is called like one of a cell and has no Denies.
        deny('RolesAreDeployed', ['iam:CreateRole'], roles, butDeployments),
      ]),
];
