import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { everyGeography, type Geography } from '../../../domain/geographies.ts';
import { identifier } from '../../../domain/identifiers.ts';
import {
  type DeadlineCauses,
  offboardingAfter,
  resolveDeadline,
  resolveSuspended,
} from '../../../domain/retention/deadline.ts';
import { statutoryDate } from '../../../domain/retention/statutory-clocks.ts';
import type { Suspension } from '../../../domain/retention/suspension.ts';
import { days, hours, instantOf, isoOf } from '../../../domain/time.ts';

const at = (iso: string) => Date.parse(iso);
const budget = hours(31);
const alone: DeadlineCauses = { day: '2026-03-01', retention: days(90), budget };

const byPerson = (received: string, place: Geography = 'eu') =>
  ({
    by: 'person',
    receivedAt: at(received),
    statutory: statutoryDate(place, 'erasure', at(received)),
    place,
  }) as const;

const aSuspension = (from: string, until?: string, number = 1): Suspension => ({
  hold: identifier('eu', 'hold', `01J${String(number).padStart(23, '0')}`),
  kind: 'hold',
  authority: { body: 'court', reference: '12 C 345/26' },
  placedBy: identifier('eu', 'user', '01J00000000000000000000000'),
  from,
  ...(until !== undefined && { until }),
});

describe('the resolver', () => {
  test('[BY-4] lists every cause with its date, the earliest first', () => {
    const resolved = resolveDeadline({
      ...alone,
      optOut: { at: at('2026-03-10T08:00:00Z'), deletedWithin: days(30) },
      requests: [
        { by: 'customer', receivedAt: at('2026-03-05T00:00:00Z') },
        byPerson('2026-01-31T00:00:00.000Z'),
      ],
      offboarding: { at: at('2026-03-20T00:00:00Z') },
    });
    expect(resolved.reasons.map(({ cause, deadline }) => [cause, deadline])).toEqual([
      ['request', '2026-02-28T00:00:00.000Z'],
      ['request', '2026-04-04T00:00:00.000Z'],
      ['opt-out', '2026-04-09T08:00:00.000Z'],
      ['retention', '2026-05-30T00:00:00.000Z'],
      ['offboarding', '2026-09-16T00:00:00.000Z'],
    ]);
    expect(resolved).toMatchObject({
      state: 'dated',
      deadline: '2026-02-28T00:00:00.000Z',
      purgedFor: 'request',
    });
  });

  test('carries out a customer’s request within 720 hours, in any month', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: at('2200-01-01') }), (receivedAt) => {
        const { reasons } = resolveDeadline({ ...alone, requests: [{ by: 'customer', receivedAt }] });
        expect(reasons.find(({ cause }) => cause === 'request')?.deadline).toBe(
          isoOf(receivedAt + hours(720)),
        );
      }),
    );
  });

  test('a person’s request has the earlier of 30 days and the month: in February the month, in March the days', () => {
    const deadlineOf = (received: string) =>
      resolveDeadline({
        ...alone,
        day: '2027-01-01',
        requests: [byPerson(received)],
      }).deadline;
    expect(deadlineOf('2026-02-10T00:00:00.000Z')).toBe('2026-03-10T00:00:00.000Z');
    expect(deadlineOf('2026-03-10T00:00:00.000Z')).toBe('2026-04-09T00:00:00.000Z');
  });

  test('[SC-13] dates a lot 180 days after all capacity was deleted; deleting part starts no clock, adding some stops it', () => {
    const gone = at('2026-03-01T00:00:00Z');
    expect(offboardingAfter(3, gone)).toBeUndefined();
    const clock = offboardingAfter(0, gone);
    expect(clock).toEqual({ at: gone });
    expect(offboardingAfter(0, gone + days(5), clock)).toEqual({ at: gone });
    expect(offboardingAfter(1, gone + days(9), clock)).toBeUndefined();
    const resolved = resolveDeadline({ ...alone, retention: days(900), offboarding: { at: gone } });
    expect(resolved.deadline).toBe(isoOf(gone + hours(180 * 24)));
  });
});

