/** What CDK's own role for deployments changes, nobody else does. */
export const butDeployments = {
  ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/cdk-*-cfn-exec-role-*' },
} as const;
