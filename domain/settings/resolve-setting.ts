import type { StoredSetting } from '../consent/choice.ts';
import { describeGeography, type Geography, geographies } from '../geographies.ts';
import type { EpochId, UserId } from '../identifiers.ts';
import {
  type AddressedSetting,
  geographiesOf,
  type Program,
  type Scope,
  type SettingDefinition,
  type SettingValue,
} from '../programs/program.ts';
import { type AdmissionRecord, explainPreviewStore, isAdmitted, whyNotAdmitted } from './admission-record.ts';
import { explainDefault, explainStored } from './explain.ts';

export type { AdmissionRecord } from './admission-record.ts';

export type SettingSource = 'default' | 'chosen' | 'not_applicable' | 'unavailable' | 'locked';

/** What is true of a setting now, and why. */
export type ResolvedSetting = {
  readonly value: SettingValue;
  readonly source: SettingSource;
  readonly since?: string;
  /** Whoever chose. A default was chosen by nobody. */
  readonly decidedBy?: UserId;
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
  /** How the subject stands with a limited preview; nobody is admitted without it. */
  readonly admission?: AdmissionRecord;
};

/**
 * Resolves a setting from what the program declares and what is stored. A stored value always goes before the
 * program's default, so that a changed default changes nobody's setting (BY-5).
 * @throws RangeError for a setting that the program does not have; callers look it up first
 */
export const resolveSetting = (question: SettingInQuestion): ResolvedSetting => {
  const { program, settingId, stored } = question;
  const setting = Object.hasOwn(program.settings, settingId) ? program.settings[settingId] : undefined;
  if (setting === undefined) {
    const allowed = Object.keys(program.settings).join(', ') || 'none';
    throw new RangeError(`setting ${settingId} is unknown; program ${program.id} has ${allowed}`);
  }
  const addressed = { program, settingId, setting };
  const without = whyWithout(question, setting);
  if (without !== undefined) return { value: valueWithout(setting), ...without };
  return stored ? fromStored(addressed, question, stored) : fromDefault(addressed, question);
};

type Without = Pick<ResolvedSetting, 'explain'> & { readonly source: 'not_applicable' | 'unavailable' };

/** Why a setting has no effect for its subject: nothing to decide (CC-3), wrong place (DS-2), not admitted (CC-4). */
const whyWithout = (question: SettingInQuestion, setting: SettingDefinition): Without | undefined => {
  const { home, geography, admission } = question;
  if (isNotApplicable(question, setting)) {
    return { source: 'not_applicable', explain: whyNotApplicable(question, setting) };
  }
  const available = geographiesOf(setting.availableIn);
  const reasons = [
    ...(available.includes(home) && available.includes(geography)
      ? []
      : whyElsewhere(question, setting, available)),
    ...(isAdmitted(setting, admission)
      ? []
      : [...whyNotAdmitted(setting, admission), ...explainPreviewStore(setting, geography)]),
  ];
  if (reasons.length === 0) return undefined;
  return { source: 'unavailable', explain: [...reasons, ...noEffect(question)] };
};

/** What is off everywhere else has no value here; a location is as if nobody had chosen. */
const valueWithout = ({ kind }: SettingDefinition): SettingValue => (kind === 'location' ? 'unset' : 'off');

/**
 * Both home and subject must lie there: a part elsewhere of an organization at home there has something to
 * decide, because its data would move (CC-2).
 */
const isNotApplicable = (
  { home, geography }: Pick<SettingInQuestion, 'home' | 'geography'>,
  { notApplicable }: SettingDefinition,
): boolean =>
  notApplicable !== undefined && home === notApplicable.within && geography === notApplicable.within;

const whyNotApplicable = (question: SettingInQuestion, setting: SettingDefinition): readonly string[] => [
  `“${setting.title}” is not applicable here.`,
  whereItLies(question, setting),
  ...(setting.notApplicable === undefined ? [] : [setting.notApplicable.because]),
];

const whyElsewhere = (
  question: SettingInQuestion,
  setting: SettingDefinition,
  available: readonly Geography[],
): readonly string[] => [
  `“${setting.title}” is available in these geographies only: ${available.map((name) => geographies[name].name).join(', ')}.`,
  whereItLies(question, setting),
];

const whereItLies = ({ home, geography }: SettingInQuestion, setting: SettingDefinition): string => {
  if (setting.scope === 'user') return `The user signs in to ${describeGeography(geography)}.`;
  return home === geography
    ? `The organization is at home in ${describeGeography(home)}, and ${subjectOf(setting)} is there too.`
    : `The organization is at home in ${describeGeography(home)}, and ${subjectOf(setting)} is in ${describeGeography(geography)}. Both must be among them.`;
};

const subjectOf = ({ scope }: SettingDefinition): string =>
  scope === 'organization' ? 'this part of it' : `this ${scope}`;

const noEffect = ({ stored }: SettingInQuestion): readonly string[] =>
  stored === undefined || stored.value === 'off' ? [] : [`The choice of ${stored.since} has no effect here.`];

const fromStored = (
  addressed: AddressedSetting,
  { geography }: SettingInQuestion,
  stored: StoredSetting,
): ResolvedSetting => ({
  value: stored.value,
  source: stored.source,
  since: stored.since,
  ...(stored.source === 'chosen' && { decidedBy: stored.by }),
  noticeVersion: stored.notice.version,
  ...(stored.epoch !== undefined && { epoch: stored.epoch }),
  explain: explainStored(addressed, geography, stored),
});

const fromDefault = (addressed: AddressedSetting, { geography }: SettingInQuestion): ResolvedSetting => ({
  value: addressed.setting.default,
  source: 'default',
  explain: [...explainDefault(addressed, geography), ...explainPreviewStore(addressed.setting, geography)],
});

/** The settings that subjects of a scope have in the given programs, in the order of declaration. */
export const settingsOf = (programs: readonly Program[], scope: Scope): readonly AddressedSetting[] =>
  programs.flatMap((program) =>
    Object.entries(program.settings)
      .filter(([, setting]) => setting.scope === scope)
      .map(([settingId, setting]) => ({ program, settingId, setting })),
  );
