import type { Notice, NoticePromises } from '../notices/notice.ts';
import type { NoticeVersion } from '../notices/versions.ts';
import { describeDuration } from '../time.ts';
import { type Fault, faultIn, listed, quoted, unless } from './fault.ts';
import type { Program, SettingDefinition } from './program.ts';
import { describePlacement, keepsRecords, type UseDefinition } from './use.ts';

/**
 * Where a program keeps less than the version in force of each of its notices promises, in every language. A version
 * that is coming takes effect without a deployment: so the program keeps its limits already. What else it says anew,
 * such as another default, holds from its day on, and is deployed on that day.
 */
export const faultsOfPromises = (
  program: Program,
  notices: readonly Notice[],
  coming: readonly NoticeVersion[],
): readonly Fault[] =>
  Object.entries(program.settings).flatMap(([settingId, setting]) => {
    const versions = notices.filter(({ id }) => id === setting.notice).filter(isFirstToPromise);
    if (versions.length === 0) {
      const known = listed([...new Set(notices.map((notice) => notice.id))]);
      const given = `the unknown notice ${quoted(setting.notice)}`;
      return [faultIn(program, `settings.${settingId}`)('notice', given, known)];
    }
    const isComing = ({ id, version }: Notice) =>
      coming.some((row) => row.id === id && row.version === version);
    const inForce = Math.max(...versions.filter((each) => !isComing(each)).map(({ version }) => version));
    return [
      ...versions
        .filter(({ version }) => version === inForce)
        .flatMap((notice) => [
          ...faultsOfDefault(notice, program, settingId, setting),
          ...faultsOfUses(notice, program, setting, brokenPromises),
        ]),
      ...versions.filter(isComing).flatMap((notice) => faultsOfUses(notice, program, setting, brokenLimits)),
    ];
  });

/** A translation promises what its original does: a fault against both is told once. */
const isFirstToPromise = ({ version, promises }: Notice, index: number, notices: readonly Notice[]) =>
  notices.findIndex((other) => other.version === version && other.promises === promises) === index;

const sourceOf = ({ id, version }: Notice): string =>
  `as version ${version} of notice ${quoted(id)} promises; keep it or publish a new version`;

const faultsOfDefault = (
  notice: Notice,
  program: Program,
  settingId: string,
  setting: SettingDefinition,
): readonly Fault[] =>
  unless(
    setting.default === notice.promises.default,
    faultIn(program, `settings.${settingId}`)(
      'default',
      setting.default,
      `${notice.promises.default}, ${sourceOf(notice)}`,
    ),
  );

const faultsOfUses = (
  notice: Notice,
  program: Program,
  setting: SettingDefinition,
  broken: (use: UseDefinition, promises: NoticePromises) => readonly BrokenPromise[],
): readonly Fault[] =>
  setting.permits.flatMap((useId) => {
    const use = Object.hasOwn(program.uses, useId) ? program.uses[useId] : undefined;
    const fault = faultIn(program, `uses.${useId}`);
    return use === undefined
      ? []
      : broken(use, notice.promises).map(([field, given, allowed]) =>
          fault(field, given, `${allowed}, ${sourceOf(notice)}`),
        );
  });

type BrokenPromise = readonly [field: string, given: string, allowed: string];

/** Where a use does other than its notice says: longer, further, for more, or with people that it does not name. */
const brokenPromises = (use: UseDefinition, promises: NoticePromises): readonly BrokenPromise[] => [
  ...other('keeps', use.keeps, promises.keeps),
  ...brokenLimits(use, promises),
  ...other('humanReview', use.humanReview, promises.humanReview),
  ...other('placement', describePlacement(use.placement), describePlacement(promises.placement)),
  ...other('recipients', use.recipients, promises.recipients),
  ...other('vendorRole', use.vendorRole, promises.vendorRole),
  ...other('lockbox', use.lockbox, promises.lockbox),
  ...other('customerManagedKeys', use.customerManagedKeys, promises.customerManagedKeys),
];

/** Where a use does more than its notice says: for longer, or for more. */
const brokenLimits = (use: UseDefinition, promises: NoticePromises): readonly BrokenPromise[] => {
  const dropped = promises.prohibitedPurposes.filter((purpose) => !use.prohibitedPurposes.includes(purpose));
  const added = use.purposes.filter((purpose) => !promises.purposes.includes(purpose));
  return [
    ...brokenLife(use, promises),
    ...added.map((purpose): BrokenPromise => ['purposes', quoted(purpose), listed(promises.purposes)]),
    ...(dropped.length === 0
      ? []
      : [['prohibitedPurposes', `without ${listed(dropped)}`, listed(promises.prohibitedPurposes)] as const]),
  ];
};

const brokenLife = (use: UseDefinition, promises: NoticePromises): readonly BrokenPromise[] => {
  if (!keepsRecords(use) || promises.keeps === 'nothing') return [];
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
