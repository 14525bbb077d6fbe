import { noticeOutdated } from '../../contract/api/choice-problems.ts';
import { unknownNotice } from '../../contract/api/problems.ts';
import type { NoticeReference } from '../../domain/consent/notice-reference.ts';
import { everyPublished, type PublishedNotice } from '../../domain/notices/published.ts';
import { type NoticeVersion, versionInForce } from '../../domain/notices/versions.ts';
import type { Instant } from '../../domain/time.ts';

/**
 * The words of a notice that were signed, in whichever language: they have been published at some time.
 * @throws ProblemError notice-outdated, naming the version in force, where no such words ever were
 */
export const noticeSigned = (id: string, signed: NoticeReference, at: Instant): PublishedNotice => {
  const found = everyPublished.find(
    (each) =>
      each.id === id && signed.id === id && each.version === signed.version && each.hash === signed.hash,
  );
  if (found === undefined) throw noticeOutdated(signed, inForce(id, at));
  return found;
};

/** Demands the version that is in force: for all but turning off. @throws ProblemError notice-outdated */
export const demandWordsInForce = (signed: PublishedNotice, at: Instant): void => {
  const current = inForce(signed.id, at);
  if (signed.version !== current.version) throw noticeOutdated(signed, current);
};

const inForce = (id: string, at: Instant): NoticeVersion => {
  const version = versionInForce(id, at);
  if (version === undefined) throw unknownNotice(id, []);
  return version;
};
