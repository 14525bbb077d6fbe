import type { Notice, NoticeLanguage } from './notice.ts';

/** What a choice is bound to: a version of a notice in one language, and the hash of its words. */
export type PublishedNotice = Pick<Notice, 'id' | 'version' | 'language'> & { readonly hash: string };

const published = (id: string, version: number, hash: string): PublishedNotice => ({
  id,
  version,
  language: 'en',
  hash,
});

/**
 * Every notice that was ever published, with the hash of its words (DS-12). A row never changes: whoever changes a
 * word adds a version. Apart from the words, because whoever records a choice needs none of them.
 */
export const everyPublished: readonly PublishedNotice[] = [
  published(
    'processing-in-united-states',
    1,
    'ac2da377ef8bb1c725594915e92f9298e7f5042b30b132c501406b56b034b1c0',
  ),
  published('connected-services', 1, '53bfa793c11b4574a00dbfa95ba429d2544e25497a2a6312cd4b80425894a448'),
  published('data-sharing', 1, '79a686cbed5f90e562e3152ead0e6b6f970d186ba7984c268190676d37ed46db'),
  published('platform-data-sharing', 1, 'b07af2abe4858cd793aec2b599e8d1143cc6b455906abb260f6cb91109d49b39'),
  published(
    'security-performance-validation',
    1,
    '61599ff53ddc57769a1d30c8e11b985f42e4a43f7b7c3936527370bb1bae02fa',
  ),
  published('security-model-building', 1, '735efc3ca7ee14b101781832387c6709da2043d13ff0ae8be127e2f193312e81'),
  published(
    'security-compliance-access',
    1,
    'da49ccb9a05d5974fe0ff0ee375fe2d8854790112de76f0cb2e4f77ef11c703a',
  ),
  published(
    'security-prompt-evaluation',
    1,
    'e3b630da23381762b1c5e4cbdae72418a46017076bb2680ad7f055d6a4c5e08b',
  ),
  published('security-feedback', 1, '3494ab05b2bc85e7b1b60a07f59120f87e782abcf3f675b1ad096e5a7bf3b2ec'),
  published(
    'security-compliance-plugins',
    1,
    '7ab73d4a4d19a49d4b54274ff1f079437aff58a9c25d96e19c8c8513c4eaf7d2',
  ),
  published('security-vendor-plugins', 1, '37c25a4886093ba59f50ceb7a072c51081a36c7549333e6e61efe2dad8691623'),
  published(
    'security-sensitive-model-building',
    1,
    '368307f6ad5056788b7d34b5ea43e8af54a842d6e5c5fee8e306b06534ab34cf',
  ),
];

/** The version of a notice that choices are bound to now, or undefined where there is none in the language. */
export const currentlyPublished = (
  id: string,
  language: NoticeLanguage = 'en',
): PublishedNotice | undefined =>
  everyPublished
    .filter((notice) => notice.id === id && notice.language === language)
    .reduce<PublishedNotice | undefined>(
      (newest, notice) => (newest && newest.version > notice.version ? newest : notice),
      undefined,
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
