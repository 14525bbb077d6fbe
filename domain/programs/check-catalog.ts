import { type Notice, noticeHash, noticeTopics } from '../notices/notice.ts';
import { hashAsWritten, type PublishedNotice } from '../notices/published.ts';
import type { NoticeVersion } from '../notices/versions.ts';
import { describeDuration, type Instant } from '../time.ts';
import {
  comingAt,
  faultsOfLanguages,
  faultsOfPeriods,
  faultsOfVersions,
  type NoticeCatalog,
} from './check-notices.ts';
import { faultsOfProgram } from './check-program.ts';
import { faultsOfPromises } from './check-promises.ts';
import { CatalogError, type Fault, faultIn, filled, listed, quoted, unless } from './fault.ts';
import { longestGrant, type Program } from './program.ts';

/**
 * Checks the programs, the notices that they promise by, and that these read as they were published, in every
 * language, before anything is deployed.
 * @param at when it is deployed: which versions of notices are in force, and which are coming
 * @throws CatalogError with every fault: file, field, what was given and what is allowed
 */
export const checkCatalog = (programs: readonly Program[], catalog: NoticeCatalog, at: Instant): void => {
  const faults = faultsAt(programs, catalog, at);
  if (faults.length > 0) throw new CatalogError(faults);
};

/** Every fault for which `checkCatalog` would stop a deployment at an instant. */
export const faultsAt = (
  programs: readonly Program[],
  catalog: NoticeCatalog,
  at: Instant,
): readonly Fault[] => {
  const { notices, published, versions } = catalog;
  return [
    ...faultsOfCatalog(programs, notices, comingAt(versions, at)),
    ...faultsOfPublished(notices, published),
    ...faultsOfVersions(catalog),
    ...faultsOfLanguages(catalog, at),
    ...faultsOfPeriods(programs, catalog),
  ];
};

/**
 * Every fault of the programs, of the notices, and between them.
 * @param coming versions that are published and not in force yet
 */
export const faultsOfCatalog = (
  programs: readonly Program[],
  notices: readonly Notice[],
  coming: readonly NoticeVersion[] = [],
): readonly Fault[] => [
  ...programs.flatMap(faultsOfProgram),
  ...faultsOfDoubles(programs),
  ...programs.flatMap((program) => faultsOfPromises(program, notices, coming)),
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
      ...unless(filled(notice.title), fault('title', 'empty', 'a title for people')),
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

/** What was published keeps its words, and every text has its row (DS-12). */
export const faultsOfPublished = (
  notices: readonly Notice[],
  published: readonly PublishedNotice[],
): readonly Fault[] => {
  const fault = (notice: NoticeName, given: string, allowed: string): Fault => ({
    file: 'domain/notices/published.ts',
    field: `${notice.id}.${notice.version}.${notice.language}`,
    given,
    allowed,
  });
  return [
    ...notices.flatMap((notice) => {
      const pinned = published.find((row) => sameNotice(row, notice));
      const hash = noticeHash(notice);
      if (pinned === undefined) {
        return [fault(notice, 'not published', `the hash ${hash}, written ${hashAsWritten(hash)}`)];
      }
      return unless(
        pinned.hash === hash,
        fault(
          notice,
          `${pinned.hash}, while its words have ${hash}`,
          'the words as published; change them in a new version',
        ),
      );
    }),
    ...published
      .filter((row) => !notices.some((notice) => sameNotice(row, notice)))
      .map((row) => fault(row, 'published without words', 'a notice that can be read for ever')),
  ];
};

type NoticeName = Pick<Notice, 'id' | 'version' | 'language'>;

const sameNotice = (one: NoticeName, another: NoticeName): boolean =>
  one.id === another.id && one.version === another.version && one.language === another.language;
