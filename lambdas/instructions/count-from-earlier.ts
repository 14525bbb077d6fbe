import { closing, conflictTryAgain, storeUnavailable } from '../../contract/api/choice-problems.ts';
import { instructionFault } from '../../contract/api/instruction-problems.ts';
import { type Closure, countedFrom, countingFromEarlier } from '../../domain/consent/epoch.ts';
import {
  type FirstReceipt,
  faultOfFirst,
  type ReceivedInstruction,
  receivedEarlier,
} from '../../domain/consent/group-instruction.ts';
import { continueChain } from '../../domain/consent/ledger.ts';
import type { EpochId } from '../../domain/identifiers.ts';
import { instantOf } from '../../domain/time.ts';
import { closuresOf } from '../shared/consent/closures-of.ts';
import type { Request } from '../shared/http/request.ts';
import { persist } from '../shared/persist.ts';
import { countFromActions } from '../shared/repositories/closures.ts';
import { readEpoch } from '../shared/repositories/epochs.ts';
import { appendActions, readHead } from '../shared/repositories/ledger.ts';
import { commitPerson } from '../shared/repositories/names.ts';
import { countFromAction } from '../shared/repositories/received-instructions.ts';
import { readSettingAsItStands } from '../shared/repositories/settings.ts';
import type { Action } from '../shared/store/store.ts';
import type { PermittedPart } from './permitted-part.ts';
import type { InstructionsPorts } from './ports.ts';

/**
 * Lets what an opt-out promised count from an earlier first receipt than before, where the customer learned of one
 * only later: the answer of a cell had been lost, and the others were told that there was none (BY-13). A deadline
 * only ever comes nearer. The ledger says so; closures that ended have nothing left to count.
 * @throws ProblemError instruction-out-of-time, closing while the opt-out waits for its gates, conflict-try-again
 */
export const countFromEarlier = async (
  ports: InstructionsPorts,
  part: PermittedPart,
  received: ReceivedInstruction,
  request: Request<'POST /v1/instructions'>,
): Promise<ReceivedInstruction> => {
  const { first, instruction } = request.body;
  const after = first && received.value === 'off' ? receivedEarlier(received, first) : undefined;
  if (first === undefined || after === undefined) return received;
  const fault = faultOfFirst(instruction, first, ports.clock.now());
  if (fault !== undefined) throw instructionFault(fault);
  const epochs = await countClosures(ports, part, after, first);
  await commit(ports, [
    ...(await entryOf(ports, part, request, { after, first, epochs })),
    countFromAction(part.subject.id, received, after),
  ]);
  return after;
};

/** Brings the closures of the opt-out nearer, one by one, and tells the epochs whose deadline counts from there now. */
const countClosures = async (
  ports: InstructionsPorts,
  { subject, addressed }: PermittedPart,
  { group, receivedAt }: ReceivedInstruction,
  first: FirstReceipt,
): Promise<readonly EpochId[]> => {
  const current = await readSettingAsItStands(
    ports.store,
    subject.id,
    addressed.program,
    addressed.settingId,
  );
  if (current.stored?.closing === receivedAt) throw closing();
  const counted: EpochId[] = [];
  for (const closure of await closuresOf(ports, current, receivedAt)) {
    if (closure.endedAt !== undefined) continue;
    const earlier = await earlierOf(ports, closure, { id: group.id, first });
    if (earlier !== undefined) await commit(ports, countFromActions(closure, earlier));
    // What an attempt before this one brought nearer belongs into the ledger, too.
    if (countedFrom(earlier ?? closure) === instantOf(first.receivedAt)) counted.push(closure.epoch);
  }
  return counted;
};

const earlierOf = async (
  { store }: InstructionsPorts,
  closure: Closure,
  group: { readonly id: string; readonly first: FirstReceipt },
) => {
  const epoch = await readEpoch(store, closure.epoch);
  return epoch && countingFromEarlier(closure, epoch, group);
};

const entryOf = async (
  ports: InstructionsPorts,
  { subject, member }: PermittedPart,
  { caller }: Request<'POST /v1/instructions'>,
  {
    after,
    first,
    epochs,
  }: {
    readonly after: ReceivedInstruction;
    readonly first: FirstReceipt;
    readonly epochs: readonly EpochId[];
  },
): Promise<readonly Action[]> => {
  const { commitment, kept } = commitPerson(ports, caller, member)();
  const { receivedAt, entry } = first;
  const told = continueChain(subject.id, await readHead(ports.store, subject.id), {
    at: ports.clock.now(),
    event: {
      type: 'first-receipt-stated',
      instruction: after.group.id,
      first: { receivedAt, entry },
      epochs,
    },
    commitment,
  });
  return appendActions(told, kept);
};

const commit = async (ports: InstructionsPorts, actions: readonly Action[]): Promise<void> => {
  const outcome = await persist(ports, () => ports.store.transact(actions));
  if (outcome.ok) return;
  throw outcome.refusal === 'throttled' ? storeUnavailable() : conflictTryAgain();
};
