import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type CfnFunction,
  type Code,
  Function as LambdaFunction,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Access } from '../../contract/access/access.ts';
import { environmentFor, type Tellable } from './function-environment.ts';
import { type Grantable, policyOf } from './function-policy.ts';
import { explainInspections } from './inspection-grants.ts';
import type { IsolatedNetwork } from './isolated-network.ts';
import { explainLocked } from './locked-grants.ts';
import { networkPolicy } from './network-policy.ts';

export type CellFunctionProps = {
  readonly access: Access;
  readonly code: Code;
  readonly can: Omit<Grantable, 'logGroup'>;
  readonly knows: Tellable;
  readonly logRetention: RetentionDays;
  /** Absent for a function that is where Lambda puts it, with a way to the internet. */
  readonly network: IsolatedNetwork | undefined;
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
    const { access, network } = props;
    const logGroup = new LogGroup(this, 'Logs', {
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What the function ${access.name} may do`,
      inlinePolicies: {
        Access: policyOf(access, { ...props.can, logGroup: logGroup.logGroupArn }),
        ...(network && { Network: networkPolicy() }),
      },
    });
    explainInspections(role, access.inspects ?? [], props.can.inspectable);
    explainLocked(role, access, props.can.evidenceBucket);
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
    if (network !== undefined) this.connect(role, network);
  }

  /** Put in by hand: CDK's own way adds a policy of AWS's that every interface of the account is open to. */
  private connect(role: Role, network: IsolatedNetwork): void {
    const made = this.function.node.defaultChild as CfnFunction;
    made.vpcConfig = network.placement;
    // Nothing runs before its way to the tables is there, nor after it is gone.
    this.function.node.addDependency(network);
    const reason =
      'An interface has no name before Lambda makes it; the code of the function is denied all this.';
    Validations.of(role).acknowledge(
      { id: 'AwsSolutions-IAM5[Resource::*]', reason },
      { id: 'AwsSolutions-IAM5[Resource::arn:aws:ec2:<AWS::Region>:<AWS::AccountId>:*/*]', reason },
    );
  }
}
