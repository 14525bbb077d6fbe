import { describe, expect, test } from 'vitest';
import {
  type Act,
  decideChoice,
  decideDefault,
  type SettingAsItStands,
  type SettingChange,
} from '../../../domain/consent/choice.ts';
import type { NoticeReference } from '../../../domain/consent/notice-reference.ts';
import { businessAppsDataSharing } from '../../../domain/programs/business-apps-data-sharing.ts';
import { customerServiceCopilot } from '../../../domain/programs/customer-service-copilot.ts';
import { securityCopilot } from '../../../domain/programs/security-copilot.ts';
import { days, isoOf } from '../../../domain/time.ts';

const noon = Date.parse('2026-03-01T12:00:00.000Z');
const notice = (version: number): NoticeReference => ({
  id: 'data-sharing',
  version,
  hash: `hash-${version}`,
});

const act = (n: number, more: Partial<Act> = {}): Act => ({
  at: noon + n,
  by: 'us_user_01J9Z3V8Q2T4N6R8S0W2Y4A6C8',
  notice: notice(1),
  entry: n,
  newEpoch: `us_ep_01JD000000000000000000000${n}`,
  ...more,
});

const untouched: SettingAsItStands = {
  subject: 'us_org_01JD0000000000000000000000',
  program: businessAppsDataSharing,
  setting: 'share-for-improvement',
  stored: undefined,
  epochs: [],
};

/** The setting as it stands after a change, with the epochs that a next change bears on. */
const standingAfter = (current: SettingAsItStands, change: SettingChange): SettingAsItStands => {
  const known = [...(change.opens ? [change.opens] : []), ...change.closes, ...current.epochs];
  const wanted = [change.after.epoch, ...(change.after.earlierEpochs ?? [])];
  const epochs = wanted.flatMap((id) => known.find((epoch) => epoch.id === id) ?? []);
  return { ...current, stored: change.after, epochs };
};

describe('a choice', () => {
  test('[DS-3] is kept with who, when and which notice, and opens an epoch with what was promised', () => {
    const change = decideChoice(untouched, act(1), 'on');
    expect(change.after).toEqual({
      value: 'on',
      source: 'chosen',
      n: 1,
      notice: notice(1),
      since: isoOf(noon + 1),
      by: 'us_user_01J9Z3V8Q2T4N6R8S0W2Y4A6C8',
      epoch: act(1).newEpoch,
    });
    expect(change.opens).toMatchObject({
      state: 'open',
      gates: 4,
      uses: { 'product-improvement': { retention: days(30), deletedWithin: days(30) } },
    });
    expect(change.event).toMatchObject({
      type: 'setting-chosen',
      before: 'off',
      value: 'on',
      acts: [{ use: 'product-improvement', act: 'permission' }],
    });
  });

  test('made again under the same notice leaves the epoch open', () => {
    const once = standingAfter(untouched, decideChoice(untouched, act(1), 'on'));
    const again = decideChoice(once, act(2), 'on');
    expect(again).toMatchObject({ closes: [], closures: [], after: { n: 2, epoch: act(1).newEpoch } });
    expect(again.opens).toBeUndefined();
  });

  test('under a newer notice closes the old epoch and opens the next, without a closure (BY-5)', () => {
    const once = standingAfter(untouched, decideChoice(untouched, act(1), 'on'));
    const newer = decideChoice(once, act(2, { notice: notice(2) }), 'on');
    expect(newer.closes).toMatchObject([{ id: act(1).newEpoch, state: 'closed', closedFor: 'notice' }]);
    expect(newer.opens?.id).toBe(act(2).newEpoch);
    expect(newer.closures).toEqual([]);
    expect(newer.after.earlierEpochs).toEqual([act(1).newEpoch]);
  });

  test('[DS-7] to opt out closes the epoch and promises deletion within 30 days', () => {
    const on = standingAfter(untouched, decideChoice(untouched, act(1), 'on'));
    const out = decideChoice(on, act(2), 'off');
    expect(out.closes).toMatchObject([{ state: 'closed', closedFor: 'opt-out', closedAt: isoOf(noon + 2) }]);
    expect(out.closures).toMatchObject([{ epoch: act(1).newEpoch, deadline: isoOf(noon + 2 + days(30)) }]);
    expect(out.after).not.toHaveProperty('epoch');
  });

  test('[DS-7] to opt out also reaches what was shared under earlier notices', () => {
    const first = standingAfter(untouched, decideChoice(untouched, act(1), 'on'));
    const second = standingAfter(first, decideChoice(first, act(2, { notice: notice(2) }), 'on'));
    const out = decideChoice(second, act(3, { notice: notice(2) }), 'off');
    expect(out.closures.map(({ epoch }) => epoch).sort()).toEqual([act(1).newEpoch, act(2).newEpoch]);
    expect(out.closes.map(({ id }) => id)).toEqual([act(2).newEpoch]);
    expect(out.after).not.toHaveProperty('earlierEpochs');
  });

  test('to keep off what nobody turned on closes nothing', () => {
    expect(decideChoice(untouched, act(1), 'off')).toMatchObject({
      closes: [],
      closures: [],
      after: { value: 'off' },
    });
  });
});

