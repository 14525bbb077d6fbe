import { type Notice, type NoticePromises, noticeTopics } from '../notices/notice.ts';
import { describeDuration } from '../time.ts';
import { faultIn, faultsOfProgram, listed, quoted, unless } from './check-program.ts';
import { CatalogError, type Fault } from './fault.ts';
import { longestGrant, type Program, type SettingDefinition, type UseDefinition } from './program.ts';

/**
 * Checks the programs and the notices that they promise by, before anything is deployed.
 * @throws CatalogError with every fault: file, field, what was given and what is allowed
 */
export const checkCatalog = (programs: readonly Program[], notices: readonly Notice[]): void => {
  const faults = faultsOfCatalog(programs, notices);
  if (faults.length > 0) throw new CatalogError(faults);
};

/** Every fault of the programs, of the notices, and between them. */
export const faultsOfCatalog = (
  programs: readonly Program[],
  notices: readonly Notice[],
): readonly Fault[] => [
  ...programs.flatMap(faultsOfProgram),
  ...faultsOfDoubles(programs),
  ...programs.flatMap((program) => faultsOfPromises(program, notices)),
  ...faultsOfNotices(notices),
];

/** Program ids and use ids stand for one thing in the whole catalog: records and ledgers name them. */
const faultsOfDoubles = (programs: readonly Program[]): readonly Fault[] =>
  programs.flatMap((program, index) => {
    const earlier = programs.slice(0, index);
    const takenUses = new Set(earlier.flatMap((other) => Object.keys(other.uses)));
    return [
      ...unless(
        !earlier.some((other) => other.id === program.id),
        faultIn(program)('id', `${quoted(program.id)}, which an earlier program has`, 'an id of its own'),
      ),
      ...Object.keys(program.uses)
        .filter((useId) => takenUses.has(useId))
        .map((useId) =>
          faultIn(program)(
            `uses.${useId}`,
            'a use id that another program has',
            'an id that is new in the catalog',
          ),
        ),
    ];
  });

/** A program must keep what the current version of each of its notices promises, in every language. */
const faultsOfPromises = (program: Program, notices: readonly Notice[]): readonly Fault[] =>
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

/** Where a use does other than its notice says: longer, further, or with people that the notice does not name. */
const brokenPromises = (use: UseDefinition, promises: NoticePromises): readonly BrokenPromise[] => {
  const dropped = promises.prohibitedPurposes.filter((purpose) => !use.prohibitedPurposes.includes(purpose));
  const checks: readonly (readonly [boolean, BrokenPromise])[] = [
    [use.retention <= promises.retention, longer('retention', use.retention, promises.retention)],
    [
      use.afterOptOut.deletedWithin <= promises.deletedWithin,
      longer('afterOptOut.deletedWithin', use.afterOptOut.deletedWithin, promises.deletedWithin),
    ],
    [use.humanReview === promises.humanReview, other('humanReview', use, promises)],
    [use.placement === promises.placement, other('placement', use, promises)],
    [use.recipients === promises.recipients, other('recipients', use, promises)],
    [use.vendorRole === promises.vendorRole, other('vendorRole', use, promises)],
    [use.lockbox === promises.lockbox, other('lockbox', use, promises)],
    [use.customerManagedKeys === promises.customerManagedKeys, other('customerManagedKeys', use, promises)],
    [
      dropped.length === 0,
      ['prohibitedPurposes', `without ${listed(dropped)}`, listed(promises.prohibitedPurposes)],
    ],
  ];
  return checks.filter(([kept]) => !kept).map(([, broken]) => broken);
};

const longer = (field: string, given: number, promised: number): BrokenPromise => [
  field,
  describeDuration(given),
  `at most ${describeDuration(promised)}`,
];

const other = (
  field: Exclude<keyof NoticePromises & keyof UseDefinition, 'retention' | 'prohibitedPurposes'>,
  use: UseDefinition,
  promises: NoticePromises,
): BrokenPromise => [field, String(use[field]), String(promises[field])];

const faultsOfNotices = (notices: readonly Notice[]): readonly Fault[] =>
  notices.flatMap((notice, index) => {
    const fault = (field: string, given: string, allowed: string): Fault => ({
      file: 'domain/notices/catalog.ts',
      field: `${notice.id}.${notice.version}.${notice.language}.${field}`,
      given,
      allowed,
    });
    const told = notice.paragraphs.filter((paragraph) => paragraph.text.trim() !== '');
    const missing = noticeTopics.filter((topic) => !told.some((paragraph) => paragraph.topic === topic));
    const double = notices.slice(0, index).some((earlier) => sameNotice(earlier, notice));
    const grant = notice.promises.lastGrantWithin;
    return [
      ...unless(missing.length === 0, fault('paragraphs', `silent about ${listed(missing)}`, 'every topic')),
      ...unless(!double, fault('version', 'published twice', 'one text a version and language')),
      ...unless(
        grant >= longestGrant,
        fault(
          'promises.lastGrantWithin',
          describeDuration(grant),
          `at least ${describeDuration(longestGrant)}, the life of a grant`,
        ),
      ),
    ];
  });

const sameNotice = (one: Notice, another: Notice): boolean =>
  one.id === another.id && one.version === another.version && one.language === another.language;
