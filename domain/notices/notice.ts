import { digestOf } from '../canonical-form.ts';
import type { SettingDefinition } from '../programs/program.ts';
import type { UseDefinition } from '../programs/use.ts';
import type { Duration } from '../time.ts';

/** What a notice has to tell before somebody can choose (DS-12); a notice without one of them is not published. */
export const noticeTopics = [
  'purpose',
  'benefits',
  'data',
  'choice',
  'withdrawal',
  'deletion',
  'life',
  'place',
  'access',
  'recipients',
  'protections',
  'role',
] as const;
export type NoticeTopic = (typeof noticeTopics)[number];

export type NoticeParagraph = {
  readonly topic: NoticeTopic;
  readonly heading: string;
  readonly text: string;
};

/**
 * What the words of a notice promise, as data. A program that keeps less than its notice promises does not
 * deploy; the figures in the text are written from here, so that text and check cannot differ.
 */
export type NoticePromises = {
  /** The value of the setting until somebody chooses. */
  readonly default: SettingDefinition['default'];
  /** After an opt-out the last permission that was handed out before ends within this time. */
  readonly lastGrantWithin: Duration;
} & Pick<
  UseDefinition,
  | 'placement'
  | 'recipients'
  | 'humanReview'
  | 'vendorRole'
  | 'purposes'
  | 'prohibitedPurposes'
  | 'lockbox'
  | 'customerManagedKeys'
> &
  (KeptFor | { readonly keeps: 'nothing' });

/** What is promised about records that are kept. */
export type KeptFor = {
  readonly keeps: 'records';
  /** A shared record lives no longer than this. */
  readonly retention: Duration;
  /** After an opt-out everything that was shared is deleted within this time. */
  readonly deletedWithin: Duration;
};

/**
 * Languages that notices are written in, as BCP 47 tags. The first is the one that notices are written in first, and
 * that is taken where nobody names another. One more is a word here and a folder with its texts; what else it needs,
 * the compiler and the check of the catalog ask for.
 */
export const noticeLanguages = ['en', 'de', 'fr', 'pt'] as const;
export type NoticeLanguage = (typeof noticeLanguages)[number];

/** One version of a notice in one language. What was published never changes; a change is a new version. */
export type Notice = {
  readonly id: string;
  readonly version: number;
  readonly language: NoticeLanguage;
  readonly title: string;
  readonly paragraphs: readonly NoticeParagraph[];
  readonly promises: NoticePromises;
};

/**
 * What a choice is bound to (DS-12): SHA-256, in hexadecimal, over the canonical form of exactly the words that
 * were shown. Anybody who has the words can compute it again.
 */
export const noticeHash = ({ id, version, language, title, paragraphs }: Notice): string =>
  digestOf({ id, version, language, title, paragraphs });

/** One version of a notice in a language, among others; undefined where it is not there. */
export const noticeAmong = (
  notices: readonly Notice[],
  id: string,
  version: number,
  language: NoticeLanguage,
): Notice | undefined =>
  notices.find((notice) => notice.id === id && notice.version === version && notice.language === language);
