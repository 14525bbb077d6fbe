import { onTestFinished } from 'vitest';
import { currentNotice, everyNotice } from '../../domain/notices/catalog.ts';
import { type Notice, noticeHash } from '../../domain/notices/notice.ts';
import { everyPublished, type PublishedNotice } from '../../domain/notices/published.ts';

/**
 * What a vendor does between two versions of its catalog, while choices that were made before stand. Each change
 * is taken back when its test has finished.
 */

/** Publishes the next version of a notice, in other words. */
export const publishNewer = (id: string): Notice => {
  const current = currentNotice(id);
  if (current === undefined) throw new Error(`there is no notice ${id}`);
  const version = current.version + 1;
  const newer = { ...current, version, title: `${current.title}, version ${version}` };
  const row: PublishedNotice = { id, version, language: newer.language, hash: noticeHash(newer) };
  putUntilTheEnd(everyNotice, newer);
  putUntilTheEnd(everyPublished, row);
  return newer;
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