describe('a suspended lot', () => {
  const held = aSuspension('2026-03-15T00:00:00.000Z');
  const causes = { ...alone, optOut: { at: at('2026-03-10T00:00:00Z'), deletedWithin: days(30) } };

  test('[BY-4] has no date: what suspends it and since when is said, and the reasons that wait', () => {
    const resolved = resolveSuspended(causes, { suspensions: [held], now: at('2026-04-20T00:00:00Z') });
    expect(resolved).toMatchObject({ state: 'suspended', suspendedBy: [held] });
    expect(resolved).not.toHaveProperty('deadline');
    expect(resolved).not.toHaveProperty('purgeFrom');
    expect(resolved.reasons.map(({ cause }) => cause)).toEqual(['opt-out', 'retention']);
  });

  test('[BY-4] after its release is due within the budget where it was overdue; the rest keeps its date', () => {
    const releasedAt = at('2026-05-01T00:00:00Z');
    const resolved = resolveSuspended(causes, { suspensions: [], releasedAt, now: releasedAt });
    expect(resolved).toMatchObject({ state: 'dated', deadline: isoOf(releasedAt + budget) });
    expect(resolved.reasons).toMatchObject([
      { cause: 'opt-out', deadline: isoOf(releasedAt + budget), wasDue: '2026-04-09T00:00:00.000Z' },
      { cause: 'retention', deadline: '2026-05-30T00:00:00.000Z' },
    ]);
    expect(resolved.reasons[1]).not.toHaveProperty('wasDue');
  });

  test('[BY-4] that was released before its date keeps it', () => {
    const releasedAt = at('2026-04-01T00:00:00Z');
    const resolved = resolveSuspended(causes, { suspensions: [], releasedAt, now: releasedAt });
    expect(resolved).toEqual(resolveDeadline(causes));
  });

  test('[BY-4] is released at the end that a suspension had from the start', () => {
    const ending = aSuspension('2026-03-15T00:00:00.000Z', '2026-05-01T00:00:00.000Z');
    const at_ = (now: string) => resolveSuspended(causes, { suspensions: [ending], now: at(now) });
    expect(at_('2026-04-30T23:59:59.999Z').state).toBe('suspended');
    expect(at_('2026-05-01T00:00:00.000Z')).toMatchObject({ deadline: isoOf(at('2026-05-01') + budget) });
  });

  test('[BY-4] waits until the last of several suspensions ended', () => {
    const suspensions = [aSuspension('2026-03-15T00:00:00.000Z', '2026-04-15T00:00:00.000Z'), held];
    const resolved = resolveSuspended(causes, { suspensions, now: at('2026-04-20T00:00:00Z') });
    expect(resolved).toMatchObject({ state: 'suspended', suspendedBy: [held] });
  });
});

const instants = fc.integer({ min: 0, max: at('2150-01-01') });
const term = fc.nat({ max: 400 }).map(days);
const anyCauses: fc.Arbitrary<DeadlineCauses> = fc.record(
  {
    day: instants.map((instant) => isoOf(instant).slice(0, 10)),
    retention: term,
    budget: fc.constant(budget),
    optOut: fc.record({ at: instants, deletedWithin: term }),
    requests: fc.array(
      fc.oneof(
        fc.record({ by: fc.constant('customer' as const), receivedAt: instants }),
        fc
          .tuple(instants, fc.constantFrom(...everyGeography))
          .map(([received, place]) => byPerson(isoOf(received), place)),
      ),
      { maxLength: 4 },
    ),
    offboarding: fc.record({ at: instants }),
  },
  { requiredKeys: ['day', 'retention', 'budget'] },
);
const anySuspension = fc
  .tuple(instants, fc.option(fc.nat({ max: 200 }), { nil: undefined }), fc.nat({ max: 999 }))
  .map(([from, length, number]) =>
    aSuspension(isoOf(from), length === undefined ? undefined : isoOf(from + days(length)), number),
  );

/** Where a drawn request comes from: a calendar asks for no more. */
const placeOf = (request: object): unknown => Object(request).place;

