import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readGround, writtenGround } from '../../../domain/decisions/entered-ground.ts';
import { clauseModules, groundKinds, type Instrument } from '../../../domain/decisions/instruments.ts';
import { dayOf, days, startOfDay } from '../../../domain/time.ts';

const start = startOfDay('2020-01-01');
const term = fc.record({ from: fc.nat(10_000), lasts: fc.integer({ min: 1, max: 10_000 }) });

test('[BY-7] what an entry keeps of an instrument says again what it was, in few letters', () => {
  const kinds = [
    ...groundKinds.filter((kind) => kind !== 'standard-contractual-clauses').map((kind) => ({ kind })),
    ...clauseModules.map((module) => ({ kind: 'standard-contractual-clauses', module })),
  ];
  fc.assert(
    fc.property(fc.constantFrom(...kinds), term, (kind, { from, lasts }) => {
      const validFrom = start + days(from);
      const validUntil = validFrom + days(lasts);
      const instrument = {
        id: 'any',
        from: 'us',
        to: 'eu',
        ...kind,
        because: 'of the law',
        validFrom,
        validUntil,
      };
      const written = writtenGround(instrument as Instrument);
      expect(readGround(written)).toEqual({
        ...kind,
        validFrom: dayOf(validFrom),
        validUntil: dayOf(validUntil),
      });
      expect(written.length).toBeLessThanOrEqual(20);
    }),
  );
});

test.each([
  '',
  'a',
  'a 20260101',
  'a 20260101 20260230',
  'a 20260101 20270101 more',
  'x 20260101 20270101',
  'constructor 20260101 20270101',
])('what is not of that form is not read: %j', (written) => {
  expect(readGround(written)).toBeUndefined();
});
