import { Aws } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/**
 * For the policy of a key: denies signing to everybody but one role, whatever other policies of the account allow.
 * Whoever may change the policy of a key can take that back; the auditor tells of it.
 * @param role the start of the name of the role
 */
export const onlyRoleSigns = (sid: string, role: string): PolicyStatement =>
  new PolicyStatement({
    sid,
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['kms:Sign'],
    resources: ['*'],
    // AWS names a role here, and the embedded cloud its session.
    conditions: {
      ArnNotLike: {
        'aws:PrincipalArn': [
          `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/${role}*`,
          `arn:${Aws.PARTITION}:sts::${Aws.ACCOUNT_ID}:assumed-role/${role}*`,
        ],
      },
    },
  });
