import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StoredLocation, StoredSetting, StoredToggle } from '../../../domain/consent/choice.ts';
import { everyGeography } from '../../../domain/geographies.ts';
import { businessAppsDataSharing } from '../../../domain/programs/business-apps-data-sharing.ts';
import { everyProgram } from '../../../domain/programs/catalog.ts';
import { customerServiceCopilot } from '../../../domain/programs/customer-service-copilot.ts';
import type { AddressedSetting, Program, SettingDefinition } from '../../../domain/programs/program.ts';
import { securityCopilot } from '../../../domain/programs/security-copilot.ts';
import { resolveSetting, settingsOf } from '../../../domain/settings/resolve-setting.ts';

const share = { program: businessAppsDataSharing, settingId: 'share-for-improvement' } as const;
const inUs = { home: 'us', geography: 'us' } as const;

const stored = (change: Partial<StoredToggle> = {}): StoredToggle => ({
  value: 'on',
  source: 'chosen',
  n: 1,
  notice: { id: 'data-sharing', version: 1, hash: 'ab'.repeat(32) },
  since: '2026-11-21T09:30:00.000Z',
  by: 'us_user_01J9Z3V8Q2T4N6R8S0W2Y4A6C8',
  epoch: 'us_ep_01J9Z3N7Q8R5T6V7W8X9Y0Z1A2',
  ...change,
});

const anyGeography = fc.constantFrom(...everyGeography);
const anyStored = fc
  .record({
    value: fc.constantFrom('on' as const, 'off' as const),
    source: fc.constantFrom('default' as const, 'chosen' as const),
    n: fc.integer({ min: 1, max: 1_000 }),
  })
  .map((change) => stored(change));
const everySetting = (['organization', 'workspace', 'user'] as const).flatMap((scope) =>
  settingsOf(everyProgram, scope),
);
/** A setting, and what may be stored for a setting of its kind. */
const anySettingKept = fc
  .constantFrom(...everySetting)
  .chain((addressed) => fc.record({ addressed: fc.constant(addressed), kept: anyKeptFor(addressed) }));
const anyKeptFor = ({ setting }: AddressedSetting): fc.Arbitrary<StoredSetting> => {
  if (setting.kind === 'toggle') return anyStored;
  const { n, notice, since, by } = stored();
  return fc
    .constantFrom(...setting.among)
    .map((value): StoredLocation => ({ n, notice, since, by, value, source: 'chosen' }));
};

describe('sharing for business applications', () => {
  test('[DS-1] sharing is off by default', () => {
    expect(resolveSetting({ ...share, ...inUs })).toEqual({
      value: 'off',
      source: 'default',
      explain: ['“Share data to improve the assistant” is off by default, and nobody has turned it on.'],
    });
  });

  test('[DS-2] it is available where home and subject are in the United States, and nowhere else', () => {
    for (const home of everyGeography) {
      for (const geography of everyGeography) {
        const { source } = resolveSetting({ ...share, home, geography });
        expect([home, geography, source]).toEqual([
          home,
          geography,
          home === 'us' && geography === 'us' ? 'default' : 'unavailable',
        ]);
      }
    }
  });

  test('[DS-2] elsewhere it is shown as unavailable, with the reason', () => {
    expect(resolveSetting({ ...share, home: 'eu', geography: 'eu' })).toEqual({
      value: 'off',
      source: 'unavailable',
      explain: [
        '“Share data to improve the assistant” is available in these geographies only: United States.',
        'The organization is at home in Europe (eu-central-1), and this part of it is there too.',
      ],
    });
  });

  test('[DS-2] the part of a European organization in the United States is told which of the two is missing', () => {
    expect(resolveSetting({ ...share, home: 'eu', geography: 'us' }).explain).toEqual([
      '“Share data to improve the assistant” is available in these geographies only: United States.',
      'The organization is at home in Europe (eu-central-1), and this part of it is in United States (us-east-1). ' +
        'Both must be among them.',
    ]);
  });

  test('[DS-3] a choice shows who chose, when and under which notice', () => {
    expect(resolveSetting({ ...share, ...inUs, stored: stored() })).toEqual({
      value: 'on',
      source: 'chosen',
      since: '2026-11-21T09:30:00.000Z',
      decidedBy: 'us_user_01J9Z3V8Q2T4N6R8S0W2Y4A6C8',
      noticeVersion: 1,
      epoch: 'us_ep_01J9Z3N7Q8R5T6V7W8X9Y0Z1A2',
      explain: [
        '“Share data to improve the assistant” was turned on at 2026-11-21T09:30:00.000Z, under version 1 of the notice “data-sharing”.',
      ],
    });
  });

  test('[DS-2] a choice that was stored has no effect where the program is not available', () => {
    const resolved = resolveSetting({ ...share, home: 'eu', geography: 'us', stored: stored() });

    expect(resolved).toMatchObject({ value: 'off', source: 'unavailable' });
    expect(resolved).not.toHaveProperty('epoch');
    expect(resolved.explain).toContain('The choice of 2026-11-21T09:30:00.000Z has no effect here.');
  });
});

