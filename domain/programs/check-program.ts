import { everyGeography, isGeography } from '../geographies.ts';
import type { Fault } from './fault.ts';
import {
  type Category,
  categories,
  customerRoles,
  dataClassOf,
  type Program,
  type SettingDefinition,
  type UseDefinition,
} from './program.ts';

/** Ids become parts of keys and addresses: words of small letters and digits, joined by single hyphens. */
const id = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const idRule = 'words of small letters and digits, joined by hyphens';

/** The most lots that the captures of a workspace and day may be spread over. */
const mostLotShards = 32;

/** The file in which a program is declared: its name is the program's id. */
export const fileOfProgram = (programId: string): string => `domain/programs/${programId}.ts`;

/** What is wrong within one program, without regard to its notices. */
export const faultsOfProgram = (program: Program): readonly Fault[] => [
  ...faultsOfHead(program),
  ...Object.entries(program.settings).flatMap(([settingId, setting]) =>
    faultsOfSetting(program, settingId, setting),
  ),
  ...Object.entries(program.uses).flatMap(([useId, use]) => [
    ...faultsOfUse(program, useId, use),
    ...faultsOfGoverning(program, useId),
  ]),
];

const faultsOfHead = (program: Program): readonly Fault[] => {
  const fault = faultIn(program);
  return [
    ...unless(id.test(program.id), fault('id', quoted(program.id), idRule)),
    ...unless(positiveInteger(program.version), fault('version', program.version, 'a whole number from 1')),
    ...unless(filled(program.title), fault('title', 'empty', 'a title for people')),
    ...unless(
      Object.keys(program.settings).length > 0,
      fault('settings', 'without a setting', 'at least one'),
    ),
  ];
};

const faultsOfSetting = (
  program: Program,
  settingId: string,
  setting: SettingDefinition,
): readonly Fault[] => {
  const fault = faultIn(program, `settings.${settingId}`);
  const uses = Object.keys(program.uses);
  return [
    ...unless(id.test(settingId), fault('id', quoted(settingId), idRule)),
    ...unless(filled(setting.title), fault('title', 'empty', 'a title for people')),
    ...unless(setting.permits.length > 0, fault('permits', 'empty', `at least one of ${listed(uses)}`)),
    ...setting.permits
      .filter((useId) => !uses.includes(useId))
      .map((useId) => fault('permits', `the unknown use ${quoted(useId)}`, listed(uses))),
    ...unless(setting.decidedBy.length > 0, fault('decidedBy', 'empty', listed(customerRoles))),
    ...outside(setting.decidedBy, customerRoles).map((role) =>
      fault('decidedBy', `the unknown role ${quoted(role)}`, listed(customerRoles)),
    ),
    ...faultsOfAvailability(setting).map(([given, allowed]) => fault('availableIn', given, allowed)),
  ];
};

const faultsOfAvailability = ({ availableIn }: SettingDefinition): readonly (readonly [string, string])[] => {
  if (availableIn.kind === 'everywhere') return [];
  const allowed = listed(everyGeography);
  if (availableIn.geographies.length === 0) return [['empty', allowed]];
  return availableIn.geographies
    .filter((geography) => !isGeography(geography))
    .map((geography) => [`the unknown geography ${quoted(geography)}`, allowed]);
};

const faultsOfUse = (program: Program, useId: string, use: UseDefinition): readonly Fault[] => {
  const fault = faultIn(program, `uses.${useId}`);
  const act = use.vendorRole === 'processor' ? 'instruction' : 'permission';
  return [
    ...unless(id.test(useId), fault('id', quoted(useId), idRule)),
    ...unless(filled(use.title), fault('title', 'empty', 'a title for people')),
    ...unless(use.categories.length > 0, fault('categories', 'empty', listed(categories))),
    ...outside<Category>(use.categories, categories).map((category) =>
      fault('categories', `the unknown category ${quoted(category)}`, listed(Object.keys(dataClassOf))),
    ),
    ...unless(use.retention > 0, fault('retention', `${use.retention} ms`, 'a duration above 0')),
    ...unless(
      use.afterOptOut.deletedWithin > 0,
      fault('afterOptOut.deletedWithin', `${use.afterOptOut.deletedWithin} ms`, 'a duration above 0'),
    ),
    ...unless(
      use.customerAct === act,
      fault('customerAct', use.customerAct, `${act}, where the vendor is ${use.vendorRole}`),
    ),
    ...unless(
      positiveInteger(use.lotShards) && use.lotShards <= mostLotShards,
      fault('lotShards', use.lotShards, `a whole number from 1 to ${mostLotShards}`),
    ),
  ];
};

const faultsOfGoverning = (program: Program, useId: string): readonly Fault[] => {
  const governing = Object.entries(program.settings)
    .filter(([, setting]) => setting.permits.includes(useId))
    .map(([settingId]) => settingId);
  const given = governing.length === 0 ? 'permitted by no setting' : `permitted by ${listed(governing)}`;
  return unless(governing.length === 1, faultIn(program)(`uses.${useId}`, given, 'exactly one setting'));
};

/** Builds the faults of one part of a program. */
export const faultIn =
  (program: Program, part?: string) =>
  (field: string, given: string | number, allowed: string): Fault => ({
    file: fileOfProgram(program.id),
    field: part === undefined ? field : `${part}.${field}`,
    given: String(given),
    allowed,
  });

/** The fault, unless what must hold does hold. */
export const unless = (holds: boolean, fault: Fault): readonly Fault[] => (holds ? [] : [fault]);

export const listed = (names: readonly string[]): string => names.join(', ') || 'nothing';
export const quoted = (text: string): string => `\`${text}\``;

const outside = <Name extends string>(given: readonly Name[], known: readonly Name[]): readonly Name[] =>
  given.filter((name) => !known.includes(name));
const filled = (text: string): boolean => text.trim() !== '';
const positiveInteger = (number: number): boolean => Number.isInteger(number) && number >= 1;
