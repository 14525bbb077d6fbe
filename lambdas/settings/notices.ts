import { noticeOutdated } from '../../contract/api/choice-problems.ts';
import { unknownNotice } from '../../contract/api/problems.ts';
import type { NoticeReply } from '../../contract/api/replies.ts';
import type { NoticeReference } from '../../domain/consent/ledger.ts';
import { currentNotice, everyNotice, noticeOf } from '../../domain/notices/catalog.ts';
import { type Notice, type NoticeLanguage, noticeHash } from '../../domain/notices/notice.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';

/**
 * A notice: the current version, or the one that is asked for.
 * @throws ProblemError unknown-notice with the names or versions that there are
 */
export const readNotice = async ({ path, query }: Request<'GET /v1/notices/{notice}'>): Promise<Reply> => {
  const { language } = query;
  const current = currentNoticeOf(path.notice, language);
  const notice = query.version === undefined ? current : noticeOf(path.notice, query.version, language);
  if (notice === undefined) throw unknownNotice(`version ${query.version}`, versionsOf(path.notice));
  const reply: NoticeReply = {
    ...notice,
    hash: noticeHash(notice),
    current: notice.version === current.version,
  };
  return ok(reply);
};

/** The version that choices are bound to now. @throws ProblemError unknown-notice with the names that there are */
export const currentNoticeOf = (id: string, language: NoticeLanguage = 'en'): Notice => {
  const notice = currentNotice(id, language);
  if (notice === undefined) throw unknownNotice(id, [...new Set(everyNotice.map((known) => known.id))]);
  return notice;
};

/**
 * The version of a notice that a caller was shown, current or not.
 * @throws ProblemError notice-outdated, naming the current version, where there never was such a one
 */
export const noticeShown = (id: string, shown: { readonly id: string; readonly version: number }): Notice => {
  const notice = shown.id === id ? noticeOf(id, shown.version) : undefined;
  if (notice === undefined) throw noticeOutdated(shown, currentNoticeOf(id));
  return notice;
};

/** What a choice is bound to (DS-12). */
export const referenceTo = (notice: Notice): NoticeReference => ({
  id: notice.id,
  version: notice.version,
  hash: noticeHash(notice),
});

/**
 * Demands that what was shown is the current version.
 * @throws ProblemError notice-outdated, naming the current version
 */
export const demandCurrent = (
  current: Notice,
  shown: { readonly id: string; readonly version: number },
): void => {
  if (shown.id !== current.id || shown.version !== current.version) throw noticeOutdated(shown, current);
};

const versionsOf = (id: string) =>
  everyNotice.filter((notice) => notice.id === id).map(({ version }) => `version ${version}`);