describe('sharing by the security assistant', () => {
  const settings = ['validate-performance', 'build-security-model', 'collect-feedback'];

  test.each(settings)(
    '[SC-1] %s is on by default, with nothing to capture into before a notice was shown',
    (settingId) => {
      const resolved = resolveSetting({ program: securityCopilot, settingId, home: 'eu', geography: 'eu' });

      expect(resolved).toMatchObject({ value: 'on', source: 'default' });
      expect(resolved).not.toHaveProperty('epoch');
      expect(resolved).not.toHaveProperty('since');
      expect(resolved.explain[1]).toMatch(/No owner has been shown the notice .* nothing is captured/);
    },
  );

  test.each(settings)(
    '[SC-1] [SC-3] %s: a default that was applied stays a default and was chosen by nobody',
    (settingId) => {
      const resolved = resolveSetting({
        program: securityCopilot,
        settingId,
        ...inUs,
        stored: stored({ source: 'default' }),
      });

      expect(resolved).toMatchObject({ value: 'on', source: 'default', noticeVersion: 1 });
      expect(resolved).not.toHaveProperty('decidedBy');
      expect(resolved.explain[0]).toContain('Nobody has chosen yet.');
    },
  );

  test('[SC-3] an owner’s choice goes before the default', () => {
    const off: StoredSetting = { ...stored({ value: 'off' }) };

    expect(
      resolveSetting({ program: securityCopilot, settingId: 'validate-performance', ...inUs, stored: off }),
    ).toMatchObject({ value: 'off', source: 'chosen', decidedBy: 'us_user_01J9Z3V8Q2T4N6R8S0W2Y4A6C8' });
  });
});

describe('processing in the United States', () => {
  const moving = { program: customerServiceCopilot, settingId: 'process-in-united-states' } as const;

  test('[CC-3] it is not applicable to an organization in the United States, and to nobody else', () => {
    for (const home of everyGeography) {
      for (const geography of everyGeography) {
        const { value, source } = resolveSetting({ ...moving, home, geography });
        const inside = home === 'us' && geography === 'us';
        expect([home, geography, value, source]).toEqual([
          home,
          geography,
          'off',
          inside ? 'not_applicable' : 'unavailable',
        ]);
      }
    }
  });

  test('who was admitted to the preview sees it off by default, and its choice as a transfer', () => {
    const admitted = {
      ...moving,
      home: 'eu',
      geography: 'eu',
      admission: { admittedAt: '2026-11-20T10:00:00.000Z' },
    } as const;

    expect(resolveSetting(admitted)).toMatchObject({ value: 'off', source: 'default' });
    const on = resolveSetting({ ...admitted, stored: stored() });
    expect(on).toMatchObject({ value: 'on', source: 'chosen' });
    expect(on.explain).toContain('This is a transfer: data leaves Europe.');
  });

  test('[CC-3] an admission makes it no more applicable in the United States', () => {
    const admission = { admittedAt: '2026-11-20T10:00:00.000Z' };

    expect(resolveSetting({ ...moving, ...inUs, admission }).source).toBe('not_applicable');
  });

  test('what was turned on has no effect once the admission is gone', () => {
    const resolved = resolveSetting({ ...moving, home: 'eu', geography: 'eu', stored: stored() });

    expect(resolved).toMatchObject({ value: 'off', source: 'unavailable' });
    expect(resolved.explain).toContain('The choice of 2026-11-21T09:30:00.000Z has no effect here.');
  });
});

