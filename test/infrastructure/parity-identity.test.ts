import { describe, expect, test } from 'vitest';
import { foreignBoundary, type Json, ownIssuer } from './cells.ts';
import { changed, type Editable, mismatchesOf, planted, resource, saidOf } from './parity.ts';

const said = (edit: (all: Editable) => void, changes = {}) =>
  saidOf(mismatchesOf({ edit, changes }), 'permitted-without-decision');

const elsewhere = { JwtConfiguration: { Issuer: 'https://issuer.example.org', Audience: ['x'] } };
const service = (name: string): Json => ({
  Version: '2012-10-17',
  Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: name } }],
});
const ofTheAccount: Json = {
  Statement: [
    {
      Action: 'sts:AssumeRole',
      Effect: 'Allow',
      Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::$' + '{AWS::AccountId}:root' } },
    },
  ],
};
const everything: Json = { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

const onRoutes = (properties: Record<string, Json>) => (all: Editable) => {
  for (const { Type, Properties } of Object.values(all))
    if (Type === 'AWS::ApiGatewayV2::Route') Object.assign(Properties, properties);
};

/** Takes something off every role. */
const offRoles = (name: string) => (all: Editable) => {
  for (const { Type, Properties } of Object.values(all))
    if (Type === 'AWS::IAM::Role') delete Properties[name];
};

describe('[BY-6] whoever else could come in is told', () => {
  test.each<[string, (all: Editable) => void, RegExp]>([
    [
      'by another issuer',
      changed('ApiTokens', elsewhere),
      /Issuer is "https:\/\/issuer\.example\.org"; allowed: "https:\/\/cognito/,
    ],
    [
      'by a token that stands elsewhere',
      changed('ApiTokens', { IdentitySource: ['$request.querystring.t'] }),
      /IdentitySource is/,
    ],
    [
      'by a function that decides',
      changed('ApiTokens', { AuthorizerType: 'REQUEST', AuthorizerUri: 'x' }),
      /AuthorizerType is "REQUEST"/,
    ],
    ['by an authorizer of another cell', onRoutes({ AuthorizerId: 'abcdef' }), /asks abcdef who calls/],
    [
      'by signing up',
      changed('IdentityUserPool96', { AdminCreateUserConfig: { AllowAdminCreateUserOnly: false } }),
      /AllowAdminCreateUserOnly is false/,
    ],
    [
      'by code that runs at sign-in',
      changed('IdentityUserPool96', { LambdaConfig: { PreTokenGeneration: 'x' } }),
      /LambdaConfig is/,
    ],
    [
      'where a sign-in returns to',
      changed('ClientsConsole', { CallbackURLs: ['https://evil.example/x'] }),
      /CallbackURLs is \["https:\/\/evil/,
    ],
    [
      'by a flow without a code',
      changed('ClientsConsole', { AllowedOAuthFlows: ['code', 'implicit'] }),
      /AllowedOAuthFlows is/,
    ],
    [
      'by a password',
      changed('ClientsConsole', { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] }),
      /ExplicitAuthFlows is/,
    ],
    [
      'by an account elsewhere',
      changed('ClientsConsole', { SupportedIdentityProviders: ['COGNITO', 'Google'] }),
      /SupportedIdentityProviders is/,
    ],
    [
      'by a client that nobody named',
      planted('AWS::Cognito::UserPoolClient', {}),
      /a client that no output names/,
    ],
    [
      'by a pool that nobody named',
      planted('AWS::Cognito::UserPool', {}),
      /a user pool that no output names/,
    ],
    [
      'by an API that has a target of its own',
      changed('ApiCD79AAA0', { Target: 'x' }),
      /opens routes by Target/,
    ],
  ])('%s', (_, edit, message) => expect(said(edit).join('\n')).toMatch(message));

  test('by another audience, where people sign in with an own issuer', () => {
    const JwtConfiguration = { Issuer: 'https://login.example.com/us/', Audience: ['anything'] };
    expect(said(changed('ApiTokens', { JwtConfiguration }), ownIssuer)).toEqual([
      expect.stringMatching(
        /Audience is \["anything"\]; allowed: \["https:\/\/us\.domicile\.example\.com"\]/,
      ),
    ]);
  });
});

describe('[BY-11] a role that is not held is told', () => {
  test('without a boundary', () => {
    expect(said(offRoles('PermissionsBoundary')).join('\n')).toMatch(/WorkerRole\w+: is bounded by nothing/);
  });

  test('within one that denies nothing, or one thing less', () => {
    expect(said(changed('Boundary', { PolicyDocument: everything })).join('\n')).toMatch(
      /of which there is none/,
    );
    const less = (all: Editable) => {
      const { PolicyDocument } = resource(all, 'Boundary').Properties;
      (PolicyDocument as unknown as { Statement: unknown[] }).Statement.pop();
    };
    expect(said(less).join('\n')).toMatch(
      /WorkerRole\w+: is bounded by <Boundary\w+>; .*of which there is none/,
    );
  });

  test('beside a foreign boundary without our Denies, or within another one', () => {
    expect(said(offRoles('ManagedPolicyArns'), foreignBoundary).join('\n')).toMatch(/has no Denies beside/);
    expect(said(changed('Denies', { PolicyDocument: everything }), foreignBoundary).join('\n')).toMatch(
      /has no Denies beside/,
    );
    const other = changed('WorkerRole', {
      PermissionsBoundary: 'arn:aws:iam::aws:policy/AdministratorAccess',
    });
    expect(said(other, foreignBoundary)).toEqual([
      expect.stringMatching(/^WorkerRole\w+: is bounded by arn/),
    ]);
  });

  test.each<[string, (all: Editable) => void]>([
    ['by the account', changed('WorkerRole', { AssumeRolePolicyDocument: ofTheAccount })],
    ['by another service', changed('WorkerRole', { AssumeRolePolicyDocument: service('ec2.amazonaws.com') })],
    ['by nobody that is named', changed('WorkerRole', { AssumeRolePolicyDocument: everything })],
    [
      'as a role without permissions',
      planted('AWS::IAM::Role', { AssumeRolePolicyDocument: service('ec2.amazonaws.com') }),
    ],
  ])('that may be taken on %s', (_, edit) => {
    expect(said(edit).join('\n')).toMatch(/may be taken on by .*; allowed: .*lambda\.amazonaws\.com/);
  });
});
