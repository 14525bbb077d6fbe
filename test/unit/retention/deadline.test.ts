import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolveDeadline } from '../../../domain/retention/deadline.ts';
import { contentStore, deadlineBudget } from '../../../domain/retention/deadline-budget.ts';
import { type CopiedStore, copiedStores, storesOf } from '../../../domain/retention/stores.ts';
import { dayOf, days, hours, isoOf, minutes, startOfDay } from '../../../domain/time.ts';

const day = '2026-03-01';
const budget = deadlineBudget(contentStore, hours(1)).total;

describe('the deadline of a lot', () => {
  test('[DS-10] counts retention from the start of its UTC day: 30 days are 720 hours', () => {
    const resolved = resolveDeadline({ day, retention: days(30), budget });
    expect(resolved.deadline).toBe('2026-03-31T00:00:00.000Z');
    expect(resolved.purgeFrom).toBe(isoOf(startOfDay('2026-03-31') - budget));
    expect(resolved.reasons.map(({ cause }) => cause)).toEqual(['retention']);
  });

  test.each(['UTC', 'America/New_York', 'Europe/Berlin', 'Pacific/Kiritimati'])(
    '[DS-10] is 720 hours after the start of every day, also on a machine in %s',
    (zone) => {
      const before = process.env.TZ;
      process.env.TZ = zone;
      try {
        expect(new Date(2026, 0, 1).getTimezoneOffset() === 0).toBe(zone === 'UTC');
        // Every day of a year, of a leap year, across both ends of a year and every change of clocks.
        for (let at = startOfDay('2026-12-01'); at < startOfDay('2029-02-01'); at += days(1)) {
          const { deadline } = resolveDeadline({ day: dayOf(at), retention: days(30), budget });
          expect(Date.parse(deadline) - at).toBe(720 * 3_600_000);
        }
      } finally {
        if (before === undefined) delete process.env.TZ;
        else process.env.TZ = before;
      }
    },
  );

  test.each([
    ['2027-12-15', '2028-01-14T00:00:00.000Z'],
    ['2028-02-15', '2028-03-16T00:00:00.000Z'],
    ['2027-02-15', '2027-03-17T00:00:00.000Z'],
    ['2028-02-29', '2028-03-30T00:00:00.000Z'],
  ])('[DS-10] of %s is %s: leap days and the ends of years are days like others', (of, deadline) => {
    expect(resolveDeadline({ day: of, retention: days(30), budget }).deadline).toBe(deadline);
  });

  test('[SC-12] is that of the opt-out where it comes first, and purging starts at once', () => {
    const at = startOfDay('2026-03-10');
    const resolved = resolveDeadline({
      day,
      retention: days(90),
      optOut: { at, deletedWithin: days(30) },
      budget,
    });
    expect(resolved).toMatchObject({ deadline: '2026-04-09T00:00:00.000Z', purgeFrom: isoOf(at) });
    expect(resolved.reasons.map(({ cause }) => cause)).toEqual(['opt-out', 'retention']);
  });

  test('stays that of the retention where the opt-out would allow more', () => {
    const at = startOfDay('2026-03-30');
    const resolved = resolveDeadline({
      day,
      retention: days(30),
      optOut: { at, deletedWithin: days(30) },
      budget,
    });
    expect(resolved.deadline).toBe('2026-03-31T00:00:00.000Z');
    expect(resolved.purgeFrom).toBe(isoOf(startOfDay('2026-03-31') - budget));
  });

  test('[DS-7] [SC-12] never lies later than any promise that bears on it', () => {
    const instants = fc.integer({ min: 0, max: 4_000_000_000_000 });
    fc.assert(
      fc.property(instants, fc.nat(400), instants, fc.nat(400), (captured, kept, at, within) => {
        const lotDay = dayOf(captured);
        const optOut = { at, deletedWithin: days(within) };
        const { deadline, purgeFrom } = resolveDeadline({
          day: lotDay,
          retention: days(kept),
          optOut,
          budget,
        });
        expect(deadline <= isoOf(captured + days(kept))).toBe(true);
        expect(deadline <= isoOf(at + days(within))).toBe(true);
        expect(purgeFrom <= isoOf(at)).toBe(true);
        expect(purgeFrom <= deadline || within === 0).toBe(true);
      }),
    );
  });
});

describe('the deadline budget', () => {
  test('adds interval, purge, residual copies, skew and slack', () => {
    const sum = deadlineBudget(contentStore, minutes(1));
    expect(sum.total).toBe(minutes(1) + sum.purge + 0 + minutes(5) + sum.slack);
  });

  test('counts the longest residual copy, not all of them', () => {
    const facts = { recoveryWindow: days(7), queueLife: days(4), logLife: days(3) };
    expect(deadlineBudget(facts, 0).residual).toBe(days(7));
  });

  test('counts a copy by when a deletion reaches it and how long it can be restored after', () => {
    const facts = { recoveryWindow: days(7), queueLife: 0, logLife: 0 };
    const copies = [{ lag: hours(20), recoveryWindow: days(7) }];
    expect(deadlineBudget({ ...facts, copies }, 0).residual).toBe(days(7) + hours(20));
  });
});

describe('the stores of a cell', () => {
  const total = (name: string, copied: readonly CopiedStore[]) => {
    const store = storesOf(copied).find((candidate) => candidate.name === name);
    if (store === undefined) throw new Error(`There is no store ${name}.`);
    return deadlineBudget(store.facts, hours(1)).total;
  };

  test.each([
    ['content', days(1) + hours(7) + minutes(5), days(1) + hours(7) + minutes(5)],
    ['registry', days(8) + hours(7) + minutes(5), days(9) + hours(3) + minutes(5)],
    ['evidence', days(36) + hours(7) + minutes(5), days(37) + hours(3) + minutes(5)],
  ])('have their own budget each, and a copy adds to it: %s', (name, alone, copied) => {
    expect([total(name, []), total(name, copiedStores)]).toEqual([alone, copied]);
  });

  test('may have copies, content excepted', () => {
    expect(copiedStores).toEqual(['registry', 'evidence']);
    expect(storesOf(copiedStores).find(({ name }) => name === 'content')?.facts).toBe(contentStore);
  });
});
