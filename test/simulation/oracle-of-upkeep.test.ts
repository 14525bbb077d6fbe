import { describe, expect, test } from 'vitest';
import type { Choice, EventTold, Log, Look, Switching } from './oracle/log.ts';
import {
  day,
  ended,
  epoch,
  facts,
  found,
  iso,
  lot,
  noon,
  off,
  on,
  purge,
  purgedAt,
  record,
  sharing,
  told,
} from './oracle-story.ts';

const hour = day / 24;

/** Stopped two hours after the opt-out, and on again after ten days: three days after the deadline. */
const stopped: Switching = {
  state: 'stopped',
  begunAt: noon + 2 * hour,
  endedAt: noon + 2 * hour + 10,
  status: 200,
  since: iso(noon + 2 * hour),
};
const running: Switching = {
  state: 'running',
  begunAt: noon + 10 * day,
  endedAt: noon + 10 * day + 10,
  status: 200,
  since: iso(noon + 10 * day),
};
const event = (type: string, at: number, detail: EventTold['detail']): EventTold => ({
  id: `${type} ${at}`,
  type,
  at: iso(at),
  detail,
});
const due = noon + 60_005 + 7 * day;
const about = { epoch, lot, deadline: iso(due), purgeFrom: iso(noon + 60_005) };
const missed = event('DeadlineMissed', due + hour, about);
const purgedLate = running.begunAt + hour;
const late: Partial<Log> = {
  switchings: [stopped, running],
  ticks: [{ begunAt: due + hour, endedAt: due + hour + 50 }],
  records: [{ ...record, diedAt: purgedLate }],
  purges: [{ ...purge, at: purgedLate + 5, fields: { ...facts, deletedAt: iso(purgedLate) } }],
  events: [
    { ...told, at: iso(purgedLate) },
    { ...ended, at: iso(purgedLate) },
    event('PurgingStopped', stopped.begunAt, { since: stopped.since }),
    event('PurgingResumed', running.begunAt, { since: running.since }),
    missed,
  ],
};
const events = late.events ?? [];

describe('the oracle, where an operator stopped purging', () => {
  test('lets be late what could not be deleted, and no other promise with it', () => {
    expect(found(late)).toEqual([]);
    expect(found({ ...late, switchings: [] })).toContainEqual(expect.stringMatching(/^DS-7: said had to/));
  });

  const cases: readonly (readonly [what: string, change: Partial<Log>, finding: RegExp])[] = [
    [
      'a deletion under a stop',
      { records: [{ ...record, diedAt: noon + 9 * day }] },
      /^stop: said was deleted .*; purging was stopped/,
    ],
    [
      'what stays for longer after it than the budget',
      { records: [{ ...record, diedAt: noon + 12 * day }] },
      /^DS-7: said had to be gone/,
    ],
    [
      'a stop that nobody was told of',
      { events: events.filter(({ type }) => type !== 'PurgingStopped') },
      /^stop: that purging is stopped .* was told 0 times/,
    ],
    ['silence about a missed deadline', { events: events.slice(0, -1) }, /^evidence: .* nobody was told/],
    [
      'a missed deadline that is told twice',
      { events: [...events, { ...missed, id: 'another' }] },
      /^evidence: DeadlineMissed of .* was told 2 times/,
    ],
    [
      'a missed deadline that is told before it passed',
      { events: [...events.slice(0, -1), event('DeadlineMissed', due - hour, about)] },
      /^evidence: DeadlineMissed of .* before/,
    ],
    [
      'a danger that is none yet',
      { events: [...events, event('DeadlineAtRisk', noon + 5 * hour, about)] },
      /^evidence: DeadlineAtRisk of .* before/,
    ],
    [
      'a danger of what is gone',
      { events: [...events, event('DeadlineAtRisk', purgedLate + hour, about)] },
      /^evidence: DeadlineAtRisk of .*; it was purged/,
    ],
    [
      'a danger of a date that nobody was promised',
      { events: [...events, event('DeadlineAtRisk', due - hour, { ...about, deadline: iso(due - day) })] },
      /^evidence: DeadlineAtRisk of .* which nobody was promised/,
    ],
  ];
  test.each(cases)('finds %s', (_, change, finding) => {
    expect(found({ ...late, ...change })).toContainEqual(expect.stringMatching(finding));
  });
});

test('the oracle finds what the sweep found: nothing of the cell was to leave it anything', () => {
  const seen = event('SweepFound', purgedAt, { epoch, lot, found: 'lot-not-in-index', repaired: true });
  expect(found({ events: [told, ended, seen] })).toContainEqual(
    expect.stringMatching(/^evidence: the sweep found lot-not-in-index/),
  );
});

describe('the oracle, where an owner accepted a newer notice', () => {
  const published = noon + 10_000;
  const acceptedAt = published + 420_000;
  const accepted: Choice = {
    ...on,
    accepts: published,
    epoch: 'us_ep_2',
    begunAt: acceptedAt,
    endedAt: acceptedAt + 10,
  };
  const early = { ...on, begunAt: noon - hour, endedAt: noon - hour + 10 };
  const lateOff = { ...off, begunAt: acceptedAt + hour, endedAt: acceptedAt + hour + 10, deadlines: [] };
  const look: Look = {
    sharing,
    epoch,
    texts: ['said'],
    begunAt: acceptedAt + 60,
    endedAt: acceptedAt + 70,
    status: 200,
  };
  const found5 = (change: Partial<Log>) =>
    found({ choices: [early, accepted, lateOff], ...change }).filter((one) => one.startsWith('BY-5'));

  test('finds nothing where the next epoch follows', () => {
    expect(found5({})).toEqual([]);
    expect(found5({ looks: [{ ...look, begunAt: acceptedAt - 60 }] })).toEqual([]);
  });

  test('finds an epoch that goes on', () => {
    expect(found5({ choices: [early, { ...accepted, epoch }, lateOff] })).toEqual([
      expect.stringMatching(/us_ep_1 of before goes on/),
    ]);
  });

  test('finds a record and a look under the epoch of before', () => {
    expect(found5({ records: [{ ...record, bornAt: acceptedAt + 20 }] })).toEqual([
      expect.stringMatching(/^BY-5: said is stored under us_ep_1/),
    ]);
    expect(found5({ looks: [look] })).toEqual([expect.stringMatching(/^BY-5: a look of .* showed us_ep_1/)]);
  });
});
