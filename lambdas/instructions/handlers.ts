import type { Handlers } from '../shared/http/request.ts';
import type { InstructionsPorts } from './ports.ts';
import { receiveInstruction } from './receive-instruction.ts';

/** One handler for each route of this function. */
export const instructionsHandlers: Handlers<'instructions', InstructionsPorts> = {
  'POST /v1/instructions': receiveInstruction,
};
