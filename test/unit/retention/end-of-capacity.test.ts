import fc from 'fast-check';
import { expect, test } from 'vitest';
import { securityCopilot } from '../../../domain/programs/security-copilot.ts';
import { offboardingAfter, resolveDeadline, resolveSuspended } from '../../../domain/retention/deadline.ts';
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

test('[SC-13] through any changes of capacity, the clock counts from when the last of it went that is still gone', () => {
  const change = fc.record({
    units: fc.integer({ min: 0, max: 3 }),
    after: fc.integer({ min: 1, max: 400 }),
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 30 }), (changes) => {
      let clock: { readonly at: number } | undefined;
      let now = lastDeleted;
      let goneSince: number | undefined;
      for (const { units, after } of changes) {
        now += after * oneDay;
        clock = offboardingAfter(units, now, clock);
        goneSince = units > 0 ? undefined : (goneSince ?? now);
      }
      expect(clock?.at).toBe(goneSince);
      const promised = goneSince === undefined ? [] : [goneSince + 180 * oneDay];
      const retention = Date.parse('2026-02-01T00:00:00.000Z') + 3_000 * oneDay;
      expect(resolved(clock).deadline).toBe(isoOf(Math.min(retention, ...promised)));
    }),
  );
});

test.each([
  ['retention', { retention: 40 * oneDay }, '2026-03-13T00:00:00.000Z'],
  ['opt-out', { optOut: { at: lastDeleted, deletedWithin: 30 * oneDay } }, '2026-03-31T09:30:00.000Z'],
])('[SC-13] the end of capacity puts off no earlier date: %s', (_, earlier, deadline) => {
  const offboarding = { at: lastDeleted };
  const causes = { day: '2026-02-01', retention: 3_000 * oneDay, budget: oneDay, ...earlier };
  expect(resolveDeadline({ ...causes, offboarding }).deadline).toBe(deadline);
  expect(resolveDeadline(causes).deadline).toBe(deadline);
});

test('[SC-13] what a hold keeps past the 180 days is due within the budget when it is released, and no sooner', () => {
  const causes = {
    day: '2026-02-01',
    retention: 3_000 * oneDay,
    budget: oneDay,
    offboarding: { at: lastDeleted },
  };
  const releasedAt = lastDeleted + 200 * oneDay;
  const released = resolveSuspended(causes, { suspensions: [], releasedAt, now: releasedAt });
  expect(released).toMatchObject({
    deadline: isoOf(releasedAt + oneDay),
    reasons: [{ cause: 'offboarding', wasDue: isoOf(lastDeleted + 180 * oneDay) }, { cause: 'retention' }],
  });
  const early = lastDeleted + 20 * oneDay;
  expect(resolveSuspended(causes, { suspensions: [], releasedAt: early, now: early })).toMatchObject({
    deadline: isoOf(lastDeleted + 180 * oneDay),
  });
});

test.each([Number.NaN, -1, Number.POSITIVE_INFINITY])(
  '[SC-13] no clock starts by an amount of capacity that is none: %d',
  (units) => {
    expect(() => offboardingAfter(units, lastDeleted)).toThrow(RangeError);
    expect(() => offboardingAfter(units, lastDeleted, { at: lastDeleted })).toThrow(RangeError);
  },
);
