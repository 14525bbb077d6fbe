import { faultsAgainstLaw } from './check-law.ts';
import { faultsOfLocations } from './check-locations.ts';
import { faultsOfSetting } from './check-setting.ts';
import { faultsOfUse } from './check-use.ts';
import {
  catalogIdRule,
  type Fault,
  faultIn,
  filled,
  isCatalogId,
  listed,
  positiveInteger,
  quoted,
  unless,
} from './fault.ts';
import type { DeletionClock, Program } from './program.ts';

/** What is wrong within one program, without regard to its notices. */
export const faultsOfProgram = (program: Program): readonly Fault[] => [
  ...faultsOfHead(program),
  ...Object.entries(program.clocks).flatMap(([name, clock]) => faultsOfClock(program, name, clock)),
  ...faultsAgainstLaw(program),
  ...faultsOfLocations(program),
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
  const says = Object.keys(program.settings).length > 0 || program.locations !== undefined;
  return [
    ...unless(isCatalogId(program.id), fault('id', quoted(program.id), catalogIdRule)),
    ...unless(positiveInteger(program.version), fault('version', program.version, 'a whole number from 1')),
    ...unless(
      program.noticePeriod > 0,
      fault('noticePeriod', `${program.noticePeriod} ms`, 'a duration above 0'),
    ),
    ...unless(filled(program.title), fault('title', 'empty', 'a title for people')),
    ...unless(
      says,
      fault('settings', 'without a setting', 'at least one, or `locations` that say where data lies'),
    ),
    ...unless(
      program.dataProcessingAgreement === 'unchanged',
      fault('dataProcessingAgreement', String(program.dataProcessingAgreement), 'unchanged'),
    ),
  ];
};

const faultsOfClock = (program: Program, name: string, clock: DeletionClock): readonly Fault[] =>
  clock === 'not-declared'
    ? []
    : unless(
        clock.deletedWithin > 0,
        faultIn(program, `clocks.${name}`)(
          'deletedWithin',
          `${clock.deletedWithin} ms`,
          'a duration above 0, or not-declared',
        ),
      );

const faultsOfGoverning = (program: Program, useId: string): readonly Fault[] => {
  const governing = Object.entries(program.settings)
    .filter(([, setting]) => setting.permits.includes(useId))
    .map(([settingId]) => settingId);
  const given = governing.length === 0 ? 'permitted by no setting' : `permitted by ${listed(governing)}`;
  return unless(governing.length === 1, faultIn(program)(`uses.${useId}`, given, 'exactly one setting'));
};
