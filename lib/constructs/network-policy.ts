import { Aws } from 'aws-cdk-lib';
import { Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** What Lambda does with the role of a function that is in a network, each on interfaces and nothing else. */
const onInterfaces = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:UnassignPrivateIpAddresses',
];

/** Reads that EC2 permits on everything or not at all. */
const reads = ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'];

/** Every action that connects a function to a network. */
export const networkActions: readonly string[] = [...onInterfaces, ...reads];

/** What those actions are allowed on: an interface has no name before it is made. */
export const networkResources = {
  interfaces: `arn:aws:ec2:${Aws.REGION}:${Aws.ACCOUNT_ID}:*/*`,
  everything: '*',
} as const;

/**
 * Lets Lambda connect a function to its network, and the function itself not: Lambda uses the function's role for
 * it, and requests of the function's own code are told by a key that Lambda's requests do not carry.
 */
export const networkPolicy = (): PolicyDocument =>
  new PolicyDocument({
    statements: [
      new PolicyStatement({ actions: onInterfaces, resources: [networkResources.interfaces] }),
      new PolicyStatement({ actions: reads, resources: [networkResources.everything] }),
      new PolicyStatement({
        sid: 'NotByItsCode',
        effect: Effect.DENY,
        actions: [...networkActions],
        resources: ['*'],
        conditions: { Null: { 'lambda:SourceFunctionArn': 'false' } },
      }),
    ],
  });
