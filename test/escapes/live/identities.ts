import { form, json, type LiveCalls } from './call.ts';

const everything = encodeURIComponent(
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }),
);
const trust = encodeURIComponent(
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
  }),
);
const RoleName = '{role}';

/** Ways to become somebody whom nothing holds, and to deploy something that nobody looked at. */
export const identities: LiveCalls = {
  'boundary-dropped': [
    form('iam:PutRolePermissionsBoundary', {
      RoleName,
      PermissionsBoundary: 'arn:aws:iam::aws:policy/AdministratorAccess',
    }),
    form('iam:DeleteRolePermissionsBoundary', { RoleName }),
  ],
  'boundary-weakened': [
    form('iam:CreatePolicyVersion', {
      PolicyArn: '{boundary}',
      PolicyDocument: everything,
      SetAsDefault: 'true',
    }),
  ],
  'role-widened': [
    form('iam:PutRolePolicy', { RoleName, PolicyName: 'p', PolicyDocument: everything }),
    form('iam:AttachRolePolicy', { RoleName, PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }),
    form('iam:UpdateAssumeRolePolicy', { RoleName, PolicyDocument: trust }),
  ],
  'identity-made': [
    form('iam:CreateRole', { RoleName: 'an-escape', AssumeRolePolicyDocument: trust }),
    form('iam:CreateUser', { UserName: 'an-escape' }),
    form('iam:CreateAccessKey', { UserName: 'an-escape' }),
  ],
  'role-assumed': [
    form('sts:AssumeRole', { RoleArn: 'arn:aws:iam::{account}:role/{role}', RoleSessionName: 's' }),
    form(
      'sts:AssumeRole',
      { RoleArn: 'arn:aws:iam::{account}:role/{role}', RoleSessionName: 's' },
      { at: 'us-east-1' },
    ),
  ],
  'directory-changed': [
    json('cognito-idp:ListUsers', { UserPoolId: '{pool}' }),
    json('cognito-idp:AdminAddUserToGroup', { UserPoolId: '{pool}', Username: 'u', GroupName: 'operators' }),
    json('cognito-idp:UpdateUserPool', { UserPoolId: '{pool}' }),
  ],
  'stack-deployed': [
    form('cloudformation:CreateStack', {
      StackName: 'an-escape',
      TemplateBody: encodeURIComponent(JSON.stringify({ Resources: { Q: { Type: 'AWS::SQS::Queue' } } })),
    }),
    form(
      'cloudformation:CreateStack',
      {
        StackName: 'an-escape',
        TemplateBody: encodeURIComponent(JSON.stringify({ Resources: { Q: { Type: 'AWS::SQS::Queue' } } })),
      },
      { at: '{abroad}' },
    ),
  ],
};
