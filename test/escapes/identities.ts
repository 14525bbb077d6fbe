import { declares, type Escape, tries } from './escape.ts';

const role = 'arn:aws:iam::{account}:role/{role}';

/** Ways to become somebody whom nothing holds, and to deploy something that nobody looked at. */
export const identities: readonly Escape[] = [
  {
    id: 'boundary-dropped',
    way: 'The boundary taken off a role',
    layers: { policy: [tries('iam:DeleteRolePermissionsBoundary', role, { at: 'us-east-1' })] },
  },
  {
    id: 'boundary-weakened',
    way: 'The boundary itself rewritten',
    layers: {
      policy: [
        tries('iam:CreatePolicyVersion', 'arn:aws:iam::{account}:policy/{boundary}', { at: 'us-east-1' }),
        tries('iam:SetDefaultPolicyVersion', 'arn:aws:iam::{account}:policy/{boundary}', { at: 'us-east-1' }),
      ],
    },
  },
  {
    id: 'role-widened',
    way: "More permissions for a role of the cell, or for another role's visitors",
    layers: {
      policy: [
        tries('iam:PutRolePolicy', role, { at: 'us-east-1' }),
        tries('iam:AttachRolePolicy', role, { at: 'us-east-1' }),
        tries('iam:UpdateAssumeRolePolicy', role, { at: 'us-east-1' }),
      ],
    },
  },
  {
    id: 'identity-made',
    way: 'A new role, user or key without bounds',
    layers: {
      policy: [
        tries('iam:CreateRole', 'arn:aws:iam::{account}:role/new', { at: 'us-east-1' }),
        tries('iam:CreateUser', 'arn:aws:iam::{account}:user/new', { at: 'us-east-1' }),
        tries('iam:CreateAccessKey', 'arn:aws:iam::{account}:user/somebody', { at: 'us-east-1' }),
      ],
    },
  },
  {
    id: 'role-passed',
    way: 'A role handed to a service that then acts under it',
    layers: { policy: [tries('iam:PassRole', 'arn:aws:iam::{account}:role/admin', { at: 'us-east-1' })] },
  },
  {
    id: 'role-assumed',
    way: 'Another role assumed, in this account or another one',
    layers: {
      policy: [
        tries('sts:AssumeRole', 'arn:aws:iam::{account}:role/admin'),
        tries('sts:AssumeRole', 'arn:aws:iam::{other}:role/theirs', { of: '{other}' }),
        tries('sts:AssumeRole', 'arn:aws:iam::{account}:role/admin', { at: 'us-east-1' }),
        tries('sts:GetFederationToken', 'arn:aws:sts::{account}:federated-user/f'),
      ],
    },
  },
  {
    id: 'directory-changed',
    way: 'People of the cell listed, made operators, or carried away',
    layers: {
      policy: [
        tries('cognito-idp:ListUsers', 'arn:aws:cognito-idp:{here}:{account}:userpool/p'),
        tries('cognito-idp:AdminAddUserToGroup', 'arn:aws:cognito-idp:{here}:{account}:userpool/p'),
        tries('cognito-idp:UpdateUserPool', 'arn:aws:cognito-idp:{here}:{account}:userpool/p'),
      ],
    },
  },
  {
    id: 'access-shared',
    way: 'A resource shared with another account, or access given to its people',
    layers: {
      policy: [
        tries('ram:CreateResourceShare'),
        tries('sso:CreateAccountAssignment', 'arn:aws:sso:::account/{account}', { at: 'us-east-1' }),
      ],
    },
  },
  {
    id: 'organization-left',
    way: 'The account taken out of its organization, or another region switched on',
    layers: {
      policy: [
        tries('organizations:LeaveOrganization', '*', { at: 'us-east-1' }),
        tries('account:EnableRegion', 'arn:aws:account::{account}:account', { at: 'us-east-1' }),
      ],
    },
  },
  {
    id: 'stack-deployed',
    way: 'A stack or a resource deployed beside the templates that were looked at',
    layers: {
      template: declares('stack-sets', 'AWS::CloudFormation::Stack', {
        TemplateURL: 'https://example.com/t',
      }),
      policy: [
        tries('cloudformation:CreateStack', 'arn:aws:cloudformation:{here}:{account}:stack/s/1'),
        tries('cloudformation:CreateResource'),
      ],
    },
  },
  {
    id: 'stack-set',
    way: 'Stacks deployed to other regions from one',
    layers: {
      template: declares('stack-sets', 'AWS::CloudFormation::StackSet', {
        StackInstancesGroup: [{ Regions: ['eu-central-1', 'us-east-1'] }],
      }),
      policy: [
        tries('cloudformation:CreateStackInstances', 'arn:aws:cloudformation:{here}:{account}:stackset/s:1'),
      ],
    },
  },
];

