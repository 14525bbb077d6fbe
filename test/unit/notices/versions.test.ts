import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NoticeVersion, versionAnnounced, versionInForce } from '../../../domain/notices/versions.ts';
import { isoOf } from '../../../domain/time.ts';

const at = (day: string) => Date.parse(`${day}T00:00:00.000Z`);
const versions: readonly NoticeVersion[] = [
  { id: 'sharing', version: 1 },
  { id: 'other', version: 1 },
  {
    id: 'sharing',
    version: 2,
    announced: '2026-03-01T00:00:00.000Z',
    effectiveFrom: '2026-04-01T00:00:00.000Z',
  },
  {
    id: 'sharing',
    version: 3,
    announced: '2026-03-10T00:00:00.000Z',
    effectiveFrom: '2026-05-01T00:00:00.000Z',
  },
];

describe('the version of a notice that is in force', () => {
  test.each([
    ['before anything is announced', at('2026-02-01'), 1],
    ['a millisecond before its day', at('2026-04-01') - 1, 1],
    ['from its day on', at('2026-04-01'), 2],
    ['from the day of the next one on', at('2026-05-01'), 3],
  ])('%s', (_, instant, version) => {
    expect(versionInForce('sharing', instant, versions)?.version).toBe(version);
    expect(versionInForce('other', instant, versions)?.version).toBe(1);
    expect(versionInForce('unknown', instant, versions)).toBeUndefined();
  });

  test('never goes back as time goes on, and no announced one is older than it', () => {
    fc.assert(
      fc.property(fc.nat(120), fc.nat(120), (one, more) => {
        const early = at('2026-02-01') + one * 86_400_000;
        const late = early + more * 86_400_000;
        const now = versionInForce('sharing', early, versions)?.version ?? 0;
        expect(versionInForce('sharing', late, versions)?.version).toBeGreaterThanOrEqual(now);
        expect(versionAnnounced('sharing', early, versions)?.version ?? 99).toBeGreaterThan(now);
      }),
    );
  });
});

describe('the version that is announced', () => {
  test.each([
    ['none before it is announced', at('2026-03-01') - 1, undefined],
    ['the one that comes', at('2026-03-01'), 2],
    ['the soonest of several', at('2026-03-20'), 2],
    ['the next, once the one before is in force', at('2026-04-01'), 3],
    ['none, once all are in force', at('2026-05-01'), undefined],
  ])('%s', (_, instant, version) => {
    expect(versionAnnounced('sharing', instant, versions)?.version).toBe(version);
    expect(versionAnnounced('other', instant, versions)).toBeUndefined();
  });

  test('becomes the one in force at the very instant that was told', () => {
    const next = versionAnnounced('sharing', at('2026-03-20'), versions);
    expect(next).toMatchObject({ effectiveFrom: isoOf(at('2026-04-01')) });
    expect(versionInForce('sharing', Date.parse(next?.effectiveFrom ?? ''), versions)).toBe(next);
  });
});