test('an opt-out that is still being completed is told', () => {
  const closing = stored({ closing: '2026-11-22T10:00:00.000Z' });

  expect(resolveSetting({ ...share, ...inUs, stored: closing }).explain[1]).toBe(
    'An opt-out was accepted and is being completed.',
  );
});

describe('what holds for every setting', () => {
  test('there is always a reason, and an answer that is unavailable is off and open for nothing', () => {
    fc.assert(
      fc.property(
        anySettingKept,
        anyGeography,
        anyGeography,
        fc.boolean(),
        ({ addressed, kept }, home, geography, isStored) => {
          const { program, settingId } = addressed;
          const question = { program, settingId, home, geography };
          const resolved = resolveSetting({ ...question, ...(isStored && { stored: kept }) });

          expect(resolved.explain.length).toBeGreaterThan(0);
          if (resolved.source === 'unavailable' || resolved.source === 'not_applicable') {
            expect(resolved.value).toBe(addressed.setting.kind === 'toggle' ? 'off' : 'unset');
            expect(resolved.epoch).toBeUndefined();
          } else if (isStored) {
            expect([resolved.value, resolved.source]).toEqual([kept.value, kept.source]);
          }
          if (resolved.source !== 'chosen') expect(resolved.decidedBy).toBeUndefined();
        },
      ),
    );
  });

  test('[BY-5] a changed default of the vendor changes no setting that is stored', () => {
    const turned = (program: Program): Program => ({
      ...program,
      version: program.version + 1,
      settings: Object.fromEntries(
        Object.entries(program.settings).map(([id, setting]): [string, SettingDefinition] => [
          id,
          // Whatever can be chosen has one default for all; a toggle has two.
          setting.kind === 'toggle'
            ? { ...setting, default: setting.default === 'on' ? 'off' : 'on' }
            : setting,
        ]),
      ),
    });
    fc.assert(
      fc.property(anySettingKept, ({ addressed: { program, settingId }, kept }) => {
        const question = { settingId, ...inUs, stored: kept };

        expect(resolveSetting({ ...question, program: turned(program) })).toEqual(
          resolveSetting({ ...question, program }),
        );
      }),
    );
  });

  test.each(['unknown', '__proto__', 'constructor'])('a setting named %s is nobody’s', (settingId) => {
    expect(() => resolveSetting({ program: securityCopilot, settingId, ...inUs })).toThrow(
      `setting ${settingId} is unknown; program security-copilot has validate-performance, build-security-model, `,
    );
  });

  test('the settings of a scope are listed with their addresses', () => {
    const addresses = (scope: 'organization' | 'workspace' | 'user') =>
      settingsOf(everyProgram, scope).map(({ program, settingId }) => `${program.id}/${settingId}`);

    expect(addresses('organization')).toEqual([
      'customer-service-copilot/process-in-united-states',
      'business-apps-data-sharing/share-for-improvement',
      'power-platform-data-sharing/share-for-improvement',
      'security-copilot/collect-feedback',
    ]);
    expect(addresses('workspace')).toEqual([
      'customer-service-insights/connect-machine-learning',
      'customer-service-insights/connect-data-integration',
      'customer-service-insights/connect-reports-apps-and-flows',
      'customer-service-insights/connect-development',
      'security-copilot/validate-performance',
      'security-copilot/build-security-model',
      'security-copilot/build-model-with-ediscovery',
      'security-copilot/build-model-with-insider-risk',
      'security-copilot/build-model-with-communications',
      'security-copilot/access-compliance-services',
      'security-copilot/prompt-evaluation-location',
    ]);
    expect(addresses('user')).toEqual([
      'security-copilot/use-compliance-plugins',
      'security-copilot/use-vendor-plugins',
    ]);
  });
});
