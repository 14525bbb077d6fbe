import type { GroupFault } from '../../domain/consent/group-instruction.ts';
import * as facts from './problem-facts.ts';
import { ProblemError } from './problems.ts';

const problems = {
  'not-of-this-part': facts.instructionNotOfThisPart,
  'out-of-time': facts.instructionOutOfTime,
} as const;

/** What is wrong with an instruction to several cells, for this part of it or at this time (BY-13). */
export const instructionFault = ({ fault, ...words }: GroupFault) => new ProblemError(problems[fault], words);

/** The same name stands for another instruction here. */
export const instructionDiffers = (id: string) =>
  new ProblemError(facts.instructionDiffers, {
    detail: 'Nothing was changed. Sign one with a new id.',
    given: id,
  });

/** What would be undone came after the instruction. @param since ISO 8601 */
export const instructionOvertaken = (at: string, since: string) =>
  new ProblemError(facts.instructionOvertaken, {
    detail: 'Read the setting, and sign a new instruction where it is still meant.',
    given: at,
    allowed: `signed after ${since}`,
  });

/** An instruction to several cells is signed, always. */
export const signatureNotTaken = () =>
  new ProblemError(facts.signatureNotTaken, {
    detail: 'Its header has the time and nonce of the instruction, in canonical form.',
    allowed: 'ES256 or EdDSA, typ domicile-group-instruction+jws',
  });
