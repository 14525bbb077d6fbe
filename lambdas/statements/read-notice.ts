import { unknownNotice } from '../../contract/api/problems.ts';
import type { NoticeReply } from '../../contract/api/replies.ts';
import { currentNotice, everyNotice, noticeOf } from '../../domain/notices/catalog.ts';
import { noticeHash } from '../../domain/notices/notice.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';

/**
 * A notice in its words: the current version, or the one that is asked for.
 * @throws ProblemError unknown-notice with the names or versions that there are
 */
export const readNotice = async ({ path, query }: Request<'GET /v1/notices/{notice}'>): Promise<Reply> => {
  const { language } = query;
  const current = currentNotice(path.notice, language);
  if (current === undefined) {
    throw unknownNotice(path.notice, [...new Set(everyNotice.map((known) => known.id))]);
  }
  const notice = query.version === undefined ? current : noticeOf(path.notice, query.version, language);
  if (notice === undefined) throw unknownNotice(`version ${query.version}`, versionsOf(path.notice));
  const reply: NoticeReply = {
    ...notice,
    hash: noticeHash(notice),
    current: notice.version === current.version,
  };
  return ok(reply);
};

const versionsOf = (id: string) =>
  everyNotice.filter((notice) => notice.id === id).map(({ version }) => `version ${version}`);
