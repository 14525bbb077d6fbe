import {
  commitmentToPart,
  type GroupInstruction,
  partsOfGroup,
} from '../../domain/consent/group-instruction.ts';
import { type Instant, isoOf } from '../../domain/time.ts';
import { UsageError } from '../usage-error.ts';
import type { InstructionFile, Wanted } from './files.ts';
import type { SigningKey } from './signing-key.ts';

/** What makes an instruction one of its own. */
export type Drawn = { readonly id: string; readonly nonce: string; readonly at: Instant };

/**
 * Signs what is wanted, once for all of its parts (BY-13).
 * @throws UsageError where there is no part, or one twice
 */
export const makeInstruction = (
  wanted: Wanted,
  key: SigningKey,
  { id, nonce, at }: Drawn,
): InstructionFile => {
  const subjects = new Set(wanted.parts.map(({ subject }) => subject));
  if (subjects.size === 0) throw new UsageError('wanted.parts: there is no part.');
  if (subjects.size < wanted.parts.length) throw new UsageError('wanted.parts: a part is there twice.');
  const { program, setting, uses, value, notice } = wanted;
  const commitments = wanted.parts.map((part) => commitmentToPart(part, nonce));
  const instruction: GroupInstruction = {
    v: 1,
    kind: 'group-instruction',
    ...{ id, program, setting, uses, value, notice },
    parts: partsOfGroup(commitments),
    at: isoOf(at),
    nonce,
  };
  const parts = [...wanted.parts].sort((one, other) => (one.subject < other.subject ? -1 : 1));
  return { v: 1, instruction, parts, signature: key.signs(instruction) };
};