/** Ways that only a template can take: what it names, and what it does not say. */
export const templates: readonly Escape[] = [
  {
    id: 'pin-that-holds-nothing',
    way: 'A rule on the region that no region would break',
    layers: {
      template: declares(
        'vacuous-pin',
        'AWS::SQS::Queue',
        {},
        {
          Rules: { Pin: { Assertions: [{ Assert: { 'Fn::Equals': ['eu-central-1', 'eu-central-1'] } }] } },
        },
      ),
    },
  },
  {
    id: 'arn-abroad',
    way: 'The ARN of a resource of another region or account, in any text',
    layers: {
      template: declares('foreign-arns', 'AWS::SSM::Parameter', {
        Value: 'arn:aws:lambda:eu-central-1:444455556666:function:f',
      }),
    },
  },
  {
    id: 'region-named',
    way: 'The name of another region, told to a function',
    layers: {
      template: declares('region-names', 'AWS::Lambda::Function', {
        Environment: { Variables: { WHERE: 'ap-south-1' } },
      }),
    },
  },
  {
    id: 'place-not-told',
    way: 'A destination that only the deployment knows',
    layers: {
      template: declares(
        'unknown-places',
        'AWS::Lambda::Function',
        { KmsKeyArn: { Ref: 'Key' } },
        { Parameters: { Key: { Type: 'String' } } },
      ),
    },
  },
  {
    id: 'custom-resource',
    way: 'A resource that code makes during the deployment',
    layers: { template: declares('custom-resources', 'Custom::Thing') },
  },
  {
    id: 'macro',
    way: 'A macro that rewrites the template before it is deployed',
    layers: {
      template: declares('macros', 'AWS::SNS::TopicPolicy', {
        'Fn::Transform': { Name: 'AWS::Include' },
        Topics: [],
      }),
    },
  },
  {
    id: 'type-of-tomorrow',
    way: 'A resource of a type that nobody knew when the rules were written',
    layers: { template: declares('unknown-types', 'AWS::Tomorrow::Thing') },
  },
];

/** What no layer of these tests can show. */
export const onPaper: readonly Escape[] = [
  {
    id: 'plain-https',
    way: 'Code of a function that sends data to any address over HTTPS, without a call to AWS',
    layers: {
      paper:
        'IAM does not see it. Nothing in these functions does so; where the network is open, nothing would stop code that did.',
    },
  },
  {
    id: 'signed-address',
    way: 'An address that is signed elsewhere, and so brings rights of its own',
    layers: {
      paper: 'A call with credentials of another account is not held by the boundary of this one.',
    },
  },
  {
    id: 'operator-of-the-account',
    way: 'Somebody with rights of their own in the account copies by hand',
    layers: {
      paper: 'The boundary is on the roles of a cell only. A guardrail of the organization is for the rest.',
    },
  },
  {
    id: 'provider-support',
    way: "Staff of the provider, or a service's own improvement, sees data",
    layers: { paper: 'No template, policy or call of ours can ask for it: the contract with AWS decides.' },
  },
  {
    id: 'global-metadata',
    way: 'Names of roles and policies, which IAM keeps all over the world',
    layers: { paper: 'They are there by design. They name functions and geographies, and no customer.' },
  },
];
