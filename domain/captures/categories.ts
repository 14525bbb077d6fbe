import { type Category, dataClassOf } from '../programs/data.ts';
import type { CallInQuestion, CaptureRefusal, PlacedPart, ToldRecord } from './call.ts';

/**
 * A part is of a category that the use takes, and took when the epoch opened (DS-5, BY-5, SC-22). A file that somebody
 * uploaded is of none, whatever a program says (SC-10).
 */
export const isOfATakenCategory = (
  { at, category }: PlacedPart,
  { use, promised }: Pick<CallInQuestion, 'use' | 'promised'>,
): CaptureRefusal | undefined => {
  const allowed = use.categories.filter((each) => promised.categories.includes(each) && !isWholeFile(each));
  if (allowed.includes(category)) return undefined;
  return { problem: 'category-not-allowed', at: `${at}/category`, given: category, allowed };
};

const isWholeFile = (category: Category) => category === 'uploaded-file';

/** A record stands under the class of its category: what people typed is no log, and feedback is neither (SC-4, SC-22). */
export const isOfItsClass = ({ category, dataClass }: ToldRecord, at: string): CaptureRefusal | undefined => {
  const wanted = dataClassOf[category];
  if (dataClass === wanted) return undefined;
  return {
    problem: 'category-not-allowed',
    at: `${at}/dataClass`,
    given: `${category} as ${dataClass}`,
    allowed: [`${category} as ${wanted}`],
  };
};
