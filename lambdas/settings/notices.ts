import { noticeOutdated } from '../../contract/api/choice-problems.ts';
import { unknownNotice } from '../../contract/api/problems.ts';
import type { NoticeReference } from '../../domain/consent/notice-reference.ts';
import type { NoticeLanguage } from '../../domain/notices/notice.ts';
import {
  currentlyPublished,
  everyPublished,
  type PublishedNotice,
  publishedVersion,
} from '../../domain/notices/published.ts';

/** The version that choices are bound to now. @throws ProblemError unknown-notice with the names that there are */
export const currentNoticeOf = (id: string, language: NoticeLanguage = 'en'): PublishedNotice => {
  const notice = currentlyPublished(id, language);
  if (notice === undefined) throw unknownNotice(id, [...new Set(everyPublished.map((known) => known.id))]);
  return notice;
};

/**
 * The version of a notice that a caller was shown, current or not.
 * @throws ProblemError notice-outdated, naming the current version, where there never was such a one
 */
export const noticeShown = (
  id: string,
  shown: { readonly id: string; readonly version: number },
): PublishedNotice => {
  const notice = shown.id === id ? publishedVersion(id, shown.version) : undefined;
  if (notice === undefined) throw noticeOutdated(shown, currentNoticeOf(id));
  return notice;
};

/** What a choice is bound to (DS-12). */
export const referenceTo = ({ id, version, hash }: PublishedNotice): NoticeReference => ({
  id,
  version,
  hash,
});

/**
 * Demands that what was shown is the current version.
 * @throws ProblemError notice-outdated, naming the current version
 */
export const demandCurrent = (
  current: PublishedNotice,
  shown: { readonly id: string; readonly version: number },
): void => {
  if (shown.id !== current.id || shown.version !== current.version) throw noticeOutdated(shown, current);
};
