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
      de: '60bde56627cddc53983d9ab567a7447276ab2bcdcefdc9795920e4b74f5ff61d',
      fr: '801d273ba56620ef043b92b9ed821d6c94170deda7c6f767c0a592cc640f3c25',
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
      de: 'fff1b1e6543d078593763657cb5ff7d6b50e16c6cdf2e434477f1ab2fdcf4c5a',
      fr: 'f3bbf4f34489e52d477efc4ac9d9bba01314055389aae363dd8b66924d8baa73',
    },
  },
  'platform-data-sharing': {
    1: {
      en: 'b07af2abe4858cd793aec2b599e8d1143cc6b455906abb260f6cb91109d49b39',
      de: 'd8aad1e4203a3c7bfbf04d25b550dab7c5efb1f65252057beacde858005041ff',
      fr: '5063f162e94fdf61f0ccb056246e3655dc0f4fe3f026f98f318a944f3d01aec3',
    },
  },
  'security-performance-validation': {
    1: {
      en: '61599ff53ddc57769a1d30c8e11b985f42e4a43f7b7c3936527370bb1bae02fa',
      de: 'b0e336299c2da0ba56b688b2d810dc12bf11620d880cd02d6f3736b2f3fd2163',
      fr: '8af988c86fd290a187f8fab1a155c99eac35d94f5eca48dae66f619fa8bb58b4',
    },
  },
  'security-model-building': {
    1: {
      en: '735efc3ca7ee14b101781832387c6709da2043d13ff0ae8be127e2f193312e81',
      de: '8457110197995c4e13684a11bfa80d010043fac2ba46d68829dadd4663320524',
      fr: 'ba08e6ee164386669c729ff09cd6f9399d6124f18a08a5fb575cced93b38f84f',
    },
  },
  'security-compliance-access': {
    1: {
      en: 'da49ccb9a05d5974fe0ff0ee375fe2d8854790112de76f0cb2e4f77ef11c703a',
      de: 'e8f36790d511b4f23a5a72509ee97cbb22aa69eba216e30b440c8e0031088005',
      fr: '158906ab877fb4768f527d09ae66a22093b27602f122e7a0ce42ddb9e082417a',
    },
  },
  'security-prompt-evaluation': {
    1: {
      en: 'e3b630da23381762b1c5e4cbdae72418a46017076bb2680ad7f055d6a4c5e08b',
      de: 'bcaadcbf94a9c9c6485e116d8dc7782f5acf67eb68379d908760b126352f6e7b',
      fr: '27efe36f0bc55aa2321f5ef2010eb31d70a3ed16f35be97f7c913f0ae8222ab0',
    },
  },
  'security-feedback': {
    1: {
      en: '3494ab05b2bc85e7b1b60a07f59120f87e782abcf3f675b1ad096e5a7bf3b2ec',
      de: 'ea8296c5c3eca0adab9ef1e5b038b19bb3121c533dd8ce6c794df76d29b18c4a',
      fr: '7e01ca1bcdbd492f75102906e207c1bb7119247be45c81b586663ba3adc7907d',
    },
  },
  'security-compliance-plugins': {
    1: {
      en: '7ab73d4a4d19a49d4b54274ff1f079437aff58a9c25d96e19c8c8513c4eaf7d2',
      de: '79c2444ade5794d3eed5d30b10600702af5ee44d4133e3febd9e8a3ba93b5f94',
      fr: 'f71050313ae8c4c5cdd6ac6411dec4be9a01893ff4404cd5c9efdb92bf00a1a2',
    },
  },
  'security-vendor-plugins': {
    1: {
      en: '37c25a4886093ba59f50ceb7a072c51081a36c7549333e6e61efe2dad8691623',
      de: 'ef289b91bb6e795dc430208664add86ecd1c60c9903afb952e079930c38a5f21',
      fr: 'd20dddce861a0404da237c41bb6f9b9aee6685428cb769a96ac0d2c11264e8b3',
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
