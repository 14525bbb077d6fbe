import type { Instant } from '../time.ts';
import type { Notice, NoticeLanguage } from './notice.ts';
import { versionInForce } from './versions.ts';

/** What a choice is bound to: a version of a notice in one language, and the hash of its words. */
export type PublishedNotice = Pick<Notice, 'id' | 'version' | 'language'> & { readonly hash: string };

type HashesByLanguage = { readonly [Language in NoticeLanguage]?: string };

/**
 * The hash of the words of every notice that was ever published, by id, version and language (DS-12). A hash never
 * changes: whoever changes a word adds a version. Apart from the words, because whoever records a choice needs none of
 * them.
 */
const hashes: Readonly<Record<string, Readonly<Record<number, HashesByLanguage>>>> = {
  'processing-in-united-states': {
    1: {
      en: 'ac2da377ef8bb1c725594915e92f9298e7f5042b30b132c501406b56b034b1c0',
    },
  },
  'connected-services': {
    1: {
      en: '53bfa793c11b4574a00dbfa95ba429d2544e25497a2a6312cd4b80425894a448',
    },
  },
  'data-sharing': {
    1: {
      en: '79a686cbed5f90e562e3152ead0e6b6f970d186ba7984c268190676d37ed46db',
    },
  },
  'platform-data-sharing': {
    1: {
      en: 'b07af2abe4858cd793aec2b599e8d1143cc6b455906abb260f6cb91109d49b39',
    },
  },
  'security-performance-validation': {
    1: {
      en: '61599ff53ddc57769a1d30c8e11b985f42e4a43f7b7c3936527370bb1bae02fa',
    },
  },
  'security-model-building': {
    1: {
      en: '735efc3ca7ee14b101781832387c6709da2043d13ff0ae8be127e2f193312e81',
    },
  },
  'security-compliance-access': {
    1: {
      en: 'da49ccb9a05d5974fe0ff0ee375fe2d8854790112de76f0cb2e4f77ef11c703a',
    },
  },
  'security-prompt-evaluation': {
    1: {
      en: 'e3b630da23381762b1c5e4cbdae72418a46017076bb2680ad7f055d6a4c5e08b',
    },
  },
  'security-feedback': {
    1: {
      en: '3494ab05b2bc85e7b1b60a07f59120f87e782abcf3f675b1ad096e5a7bf3b2ec',
    },
  },
  'security-compliance-plugins': {
    1: {
      en: '7ab73d4a4d19a49d4b54274ff1f079437aff58a9c25d96e19c8c8513c4eaf7d2',
    },
  },
  'security-vendor-plugins': {
    1: {
      en: '37c25a4886093ba59f50ceb7a072c51081a36c7549333e6e61efe2dad8691623',
    },
  },
  'security-sensitive-model-building': {
    1: {
      en: '368307f6ad5056788b7d34b5ea43e8af54a842d6e5c5fee8e306b06534ab34cf',
    },
  },
};

/** Every notice that was ever published. */
export const everyPublished: readonly PublishedNotice[] = Object.entries(hashes).flatMap(([id, versions]) =>
  Object.entries(versions).flatMap(([version, languages]) =>
    Object.entries(languages).map(([language, hash]) => ({
      id,
      version: Number(version),
      language: language as NoticeLanguage,
      hash,
    })),
  ),
);

/** One version of a notice, or undefined where it was never published in the language. */
export const publishedVersion = (
  id: string,
  version: number,
  language: NoticeLanguage = 'en',
): PublishedNotice | undefined =>
  everyPublished.find(
    (notice) => notice.id === id && notice.version === version && notice.language === language,
  );

/** The version of a notice that choices are bound to at an instant, or undefined where there is none in the language. */
export const currentlyPublished = (
  id: string,
  at: Instant,
  language: NoticeLanguage = 'en',
): PublishedNotice | undefined => {
  const inForce = versionInForce(id, at);
  return inForce && publishedVersion(id, inForce.version, language);
};

/** The languages in which a version of a notice was published, in the order of publication. */
export const languagesOf = (id: string, version: number): readonly NoticeLanguage[] =>
  everyPublished
    .filter((notice) => notice.id === id && notice.version === version)
    .map(({ language }) => language);
