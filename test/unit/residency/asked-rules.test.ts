import { describe, expect, test } from 'vitest';
import { definePin, PinError } from '../../../lib/residency/pin.ts';
import { askedCases } from './asked-cases.ts';
import { saidOf, templateOf } from './templates.ts';

describe.each(askedCases)('$rule: $what', ({ rule, answer, breaks, fine, pin }) => {
  test(`is ${answer}`, () => expect(saidOf(breaks, pin)).toContain(`${answer}: ${rule}`));
  test('and what looks alike is fine', () => {
    expect(saidOf(fine, pin).filter((said) => said.endsWith(rule))).toEqual([]);
  });
});

test('how long a store lives is asked only where a longest life is given', () => {
  expect(saidOf(templateOf('AWS::Logs::LogGroup', {}))).toEqual([]);
});

test.each(['', 'eu_*', '$'])('%j is no prefix of keys', (keyPrefix) => {
  expect(() => definePin('eu-central-1', { keyPrefix })).toThrow(PinError);
});
