import { comesFrom, isService } from '../programs/sources.ts';
import type { CallInQuestion, CaptureRefusal, PlacedPart } from './call.ts';

/**
 * A part comes from where the use takes it, and took it when the epoch opened (SC-25, BY-5). An epoch from before
 * sources were told bounds none: there the program of now decides alone.
 */
export const isFromATakenSource = (
  { at, source }: PlacedPart,
  { use, promised }: Pick<CallInQuestion, 'use' | 'promised'>,
): CaptureRefusal | undefined => {
  const allowed = use.sources.filter((each) => promised.sources?.includes(each) ?? true);
  if (allowed.includes(source)) return undefined;
  return { problem: 'source-not-allowed', at: `${at}/source`, given: source, allowed };
};

/** A part comes from where its category can come from: nobody's words are told as another's (SC-4, SC-10). */
export const isFromWhereItCanCome = ({ at, category, source }: PlacedPart): CaptureRefusal | undefined => {
  if (comesFrom[category].includes(source)) return undefined;
  return refusedPair(at, `${category} from ${source}`, comesFrom[category], category);
};

/** What comes from a connected service is of the closed list of what that service yields (SC-5). */
export const isYieldedByItsService = (
  { at, category, source }: PlacedPart,
  { yields }: Pick<CallInQuestion, 'yields'>,
): CaptureRefusal | undefined => {
  if (!isService(source)) return undefined;
  const allowed = yields?.[source] ?? [];
  if (allowed.includes(category)) return undefined;
  return {
    problem: 'source-not-allowed',
    at: `${at}/category`,
    given: `${category} from ${source}`,
    allowed: allowed.map((each) => `${each} from ${source}`),
  };
};

const refusedPair = (
  at: string,
  given: string,
  from: readonly string[],
  category: string,
): CaptureRefusal => ({
  problem: 'source-not-allowed',
  at: `${at}/source`,
  given,
  allowed: from.map((each) => `${category} from ${each}`),
});
