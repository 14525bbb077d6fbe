import {
  closing,
  settingNotApplicable,
  settingUnavailable,
  valueNotAllowed,
} from '../../../contract/api/choice-problems.ts';
import { admissionRecordOf, type StoredAdmission } from '../../../domain/consent/admission.ts';
import type { StoredSetting } from '../../../domain/consent/choice.ts';
import { geographyOf } from '../../../domain/identifiers.ts';
import {
  type AddressedSetting,
  type ChosenValue,
  type Program,
  type SettingDefinition,
  valueFor,
  valuesOf,
} from '../../../domain/programs/program.ts';
import { type ResolvedSetting, resolveSetting } from '../../../domain/settings/resolve-setting.ts';
import type { SettingsSubject } from './existing-subject.ts';

/** What is true of a subject's setting, as it is stored. */
export const resolveFor = (
  subject: SettingsSubject,
  { program, settingId }: AddressedSetting,
  stored: StoredSetting | undefined,
  admission?: StoredAdmission,
): ResolvedSetting =>
  resolveSetting({
    program,
    settingId,
    home: subject.home,
    geography: geographyOf(subject.id),
    ...(stored && { stored }),
    ...(admission && { admission: admissionRecordOf(admission) }),
  });

/** @throws ProblemError value-not-allowed */
export const valueChosen = (setting: SettingDefinition, given: string): ChosenValue => {
  const value = valueFor(setting, given);
  if (value === undefined) throw valueNotAllowed(given, valuesOf(setting));
  return value;
};

/** What somebody wants a setting of a subject to be. */
export type WantedValue = {
  readonly subject: SettingsSubject;
  readonly addressed: AddressedSetting;
  readonly value: ChosenValue;
  /** How the subject stands with it, where it is a limited preview. Who was admitted once stays so. */
  readonly admission: StoredAdmission | undefined;
};

/**
 * Demands that a value can be chosen as things stand, whoever chooses it.
 * @throws ProblemError setting-unavailable, setting-not-applicable or closing
 */
export const demandPossible = (
  { subject, addressed, value, admission }: WantedValue,
  stored: StoredSetting | undefined,
  programs: readonly Program[],
): void => {
  const { source, explain } = resolveFor(subject, addressed, stored, admission);
  // What is on stays possible to turn off, even where the program has ceased to be available (DS-6).
  const turnsOff = value === 'off' && stored?.value === 'on';
  if (!programs.includes(addressed.program) && !turnsOff) throw settingUnavailable([whyNotRun(addressed)]);
  if (source === 'not_applicable' && !turnsOff) throw settingNotApplicable(explain);
  if (source === 'unavailable' && !turnsOff) throw settingUnavailable(explain);
  if (stored?.closing !== undefined) throw closing();
};

const whyNotRun = ({ program }: AddressedSetting): string =>
  `The vendor does not run “${program.title}” here any more; it can only be turned off.`;
