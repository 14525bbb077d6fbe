import { geographyOf } from '../../domain/identifiers.ts';
import { callCell, type Reach } from './call-cell.ts';
import type { InstructionFile, Progress, Receipt } from './files.ts';
import { whyNotReceived } from './not-received.ts';
import { cellsOf } from './told.ts';

/** How far a cell has come with what the opt-out of its parts ended. */
type Deleted = { readonly geography: string; readonly done: boolean; readonly why?: string };

/** `deleted in 1 of 3 cells`: a cell is counted once every closure that it told of has ended. */
export const tellDeletion = async (
  file: InstructionFile,
  { receipts }: Progress,
  reach: Reach,
): Promise<readonly string[]> => {
  if (file.instruction.value !== 'off') return [];
  const cells: Deleted[] = [];
  for (const geography of cellsOf(file)) {
    const parts = file.parts.filter(({ subject }) => geographyOf(subject) === geography);
    const held = parts.map(({ subject }) => receipts[subject]);
    cells.push(await deletedIn(geography, held, reach));
  }
  const done = cells.filter((cell) => cell.done).length;
  return [
    `Deleted in ${done} of ${cells.length} cells.`,
    ...cells.flatMap(({ geography, why }) => (why === undefined ? [] : [`Not yet in ${geography}: ${why}.`])),
  ];
};

const deletedIn = async (
  geography: string,
  receipts: readonly (Receipt | undefined)[],
  reach: Reach,
): Promise<Deleted> => {
  for (const receipt of receipts) {
    if (receipt === undefined) return { geography, done: false, why: 'a part is not confirmed' };
    for (const { epoch } of receipt.closures ?? []) {
      const answer = await callCell(reach, geography, { path: `/v1/closures/${epoch}` });
      const state = stateIn(answer);
      if (state === 'ended') continue;
      const why = state === 'deleting' ? `${epoch} is being deleted` : whyNotReceived(answer).why;
      return { geography, done: false, why };
    }
  }
  return { geography, done: true };
};

const stateIn = (answer: Awaited<ReturnType<typeof callCell>>): unknown =>
  answer.kind === 'answered' &&
  answer.status === 200 &&
  answer.body !== null &&
  typeof answer.body === 'object'
    ? (answer.body as { readonly state?: unknown }).state
    : undefined;
