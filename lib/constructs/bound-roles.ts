import { AspectPriority, Aspects, CfnResource, Stack, type Stage } from 'aws-cdk-lib';
import { CfnRole, PermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { RoleBounds } from './boundary.ts';

/** The roles of CDK's own custom resources are resources without a class, whose properties it keeps to itself. */
type Untyped = { readonly cfnProperties: { readonly ManagedPolicyArns?: unknown } };

const attachedTo = (role: CfnResource): readonly unknown[] => {
  const arns =
    role instanceof CfnRole
      ? role.managedPolicyArns
      : (role as unknown as Untyped).cfnProperties.ManagedPolicyArns;
  return Stack.of(role).resolve(arns) ?? [];
};

/**
 * Puts every role of a cell within its bounds, also the roles that CDK makes for its own custom resources: the
 * boundary on each, and beside a foreign boundary our Denies.
 */
export const boundEveryRole = (stage: Stage, { boundary, beside }: RoleBounds): void => {
  PermissionsBoundary.of(stage).apply(boundary);
  if (beside === undefined) return;
  const visit = (node: IConstruct) => {
    if (!CfnResource.isCfnResource(node) || node.cfnResourceType !== CfnRole.CFN_RESOURCE_TYPE_NAME) return;
    node.addPropertyOverride('ManagedPolicyArns', [...attachedTo(node), beside.managedPolicyArn]);
  };
  // After whatever other aspects attach to a role.
  Aspects.of(stage).add({ visit }, { priority: AspectPriority.MUTATING + 100 });
};
