import { describe, expect, test } from 'vitest';
import type { Fields } from '../../../lib/residency/template/values.ts';
import { leftOut, notMadeHere } from './evasion-cases.ts';
import { allow, deny, managed, resources, roleWith } from './policy-cases.ts';
import { otherGrants, otherSpellings } from './spelling-cases.ts';
import { pinned, saidOf, saidOfAll } from './templates.ts';
import { definitions, later, members, namesOfValues, waysByNumber } from './unread-cases.ts';

describe.each([
  ...leftOut,
  ...notMadeHere,
  ...namesOfValues,
  ...members,
  ...waysByNumber,
  ...otherSpellings,
  ...definitions,
  ...otherGrants,
  ...later,
])('$rule: $what', ({ rule, answer, breaks, fine, pin }) => {
  test(`is ${answer}`, () => expect(saidOf(breaks, pin)).toContain(`${answer}: ${rule}`));
  test('and what looks alike is fine', () => {
    expect(saidOf(fine, pin).filter((said) => said.endsWith(rule))).toEqual([]);
  });
});

describe('a logical id is of its own template', () => {
  const open = resources({ Role: roleWith([allow('events:PutTargets')]) });
  const deniedTo = (role: Fields): Fields => {
    const { Properties, ...policy } = managed(deny('*'));
    return { ...policy, Properties: { ...(Properties as Fields), Roles: [role] } };
  };

  test('what one role is denied frees no other role of the same id', () => {
    const held = resources({ Role: roleWith([]), Deny: deniedTo({ Ref: 'Role' }) });
    expect(saidOfAll([held, open])).toEqual(['broken: allowed-copies']);
    expect(saidOfAll([open, held])).toEqual(['broken: allowed-copies']);
  });

  test('nor does a boundary of the same id', () => {
    const bounded = roleWith([allow('events:PutTargets')], { PermissionsBoundary: { Ref: 'Bound' } });
    const one = resources({ Bound: managed(deny('*')), It: bounded });
    const other = resources({ Bound: managed(allow('*')), It: bounded });
    expect(saidOfAll([one, one])).toEqual([]);
    expect(saidOfAll([one, other])).toEqual(['broken: allowed-copies']);
  });

  test('and an export leads from one template to the other', () => {
    const exporting = {
      ...open,
      Outputs: { Role: { Value: { Ref: 'Role' }, Export: { Name: 'role' } } },
    };
    const held = { Rules: pinned, Resources: { Deny: deniedTo({ 'Fn::ImportValue': 'role' }) } };
    expect(saidOfAll([exporting, held])).toEqual([]);
  });
});
