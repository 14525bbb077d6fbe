import type { StoredSetting } from '../consent/choice.ts';
import { type Geography, geographies } from '../geographies.ts';
import type { AddressedSetting, SettingDefinition, SettingValue } from '../programs/program.ts';
import { keepsRecords } from '../programs/use.ts';
import { transfersOf } from './transfers.ts';

/** Why a stored setting is as it is, in sentences for people. */
export const explainStored = (
  addressed: AddressedSetting,
  geography: Geography,
  stored: StoredSetting,
): readonly string[] => [
  whySo(addressed, stored),
  ...(transfersOf(addressed, geography).some((value) => value === stored.value)
    ? [`This is a transfer: data leaves ${geographies[geography].name}.`]
    : []),
  ...otherGates(addressed),
  ...(stored.closing === undefined ? [] : ['An opt-out was accepted and is being completed.']),
];

const whySo = ({ setting }: AddressedSetting, stored: StoredSetting): string => {
  const notice = `version ${stored.notice.version} of the notice “${stored.notice.id}”`;
  if (stored.value !== 'on' && stored.value !== 'off') {
    return `“${setting.title}” was set to ${describeValue(stored.value)} at ${stored.since}, under ${notice}.`;
  }
  return stored.source === 'chosen'
    ? `“${setting.title}” was turned ${stored.value} at ${stored.since}, under ${notice}.`
    : `“${setting.title}” is ${stored.value} by default since ${stored.since}, when ${whoSees(setting)} was shown ${notice}. Nobody has chosen yet.`;
};

/** Why a setting that nobody chose is as it is, in sentences for people. */
export const explainDefault = (addressed: AddressedSetting, geography: Geography): readonly string[] => {
  const { setting } = addressed;
  if (setting.default === 'unset') return explainUnset(addressed, geography);
  return setting.default === 'off'
    ? [`“${setting.title}” is off by default, and nobody has turned it on.`, ...otherGates(addressed)]
    : [`“${setting.title}” is on by default.`, whyNotYet(addressed), ...otherGates(addressed)];
};

const whyNotYet = ({ program, setting }: AddressedSetting): string => {
  const captures = setting.permits.some((useId) => keepsRecords(program.uses[useId]));
  const nothing = captures ? 'nothing is captured' : 'it has no effect';
  const who = setting.scope === 'user' ? 'The user has not' : 'No owner has';
  return `${who} been shown the notice “${setting.notice}” yet; until then ${nothing}.`;
};

/** Where no choice lies in the geography, each is a transfer, and that is said before it is made (SC-17). */
const explainUnset = (addressed: AddressedSetting, geography: Geography): readonly string[] => {
  const { setting } = addressed;
  const transfers = transfersOf(addressed, geography);
  const { name } = geographies[geography];
  return [
    `“${setting.title}” has not been chosen. Nothing is done before an owner chooses.`,
    setting.kind === 'location' && transfers.length === setting.among.length
      ? `No choice lies in ${name}: each of them is a transfer.`
      : `A choice outside ${name} is a transfer.`,
  ];
};

/** Where a use has two gates, each tells of the other (SC-23). */
const otherGates = ({ program, setting }: AddressedSetting): readonly string[] =>
  setting.permits.flatMap((useId) => {
    const other = program.uses[useId]?.alsoNeeds;
    const title = other && program.settings[other]?.title;
    return title === undefined ? [] : [`It has an effect only where “${title}” is on too.`];
  });

/** Who must see the notice of a setting before its default takes effect: a user's own settings are the user's (SC-23). */
export const whoSees = ({ scope }: SettingDefinition): string => (scope === 'user' ? 'the user' : 'an owner');

/** A value as a person reads it. */
export const describeValue = (value: SettingValue): string =>
  value === 'on' || value === 'off' || value === 'unset' || value === 'anywhere'
    ? value
    : geographies[value].name;
