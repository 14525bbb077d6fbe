import type { StoredSetting } from '../consent/choice.ts';
import { describeGeography, type Geography, geographies } from '../geographies.ts';
import type { EpochId } from '../identifiers.ts';
import {
  type AddressedSetting,
  geographiesOf,
  type Program,
  type Scope,
  type SettingDefinition,
  type SettingValue,
} from '../programs/program.ts';

export type SettingSource = 'default' | 'chosen' | 'not_applicable' | 'unavailable' | 'locked';

/** What is true of a setting now, and why. */
export type ResolvedSetting = {
  readonly value: SettingValue;
  readonly source: SettingSource;
  readonly since?: string;
  /** Subject of the token of whoever chose. A default was chosen by nobody. */
  readonly decidedBy?: string;
  readonly noticeVersion?: number;
  readonly epoch?: EpochId;
  /** The reasons, in sentences for people. */
  readonly explain: readonly string[];
};

export type SettingInQuestion = {
  readonly program: Program;
  readonly settingId: string;
  /** The geography in which the organization is at home. */
  readonly home: Geography;
  /** The geography of the subject itself. */
  readonly geography: Geography;
  readonly stored?: StoredSetting;
};

/**
 * Resolves a setting from what the program declares and what is stored. A stored value always goes before the
 * program's default, so that a changed default changes nobody's setting (BY-5).
 * @throws RangeError for a setting that the program does not have; callers look it up first
 */
export const resolveSetting = (question: SettingInQuestion): ResolvedSetting => {
  const { program, settingId, home, geography, stored } = question;
  const setting = Object.hasOwn(program.settings, settingId) ? program.settings[settingId] : undefined;
  if (setting === undefined) {
    const allowed = Object.keys(program.settings).join(', ');
    throw new RangeError(`setting ${settingId} is unknown; program ${program.id} has ${allowed}`);
  }
  const available = geographiesOf(setting.availableIn);
  if (!available.includes(home) || !available.includes(geography)) {
    return { value: 'off', source: 'unavailable', explain: whyUnavailable(question, setting, available) };
  }
  return stored ? fromStored(setting, stored) : fromDefault(setting);
};

const whyUnavailable = (
  { home, geography, stored }: SettingInQuestion,
  setting: SettingDefinition,
  available: readonly Geography[],
): readonly string[] => [
  `“${setting.title}” is available in these geographies only: ${available.map((name) => geographies[name].name).join(', ')}.`,
  home === geography
    ? `The organization is at home in ${describeGeography(home)}, and ${subjectOf(setting)} is there too.`
    : `The organization is at home in ${describeGeography(home)}, and ${subjectOf(setting)} is in ${describeGeography(geography)}. Both must be among them.`,
  ...(stored?.value === 'on' ? [`The choice of ${stored.since} has no effect here.`] : []),
];

const subjectOf = ({ scope }: SettingDefinition): string =>
  scope === 'organization' ? 'this part of it' : `this ${scope}`;

const fromStored = (setting: SettingDefinition, stored: StoredSetting): ResolvedSetting => ({
  value: stored.value,
  source: stored.source,
  since: stored.since,
  ...(stored.source === 'chosen' && { decidedBy: stored.by }),
  noticeVersion: stored.notice.version,
  ...(stored.epoch !== undefined && { epoch: stored.epoch }),
  explain: [
    whySo(setting, stored),
    ...(stored.closing === undefined ? [] : ['An opt-out was accepted and is being completed.']),
  ],
});

const whySo = (setting: SettingDefinition, stored: StoredSetting): string => {
  const notice = `version ${stored.notice.version} of the notice “${stored.notice.id}”`;
  return stored.source === 'chosen'
    ? `“${setting.title}” was turned ${stored.value} at ${stored.since}, under ${notice}.`
    : `“${setting.title}” is ${stored.value} by default since ${stored.since}, when an owner was shown ${notice}. Nobody has chosen yet.`;
};

const fromDefault = (setting: SettingDefinition): ResolvedSetting => ({
  value: setting.default,
  source: 'default',
  explain:
    setting.default === 'off'
      ? [`“${setting.title}” is off by default, and nobody has turned it on.`]
      : [
          `“${setting.title}” is on by default.`,
          `No owner has been shown the notice “${setting.notice}” yet; until then nothing is captured.`,
        ],
});

/** The settings that subjects of a scope have in the given programs, in the order of declaration. */
export const settingsOf = (programs: readonly Program[], scope: Scope): readonly AddressedSetting[] =>
  programs.flatMap((program) =>
    Object.entries(program.settings)
      .filter(([, setting]) => setting.scope === scope)
      .map(([settingId, setting]) => ({ program, settingId, setting })),
  );
