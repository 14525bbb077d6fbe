import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { everyGeography } from '../../../domain/geographies.ts';
import { everyRight, statutoryClocks, statutoryDate } from '../../../domain/retention/statutory-clocks.ts';
import { days, isoOf, monthsAfter } from '../../../domain/time.ts';

const at = (iso: string) => Date.parse(iso);

describe('a calendar month', () => {
  test.each([
    ['2026-01-31T10:00:00.000Z', '2026-02-28T10:00:00.000Z'],
    ['2028-01-31T10:00:00.000Z', '2028-02-29T10:00:00.000Z'],
    ['2100-01-30T23:59:59.999Z', '2100-02-28T23:59:59.999Z'],
    ['2026-02-28T00:00:00.000Z', '2026-03-28T00:00:00.000Z'],
    ['2026-12-31T00:00:00.000Z', '2027-01-31T00:00:00.000Z'],
    ['2026-05-31T12:30:00.000Z', '2026-06-30T12:30:00.000Z'],
    // Clocks change in Europe on 29 March and in the United States on 8 March: not in UTC.
    ['2026-02-28T01:30:00.000Z', '2026-03-28T01:30:00.000Z'],
    ['2026-03-29T00:30:00.000Z', '2026-04-29T00:30:00.000Z'],
  ])('from %s ends at %s', (from, to) => {
    expect(isoOf(monthsAfter(at(from), 1))).toBe(to);
  });

  test('has 28 to 31 days, keeps the time of day and never jumps over a month', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: at('2200-01-01') }), (from) => {
        const to = monthsAfter(from, 1);
        expect(to - from).toBeGreaterThanOrEqual(days(28));
        expect(to - from).toBeLessThanOrEqual(days(31));
        expect((to - from) % days(1)).toBe(0);
        const months = (instant: number) =>
          new Date(instant).getUTCFullYear() * 12 + new Date(instant).getUTCMonth();
        expect(months(to) - months(from)).toBe(1);
      }),
    );
  });
});

describe('the statutory clocks', () => {
  test('name a source for every right in every geography, and words where the law has no date', () => {
    for (const place of everyGeography) {
      for (const right of everyRight) {
        const clock = statutoryClocks[place][right];
        expect(clock.source).not.toBe('');
        if (clock.kind === 'no-date') expect(clock.words).not.toBe('');
      }
    }
  });

  test.each([
    ['eu', 'access', '2026-02-28T09:00:00.000Z'],
    ['uk', 'erasure', '2026-02-28T09:00:00.000Z'],
    ['br', 'access', '2026-02-15T09:00:00.000Z'],
    ['us', 'access', '2026-03-17T09:00:00.000Z'],
    // Fifteen days and not 15 business days, which are longer.
    ['us', 'restriction', '2026-02-15T09:00:00.000Z'],
    ['ca', 'access', '2026-03-02T09:00:00.000Z'],
    ['apac', 'access', '2026-03-02T09:00:00.000Z'],
  ] as const)('%s: %s asked on 31 January at nine is answered by %s', (place, right, by) => {
    expect(isoOf(statutoryDate(place, right, at('2026-01-31T09:00:00.000Z')).by)).toBe(by);
  });

  test('are all on the page that says what could be confirmed', () => {
    const page = readFileSync(new URL('../../../docs/statutory-dates.md', import.meta.url), 'utf8');
    const clocks = Object.values(statutoryClocks).flatMap((rights) => Object.values(rights));
    for (const { source, term } of clocks) {
      const row = page.split('\n').find((line) => line.includes(`| ${source} |`));
      expect(row, source).toContain('months' in term ? 'one month' : `${term.days} days`);
    }
  });

  test('say plainly which are dates of the law', () => {
    const named = everyGeography.filter((place) => statutoryClocks[place].access.kind === 'date');
    expect(named).toEqual(['eu', 'us', 'apac', 'uk', 'br', 'ca']);
  });
});
