import { everyGeography } from '../geographies.ts';
import {
  catalogIdRule,
  type Fault,
  type FaultOf,
  faultIn,
  faultsOfNames,
  filled,
  isCatalogId,
  listed,
  quoted,
  unless,
} from './fault.ts';
import {
  customerRoles,
  type DestinationDefinition,
  geographiesOf,
  type LocationDefinition,
  type Program,
  type SettingDefinition,
  scopes,
  settingKinds,
  toggleValues,
} from './program.ts';
import { everyDirectoryRole } from './requires.ts';

/** What is wrong with one setting of a program. */
export const faultsOfSetting = (
  program: Program,
  settingId: string,
  setting: SettingDefinition,
): readonly Fault[] => {
  const fault = faultIn(program, `settings.${settingId}`);
  const uses = Object.keys(program.uses);
  return [
    ...unless(isCatalogId(settingId), fault('id', quoted(settingId), catalogIdRule)),
    ...unless(filled(setting.title), fault('title', 'empty', 'a title for people')),
    ...faultsOfNames(fault, 'scope', 'scope', [setting.scope], scopes),
    ...unless(setting.permits.length > 0, fault('permits', 'empty', `at least one of ${listed(uses)}`)),
    ...faultsOfNames(fault, 'permits', 'use', setting.permits, uses),
    ...unless(setting.decidedBy.length > 0, fault('decidedBy', 'empty', listed(customerRoles))),
    ...faultsOfNames(fault, 'decidedBy', 'role', setting.decidedBy, customerRoles),
    ...faultsOfRequires(fault, setting),
    ...faultsOfAvailability(fault, setting),
    ...faultsOfNotApplicable(fault, setting),
    ...faultsOfAdmission(fault, setting),
    ...faultsOfKind(fault, program, setting),
  ];
};

/** Everybody decides about themselves, and a workspace alone runs on a capacity (SC-2). */
const faultsOfRequires = (fault: FaultOf, { requires, scope }: SettingDefinition): readonly Fault[] => {
  if (requires === undefined) return [];
  const { directoryRoles, capacity } = requires;
  return [
    ...unless(scope !== 'user', fault('requires', 'given', 'nothing: users decide about themselves')),
    ...unless(
      directoryRoles.length > 0,
      fault('requires.directoryRoles', 'empty', listed(everyDirectoryRole)),
    ),
    ...faultsOfNames(fault, 'requires.directoryRoles', 'directory role', directoryRoles, everyDirectoryRole),
    ...(capacity === undefined
      ? []
      : [
          ...faultsOfNames(fault, 'requires.capacity', 'right', [capacity], ['write']),
          ...unless(
            scope === 'workspace',
            fault('requires.capacity', `for a setting of scope ${scope}`, 'only for those of a workspace'),
          ),
        ]),
  ];
};

const faultsOfAvailability = (fault: FaultOf, { availableIn }: SettingDefinition): readonly Fault[] => {
  if (availableIn.kind === 'everywhere') return [];
  return [
    ...unless(availableIn.geographies.length > 0, fault('availableIn', 'empty', listed(everyGeography))),
    ...faultsOfNames(fault, 'availableIn', 'geography', availableIn.geographies, everyGeography),
  ];
};

const faultsOfNotApplicable = (fault: FaultOf, setting: SettingDefinition): readonly Fault[] => {
  const { notApplicable } = setting;
  if (notApplicable === undefined) return [];
  const others = geographiesOf(setting.availableIn).filter((geography) => geography !== notApplicable.within);
  return [
    ...faultsOfNames(fault, 'notApplicable.within', 'geography', [notApplicable.within], everyGeography),
    ...unless(filled(notApplicable.because), fault('notApplicable.because', 'empty', 'a reason for people')),
    ...unless(
      others.length > 0,
      fault('notApplicable.within', `${notApplicable.within}, the only geography`, 'one of several'),
    ),
  ];
};

const previewStores: readonly string[] = ['nothing-is-stored', 'own-geography', ...everyGeography];

/** A preview names where it stores data before it is used (DL-6). */
const faultsOfAdmission = (fault: FaultOf, { admission }: SettingDefinition): readonly Fault[] => {
  if (admission.kind === 'open') return [];
  const stores = [String(admission.store ?? 'none')];
  return [
    ...faultsOfNames(fault, 'admission.kind', 'admission', [admission.kind], ['open', 'limited-preview']),
    ...faultsOfNames(fault, 'admission.store', 'store', stores, previewStores),
  ];
};

const faultsOfKind = (fault: FaultOf, program: Program, setting: SettingDefinition): readonly Fault[] => {
  const asChosen = setting.permits.filter((useId) => program.uses[useId]?.placement === 'as-chosen');
  if (setting.kind === 'location') return faultsOfLocation(fault, setting, asChosen);
  if (setting.kind === 'destination') return faultsOfDestination(fault, program, setting, asChosen);
  return [
    ...faultsOfNames(fault, 'kind', 'kind', [setting.kind], settingKinds),
    ...faultsOfNames(fault, 'default', 'value', [setting.default], toggleValues),
    ...asChosen.map((useId) =>
      fault('permits', `${quoted(useId)}, whose place is chosen`, 'uses whose place does not wait for one'),
    ),
  ];
};

/** A choice of location opens no epoch: what it permits keeps nothing here, and goes where was chosen (SC-17). */
const faultsOfLocation = (
  fault: FaultOf,
  setting: LocationDefinition,
  asChosen: readonly string[],
): readonly Fault[] => [
  ...unless(setting.among.length > 1, fault('among', listed(setting.among), 'two locations or more')),
  ...faultsOfNames(fault, 'among', 'location', setting.among, [...everyGeography, 'anywhere']),
  ...unless(setting.default === 'unset', fault('default', quoted(setting.default), '`unset`')),
  ...notAsChosen(fault, setting, asChosen),
];

const notAsChosen = (fault: FaultOf, setting: SettingDefinition, asChosen: readonly string[]) =>
  setting.permits
    .filter((useId) => !asChosen.includes(useId))
    .map((useId) =>
      fault('permits', `${quoted(useId)}, whose place is not chosen`, 'uses placed `as-chosen`'),
    );

/** What an owner connects is off until then, at a place, and the recipient of all that the setting permits (DL-7). */
const faultsOfDestination = (
  fault: FaultOf,
  program: Program,
  setting: DestinationDefinition,
  asChosen: readonly string[],
): readonly Fault[] => [
  ...unless(setting.among.length > 0, fault('among', 'empty', listed(everyGeography))),
  ...faultsOfNames(fault, 'among', 'geography', setting.among, everyGeography),
  ...unless(setting.default === 'off', fault('default', quoted(setting.default), '`off`')),
  ...notAsChosen(fault, setting, asChosen),
  ...setting.permits
    .filter((useId) => program.uses[useId]?.recipients === 'none')
    .map((useId) =>
      fault(
        'permits',
        `${quoted(useId)}, which nobody receives`,
        'uses with the recipient `connected-service`',
      ),
    ),
];
