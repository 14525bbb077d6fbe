import type { StoredSetting } from '../consent/choice.ts';
import { everyGeography, type Geography } from '../geographies.ts';
import type { EpochId } from '../identifiers.ts';
import { type AddressedSetting, geographiesOf } from '../programs/program.ts';
import { keepsRecords, type Location } from '../programs/use.ts';
import { type AdmissionRecord, isAdmitted } from '../settings/admission-record.ts';
import { resolveSetting } from '../settings/resolve-setting.ts';
import { type Denial, denials } from './question.ts';

/** What a setting of a subject says to whoever asks for one of its uses. */
export type SettingStanding =
  | { readonly says: 'chosen'; readonly location?: Location }
  /** There is nothing to choose: the data is where it would be used (CC-1). */
  | { readonly says: 'not-applicable' }
  | { readonly says: 'denied'; readonly reason: Denial };

/** A setting with the epoch that is open under it, where it has one. */
export type SettingNow = { readonly standing: SettingStanding; readonly epoch?: EpochId };

/**
 * A subject as far as decisions go: where it is, and what each of its settings says. It is small, since whoever
 * decides for a hundred thousand subjects waits for memory, and for little else.
 */
export type Standing = {
  readonly geography: Geography;
  /** A character for each setting, by the numbers that `compileRules` gave to settings: its place in the list of all that can be said. */
  readonly said: string;
  /** The open epochs, by the same numbers. */
  readonly epochs: readonly (EpochId | undefined)[];
};

const locations: readonly Location[] = [...everyGeography, 'anywhere'];

/** All that a setting can say: an object for each, whoever says it. */
const everySaid: readonly SettingStanding[] = [
  ...denials.map((reason) => ({ says: 'denied', reason }) as const),
  { says: 'not-applicable' },
  { says: 'chosen' },
  ...locations.map((location) => ({ says: 'chosen', location }) as const),
];

const keyOf = (standing: SettingStanding): string => JSON.stringify(Object.values(standing));
const placesOfSaid = new Map(everySaid.map((standing, place) => [keyOf(standing), place]));

/** Puts together what is known of a subject's settings. @param settings by their numbers; what is missing denies */
export const standingOf = (geography: Geography, settings: readonly (SettingNow | undefined)[]): Standing => {
  const places = settings.map((now) => placesOfSaid.get(keyOf(now?.standing ?? denied('setting-off'))) ?? 0);
  return {
    geography,
    said: String.fromCharCode(...places),
    epochs: settings.map((now) => now?.epoch),
  };
};

/** What a setting of a subject says, by its number; undefined for one that nothing is known of. */
export const saidOf = ({ said }: Standing, setting: number): SettingStanding | undefined =>
  everySaid[said.charCodeAt(setting)];

export type SettingKnown = AddressedSetting & {
  readonly home: Geography;
  readonly geography: Geography;
  readonly stored?: StoredSetting;
  readonly admission?: AdmissionRecord;
};

const denied = (reason: Denial): SettingStanding => ({ says: 'denied', reason });

/** What a setting says now, from what is stored and declared. Whatever is in doubt denies. */
export const settingNow = (known: SettingKnown): SettingNow => {
  const { setting, stored, admission } = known;
  const { value, source } = resolveSetting(known);
  if (source === 'not_applicable') return { standing: { says: 'not-applicable' } };
  if (source === 'unavailable') {
    const waits = !isAdmitted(setting, admission);
    return { standing: denied(waits && isOffered(known) ? 'not-admitted' : 'setting-unavailable') };
  }
  if (value === 'off') return { standing: denied('setting-off') };
  if (value === 'unset') return { standing: denied('location-not-chosen') };
  // A default that nobody has been shown has no effect yet (SC-1).
  if (stored === undefined) return { standing: denied('notice-not-shown') };
  if (stored.closing !== undefined) return { standing: denied('opt-out-accepted') };
  if (stored.epoch === undefined && needsEpoch(known)) return { standing: denied('no-open-epoch') };
  return {
    standing: value === 'on' ? { says: 'chosen' } : { says: 'chosen', location: value },
    ...(stored.epoch !== undefined && { epoch: stored.epoch }),
  };
};

const isOffered = ({ setting, home, geography }: SettingKnown): boolean => {
  const offered = geographiesOf(setting.availableIn);
  return offered.includes(home) && offered.includes(geography);
};

/** Records are captured under an epoch only. */
const needsEpoch = ({ program, setting }: SettingKnown): boolean =>
  setting.permits.some((use) => keepsRecords(program.uses[use]));
