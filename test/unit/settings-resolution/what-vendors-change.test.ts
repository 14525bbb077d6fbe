import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Act,
  decideChoice,
  decideDefault,
  type SettingAsItStands,
  type StoredSetting,
} from '../../../domain/consent/choice.ts';
import { everyGeography, type Geography } from '../../../domain/geographies.ts';
import type { OrganizationId, SubjectId, UserId, WorkspaceId } from '../../../domain/identifiers.ts';
import { everyProgram } from '../../../domain/programs/catalog.ts';
import {
  type AddressedSetting,
  type ChosenValue,
  type Program,
  type SettingDefinition,
  valuesOf,
} from '../../../domain/programs/program.ts';
import { keepsRecords, type UseDefinition } from '../../../domain/programs/use.ts';
import { resolveSetting, settingsOf } from '../../../domain/settings/resolve-setting.ts';
import { days } from '../../../domain/time.ts';

const everySetting = (['organization', 'workspace', 'user'] as const).flatMap((scope) =>
  settingsOf(everyProgram, scope),
);
const id = '01J9Z3V8Q2T4N6R8S0W2Y4A6C8';
const subjectFor = ({ setting }: AddressedSetting): SubjectId =>
  ({
    organization: `us_org_${id}` as OrganizationId,
    workspace: `us_ws_${id}` as WorkspaceId,
    user: `us_user_${id}` as UserId,
  })[setting.scope as 'organization' | 'workspace' | 'user'];

const act = (version: number): Act => ({
  at: Date.parse('2026-03-01T12:00:00.000Z') + version,
  by: `us_user_${id}` as UserId,
  notice: { id: 'a-notice', version, hash: String(version).padStart(64, '0') },
  entry: version,
  newEpoch: `us_ep_01J9Z3V8Q2T4N6R8S0W2Y4A6C${version}`,
});

const standing = (addressed: AddressedSetting, stored?: StoredSetting): SettingAsItStands => ({
  subject: subjectFor(addressed),
  program: addressed.program,
  setting: addressed.settingId,
  stored,
  epochs: [],
});

/** Another default, where the kind of the setting has one. */
const otherDefault = (setting: SettingDefinition): SettingDefinition =>
  setting.kind === 'toggle' ? { ...setting, default: setting.default === 'on' ? 'off' : 'on' } : setting;

/** What a vendor may make of a program: another default, another notice, other terms, another version. */
const changed = (program: Program, settingId: string): Program => {
  const setting = program.settings[settingId];
  if (setting === undefined) throw new Error(`there is no ${settingId}`);
  const longer = (use: UseDefinition): UseDefinition =>
    keepsRecords(use) ? { ...use, retention: use.retention + days(300), humanReview: true } : use;
  return {
    ...program,
    version: program.version + 1,
    settings: { ...program.settings, [settingId]: { ...otherDefault(setting), notice: 'another-notice' } },
    uses: Object.fromEntries(Object.entries(program.uses).map(([use, declared]) => [use, longer(declared)])),
  };
};

/** Every setting, with whatever somebody chose, or the default that was applied, where there is one. */
const anyDecided = fc.constantFrom(...everySetting).chain((addressed) => {
  const applied = decideDefault(standing(addressed), act(1))?.after;
  const chosen = valuesOf(addressed.setting).map(
    (value: ChosenValue) => decideChoice(standing(addressed), act(1), value).after,
  );
  return fc.record({
    addressed: fc.constant(addressed),
    stored: fc.constantFrom(...chosen, ...(applied === undefined ? [] : [applied])),
    home: fc.constantFrom<Geography>(...everyGeography),
    geography: fc.constantFrom<Geography>(...everyGeography),
  });
});

describe('a vendor that changes its program', () => {
  test('[BY-5] a new default, a new notice and other terms change nobody’s setting, in any program', () => {
    fc.assert(
      fc.property(anyDecided, ({ addressed: { program, settingId }, stored, home, geography }) => {
        const place = { settingId, stored, home, geography, admission: { admittedAt: '2026-01-01' } };

        const { explain: _, ...before } = resolveSetting({ program, ...place });
        const { explain: __, ...after } = resolveSetting({ program: changed(program, settingId), ...place });

        expect(after).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });

  test.each(everySetting)('[BY-5] $program.id/$settingId keeps what was chosen or applied', (addressed) => {
    const { program, settingId } = addressed;
    const place = {
      settingId,
      home: 'eu',
      geography: 'us',
      admission: { admittedAt: '2026-01-01' },
    } as const;
    const stands = valuesOf(addressed.setting).map(
      (value) => decideChoice(standing(addressed), act(1), value).after,
    );
    const values = (of: Program) =>
      stands.map((stored) => {
        const { value, source, noticeVersion, epoch } = resolveSetting({ program: of, stored, ...place });
        return { value, source, noticeVersion, epoch };
      });

    expect(values(changed(program, settingId))).toEqual(values(program));
  });

  test('[BY-5] a default that was never applied is applied to nobody by being changed', () => {
    for (const { program, settingId } of everySetting) {
      const fresh = resolveSetting({
        program: changed(program, settingId),
        settingId,
        home: 'us',
        geography: 'us',
      });
      expect(fresh).not.toHaveProperty('epoch');
      expect(['default', 'unavailable', 'not_applicable']).toContain(fresh.source);
    }
  });
});
