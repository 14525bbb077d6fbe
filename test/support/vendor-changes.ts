import { onTestFinished } from 'vitest';
import { everyNotice, newestNotice } from '../../domain/notices/catalog.ts';
import { type Notice, noticeHash } from '../../domain/notices/notice.ts';
import { everyPublished, type PublishedNotice } from '../../domain/notices/published.ts';
import { everyVersion, type NoticeVersion } from '../../domain/notices/versions.ts';

/**
 * What a vendor does between two versions of its catalog, while choices that were made before stand. Each change
 * is taken back when its test has finished.
 */

/**
 * Publishes the next version of a notice, in other words, in every language that the notice has.
 * @param when since when it is announced and from when on it is in force; at once where nothing is given
 */
export const publishNewer = (
  id: string,
  when: Pick<NoticeVersion, 'announced' | 'effectiveFrom'> = {},
): Notice => {
  const current = newestNotice(id);
  if (current === undefined) throw new Error(`there is no notice ${id}`);
  const version = current.version + 1;
  const texts = everyNotice.filter((notice) => notice.id === id && notice.version === current.version);
  for (const text of texts) {
    const newer = { ...text, version, title: `${text.title}, version ${version}` };
    putUntilTheEnd(everyNotice, newer);
    putUntilTheEnd(everyPublished, rowOf(newer));
  }
  putUntilTheEnd(everyVersion, { id, version, ...when });
  return { ...current, version, title: `${current.title}, version ${version}` };
};

/** The newest version of a notice in another language, published where it is not: other words for the same terms. */
export const publishedIn = (language: Notice['language'], id: string): Notice => {
  const current = newestNotice(id);
  if (current === undefined) throw new Error(`there is no notice ${id}`);
  const there = newestNotice(id, language);
  if (there?.version === current.version) return there;
  const other = { ...current, language, title: `${current.title}, in ${language}` };
  putUntilTheEnd(everyNotice, other);
  putUntilTheEnd(everyPublished, rowOf(other));
  return other;
};

/** Takes every version of a notice in a language out of the catalog, as if it had never been translated. */
export const neverPublishedIn = (language: Notice['language'], id: string): void => {
  const isGone = (row: Pick<Notice, 'id' | 'language'>) => row.id === id && row.language === language;
  takeOutUntilTheEnd(everyNotice, isGone);
  takeOutUntilTheEnd(everyPublished, isGone);
};

const takeOutUntilTheEnd = <Element>(
  list: readonly Element[],
  isGone: (element: Element) => boolean,
): void => {
  const before = [...list];
  const open = list as Element[];
  open.splice(0, open.length, ...before.filter((element) => !isGone(element)));
  onTestFinished(() => void open.splice(0, open.length, ...before));
};

const rowOf = (notice: Notice): PublishedNotice => {
  const { id, version, language } = notice;
  return { id, version, language, hash: noticeHash(notice) };
};

const putUntilTheEnd = <Element>(list: readonly Element[], added: Element): void => {
  const open = list as Element[];
  open.push(added);
  onTestFinished(() => void open.splice(open.indexOf(added), 1));
};

/** Declares a part of a program anew: a setting, or a use. */
export const declareAnew = <Declared extends object>(
  declared: Declared,
  changes: Partial<Declared>,
): void => {
  const before = { ...declared };
  Object.assign(declared, changes);
  onTestFinished(() => void Object.assign(declared, before));
};
