import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { afterAll, describe, expect, test } from 'vitest';
import { addCells } from '../../lib/domicile-app.ts';
import { lengthOf, policyLimits, tooLargePolicies } from '../../lib/policy-sizes.ts';
import { aConfig, anyCode, cdkFlags, foreignBoundary, named, synthesizeCells } from './cells.ts';

const directory = mkdtempSync(join(tmpdir(), 'domicile-sizes-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const statement = (length: number) => ({ Effect: 'Allow', Action: 'x'.repeat(length), Resource: '*' });
const document = (length: number) => ({ Version: '2012-10-17', Statement: [statement(length)] });
const without = JSON.stringify(document(0)).length;

const role = (properties: object) => ({ Role: { Type: 'AWS::IAM::Role', Properties: properties as never } });

describe.each(named(synthesizeCells(foreignBoundary)))('policies of the cell %s', (_, { stacks }) => {
  test('are of a size that IAM takes', () => {
    expect(stacks.flatMap(({ template }) => tooLargePolicies(template as never))).toEqual([]);
  });
});

test.each([
  ['a text', 'a"b'],
  ['a list', [1, 'two', { three: null }]],
  ['nothing', {}],
])('%s is as long as its JSON', (_, value) => expect(lengthOf(value)).toBe(JSON.stringify(value).length));

test('a text that CloudFormation puts together is as long as its parts, and what is not known yet counts much', () => {
  const arn = { 'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, ':role/x']] };
  expect(lengthOf(arn)).toBe('"arn:aws:iam::111122223333:role/x"'.length);
  expect(lengthOf({ 'Fn::GetAtt': ['Table', 'Arn'] })).toBe(162);
});

test('a managed policy may have just the size that IAM takes, and not one character more', () => {
  const template = (length: number) => ({
    Resources: {
      Much: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document(length - without) } },
    },
  });
  expect(tooLargePolicies(template(policyLimits.managed))).toEqual([]);
  expect(tooLargePolicies(template(policyLimits.managed + 1))).toEqual([
    { logicalId: 'Much', sentence: 'The managed policy of Much is 6145; IAM takes 6144 at most.' },
  ]);
});

test('the inline policies of a role count together, those that stand beside it included', () => {
  const half = policyLimits.inlineOfRole / 2;
  const inline = { Policies: [{ PolicyName: 'a', PolicyDocument: document(half - without) }] };
  const beside = (length: number) => ({
    Beside: {
      Type: 'AWS::IAM::Policy',
      Properties: { PolicyDocument: document(length - without), Roles: [{ Ref: 'Role' }] },
    },
  });
  expect(tooLargePolicies({ Resources: { ...role(inline), ...beside(half) } })).toEqual([]);
  expect(tooLargePolicies({ Resources: { ...role(inline), ...beside(half + 1) } })).toEqual([
    {
      logicalId: 'Role',
      sentence: 'The sum of the inline policies of Role is 10241; IAM takes 10240 at most.',
    },
  ]);
});

test('a role that trusts too many, or holds too many policies, is refused', () => {
  const resources = role({
    AssumeRolePolicyDocument: document(policyLimits.trust),
    ManagedPolicyArns: Array(11).fill('arn:aws:iam::aws:policy/x'),
  });
  expect(tooLargePolicies({ Resources: resources }).map(({ sentence }) => sentence)).toEqual([
    expect.stringMatching(/^The trust policy of Role is \d+; IAM takes 2048 at most\.$/),
    'The number of attached policies of Role is 11; IAM takes 10 at most.',
  ]);
});

test('a policy that is too large stops the synthesis, before a deployment would stop half-way', () => {
  const app = new App({ outdir: join(directory, 'out'), context: cdkFlags() });
  const [cell] = addCells(app, aConfig({ geographies: ['jp'] }), anyCode(directory));
  if (cell === undefined) throw new Error('The app has no cell.');
  const statements = Array.from(
    { length: 100 },
    (_, index) =>
      new PolicyStatement({
        actions: [`dynamodb:Get${index}`],
        resources: [`arn:aws:dynamodb:*:*:table/${index}`],
      }),
  );
  new ManagedPolicy(cell.service, 'Boundless', { statements });

  expect(() => app.synth()).toThrow(/The managed policy of Boundless\w+ is \d+; IAM takes 6144 at most/);
});
