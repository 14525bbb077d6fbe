import { choiceTimeoutSeconds } from '../../contract/access/settings.ts';
import type { InstructionReceipt } from '../../contract/api/replies.ts';
import type { ReceivedInstruction } from '../../domain/consent/group-instruction.ts';
import { longestGrant } from '../../domain/programs/program.ts';
import { instantOf, isoOf, seconds } from '../../domain/time.ts';
import { closureReply } from '../shared/consent/closure-reply.ts';
import { closuresOf } from '../shared/consent/closures-of.ts';
import { readSettingAsItStands } from '../shared/repositories/settings.ts';
import type { PermittedPart } from './permitted-part.ts';
import type { InstructionsPorts } from './ports.ts';

/**
 * The receipt of a part: always the same but for how far the deletion has come. What an opt-out ends is told as the
 * answer to any opt-out tells it (DS-8).
 */
export const instructionReceipt = async (
  ports: InstructionsPorts,
  { subject, addressed }: PermittedPart,
  received: ReceivedInstruction,
): Promise<InstructionReceipt> => {
  const { group, program, setting, value, receivedAt, entry, epoch } = received;
  return {
    instruction: group.id,
    subject: subject.id,
    program,
    setting,
    value,
    receivedAt,
    entry: entry.sequence,
    hash: entry.hash,
    ...(epoch !== undefined && { epoch }),
    ...(value === 'off' && (await optedOut(ports, { subject, addressed }, received))),
  };
};

const optedOut = async (
  ports: InstructionsPorts,
  { subject, addressed }: Pick<PermittedPart, 'subject' | 'addressed'>,
  { group, receivedAt, countedFrom }: ReceivedInstruction,
) => {
  const current = await readSettingAsItStands(
    ports.store,
    subject.id,
    addressed.program,
    addressed.settingId,
  );
  const closures = await closuresOf(ports, current, receivedAt, group);
  const deadline = closures
    .map((closure) => closure.deadline)
    .sort()
    .at(-1);
  return {
    countsFrom: countedFrom,
    lastGrantEnds: isoOf(instantOf(receivedAt) + seconds(choiceTimeoutSeconds) + longestGrant),
    ...(deadline !== undefined && { deadline }),
    closures: closures.map(closureReply),
  };
};
