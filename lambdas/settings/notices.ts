import { noticeNotInLanguage, noticeOutdated } from '../../contract/api/choice-problems.ts';
import { unknownNotice } from '../../contract/api/problems.ts';
import type { NoticeReference } from '../../domain/consent/notice-reference.ts';
import type { NoticeLanguage } from '../../domain/notices/notice.ts';
import { languagesOf, type PublishedNotice, publishedVersion } from '../../domain/notices/published.ts';
import { everyVersion, type NoticeVersion, versionInForce } from '../../domain/notices/versions.ts';
import type { Instant } from '../../domain/time.ts';

/** What a caller says was on the screen; English where no language is named. */
export type Shown = {
  readonly id: string;
  readonly version: number;
  readonly language?: NoticeLanguage | undefined;
};

/**
 * The version of a notice that choices are bound to at an instant.
 * @throws ProblemError unknown-notice with the names that there are
 */
export const noticeInForce = (id: string, at: Instant): NoticeVersion => {
  const version = versionInForce(id, at);
  if (version === undefined) throw unknownNotice(id, [...new Set(everyVersion.map((known) => known.id))]);
  return version;
};

/**
 * The words of a notice that a caller was shown, in force or not.
 * @throws ProblemError notice-outdated, naming the version in force, where there never was such a one;
 *   notice-not-in-language with the languages of that version
 */
export const noticeShown = (id: string, shown: Shown, at: Instant): PublishedNotice => {
  const languages = shown.id === id ? languagesOf(id, shown.version) : [];
  if (languages.length === 0) throw noticeOutdated(shown, noticeInForce(id, at));
  const { language = 'en' } = shown;
  const notice = publishedVersion(id, shown.version, language);
  if (notice === undefined) throw noticeNotInLanguage(language, languages);
  return notice;
};

/** What a choice is bound to (DS-12), and in which language it was read. */
export const wordsOf = ({
  id,
  version,
  hash,
  language,
}: PublishedNotice): { readonly notice: NoticeReference; readonly language: NoticeLanguage } => ({
  notice: { id, version, hash },
  language,
});

/**
 * Demands that what was shown is the version in force.
 * @throws ProblemError notice-outdated, naming that version
 */
export const demandInForce = (id: string, shown: Shown, at: Instant): void => {
  const inForce = noticeInForce(id, at);
  if (shown.id !== id || shown.version !== inForce.version) throw noticeOutdated(shown, inForce);
};
