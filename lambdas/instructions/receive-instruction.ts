import { conflictTryAgain, storeUnavailable } from '../../contract/api/choice-problems.ts';
import {
  instructionDiffers,
  instructionFault,
  instructionOvertaken,
  signatureNotTaken,
} from '../../contract/api/instruction-problems.ts';
import { notFound } from '../../contract/api/problems.ts';
import { digestOf } from '../../domain/canonical-form.ts';
import type { StoredSetting } from '../../domain/consent/choice.ts';
import {
  faultOfGroup,
  groupPartOf,
  isOvertaken,
  type ReceivedInstruction,
  receivedWith,
} from '../../domain/consent/group-instruction.ts';
import type { NoticeReference } from '../../domain/consent/notice-reference.ts';
import { readGroupSignature } from '../../domain/evidence/group-signature.ts';
import { commitChoice } from '../shared/consent/commit-choice.ts';
import { demandMember } from '../shared/http/authority.ts';
import { ok, type Reply } from '../shared/http/reply.ts';
import { commitPerson } from '../shared/repositories/names.ts';
import { readReceived, receiveAction } from '../shared/repositories/received-instructions.ts';
import { readSubject, type Subject } from '../shared/repositories/subjects.ts';
import { demandDecider } from '../shared/settings/demand-decider.ts';
import { demandPossible } from '../shared/settings/possible-choice.ts';
import { countFromEarlier } from './count-from-earlier.ts';
import { instructionReceipt } from './instruction-receipt.ts';
import { type InstructionRequest, type PermittedPart, permittedPart } from './permitted-part.ts';
import type { InstructionsPorts } from './ports.ts';
import { demandWordsInForce } from './signed-notice.ts';

/**
 * Receives an instruction to several cells for one part of it, once, and answers with a receipt (BY-13). The part is
 * chosen as any other choice is; what an opt-out promises counts from the first receipt that the customer states.
 * Received again it is the same receipt; an earlier first receipt than before lets the promise count from there.
 * @throws ProblemError not-found, not-allowed, unknown-program, unknown-setting, value-not-allowed,
 *   signature-not-taken, instruction-not-of-this-part, instruction-out-of-time, instruction-differs,
 *   instruction-overtaken, setting-not-applicable, setting-unavailable, notice-outdated, closing, conflict-try-again
 */
export const receiveInstruction = async (
  request: InstructionRequest,
  ports: InstructionsPorts,
): Promise<Reply> => {
  const part = await permittedPart(request, ports);
  const received = (await receivedBefore(request, ports)) ?? (await carryOut(part, request, ports));
  const counted = await countFromEarlier(ports, part, received, request);
  return ok(await instructionReceipt(ports, part, counted));
};

/** What this part received under the name of the instruction. @throws ProblemError instruction-differs */
const receivedBefore = async (
  { body }: InstructionRequest,
  { store }: InstructionsPorts,
): Promise<ReceivedInstruction | undefined> => {
  const { subject, instruction } = body;
  const received = await readReceived(store, subject, instruction.id);
  if (received !== undefined && received.group.digest !== digestOf(instruction))
    throw instructionDiffers(instruction.id);
  return received;
};

const carryOut = async (
  part: PermittedPart,
  request: InstructionRequest,
  ports: InstructionsPorts,
): Promise<ReceivedInstruction> => {
  const { body, caller } = request;
  const { member, subject, addressed, value } = part;
  const notice = referenceTo(part.notice);
  await demandForThis(part, request, ports);
  const group = groupPartOf(body.instruction, body.first);
  const at = ports.clock.now();
  const outcome = await commitChoice(ports, {
    subject: subject.id,
    program: addressed.program,
    setting: addressed.settingId,
    value,
    notice,
    language: part.notice.language,
    actor: commitPerson(ports, { ...caller, signature: body.signature }, member),
    by: member.user,
    at,
    group,
    permitted: async () => demandDecider(await demandMember(ports, caller, subject.id), addressed.setting),
    receive: ({ epoch, ...done }, { sequence, hash }) =>
      receiveAction(
        subject.id,
        receivedWith({ group, ...done, entry: { sequence, hash }, ...(epoch && { epoch }) }, at),
      ),
    accept: ({ stored }) => accept(part, request, stored, ports),
  });
  if (!outcome.ok && outcome.why === 'throttled') throw storeUnavailable();
  // Where somebody handed the same over at the same time and won, it is what they left.
  const received = await receivedBefore(request, ports);
  if (received === undefined) throw conflictTryAgain();
  return received;
};

/** @throws ProblemError signature-not-taken, instruction-not-of-this-part, instruction-out-of-time */
const demandForThis = async (
  { subject, addressed }: PermittedPart,
  { body }: InstructionRequest,
  ports: InstructionsPorts,
): Promise<void> => {
  const { instruction, parts: commitments, signature, first } = body;
  const header = readGroupSignature(signature)?.header;
  if (header?.at !== instruction.at || header.nonce !== instruction.nonce) throw signatureNotTaken();
  const link = await linkOf(subject, ports);
  const fault = faultOfGroup(
    {
      instruction,
      commitments,
      part: { subject: subject.id, link },
      uses: addressed.setting.permits,
      first,
    },
    ports.clock.now(),
  );
  if (fault !== undefined) throw instructionFault(fault);
};

/** The link of the organization that a part belongs to. @throws ProblemError not-found where it is not there */
const linkOf = async (subject: Subject, { store }: InstructionsPorts): Promise<string> => {
  if (subject.kind === 'organization') return subject.link;
  const organization = await readSubject(store, subject.organization);
  if (organization?.kind !== 'organization') throw notFound(subject.id);
  return organization.link;
};

/** Asked anew at each try of the commit. The time at which it was signed stands for what its signer had seen. */
const accept = (
  part: PermittedPart,
  { body: { instruction } }: InstructionRequest,
  stored: StoredSetting | undefined,
  { programs, clock }: InstructionsPorts,
): void => {
  demandPossible(part, stored, programs);
  if (stored !== undefined && isOvertaken(instruction, stored))
    throw instructionOvertaken(instruction.at, stored.since);
  if (part.value !== 'off') demandWordsInForce(part.notice, clock.now());
};

const referenceTo = ({ id, version, hash }: PermittedPart['notice']): NoticeReference => ({
  id,
  version,
  hash,
});
