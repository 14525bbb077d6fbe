import { geographyOf } from '../../domain/identifiers.ts';
import type { InstructionFile } from './files.ts';
import { firstReceipt, type HandedOver, unconfirmed } from './hand-over.ts';

/** What is told of an instruction, and whether every cell has confirmed it. */
export type ToldProgress = { readonly lines: readonly string[]; readonly all: boolean };

/** `2 of 3 cells confirmed`, from when deadlines count, and what is missing: a cell confirmed with its last part. */
export const tellProgress = (file: InstructionFile, { progress, missing }: HandedOver): ToldProgress => {
  const waiting = unconfirmed(file, progress);
  const cells = cellsOf(file);
  const open = new Set<string>(waiting.map((subject) => geographyOf(subject)));
  const first = firstReceipt(progress);
  const last = Object.values(progress.receipts)
    .flatMap(({ deadline }) => (deadline === undefined ? [] : [deadline]))
    .sort()
    .at(-1);
  return {
    all: waiting.length === 0,
    lines: [
      `${cells.length - open.size} of ${cells.length} cells confirmed the instruction ${file.instruction.id}.`,
      ...(first === undefined ? [] : [`It was first received at ${first.receivedAt}, by ${first.subject}.`]),
      ...(last === undefined ? [] : [`Where it was confirmed, all is deleted by ${last}.`]),
      ...waiting.map(
        (subject) =>
          `Missing: ${subject} in ${geographyOf(subject)}: ${missing.get(subject)?.why ?? 'not handed over yet'}.`,
      ),
    ],
  };
};

/** The geographies of the cells that have parts. */
export const cellsOf = ({ parts }: Pick<InstructionFile, 'parts'>): readonly string[] => [
  ...new Set(parts.map(({ subject }) => geographyOf(subject))),
];
