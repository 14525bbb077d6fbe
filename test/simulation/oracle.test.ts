import { describe, expect, test } from 'vitest';
import type { HoldSeen, Log } from './oracle/log.ts';
import {
  call,
  day,
  ended,
  epoch,
  facts,
  found,
  iso,
  noon,
  off,
  on,
  purge,
  purgedAt,
  record,
  sharing,
  start,
  told,
} from './oracle-story.ts';

describe('the oracle', () => {
  test('finds nothing where all is well', () => {
    expect(found({})).toEqual([]);
  });

  test('takes a choice that was on its way during an opt-out for one that may have come after it', () => {
    const before: typeof off = { ...off, begunAt: noon + 5, endedAt: noon + 8, deadlines: [] };
    // No choice names the epoch: a restore may have opened it.
    const onItsWay = { ...on, epoch: 'us_ep_0', endedAt: noon + 20 };
    expect(found({ choices: [onItsWay, before, off] })).toEqual([]);
  });

  const retained = { ...record, diedAt: start + 29 * day };
  const kept: HoldSeen = {
    name: 'order',
    workspaces: ['us_ws_1'],
    scope: { of: 'use', use: 'improvement' },
    begunAt: noon + 60_000,
    endedAt: noon + 60_100,
    status: 201,
    releases: [],
    placed: noon + 60_010,
    effective: { at: noon + 60_090, says: iso(noon + 60_080) },
  };
  const releasedAt = noon + 10 * day;
  const overdue: HoldSeen = {
    ...kept,
    releases: [{ begunAt: releasedAt - 10, endedAt: releasedAt, status: 200 }],
    over: { at: releasedAt - 5, says: iso(releasedAt - 5), doneAt: releasedAt - 1 },
  };
  const cases: readonly (readonly [what: string, change: Partial<Log>, finding: RegExp])[] = [
    [
      'a record that outlives an opt-out',
      { records: [{ ...record, diedAt: undefined }] },
      /^DS-7: said had to be gone/,
    ],
    [
      'a record that is deleted too late',
      { records: [{ ...record, diedAt: noon + 8 * day }] },
      /^DS-7: said had to be/,
    ],
    [
      'a record that outlives its retention',
      { choices: [on], records: [{ ...record, diedAt: start + 30 * day + 1 }] },
      /^DS-10: said had to be gone/,
    ],
    ['a record that nobody offered', { calls: [] }, /^DS-4: a record that nobody offered/],
    ['a record of a refused call', { calls: [{ ...call, status: 409 }] }, /^DS-4: said of a refused call/],
    [
      'a record after the opt-out',
      { records: [{ ...record, bornAt: noon + 60_020 }] },
      /^DS-4: said is stored after/,
    ],
    [
      'a record before the choice',
      { choices: [{ ...on, begunAt: noon + 1_006 }, off] },
      /^DS-4: said is stored before/,
    ],
    [
      'what was said before the choice',
      { calls: [{ ...call, records: [{ text: 'said', saidAt: noon - 301_000 }] }] },
      /^SC-18: said was said/,
    ],
    [
      'a deletion without a cause',
      { choices: [on], records: [{ ...record, diedAt: noon + day }] },
      /^BY-4: said was del/,
    ],
    [
      'a lot of another use',
      { records: [{ ...record, pk: `${epoch}#us_ws_1#other#2026-02-10#00` }] },
      /^BY-4: said lies/,
    ],
    ['an accepted record that is not there', { records: [] }, /^acceptance: said was accepted and is not/],
    [
      'a record that is stored twice',
      { records: [record, { ...record, sk: 'call#01' }] },
      /^acceptance: said was stored 2/,
    ],
    [
      'a receipt with another deadline',
      { calls: [{ ...call, receipt: { epoch, deadline: iso(start + 31 * day) } }] },
      /^BY-4: a receipt says/,
    ],
    [
      'a look after the opt-out',
      {
        looks: [
          { sharing, epoch, texts: ['said'], begunAt: noon + 60_020, endedAt: noon + 60_030, status: 200 },
        ],
      },
      /^DS-8: a look of/,
    ],
    ['a purge without evidence', { purges: [] }, /^evidence: .* left 0 records of its purge/],
    ['two records of one purge', { purges: [purge, purge] }, /^evidence: .* left 2 records of its purge/],
    [
      'a wrong count',
      { purges: [{ ...purge, fields: { ...facts, deleted: 2 } }] },
      /^evidence: .* says 2 deleted/,
    ],
    [
      'evidence before the fact',
      { purges: [{ ...purge, at: noon + 3_000 }] },
      /^evidence: .* before its records were gone/,
    ],
    [
      'a deadline that nobody was promised',
      { purges: [{ ...purge, fields: { ...facts, deadline: iso(start + 29 * day) } }] },
      /^BY-4: .* which nobody was promised/,
    ],
    ['an event that never came', { events: [ended] }, /^evidence: .* was told 0 times/],
    [
      'an event that says something else',
      { events: [{ ...told, detail: { ...told.detail, deleted: 3 } }, ended] },
      /tells/,
    ],
    ['a closure that never ends', { events: [told] }, /^DS-7: the closure of us_ep_1 ended 0 times/],
    [
      'a closure that ends too early',
      { events: [told, { ...ended, at: iso(noon + 120_000) }] },
      /^DS-7: the closure of us_ep_1 ended while said was there/,
    ],
    [
      'an opt-out that is answered with a later deadline',
      { choices: [on, { ...off, deadlines: [{ epoch, deadline: iso(noon + 8 * day) }] }] },
      /^BY-4: an opt-out was answered with/,
    ],
    [
      'a deletion that retention does not permit yet',
      { choices: [on], records: [{ ...retained, diedAt: start + 28 * day }] },
      /^BY-4: said was deleted/,
    ],
    ['a deletion under a hold', { holds: [kept] }, /^BY-4: said was deleted .*, under a hold/],
    [
      'a hold that nobody released',
      { holds: [{ ...kept, over: { at: purgedAt, says: iso(purgedAt), doneAt: purgedAt } }] },
      /^BY-4: order ended .*; nobody released it/,
    ],
    [
      'a hold that outlives its release',
      { holds: [{ ...kept, releases: [{ begunAt: noon + 70_000, endedAt: noon + 70_010, status: 200 }] }] },
      /^BY-4: order ended .* and holds on/,
    ],
    [
      'what is overdue at a release and stays',
      { holds: [overdue], records: [{ ...record, diedAt: noon + 12 * day }] },
      /^DS-7: said had to be gone/,
    ],
  ];

  test('lets a hold keep what is overdue, until the budget after its release', () => {
    const held = [{ ...record, diedAt: noon + 11 * day }];
    expect(
      found({ holds: [overdue], records: held }).filter((one) => /had to be gone|^BY/.test(one)),
    ).toEqual([]);
  });

  test.each(cases)('finds %s', (_, change, finding) => {
    expect(found(change)).toContainEqual(expect.stringMatching(finding));
  });

  test('counts an opt-out from an earlier attempt whose answer was lost', () => {
    const lost = {
      ...off,
      begunAt: noon + 40_000,
      endedAt: undefined,
      status: undefined,
      deadlines: undefined,
    };
    const again = { ...off, deadlines: [{ epoch, deadline: iso(noon + 40_000 - 299_000 + 7 * day) }] };
    expect(found({ choices: [on, lost, again] })).toEqual([]);
    expect(found({ choices: [on, again] })).toContainEqual(
      expect.stringMatching(/^BY-4: an opt-out was answered/),
    );
  });

  test('takes an event that came twice for one, and an answer that never came for both', () => {
    const lost = { ...off, status: undefined, endedAt: undefined, deadlines: undefined };
    expect(found({ events: [told, told, ended] })).toEqual([]);
    expect(found({ choices: [on, lost] })).toEqual([]);
  });
});
