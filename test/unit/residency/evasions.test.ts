import { describe, expect, test } from 'vitest';
import { leftOut } from './evasion-cases.ts';
import { saidOf } from './templates.ts';

describe.each([...leftOut])('$rule: $what', ({ rule, answer, breaks, fine, pin }) => {
  test(`is ${answer}`, () => expect(saidOf(breaks, pin)).toContain(`${answer}: ${rule}`));
  test('and what looks alike is fine', () => {
    expect(saidOf(fine, pin).filter((said) => said.endsWith(rule))).toEqual([]);
  });
});
