import type { Category, DataClass } from '../../domain/programs/data.ts';
import { dataClassOf } from '../../domain/programs/data.ts';
import type { Source } from '../../domain/programs/sources.ts';
import { isoOf } from '../../domain/time.ts';
import type { TestCell } from './cell.ts';

export type SentPart = { readonly category: Category; readonly source: Source; readonly occurredAt: string };

/** A part of a record as an assistant sends it: of now. */
export const aPart = (cell: TestCell, category: Category, source: Source): SentPart => ({
  category,
  source,
  occurredAt: isoOf(cell.clock.now),
});

/** A record as an assistant sends it: of now, under the class of its category. */
export const aRecord = (
  cell: TestCell,
  category: Category,
  source: Source,
  more: Readonly<Record<string, unknown>> = {},
): SentPart & { readonly dataClass: DataClass; readonly body: string } => ({
  ...aPart(cell, category, source),
  dataClass: dataClassOf[category],
  body: 'what is said here is not looked at',
  ...more,
});

/** An answer of the assistant with one part in it that came from somewhere else. */
export const anAnswerWith = (cell: TestCell, category: Category, source: Source) => ({
  ...aRecord(cell, 'response', 'assistant'),
  parts: [aPart(cell, category, source)],
});
