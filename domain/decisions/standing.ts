import type { StoredSetting } from '../consent/choice.ts';
import type { Geography } from '../geographies.ts';
import type { EpochId } from '../identifiers.ts';
import { type AddressedSetting, geographiesOf } from '../programs/program.ts';
import { keepsRecords, type Location } from '../programs/use.ts';
import { type AdmissionRecord, resolveSetting } from '../settings/resolve-setting.ts';
import type { Denial } from './question.ts';

/** What a setting of a subject says to whoever asks for one of its uses. */
export type SettingStanding =
  | { readonly says: 'chosen'; readonly epoch?: EpochId; readonly location?: Location }
  /** There is nothing to choose: the data is where it would be used (CC-1). */
  | { readonly says: 'not-applicable' }
  | { readonly says: 'denied'; readonly reason: Denial };

/** A subject as far as decisions go: where it is, and what each of its settings says. */
export type Standing = {
  readonly geography: Geography;
  /** By the numbers that `compileRules` gave to settings. A setting that is missing denies. */
  readonly settings: readonly (SettingStanding | undefined)[];
};

export type SettingKnown = AddressedSetting & {
  readonly home: Geography;
  readonly geography: Geography;
  readonly stored?: StoredSetting;
  readonly admission?: AdmissionRecord;
};

const denied = (reason: Denial): SettingStanding => ({ says: 'denied', reason });

/** What a setting says, from what is stored and declared. Whatever is in doubt denies. */
export const standingOf = (known: SettingKnown): SettingStanding => {
  const { setting, stored, admission } = known;
  const { value, source } = resolveSetting(known);
  if (source === 'not_applicable') return { says: 'not-applicable' };
  if (source === 'unavailable') {
    const previewed = setting.admission.kind === 'limited-preview' && admission === undefined;
    return denied(previewed && isOffered(known) ? 'not-admitted' : 'setting-unavailable');
  }
  if (value === 'off') return denied('setting-off');
  if (value === 'unset') return denied('location-not-chosen');
  // A default that nobody has been shown has no effect yet (SC-1).
  if (stored === undefined) return denied('notice-not-shown');
  if (stored.closing !== undefined) return denied('opt-out-accepted');
  if (stored.epoch === undefined) return needsEpoch(known) ? denied('no-open-epoch') : chosen(value);
  return { ...chosen(value), epoch: stored.epoch };
};

const chosen = (value: 'on' | Location) =>
  ({ says: 'chosen', ...(value !== 'on' && { location: value }) }) as const;

const isOffered = ({ setting, home, geography }: SettingKnown): boolean => {
  const offered = geographiesOf(setting.availableIn);
  return offered.includes(home) && offered.includes(geography);
};

/** Records are captured under an epoch only. */
const needsEpoch = ({ program, setting }: SettingKnown): boolean =>
  setting.permits.some((use) => keepsRecords(program.uses[use]));
