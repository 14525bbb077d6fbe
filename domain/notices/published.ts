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
    '1093f2d94161c39875d420067eb973063570e067622a9b3233fe17a326cb6098',
  ),
  published('data-sharing', 1, '246e92dd43d61a102582114e3376b90f9c7ecb522c2b5005ab8478dd91272fd8'),
  published('platform-data-sharing', 1, '9d6caad4a8c0868a0ec7aec0436e1dbf601da9b27cad8c9b0725db433cd883cf'),
  published(
    'security-performance-validation',
    1,
    '05bb8738db1e3e48e1740d2dddcd93ff846efa82042105d6adb592706a6cd8f2',
  ),
  published('security-model-building', 1, 'cb10b2590905d5f56a446857cfe9852b1ccfe9cc7c1577ed75abdc81017218cd'),
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
  published('security-feedback', 1, 'feaa24fa7e892f1e1256144764d670cd48bd737774228a963a7ddc76f84e8fbc'),
  published(
    'security-compliance-plugins',
    1,
    '7ab73d4a4d19a49d4b54274ff1f079437aff58a9c25d96e19c8c8513c4eaf7d2',
  ),
  published('security-vendor-plugins', 1, '37c25a4886093ba59f50ceb7a072c51081a36c7549333e6e61efe2dad8691623'),
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
