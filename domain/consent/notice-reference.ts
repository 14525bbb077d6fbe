import type { NoticeLanguage } from '../notices/notice.ts';

/** Which words were shown: what choices and epochs are bound to. */
export type NoticeReference = {
  readonly id: string;
  readonly version: number;
  /** SHA-256 of the canonical form of the text that was shown. */
  readonly hash: string;
};

/** The language of the words that were shown, as it is written down: nothing where they were English. */
export const inLanguage = (language: NoticeLanguage | undefined): { readonly language?: NoticeLanguage } =>
  language === undefined || language === 'en' ? {} : { language };
