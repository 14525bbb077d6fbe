import { expect, test } from 'vitest';
import { securityCopilot } from '../../../domain/programs/security-copilot.ts';
import { offboardingAfter, resolveDeadline } from '../../../domain/retention/deadline.ts';
import { isoOf } from '../../../domain/time.ts';

const oneDay = 24 * 60 * 60 * 1_000;
const lastDeleted = Date.parse('2026-03-01T09:30:00.000Z');

/** Of a lot that nothing else would end for years. */
const resolved = (offboarding: { readonly at: number } | undefined) =>
  resolveDeadline({
    day: '2026-02-01',
    retention: 3_000 * oneDay,
    budget: oneDay,
    ...(offboarding && { offboarding }),
  });

test('[SC-13] once the last capacity is deleted a lot is to be purged at once, and is promised to be gone within 180 days', () => {
  expect(resolved(offboardingAfter(0, lastDeleted))).toMatchObject({
    deadline: isoOf(lastDeleted + 180 * oneDay),
    purgeFrom: isoOf(lastDeleted),
    purgedFor: 'offboarding',
  });
});

test.each([1, 2, 50])('[SC-13] while %i of the capacity is left, no date of a lot comes nearer', (left) => {
  expect(resolved(offboardingAfter(left, lastDeleted))).toEqual(resolved(undefined));
});

test('[SC-13] the program declares the same 180 days', () => {
  expect(securityCopilot.clocks.afterOffboarding).toEqual({ deletedWithin: 180 * oneDay });
});
