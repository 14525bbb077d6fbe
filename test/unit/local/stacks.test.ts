import { expect, test } from 'vitest';
import { type DeployedStack, textOf } from '../../../local/stacks.ts';

const stack = (facts: Partial<DeployedStack>): DeployedStack => ({
  name: 'service',
  region: 'eu-central-1',
  outputs: {},
  exports: {},
  declared: new Map(),
  physical: new Map(),
  ...facts,
});

const scope = {
  stack: stack({ physical: new Map([['Boundary', 'arn:aws:iam::0:policy/boundary']]) }),
  neighbors: [stack({ exports: { 'storage:Boundary': 'arn:exported' } })],
};

test.each([
  ['a text', 'arn:aws:iam::0:policy/x', 'arn:aws:iam::0:policy/x'],
  ['a resource', { Ref: 'Boundary' }, 'arn:aws:iam::0:policy/boundary'],
  ['an attribute', { 'Fn::GetAtt': ['Boundary', 'PolicyArn'] }, 'arn:aws:iam::0:policy/boundary'],
  ['an import', { 'Fn::ImportValue': 'storage:Boundary' }, 'arn:exported'],
  ['parts', { 'Fn::Join': ['/', ['in', { Ref: 'AWS::Region' }]] }, 'in/eu-central-1'],
  ['a template', { 'Fn::Sub': `in-${'$'}{AWS::Region}` }, 'in-eu-central-1'],
])('%s stands for a text', (_what, value, text) => {
  expect(textOf(value, scope)).toBe(text);
});

test.each([
  ['a resource that is not there', { Ref: 'Nothing' }],
  ['an import that nobody exports', { 'Fn::ImportValue': 'storage:Nothing' }],
  ['parts of which one cannot be told', { 'Fn::Join': ['/', ['in', { Ref: 'Nothing' }]] }],
  ['a function that is not known', { 'Fn::If': ['A', 'b', 'c'] }],
  ['nothing', undefined],
])('%s cannot be told, and is not guessed', (_what, value) => {
  expect(textOf(value, scope)).toBeUndefined();
});
