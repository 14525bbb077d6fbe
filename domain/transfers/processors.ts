import { type Duration, dayOf, type Instant, startOfDay } from '../time.ts';
import type { Processor, TransferTerms } from './terms.ts';

/** The first UTC day on which a processor may work that was announced on a day: nobody can object any more. */
export const objectionEnds = (announced: string, objectionPeriod: Duration): string =>
  dayOf(startOfDay(announced) + objectionPeriod);

/** A processor as customers read of it. */
export type ListedProcessor = Processor & {
  /** The first UTC day on which nobody can object any more. */
  readonly objectionEnds: string;
  readonly state: 'announced' | 'in-force';
};

/** Who else processes data of a cell, and from when on, as it stands at an instant. */
export const listProcessors = (
  { processors, objectionPeriod }: Pick<TransferTerms, 'processors' | 'objectionPeriod'>,
  at: Instant,
): readonly ListedProcessor[] =>
  processors.map((processor) => ({
    ...processor,
    objectionEnds: objectionEnds(processor.announced, objectionPeriod),
    state: at < startOfDay(processor.from) ? 'announced' : 'in-force',
  }));
