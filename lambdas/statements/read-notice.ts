import { noticeNotInLanguage } from '../../contract/api/choice-problems.ts';
import { unknownNotice } from '../../contract/api/problems.ts';
import type { NoticeReply } from '../../contract/api/replies.ts';
import { type Notice, noticeAmong, noticeHash } from '../../domain/notices/notice.ts';
import {
  announcedOf,
  everyVersion,
  type NoticeVersion,
  versionInForce,
} from '../../domain/notices/versions.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import type { Request } from '../shared/http/request.ts';
import type { StatementsPorts } from './ports.ts';

/**
 * A notice in its words: the version in force, or the one that is asked for, in English where no language is named.
 * @throws ProblemError unknown-notice with the names or versions that there are, notice-not-in-language with the
 *   languages that the version has
 */
export const readNotice = async (
  { path, query }: Request<'GET /v1/notices/{notice}'>,
  { clock, notices }: Pick<StatementsPorts, 'clock' | 'notices'>,
): Promise<Reply> => {
  const at = clock.now();
  const inForce = versionInForce(path.notice, at);
  if (inForce === undefined) {
    throw unknownNotice(path.notice, [...new Set(everyVersion.map((known) => known.id))]);
  }
  const asked = query.version === undefined ? inForce : versionOf(path.notice, query.version);
  const languages = notices.filter((notice) => isOf(asked, notice)).map(({ language }) => language);
  const { language = 'en' } = query;
  const notice = noticeAmong(notices, asked.id, asked.version, language);
  if (notice === undefined) throw noticeNotInLanguage(language, languages);
  const reply: NoticeReply = {
    ...notice,
    hash: noticeHash(notice),
    current: asked.version === inForce.version,
    languages,
    ...(asked.effectiveFrom !== undefined && { effectiveFrom: asked.effectiveFrom }),
    ...announcedOf(asked.id, at),
  };
  return ok(reply);
};

const versionOf = (id: string, version: number): NoticeVersion => {
  const versions = everyVersion.filter((known) => known.id === id);
  const found = versions.find((known) => known.version === version);
  if (found !== undefined) return found;
  throw unknownNotice(
    `version ${version}`,
    versions.map((known) => `version ${known.version}`),
  );
};

const isOf = ({ id, version }: NoticeVersion, notice: Notice): boolean =>
  notice.id === id && notice.version === version;
