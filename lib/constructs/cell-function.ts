import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, type Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Access } from '../../contract/access/access.ts';
import { environmentFor, type Tellable } from './function-environment.ts';
import { type Grantable, policyOf } from './function-policy.ts';

export type CellFunctionProps = {
  readonly access: Access;
  readonly code: Code;
  readonly can: Omit<Grantable, 'logGroup'>;
  readonly knows: Tellable;
  readonly logRetention: RetentionDays;
};

/**
 * A function of a cell, made from its access file: role, environment, log group, timeout and memory in one.
 *
 * The role is given to the function without its policies: no other construct can add to what the access file
 * says, and a grant that is missing there fails at the first call, not silently here.
 */
export class CellFunction extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: CellFunctionProps) {
    super(scope, id);
    const { access } = props;
    const logGroup = new LogGroup(this, 'Logs', {
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What the function ${access.name} may do`,
      inlinePolicies: { Access: policyOf(access, { ...props.can, logGroup: logGroup.logGroupArn }) },
    });
    this.function = new LambdaFunction(this, 'Function', {
      description: access.purpose,
      code: props.code,
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: Duration.seconds(access.timeoutSeconds),
      memorySize: access.memoryMegabytes,
      environment: environmentFor(access, props.knows),
      role: role.withoutPolicyUpdates(),
      logGroup,
    });
  }
}
