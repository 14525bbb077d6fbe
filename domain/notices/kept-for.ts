import type { KeptFor, Notice } from './notice.ts';

/**
 * What a notice promises about records that are kept: where its words in another language take their figures from.
 * @throws RangeError where the notice promises that nothing is kept: its words have no such figures
 */
export const keptForOf = ({ id, promises }: Pick<Notice, 'id' | 'promises'>): KeptFor => {
  if (promises.keeps === 'nothing')
    throw new RangeError(`The notice ${id} keeps nothing; no figure says how long.`);
  return promises;
};