describe('a default', () => {
  const fresh: SettingAsItStands = {
    ...untouched,
    subject: 'us_ws_01JD0000000000000000000000',
    program: securityCopilot,
    setting: Object.keys(securityCopilot.settings)[0] ?? '',
  };

  test('[SC-1] takes effect when the notice was shown, and is recorded as applied, never as chosen', () => {
    const change = decideDefault(fresh, act(1));
    expect(change?.after).toMatchObject({ value: 'on', source: 'default', epoch: act(1).newEpoch });
    expect(change?.event.type).toBe('default-applied');
    expect(change?.event).not.toHaveProperty('acts');
  });

  test('[SC-1] is not applied again, and not over a choice', () => {
    const applied = decideDefault(fresh, act(1));
    if (applied === undefined) throw new Error('the default was not applied');
    expect(decideDefault(standingAfter(fresh, applied), act(2))).toBeUndefined();
    const chosen = standingAfter(fresh, decideChoice(fresh, act(1), 'off'));
    expect(decideDefault(chosen, act(2))).toBeUndefined();
  });

  test('is not applied where the default is off', () => {
    expect(decideDefault(untouched, act(1))).toBeUndefined();
  });
});

describe('what keeps no records', () => {
  const moving: SettingAsItStands = {
    ...untouched,
    program: customerServiceCopilot,
    setting: 'process-in-united-states',
  };
  const location: SettingAsItStands = {
    ...untouched,
    subject: 'us_ws_01JD0000000000000000000000',
    program: securityCopilot,
    setting: 'prompt-evaluation-location',
  };

  test('opens an epoch without gates, and leaves nothing to delete when it is turned off', () => {
    const on = decideChoice(moving, act(1), 'on');
    const off = decideChoice(standingAfter(moving, on), act(2), 'off');

    expect(on.opens).toMatchObject({ gates: 0, uses: {}, state: 'open' });
    expect(on.event).toMatchObject({ acts: [{ use: 'answers-from-united-states', act: 'instruction' }] });
    expect(off.closes).toMatchObject([{ id: on.opens?.id, closedFor: 'opt-out' }]);
    expect(off.closures).toEqual([]);
  });

  test('a location is kept with who, when and which notice, and opens no epoch', () => {
    const chosen = decideChoice(location, act(1), 'eu');
    const again = decideChoice(standingAfter(location, chosen), act(2), 'anywhere');

    expect(chosen).toMatchObject({ closes: [], closures: [] });
    expect(chosen.opens).toBeUndefined();
    expect(chosen.after).toEqual({
      value: 'eu',
      source: 'chosen',
      n: 1,
      notice: notice(1),
      since: isoOf(noon + 1),
      by: 'us_user_01J9Z3V8Q2T4N6R8S0W2Y4A6C8',
    });
    expect(again.after).toMatchObject({ value: 'anywhere', n: 2 });
    expect([chosen.event, again.event]).toMatchObject([
      { before: 'unset', value: 'eu' },
      { before: 'eu', value: 'anywhere' },
    ]);
  });

  test('a default is applied to nothing that must be chosen', () => {
    expect(decideDefault(location, act(1))).toBeUndefined();
  });

  test.each([
    [location, 'on'],
    [location, 'jp'],
    [moving, 'us'],
  ] as const)('a value that the setting does not take is a mistake of the caller', (setting, value) => {
    expect(() => decideChoice(setting, act(1), value)).toThrow(`does not take ${value}`);
  });
});
