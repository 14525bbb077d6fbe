import { describeDurationIn } from '../durations.ts';
import { keptForOf } from '../kept-for.ts';
import type { Notice, NoticePromises } from '../notice.ts';

/** After an opt-out the last permission ends within this time: in Portuguese words. */
export const lastGrantOf = ({
  promises,
}: {
  readonly promises: Pick<NoticePromises, 'lastGrantWithin'>;
}): string => describeDurationIn('pt', promises.lastGrantWithin);

/**
 * The figures about records that are kept, in Portuguese words.
 * @throws RangeError where the notice promises that nothing is kept: its words have no such figures
 */
export const keptFiguresOf = (original: Notice): { readonly life: string; readonly deletion: string } => {
  const { retention, deletedWithin } = keptForOf(original);
  return {
    life: describeDurationIn('pt', retention),
    deletion: describeDurationIn('pt', deletedWithin),
  };
};
