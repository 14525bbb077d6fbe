import type { Notice, NoticePromises } from '../notices/notice.ts';
import { describeDuration } from '../time.ts';
import { type Fault, faultIn, listed, quoted, unless } from './fault.ts';
import type { Program, SettingDefinition } from './program.ts';
import { describePlacement, keepsRecords, type UseDefinition } from './use.ts';

/** Where a program keeps less than the current version of each of its notices promises, in every language. */
export const faultsOfPromises = (program: Program, notices: readonly Notice[]): readonly Fault[] =>
  Object.entries(program.settings).flatMap(([settingId, setting]) => {
    const versions = notices.filter((notice) => notice.id === setting.notice);
    if (versions.length === 0) {
      const known = listed([...new Set(notices.map((notice) => notice.id))]);
      const given = `the unknown notice ${quoted(setting.notice)}`;
      return [faultIn(program, `settings.${settingId}`)('notice', given, known)];
    }
    const newest = Math.max(...versions.map((notice) => notice.version));
    return versions
      .filter((notice) => notice.version === newest)
      .flatMap((notice) => faultsAgainst(notice, program, settingId, setting));
  });

const faultsAgainst = (
  notice: Notice,
  program: Program,
  settingId: string,
  setting: SettingDefinition,
): readonly Fault[] => {
  const { promises } = notice;
  const source = `as version ${notice.version} of notice ${quoted(notice.id)} promises; keep it or publish a new version`;
  return [
    ...unless(
      setting.default === promises.default,
      faultIn(program, `settings.${settingId}`)('default', setting.default, `${promises.default}, ${source}`),
    ),
    ...setting.permits.flatMap((useId) => {
      const use = Object.hasOwn(program.uses, useId) ? program.uses[useId] : undefined;
      const fault = faultIn(program, `uses.${useId}`);
      return use === undefined
        ? []
        : brokenPromises(use, promises).map(([field, given, allowed]) =>
            fault(field, given, `${allowed}, ${source}`),
          );
    }),
  ];
};

type BrokenPromise = readonly [field: string, given: string, allowed: string];

/** Where a use does other than its notice says: longer, further, for more, or with people that it does not name. */
const brokenPromises = (use: UseDefinition, promises: NoticePromises): readonly BrokenPromise[] => {
  const dropped = promises.prohibitedPurposes.filter((purpose) => !use.prohibitedPurposes.includes(purpose));
  const added = use.purposes.filter((purpose) => !promises.purposes.includes(purpose));
  return [
    ...brokenLife(use, promises),
    ...other('humanReview', use.humanReview, promises.humanReview),
    ...other('placement', describePlacement(use.placement), describePlacement(promises.placement)),
    ...other('recipients', use.recipients, promises.recipients),
    ...other('vendorRole', use.vendorRole, promises.vendorRole),
    ...other('lockbox', use.lockbox, promises.lockbox),
    ...other('customerManagedKeys', use.customerManagedKeys, promises.customerManagedKeys),
    ...added.map((purpose): BrokenPromise => ['purposes', quoted(purpose), listed(promises.purposes)]),
    ...(dropped.length === 0
      ? []
      : [['prohibitedPurposes', `without ${listed(dropped)}`, listed(promises.prohibitedPurposes)] as const]),
  ];
};

const brokenLife = (use: UseDefinition, promises: NoticePromises): readonly BrokenPromise[] => {
  if (!keepsRecords(use) || promises.keeps === 'nothing') return other('keeps', use.keeps, promises.keeps);
  return [
    ...longer('retention', use.retention, promises.retention),
    ...longer('afterOptOut.deletedWithin', use.afterOptOut.deletedWithin, promises.deletedWithin),
  ];
};

const longer = (field: string, given: number, promised: number): readonly BrokenPromise[] =>
  given <= promised ? [] : [[field, describeDuration(given), `at most ${describeDuration(promised)}`]];

const other = (
  field: string,
  given: string | boolean,
  promised: string | boolean,
): readonly BrokenPromise[] => (given === promised ? [] : [[field, String(given), String(promised)]]);