/** The dates of causes as a person with a calendar would find them: day by day, and from nothing of the resolver. */
const byHand = ({
  day,
  retention,
  optOut,
  requests = [],
  offboarding,
}: DeadlineCauses): readonly number[] => [
  new Date(`${day}T00:00:00Z`).getTime() + retention,
  ...(optOut ? [optOut.at + optOut.deletedWithin] : []),
  ...requests.map((request) => {
    const thirty = request.receivedAt + 30 * 24 * 3_600_000;
    if (request.by === 'customer') return thirty;
    const place = placeOf(request);
    if (place === 'br') return request.receivedAt + 15 * 24 * 3_600_000;
    if (place !== 'eu' && place !== 'uk') return thirty;
    const date = new Date(request.receivedAt).getUTCDate();
    let candidate = request.receivedAt;
    // Day by day until the same day of the month, or the last day of the next month.
    for (let passed = 1; passed <= 31; passed += 1) {
      candidate = request.receivedAt + passed * 24 * 3_600_000;
      const here = new Date(candidate);
      const nextDay = new Date(candidate + 24 * 3_600_000);
      const inNextMonth = here.getUTCMonth() !== new Date(request.receivedAt).getUTCMonth();
      if (inNextMonth && (here.getUTCDate() === date || nextDay.getUTCDate() === 1)) break;
    }
    return Math.min(thirty, candidate);
  }),
  ...(offboarding ? [offboarding.at + 180 * 24 * 3_600_000] : []),
];

describe('whatever bears on a lot', () => {
  test('[BY-4] the resolver finds the date that a calendar finds', () => {
    fc.assert(
      fc.property(anyCauses, (causes) => {
        expect(resolveDeadline(causes).deadline).toBe(isoOf(Math.min(...byHand(causes))));
        expect(resolveDeadline(causes).reasons).toHaveLength(byHand(causes).length);
      }),
      { numRuns: 500 },
    );
  });

  test('[BY-4] a further cause never makes it later', () => {
    fc.assert(
      fc.property(anyCauses, anyCauses, instants, (one, other, releasedAt) => {
        const more: DeadlineCauses = {
          ...one,
          ...(one.optOut === undefined && other.optOut && { optOut: other.optOut }),
          ...(one.offboarding === undefined && other.offboarding && { offboarding: other.offboarding }),
          requests: [...(one.requests ?? []), ...(other.requests ?? [])],
        };
        expect(resolveDeadline(more).deadline <= resolveDeadline(one).deadline).toBe(true);
        expect(resolveDeadline(more).purgeFrom <= resolveDeadline(one).purgeFrom).toBe(true);
        const released = (causes: DeadlineCauses) =>
          resolveSuspended(causes, { suspensions: [], releasedAt, now: releasedAt });
        expect(deadlineIn(released(more)) <= deadlineIn(released(one))).toBe(true);
      }),
    );
  });

  test('[BY-4] a suspension never makes it earlier, neither while it lasts nor after', () => {
    fc.assert(
      fc.property(
        anyCauses,
        fc.array(anySuspension, { maxLength: 3 }),
        instants,
        (causes, suspensions, now) => {
          const free = resolveDeadline(causes);
          const resolved = resolveSuspended(causes, { suspensions, now });
          expect(deadlineIn(resolved) >= instantOf(free.deadline)).toBe(true);
          const suspends = suspensions.some(
            ({ from, until }) => at(from) <= now && (until === undefined || now < at(until)),
          );
          expect(resolved.state).toBe(suspends ? 'suspended' : 'dated');
        },
      ),
    );
  });

  test('[BY-4] what was overdue at a release is due exactly a budget later, and nothing else moves', () => {
    fc.assert(
      fc.property(anyCauses, instants, (causes, releasedAt) => {
        const resolved = resolveSuspended(causes, { suspensions: [], releasedAt, now: releasedAt });
        const expected = byHand(causes).map((due) => (due <= releasedAt ? releasedAt + budget : due));
        expect(deadlineIn(resolved)).toBe(Math.min(...expected));
      }),
    );
  });
});

/** A suspended lot is later than any date. */
const deadlineIn = (resolved: ReturnType<typeof resolveSuspended>): number =>
  resolved.state === 'suspended' ? Number.POSITIVE_INFINITY : instantOf(resolved.deadline);
