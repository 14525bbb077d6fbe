import { type Geography, geographies } from '../geographies.ts';
import {
  type AddressedSetting,
  type DeletionClock,
  type SettingDefinition,
  valuesOf,
} from '../programs/program.ts';
import { keepsRecords, type Placement, type UseDefinition } from '../programs/use.ts';
import { describeValue, whoSees } from '../settings/explain.ts';
import { transfersOf } from '../settings/transfers.ts';
import { describeDuration } from '../time.ts';

/** A name of the catalog as a person reads it. */
export const inWords = (name: string): string => name.replaceAll('-', ' ');

/** By when a customer's data is deleted for a reason beside opt-out and retention. */
export const describeClock = (clock: DeletionClock): string =>
  clock === 'not-declared'
    ? 'the program declares no time of its own'
    : `all is to be deleted within ${describeDuration(clock.deletedWithin)} (declared, not yet kept by the product)`;

/** Whom a setting belongs to, who decides it, among what, and whether it is a preview. */
export const describeSetting = (setting: SettingDefinition): string =>
  [
    setting.scope === 'user'
      ? 'One for each user, who decides alone.'
      : `One for each ${setting.scope}; decided by: ${setting.decidedBy.join(', ')}${describeRequired(setting)}.`,
    ...(setting.kind === 'toggle' ? [] : [`Choices: ${valuesOf(setting).map(describeValue).join(', ')}.`]),
    ...(setting.admission.kind === 'open'
      ? []
      : [`A limited preview; where it stores data: ${inWords(setting.admission.store)}.`]),
  ].join(' ');

/** What whoever decides must have beside the role, to be read after it (SC-2); nothing where the role is enough. */
export const describeRequired = ({ requires }: SettingDefinition): string => {
  if (requires === undefined) return '';
  const capacity = requires.capacity === undefined ? '' : ' who may write its capacity';
  return `, as ${requires.directoryRoles.map(inWords).join(' or ')} of the directory${capacity}`;
};

/** What a setting does where nobody has chosen. */
export const describeDefault = (setting: SettingDefinition): string => {
  if (setting.default === 'unset') return 'nothing is done';
  return setting.default === 'on' ? `on, once ${whoSees(setting)} saw the notice` : 'off';
};

/** What a use is, in sentences: its data, what it is for and not for, who the vendor is, what else it needs. */
export const describeUse = (use: UseDefinition, other: SettingDefinition | undefined): string =>
  [
    `The data, and nothing else: ${use.categories.map(inWords).join(', ')}.`,
    ...(use.keeps === 'records' ? [`It comes from: ${use.sources.map(inWords).join(', ')}.`] : []),
    `For: ${use.purposes.map(inWords).join(', ')}. Ruled out: ${use.prohibitedPurposes.map(inWords).join(', ')}. ${recipientsOf(use)}`,
    `The vendor is ${use.vendorRole}; the customer’s act is ${use.customerAct === 'instruction' ? 'an instruction' : 'a permission'}${basisOf(use)}.`,
    ...(use.keeps === 'nothing' && use.personalData !== undefined
      ? ['Personal data serves only the user who asked.']
      : []),
    ...(other === undefined ? [] : [`It has an effect only where “${other.title}” is on too.`]),
  ].join(' ');

const recipientsOf = ({ recipients }: UseDefinition): string =>
  recipients === 'none'
    ? 'Nobody outside the vendor gets it.'
    : 'Nobody outside the vendor gets it but the service that was connected, at the place that was named.';

/** Whoever follows instructions needs no basis of its own. */
const basisOf = ({ vendorRole, lawfulBasis }: UseDefinition): string =>
  vendorRole === 'processor' ? '' : `; lawful basis: ${lawfulBasis ?? 'none is declared'}`;

/** How long a record lives at most. What is read from services stays in the conversations that used it (SC-5). */
export const describeLife = (use: UseDefinition): string => {
  if (keepsRecords(use)) return describeDuration(use.retention);
  return use.services === undefined ? 'nothing is kept' : 'as long as the conversations that used it';
};

/** By when it is gone after an opt-out. Stopping deletes nothing of a conversation early (SC-5). */
export const describeDeletion = (use: UseDefinition): string => {
  if (keepsRecords(use)) return `within ${describeDuration(use.afterOptOut.deletedWithin)}`;
  return use.services === undefined ? 'nothing to delete' : 'not earlier than these conversations';
};

/** Where data of a use lies, and may go, for a customer of a geography. */
export const describePlace = (
  addressed: AddressedSetting,
  placement: Placement,
  geography: Geography,
): string => {
  const { name } = geographies[geography];
  if (placement === 'stays') return name;
  if (placement !== 'as-chosen') {
    const { movesTo } = placement;
    return movesTo === geography ? name : `${name}; while it is on, moves to ${geographies[movesTo].name}`;
  }
  const transfers = transfersOf(addressed, geography).length;
  const { setting } = addressed;
  const all = setting.kind === 'location' && transfers === setting.among.length;
  return all ? 'as chosen; every choice is a transfer' : `as chosen; outside ${name} a transfer`;
};
