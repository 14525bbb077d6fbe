import { onTestFinished } from 'vitest';
import { currentNotice, everyNotice } from '../../domain/notices/catalog.ts';
import type { Notice } from '../../domain/notices/notice.ts';

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
  const published = everyNotice as Notice[];
  published.push(newer);
  onTestFinished(() => void published.splice(published.indexOf(newer), 1));
  return newer;
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
